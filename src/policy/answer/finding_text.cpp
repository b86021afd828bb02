#include "policy/answer/finding_text.hpp"

#include <algorithm>

#include "tempo_admission/base/utf8.hpp"
#include "tempo_admission/kube/status.hpp"

namespace tempo_admission::policy {
namespace {

// A multi-line hint is YAML to paste: `check` prints it, but it does not fit on one line.
std::string hint_in_one_line(std::string_view hint) {
  const auto end = hint.find('\n');
  if (end == hint.npos) return std::string(hint);
  auto first = hint.substr(0, end);
  if (first.ends_with(':')) first.remove_suffix(1);
  return std::string(first) + " (printed by tempo-admission check)";
}

constexpr std::size_t short_name = 32;

// "overrides.yaml:4:7"; for a Service the name of its rule.
std::string place(const Finding& finding) {
  if (finding.key.empty()) return finding.rule;
  const auto& position = finding.what.position;
  if (!position.known()) return finding.key;
  return finding.key + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

// "line 4"; without a position the key, for a Service the name of its rule.
std::string short_place(const Finding& finding) {
  if (finding.key.empty()) return shortened(finding.rule, short_name);
  const auto& position = finding.what.position;
  return position.known() ? "line " + std::to_string(position.line)
                          : shortened(finding.key, short_name);
}

// The last part of a path, without the indices of list items.
std::string_view field_of(std::string_view path) {
  path.remove_prefix(path.rfind('.') + 1);
  return path.substr(0, path.find('['));
}

std::string followed_by_colon(const std::string& text) {
  return text.empty() ? "" : text + ": ";
}

std::string described(const std::string& where, const Diagnostic& what, std::size_t max_bytes) {
  std::string text = where + what.message;
  if (!what.hint.empty()) text += "; " + hint_in_one_line(what.hint);
  const std::string code = " [" + what.code + "]";
  return one_line(text, max_bytes > code.size() ? max_bytes - code.size() : 0) + code;
}

}  // namespace

std::string one_line(std::string_view text, std::size_t max_bytes) {
  std::string line = kube::clean_text(text, max_bytes);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string shortened(std::string_view text, std::size_t max_characters) {
  constexpr std::string_view ellipsis = "...";
  std::size_t characters = 0;
  std::size_t cut = 0;  // where the ellipsis would be inserted
  for (std::size_t i = 0; i < text.size();) {
    i += first_code_point(text.substr(i)).length;
    ++characters;
    if (characters + ellipsis.size() <= max_characters) cut = i;
    if (characters > max_characters)
      return std::string(text.substr(0, cut)) + std::string(ellipsis);
  }
  return std::string(text);
}

std::string location(const Finding& finding) {
  std::string text = place(finding);
  if (!finding.key.empty() && !finding.what.path.empty()) text += " " + finding.what.path;
  return followed_by_colon(text);
}

std::string short_location(const Finding& finding) {
  std::string text = short_place(finding);
  const auto field = field_of(finding.what.path);
  const bool says_field = finding.what.message.find(field) != std::string::npos;
  if (!finding.key.empty() && !says_field) text += " " + shortened(field, short_name);
  return followed_by_colon(text);
}

std::string describe(const Finding& finding, std::size_t max_bytes) {
  return described(location(finding), finding.what, max_bytes);
}

std::string describe_without_path(const Finding& finding, std::size_t max_bytes) {
  return described(followed_by_colon(place(finding)), finding.what, max_bytes);
}

}  // namespace tempo_admission::policy
