#include "yaml/base64.hpp"

#include <cstdint>

namespace tempo_admission::yaml {
namespace {

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// How many of the last group's bytes are padding: 0 to 2, or nothing where "=" stands elsewhere.
std::optional<std::size_t> take_padding(std::string& symbols) {
  std::size_t padding = 0;
  while (padding < 2 && !symbols.empty() && symbols.back() == '=') {
    symbols.pop_back();
    ++padding;
  }
  if ((symbols.size() + padding) % 4 != 0) return std::nullopt;
  symbols.append(padding, 'A');
  return padding;
}

// Appends the three bytes that four symbols stand for; false where one of them is no symbol.
bool append_group(std::string_view four, std::string& bytes) {
  std::uint32_t group = 0;
  for (const char symbol : four) {
    const int value = value_of(symbol);
    if (value < 0) return false;
    group = (group << 6U) | static_cast<std::uint32_t>(value);
  }
  for (const unsigned shift : {16U, 8U, 0U}) bytes.push_back(static_cast<char>(group >> shift));
  return true;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  std::string symbols(text);
  std::erase_if(symbols, [](char c) { return c == '\n' || c == '\r'; });
  const auto padding = take_padding(symbols);
  if (!padding) return std::nullopt;
  std::string bytes;
  bytes.reserve(symbols.size() / 4 * 3);
  for (std::size_t at = 0; at < symbols.size(); at += 4) {
    if (!append_group(std::string_view(symbols).substr(at, 4), bytes)) return std::nullopt;
  }
  bytes.resize(bytes.size() - *padding);
  return bytes;
}

}  // namespace tempo_admission::yaml
