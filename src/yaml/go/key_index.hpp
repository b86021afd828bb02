// Keys as Go's maps compare them. Knows nothing of how they were written.
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
  std::uint64_t bits = 0;  // of a number; a different one for every key that equals no other
  std::string_view text;
  friend auto operator<=>(const GoKey&, const GoKey&) = default;
};

// Which place a key has. Few keys are searched one by one; many, in a tree.
class KeyIndex {
 public:
  [[nodiscard]] std::optional<std::uint32_t> find(const GoKey& key) const;
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
