// Problems that newer versions of Tempo refuse and older ones load unchecked. Knows nothing of what
// the problems are.
#pragma once

#include <string>
#include <utility>

#include "tempo/rules/rule.hpp"

namespace tempo_admission::tempo {

// Reports `refused` if this version is `since` or newer, else the warning
// overrides/unchecked-value.
template <class MakeWords>
void refuse_since(Version since, const Code& refused, const Reading& reading, Position position,
                  const Path& path, MakeWords&& make_message) {
  if (reading.settings.version >= since)
    return reading.report.add(refused, position, path, std::forward<MakeWords>(make_message));
  reading.report.add(code::unchecked_value, position, path, [&] {
    Message words = make_message();
    words.message += "; Tempo " + std::string(to_string(reading.settings.version)) +
                     " loads it unchecked, but " + std::string(to_string(since)) + " refuses it";
    return words;
  });
}

}  // namespace tempo_admission::tempo
