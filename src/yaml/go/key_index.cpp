#include "yaml/go/key_index.hpp"

#include <algorithm>

namespace tempo_admission::yaml {

std::optional<std::uint32_t> KeyIndex::find(const GoKey& key) const {
  if (!many_.empty()) {
    const auto found = many_.find(key);
    if (found == many_.end()) return std::nullopt;
    return found->second;
  }
  const auto found = std::find_if(few_.begin(), few_.end(),
                                  [&](const Placed& placed) { return placed.key == key; });
  if (found == few_.end()) return std::nullopt;
  return found->place;
}

void KeyIndex::add(const GoKey& key, std::uint32_t place) {
  constexpr std::size_t few = 24;
  if (many_.empty() && few_.size() < few) {
    few_.push_back({key, place});
    return;
  }
  for (const Placed& placed : few_) many_.emplace(placed.key, placed.place);
  few_.clear();
  many_.emplace(key, place);
}

}  // namespace tempo_admission::yaml
