// Prints what read_as_go() makes of YAML files, for the comparison with go-yaml (tests/go_yaml).
// Input: one file after the other, each as a decimal length, a newline and the bytes. Output, one
// line each: "ok" and the tree as go-yaml v2 sees it, or the codes of the errors.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/yaml/go_document.hpp"

namespace {

using tempo_admission::yaml::GoNode;
using tempo_admission::yaml::GoOutcome;
using tempo_admission::yaml::NodeKind;

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '"' && c != '%') {
      out += c;
    } else {
      char escaped[4];
      std::snprintf(escaped, sizeof escaped, "%%%02X", byte);
      out += escaped;
    }
  }
  out += '"';
}

// Deeper nodes and larger trees are printed as "..."; the Go side does the same.
class Printer {
 public:
  std::string print(const GoNode& node) {
    append(node, 0);
    return std::move(out_);
  }

 private:
  static constexpr int max_depth = 200;
  static constexpr std::size_t max_bytes = 1U << 20U;

  void append(const GoNode& node, int depth) {
    if (depth > max_depth || out_.size() > max_bytes) {
      out_ += "...";
    } else if (node.kind() == NodeKind::scalar) {
      append_scalar(node);
    } else if (node.kind() == NodeKind::sequence) {
      out_ += '[';
      for (std::size_t i = 0; i < node.size(); ++i) {
        if (i > 0) out_ += ',';
        append(node.item(i), depth + 1);
      }
      out_ += ']';
    } else {
      append_mapping(node, depth);
    }
  }

  void append_scalar(const GoNode& node) {
    if (node.is_plain()) {
      out_ += 'p';
      append_quoted(out_, node.text());
    } else {
      append_quoted(out_, node.text());
    }
  }

  // Go maps are unordered: the Go side sorts the printed entries, and so does this.
  void append_mapping(const GoNode& node, int depth) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < node.size(); ++i) {
      const auto entry = node.entry(i);
      Printer inner;
      inner.append(entry.key, depth + 1);
      inner.out_ += ':';
      inner.append(entry.value, depth + 1);
      entries.push_back(std::move(inner.out_));
    }
    std::sort(entries.begin(), entries.end());
    out_ += '{';
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i > 0) out_ += ',';
      out_ += entries[i];
    }
    out_ += '}';
  }

  std::string out_;
};

std::string describe(std::string_view text) {
  const auto generic = tempo_admission::yaml::read_as_go(text);
  if (generic.outcome() == GoOutcome::accepted) {
    return "ok " + (generic.root() ? Printer().print(generic.root()) : std::string("{}"));
  }
  std::string line = generic.outcome() == GoOutcome::refused ? "refused" : "limited";
  for (const auto& diagnostic : generic.diagnostics()) {
    line += " " + diagnostic.code + "@" + std::to_string(diagnostic.position.line) + ":" +
            std::to_string(diagnostic.position.column);
    if (line.size() > 200) break;
  }
  return line;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string length;
  while (std::getline(std::cin, length)) {
    std::string text(std::stoul(length), '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    std::cout << describe(text) << '\n';
  }
}
