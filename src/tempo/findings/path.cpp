#include "tempo/findings/path.hpp"

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace {

// No identifier that Tempo accepts is longer, and shortened paths are not looked up again.
constexpr std::size_t max_name_bytes = 256;

}  // namespace

std::string Path::text() const {
  auto text = parent != nullptr ? parent->text() : std::string();
  if (item != no_item) return text + "[" + std::to_string(item) + "]";
  if (parent != nullptr && !text.empty()) text += ".";
  return text + shortened_to_bytes(name, max_name_bytes);
}

}  // namespace tempo_admission::tempo
