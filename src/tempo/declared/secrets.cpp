#include "tempo/declared/secrets.hpp"

#include <algorithm>

#include "tempo/findings/path.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/utf8.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::Node;
using yaml::NodeKind;

constexpr std::string_view message =
    "this looks like a plaintext credential, readable by anyone who can read ConfigMaps";
constexpr std::string_view hint =
    "keep it in a Secret: the admin API creates the token and shows it only once";

class SecretSearch {
 public:
  SecretSearch(std::size_t part, DeclaredReport& report) : part_(part), report_(report) {}

  // Recursion is bounded by the depth of the document.
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
      // A key that is a credential must not appear in a path.
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

Diagnostic credential_at(Position position) {
  return {.code = std::string(declared::secret_in_clear.name),
          .severity = declared::secret_in_clear.severity,
          .message = std::string(message),
          .path = {},
          .position = position,
          .hint = std::string(hint)};
}

// Searches each line from the offset start_in() returns (npos: skip the line) and passes each
// position to found() until it returns false. A private key counts once.
template <class StartIn, class Found>
void search_lines(std::string_view text, StartIn&& start_in, Found&& found) {
  bool is_inside_key = false;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const auto line = take_line(text);
    if (is_inside_key) {
      is_inside_key = line.find("-----END") == std::string_view::npos;
      continue;
    }
    const auto start = std::min(start_in(line), line.size());
    const auto secret = find_secret(line.substr(start));
    if (!secret) continue;
    const auto at = start + *secret;
    if (!found(Position{number, code_points(line.substr(0, at)) + 1})) return;
    is_inside_key = line.substr(at).starts_with("-----BEGIN") &&
                    line.find("-----END") == std::string_view::npos;
  }
}

std::size_t start_of_line(std::string_view /*line*/) {
  return 0;
}

std::size_t start_of_comment(std::string_view line) {
  return line.find('#');
}

// Passes each position to the report, which counts what it does not keep.
auto telling(DeclaredReport& report, std::size_t part) {
  return [&report, part](Position position) {
    report.add(part, credential_at(position));
    return true;
  };
}

}  // namespace

void check_values_for_secrets(const yaml::Document& document, std::size_t part,
                              DeclaredReport& report) {
  SecretSearch(part, report).search(document.root(), Path());
}

void check_comments_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report) {
  search_lines(text, start_of_comment, telling(report, part));
}

void check_lines_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report) {
  search_lines(text, start_of_line, telling(report, part));
}

Diagnostics find_secrets_by_line(std::string_view text, std::size_t most) {
  Diagnostics found;
  search_lines(text, start_of_line, [&](Position position) {
    found.push_back(credential_at(position));
    return found.size() < most;
  });
  return found;
}

}  // namespace tempo_admission::tempo
