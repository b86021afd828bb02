// ASCII letters in lower case: for names that are compared whatever their case. Knows no other
// script.
#pragma once

#include <string>
#include <string_view>

namespace tempo_admission::tempo {

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

}  // namespace tempo_admission::tempo
