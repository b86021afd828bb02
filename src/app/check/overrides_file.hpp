// A per-tenant overrides file on its own, as the ConfigMaps that would hold it.
#pragma once

#include <string>

#include "app/check/subject.hpp"
#include "tempo_admission/policy/example_object.hpp"

namespace tempo_admission::app {

// One subject for each kind of ConfigMap that the policy's rules for overrides look for.
[[nodiscard]] Subjects read_overrides_file(const std::string& text, const policy::Policy& policy,
                                           const std::string& namespace_name);

// No rule of the policy is for such texts: one that was named to be judged must not pass unseen.
[[nodiscard]] tl::unexpected<Diagnostic> nobody_judges(policy::TextFormat format);

}  // namespace tempo_admission::app
