// Reads a per-tenant overrides file as the ConfigMaps that would contain it.
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/policy/example_object.hpp"

namespace tempo_admission::app {

// Returns a subject for each example ConfigMap of the policy's rules for overrides.
[[nodiscard]] Subjects read_overrides_file(const std::string& text, const policy::Policy& policy,
                                           const std::string& namespace_name);

// The error if no rule of the policy applies to the format: a file named on the command line must
// not pass unjudged.
[[nodiscard]] tl::unexpected<Diagnostic> nobody_judges(policy::TextFormat format);

}  // namespace tempo_admission::app
