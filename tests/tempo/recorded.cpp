#include "tempo/recorded.hpp"

#include <sstream>
#include <string_view>

#include "recorded_text.hpp"

namespace tempo_admission::tempo {
namespace {

std::string decoded_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  unsigned held = 0;
  for (const char c : text.substr(0, text.find('='))) {
    bits = (bits << 6U) | static_cast<unsigned>(digits.find(c));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 0xFFU);
  }
  return bytes;
}

}  // namespace

std::vector<nlohmann::json> recorded_lines(const std::string& file) {
  std::istringstream lines(recorded_text("tempo/data/" + file));
  std::vector<nlohmann::json> values;
  for (std::string line; std::getline(lines, line);) values.push_back(nlohmann::json::parse(line));
  return values;
}

std::string overrides_of(const nlohmann::json& recorded) {
  if (recorded.contains("yaml")) return recorded.at("yaml");
  return decoded_base64(recorded.at("yaml_base64").get<std::string>());
}

}  // namespace tempo_admission::tempo
