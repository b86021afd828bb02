// The line of a text that a finding stands on, as far as it may be shown.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::app {

[[nodiscard]] std::string line_of(std::string_view text, Position position);

// Empty where the line may hold a credential: reports end up in CI logs.
[[nodiscard]] std::string showable(std::string line, const policy::Finding& finding);

}  // namespace tempo_admission::app
