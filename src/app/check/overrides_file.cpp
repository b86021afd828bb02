#include "app/check/overrides_file.hpp"

#include "app/check/creation.hpp"

namespace tempo_admission::app {

Subjects read_overrides_file(const std::string& text, const policy::Policy& policy,
                             const std::string& namespace_name) {
  std::vector<Subject> subjects;
  for (const auto& example : example_objects(policy, policy::TextFormat::overrides)) {
    Subject subject;
    subject.asked = creation_of(config_map_of(example, "overrides", text), namespace_name);
    subject.origins[example.key] = TextOrigin{};  // the file is the string
    subjects.push_back(std::move(subject));
  }
  if (subjects.empty()) return nobody_judges(policy::TextFormat::overrides);
  return subjects;
}

tl::unexpected<Diagnostic> nobody_judges(policy::TextFormat format) {
  const bool overrides = format == policy::TextFormat::overrides;
  return unreadable({}, std::string("the policy has no rule for ") +
                            (overrides ? "per-tenant overrides" : "declared tenants"));
}

}  // namespace tempo_admission::app
