#include "tempo/overrides/duplicate_names.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "tempo/overrides/entry_cursor.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

bool is_string(GoNode key) {
  return !key.is_plain() || std::holds_alternative<std::string>(key.value());
}

// Two names can be equal only if YAML does not read one of them as a string, or one is merged.
bool may_repeat(GoNode mapping) {
  EntryCursor entries(mapping);
  while (const auto entry = entries.next())
    if (entries.source() > 0 || !is_string(entry->key)) return true;
  return false;
}

// Values are distinguished by their kind and the text that go-yaml v3 writes for them. Go's `any`
// holds a timestamp as its text.
std::string value_identity(GoNode key) {
  const auto value = key.value();
  const bool timestamp = std::holds_alternative<yaml::Timestamp>(value);
  const auto kind = timestamp ? yaml::Scalar(std::string()).index() : value.index();
  return std::to_string(kind).append(":").append(key.as_string());
}

// NaN keys never collide: NaN != NaN in Go.
bool is_nan(GoNode key) {
  const auto value = key.value();
  const auto* number = std::get_if<double>(&value);
  return number != nullptr && std::isnan(*number);
}

GoNode repeated_key(GoNode mapping) {
  if (!may_repeat(mapping)) return {};
  std::unordered_set<std::string> seen;
  EntryCursor entries(mapping);
  while (const auto entry = entries.next())
    if (!seen.insert(value_identity(entry->key)).second && !is_nan(entry->key)) return entry->key;
  return {};
}

}  // namespace

std::unordered_set<std::size_t> repeated_names(GoNode mapping, KeySearch search) {
  std::unordered_set<std::size_t> repeated;
  if (search == KeySearch::differently_written && !may_repeat(mapping)) return repeated;
  std::unordered_set<std::string_view> seen;
  EntryCursor entries(mapping);
  for (std::size_t i = 0; const auto entry = entries.next(); ++i)
    if (!seen.insert(entry->key.as_string()).second) repeated.insert(i);
  return repeated;
}

GoNode repeated_value(GoNode node) {
  std::vector<GoNode> left = {node};
  while (!left.empty()) {
    const auto next = left.back();
    left.pop_back();
    if (next.kind() == NodeKind::scalar) continue;
    const bool mapping = next.kind() == NodeKind::mapping;
    if (mapping)
      if (const auto key = repeated_key(next)) return key;
    for (std::size_t i = next.size(); i-- > 0;)
      left.push_back(mapping ? next.entry(i).value : next.item(i));
  }
  return {};
}

}  // namespace tempo_admission::tempo
