// The path of a value in the file, kept on the stack and formatted only for a finding. Knows
// nothing of values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

// Borrows its parent and name: they must outlive it.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;       // of a tenant, a field or a map key
  std::size_t item = no_item;  // index in a list; then `name` is empty

  static constexpr std::size_t no_item = static_cast<std::size_t>(-1);

  [[nodiscard]] Path below(std::string_view child) const { return {this, child, no_item}; }
  [[nodiscard]] Path at(std::size_t index) const { return {this, {}, index}; }
  // "team-a.storage.parquet_dedicated_columns[2].name"; each name is cut at 256 bytes.
  [[nodiscard]] std::string text() const;
};

}  // namespace tempo_admission::tempo
