#include "tempo/findings/path.hpp"

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace {

// No identifier that Tempo accepts is longer, and shortened paths are not looked up again.
constexpr std::size_t max_name_bytes = 256;

std::string shortened(std::string_view name) {
  std::size_t end = 0;
  while (end < max_name_bytes) end += first_code_point(name.substr(end)).length;
  return std::string(name.substr(0, end)) + "...";
}

}  // namespace

std::string Path::text() const {
  auto text = parent != nullptr ? parent->text() : std::string();
  if (item != no_item) return text + "[" + std::to_string(item) + "]";
  if (parent != nullptr && !text.empty()) text += ".";
  return name.size() <= max_name_bytes ? text.append(name) : text.append(shortened(name));
}

}  // namespace tempo_admission::tempo
