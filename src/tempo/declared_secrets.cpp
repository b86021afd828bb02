#include "tempo/declared_secrets.hpp"

#include <algorithm>

#include "tempo/path.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::Node;
using yaml::NodeKind;

constexpr std::string_view message =
    "what stands here looks like a credential, for all who read ConfigMaps";
constexpr std::string_view hint =
    "the admin API makes the token and shows it once; keep it in a Secret";

class SecretSearch {
 public:
  SecretSearch(std::size_t part, DeclaredReport& report) : part_(part), report_(report) {}

  // The depth is that of the document, which is bounded.
  void search(Node node, const Path& path) {
    if (!node) return;
    if (node.kind() == NodeKind::scalar) check_scalar(node, path);
    if (node.kind() == NodeKind::sequence) search_items(node, path);
    if (node.kind() == NodeKind::mapping) search_entries(node, path);
  }

 private:
  void check_scalar(Node node, const Path& path) {
    if (!looks_like_secret(node.text())) return;
    report_.add(declared::secret_in_clear, {part_, path.text(), node.written_at()},
                std::string(message), std::string(hint));
  }

  void search_items(Node list, const Path& path) {
    for (std::size_t i = 0; i < list.size(); ++i) search(list.item(i), path.at(i));
  }

  void search_entries(Node mapping, const Path& path) {
    for (std::size_t i = 0; i < mapping.size(); ++i) {
      const auto [key, value] = mapping.entry(i);
      const bool scalar = key.kind() == NodeKind::scalar;
      if (scalar) check_scalar(key, path);
      // A key that is a credential is no name for a path.
      const bool telling = scalar && !looks_like_secret(key.text());
      search(value, telling ? path.below(key.text()) : path);
    }
  }

  std::size_t part_;
  DeclaredReport& report_;
};

std::uint32_t code_points(std::string_view text) {
  std::uint32_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(first_code_point(text).length);
    ++count;
  }
  return count;
}

// Lines as Position counts them: LF, CRLF and CR end one.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find_first_of("\r\n"), text.size());
  const auto line = text.substr(0, end);
  const bool two = text.substr(end).starts_with("\r\n");
  text.remove_prefix(std::min(end + (two ? 2 : 1), text.size()));
  return line;
}

// Looks at each line from where start_in() says, or not at all (npos).
void search_lines(std::string_view text, std::size_t (*start_in)(std::string_view line),
                  std::size_t part, DeclaredReport& report) {
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const auto line = take_line(text);
    const auto start = start_in(line);
    if (start == std::string_view::npos || !looks_like_secret(line.substr(start))) continue;
    const Position position{number, code_points(line.substr(0, start)) + 1};
    report.add(declared::secret_in_clear, {part, "", position}, std::string(message),
               std::string(hint));
  }
}

}  // namespace

void check_values_for_secrets(const yaml::Document& document, std::size_t part,
                              DeclaredReport& report) {
  SecretSearch(part, report).search(document.root(), Path());
}

void check_comments_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report) {
  search_lines(text, [](std::string_view line) { return line.find('#'); }, part, report);
}

void check_lines_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report) {
  search_lines(
      text, [](std::string_view line) { return line.find_first_not_of(" \t"); }, part, report);
}

}  // namespace tempo_admission::tempo
