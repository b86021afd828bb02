// One field of a tenant with its value as Tempo holds it. Knows nothing of files and versions.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission::tempo {

// The value of one field as Tempo holds it after merge keys and aliases.
struct FieldValue {
  // Durations are nanoseconds in std::int64_t. A list of blocks is a list of their YAML texts.
  // A map is the list of its keys; each entry is a Field of its own ("PATH.KEY").
  std::variant<bool, std::int64_t, std::uint64_t, double, std::string, std::vector<std::string>>
      value;
  enum class Unit : std::uint8_t { none, bytes, duration } unit = Unit::none;
  bool secret = false;  // then only `text` may be shown, which says "<redacted>"
  std::string text;     // for a person, canonical ("336h"); a list joined by ","
  Position position;    // of the value
};

struct Field {
  std::string path;  // scoped, without the tenant: "ingestion.rate_limit_bytes", also where a
                     // legacy name was written
  FieldValue value;
};

}  // namespace tempo_admission::tempo
