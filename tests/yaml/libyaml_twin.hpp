// What the reader of usual texts makes of a text, held against what libyaml's events give.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::yaml {

struct Twins {
  bool is_usual = false;  // the reader of usual texts has read it
  std::string
      difference;  // in words; empty where both give the same tree, or only libyaml has read it
};

[[nodiscard]] Twins read_twice(std::string_view text);

}  // namespace tempo_admission::yaml
