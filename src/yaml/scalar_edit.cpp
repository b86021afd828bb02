#include "tempo_admission/yaml/scalar_edit.hpp"

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::yaml {
namespace {

// What may follow a scalar that ends here; after a quote, another one would be part of it.
bool ends_scalar(std::string_view rest) {
  return rest.empty() || rest.find_first_of(" \t,:]}\r") == 0;
}

// The bytes of the scalar as written, with its quotes; 0 if it is not written literally.
std::size_t written_bytes(std::string_view line, std::string_view written) {
  const bool is_quoted = line.starts_with('"') || line.starts_with('\'');
  const auto content = line.substr(is_quoted ? 1 : 0);
  if (!content.starts_with(written)) return 0;
  const auto rest = content.substr(written.size());
  if (!is_quoted) return ends_scalar(rest) ? written.size() : 0;
  const bool is_closed = rest.starts_with(line.front()) && ends_scalar(rest.substr(1));
  return is_closed ? written.size() + 2 : 0;
}

std::uint32_t code_points(std::string_view text) {
  std::uint32_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_code_point(text).length);
  return count;
}

}  // namespace

std::optional<Edit> replace_scalar(const LineIndex& lines, Position position,
                                   const ScalarFix& fix) {
  if (!position.known()) return std::nullopt;
  const auto line = skip_code_points(lines.line(position.line), position.column - 1);
  const auto bytes = written_bytes(line, fix.written);
  if (bytes == 0) return std::nullopt;
  const Position end{position.line, position.column + code_points(line.substr(0, bytes))};
  return Edit{position, end, fix.replacement};
}

}  // namespace tempo_admission::yaml
