// Where a value stands in the file, kept on the stack and put into words only for a fault.
// Knows nothing of values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

struct Path {
  const Path* parent = nullptr;
  std::string_view name;       // of a tenant, a field or a map's key
  std::size_t item = no_item;  // of a list; then there is no name

  static constexpr std::size_t no_item = static_cast<std::size_t>(-1);

  [[nodiscard]] Path below(std::string_view child) const { return {this, child, no_item}; }
  [[nodiscard]] Path at(std::size_t index) const { return {this, {}, index}; }
  // "team-a.storage.parquet_dedicated_columns[2].name"
  [[nodiscard]] std::string text() const;
};

}  // namespace tempo_admission::tempo
