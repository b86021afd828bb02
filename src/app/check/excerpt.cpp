#include "app/check/excerpt.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::app {
namespace {

// Searched in the finding's code and path, and in the line itself.
constexpr std::array<std::string_view, 4> telling_names{"credential", "secret-in-clear", "header",
                                                        "password"};
constexpr std::array<std::string_view, 5> telling_words{"Authorization", "authorization", "Bearer",
                                                        "Basic ", "password"};

bool has_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(
      words, [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool holds_secret(std::string_view line) {
  constexpr std::string_view separators = " \t\"'{}[],:";
  while (!line.empty()) {
    const auto end = std::min(line.find_first_of(separators), line.size());
    if (tempo::looks_like_secret(line.substr(0, end))) return true;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return false;
}

}  // namespace

std::string line_of(std::string_view text, Position position) {
  return std::string(LineIndex(text).line(position.line));
}

std::string showable(std::string line, const policy::Finding& finding) {
  const bool hide = has_one_of(finding.what.code, telling_names) ||
                    has_one_of(finding.what.path, telling_names) ||
                    has_one_of(line, telling_words) || holds_secret(line);
  return hide ? std::string() : std::move(line);
}

}  // namespace tempo_admission::app
