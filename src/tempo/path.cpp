#include "tempo/path.hpp"

namespace tempo_admission::tempo {

std::string Path::text() const {
  auto text = parent != nullptr ? parent->text() : std::string();
  if (item != no_item) return text + "[" + std::to_string(item) + "]";
  if (parent != nullptr && !text.empty()) text += ".";
  return text.append(name);
}

}  // namespace tempo_admission::tempo
