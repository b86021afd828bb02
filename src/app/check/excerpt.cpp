#include "app/check/excerpt.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::app {
namespace {

// Searched, ignoring case, in the finding's code and path, and in the line itself.
constexpr std::array<std::string_view, 4> secret_names{"credential", "secret-in-clear", "header",
                                                       "password"};
constexpr std::array<std::string_view, 8> secret_words{
    "authorization", "bearer", "basic ", "passw", "secret", "token", "api_key", "apikey"};

bool has_one_of(std::string_view original, std::span<const std::string_view> words) {
  const std::string text = lower_case(original);
  return std::ranges::any_of(
      words, [&text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

}  // namespace

std::string line_of(std::string_view text, Position position) {
  return std::string(LineIndex(text).line(position.line));
}

std::string redacted_line(std::string line, const policy::Finding& finding) {
  const bool hide = has_one_of(finding.what.code, secret_names) ||
                    has_one_of(finding.what.path, secret_names) || has_one_of(line, secret_words) ||
                    tempo::looks_like_secret(line);
  return hide ? std::string() : std::move(line);
}

}  // namespace tempo_admission::app
