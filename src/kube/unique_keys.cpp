#include "kube/unique_keys.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace tempo_admission::kube {
namespace {

constexpr std::size_t small_object = 16;

// Shorter keys first: most comparisons end at the length.
bool before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::optional<std::string_view> doubled_key_of_many(JsonValue object) {
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : object) keys.push_back(key);
  std::sort(keys.begin(), keys.end(), before);
  const auto twin = std::adjacent_find(keys.begin(), keys.end());
  if (twin == keys.end()) return std::nullopt;
  return *twin;
}

}  // namespace

std::optional<std::string_view> doubled_key(JsonValue object) {
  if (!object.is(JsonType::object)) return std::nullopt;
  std::array<std::string_view, small_object> seen;
  std::size_t count = 0;
  for (const auto& [key, value] : object) {
    if (count == seen.size()) return doubled_key_of_many(object);
    for (std::size_t i = 0; i < count; ++i)
      if (seen[i] == key) return key;
    seen[count++] = key;
  }
  return std::nullopt;
}

}  // namespace tempo_admission::kube
