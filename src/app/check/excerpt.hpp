// The line of the file that a finding refers to, if it may be shown.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::app {

[[nodiscard]] std::string line_of(std::string_view text, Position position);

// Returns the line, or "" if it may contain a credential: reports end up in CI logs.
[[nodiscard]] std::string redacted_line(std::string line, const policy::Finding& finding);

}  // namespace tempo_admission::app
