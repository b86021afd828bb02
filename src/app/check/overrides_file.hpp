// A per-tenant overrides file on its own, as the ConfigMap that would hold it.
#pragma once

#include <string>

#include "app/check/subject.hpp"

namespace tempo_admission::app {

[[nodiscard]] Subject overrides_subject(const std::string& text, const std::string& namespace_name);

}  // namespace tempo_admission::app
