// Compares what the plain reader makes of a file with what libyaml's events give.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::yaml {

struct Twins {
  bool is_usual = false;   // the plain reader has read it
  std::string difference;  // in words; empty if both give the same tree or only libyaml read it
};

[[nodiscard]] Twins read_twice(std::string_view text);

}  // namespace tempo_admission::yaml
