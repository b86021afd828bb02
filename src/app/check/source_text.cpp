#include "app/check/source_text.hpp"

namespace tempo_admission::app {
namespace {

bool continues_code_point(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

SourceText::SourceText(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool carriage_return = text[at] == '\r' && !text.substr(at + 1).starts_with('\n');
    if (text[at] == '\n' || carriage_return) starts_.push_back(at + 1);
  }
}

std::string_view SourceText::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t start = starts_[number - 1];
  std::string_view line = text_.substr(start, offset_of_line(number + 1) - start);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t SourceText::offset_of_line(std::uint32_t number) const {
  return number == 0 || number > starts_.size() ? text_.size() : starts_[number - 1];
}

std::string_view skip_code_points(std::string_view line, std::size_t count) {
  while (count > 0 && !line.empty()) {
    line.remove_prefix(1);
    while (!line.empty() && continues_code_point(line.front())) line.remove_prefix(1);
    --count;
  }
  return line;
}

}  // namespace tempo_admission::app
