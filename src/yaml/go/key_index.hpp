// Keys as Go maps compare them. Knows nothing of how they were written.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace tempo_admission::yaml {

struct GoKey {
  enum class Type : std::uint8_t { null, boolean, integer, unsigned_integer, floating, text, time };
  Type type = Type::text;
  std::uint64_t bits = 0;  // of a number; unique for a key that equals no other, as NaN
  std::string_view text;
  friend auto operator<=>(const GoKey&, const GoKey&) = default;
};

// Maps keys to their places. A few keys are searched linearly, many in a tree. Views the keys'
// texts, which must outlive it.
class KeyIndex {
 public:
  // nullopt if the key was not added.
  [[nodiscard]] std::optional<std::uint32_t> find(const GoKey& key) const;
  // The key must not have been added before.
  void add(const GoKey& key, std::uint32_t place);

 private:
  struct Placed {
    GoKey key;
    std::uint32_t place = 0;
  };
  std::vector<Placed> few_;
  std::map<GoKey, std::uint32_t> many_;
};

}  // namespace tempo_admission::yaml
