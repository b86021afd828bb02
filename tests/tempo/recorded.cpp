#include "tempo/recorded.hpp"

#include <zlib.h>

#include <array>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "test_data.hpp"

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

std::string recorded_text(const std::string& file) {
  const std::string path = test_data() / "tempo/data" / file;
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> stream(gzopen(path.c_str(), "rb"), gzclose);
  if (!stream) throw std::runtime_error("cannot open " + path);
  std::string text;
  std::array<char, 1U << 16> buffer{};
  for (int got = 0; (got = gzread(stream.get(), buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  return text;
}

std::vector<nlohmann::json> recorded_lines(const std::string& file) {
  std::istringstream lines(recorded_text(file));
  std::vector<nlohmann::json> values;
  for (std::string line; std::getline(lines, line);) values.push_back(nlohmann::json::parse(line));
  return values;
}

std::string overrides_of(const nlohmann::json& recorded) {
  if (recorded.contains("yaml")) return recorded.at("yaml");
  return decoded_base64(recorded.at("yaml_base64").get<std::string>());
}

}  // namespace tempo_admission::tempo
