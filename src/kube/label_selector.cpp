#include "tempo_admission/kube/label_selector.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "kube/qualified_name.hpp"

namespace tempo_admission::kube {
namespace {

using enum SelectorOperator;
using Requirements = std::vector<SelectorRequirement>;

bool admits(const SelectorRequirement& requirement, std::optional<std::string_view> value) {
  const auto listed = [&] {
    const auto& values = requirement.values;
    return std::find(values.begin(), values.end(), *value) != values.end();
  };
  switch (requirement.op) {
    case in:
      return value && listed();
    case not_in:
      return !value || !listed();
    case exists:
      return value.has_value();
    case does_not_exist:
      return !value;
  }
  return false;
}

bool all_admit(const Requirements& requirements, std::string_view key,
               std::optional<std::string_view> value) {
  return std::all_of(requirements.begin(), requirements.end(),
                     [&](const SelectorRequirement& requirement) {
                       return requirement.key != key || admits(requirement, value);
                     });
}

// Longer than every listed value, so it represents all values that are not listed.
std::string unlisted_value(const Requirements& requirements) {
  std::size_t longest = 0;
  for (const auto& requirement : requirements)
    for (const auto& value : requirement.values) longest = std::max(longest, value.size());
  return std::string(longest + 1, 'x');
}

// The values of a label that these requirements can distinguish: absent, unlisted or one they list.
bool can_admit(const Requirements& requirements, std::string_view key) {
  if (all_admit(requirements, key, std::nullopt)) return true;
  if (all_admit(requirements, key, unlisted_value(requirements))) return true;
  for (const auto& requirement : requirements)
    for (const auto& value : requirement.values)
      if (requirement.key == key && all_admit(requirements, key, value)) return true;
  return false;
}

}  // namespace

bool matches(const LabelSelector& selector, const StringMap& labels) {
  return std::all_of(selector.requirements.begin(), selector.requirements.end(),
                     [&](const SelectorRequirement& requirement) {
                       return admits(requirement, labels.find(requirement.key));
                     });
}

bool can_both_match(const LabelSelector& a, const LabelSelector& b) {
  Requirements both = a.requirements;
  both.insert(both.end(), b.requirements.begin(), b.requirements.end());
  return std::all_of(both.begin(), both.end(), [&](const SelectorRequirement& requirement) {
    return can_admit(both, requirement.key);
  });
}

Result<SelectorOperator> parse_selector_operator(std::string_view text) {
  if (text == "In") return in;
  if (text == "NotIn") return not_in;
  if (text == "Exists") return exists;
  if (text == "DoesNotExist") return does_not_exist;
  return failure("must be one of In, NotIn, Exists, DoesNotExist");
}

Result<void> check_label_key(std::string_view key) {
  return check_qualified_name(key);
}

Result<void> check_label_value(std::string_view value) {
  if (value.empty()) return {};
  return check_name_part(value);
}

}  // namespace tempo_admission::kube
