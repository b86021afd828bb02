#include "tempo/lines.hpp"

#include <algorithm>

namespace tempo_admission::tempo {

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool two = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (two ? 2 : 1), text.size()));
  return line;
}

}  // namespace tempo_admission::tempo
