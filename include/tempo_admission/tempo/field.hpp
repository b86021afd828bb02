// A tenant's field with its value as Tempo stores it. Knows nothing of files or versions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission::tempo {

// The value after merge keys and aliases have been applied. Owns its strings.
struct FieldValue {
  // Durations are std::int64_t nanoseconds. A list of mappings is the list of their YAML texts. A
  // map is the list of its keys; each entry is a Field of its own ("PATH.KEY").
  std::variant<bool, std::int64_t, std::uint64_t, double, std::string, std::vector<std::string>>
      value;
  enum class Unit : std::uint8_t { none, bytes, duration } unit = Unit::none;
  bool secret = false;  // only `text` may be shown; it is "<redacted>"
  bool is_map = false;
  // Tempo replaces ${NAME} in it before it decodes the file: the value is unknown here.
  bool has_placeholder = false;
  std::string text;   // for display, canonical ("336h"); list items are joined by ","
  Position position;  // of the value
};

struct Field {
  std::string path;  // scoped, without the tenant: "ingestion.rate_limit_bytes", also where a
                     // legacy name was written
  FieldValue value;
};

}  // namespace tempo_admission::tempo
