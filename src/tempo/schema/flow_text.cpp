#include "tempo/schema/flow_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "tempo/schema/field_value.hpp"
#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

// Deeper than any field that Tempo reads; deeper values are shown as "...".
constexpr std::size_t deepest = 16;

bool is_plain_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' ||
         c == '/';
}

// Words that some YAML readers take for a bool or null.
bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 9> words = {"y",   "n",    "yes",   "no",  "on",
                                                     "off", "true", "false", "null"};
  return std::find(words.begin(), words.end(), lower_case(text)) != words.end();
}

// Characters that end a line inside quotes, that YAML does not allow literally, or that are
// invisible.
bool needs_escape(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x2028 || point == 0x2029 ||
         point == 0xfeff || point == 0xfffe || point == 0xffff;
}

std::string escaped(const CodePoint& point, std::string_view written) {
  constexpr std::string_view digits = "0123456789abcdef";
  if (written == "\"" || written == "\\") return "\\" + std::string(written);
  if (written == "\n") return "\\n";
  if (written == "\t") return "\\t";
  if (!point.valid || !needs_escape(point.value)) return std::string(written);
  std::string text = point.value < 0x100 ? "\\x" : "\\u";
  for (auto shift = point.value < 0x100 ? 8U : 16U; shift > 0; shift -= 4)
    text += digits[(point.value >> (shift - 4U)) & 15U];
  return text;
}

std::string flow_at(GoNode node, std::size_t depth);

std::string joined(GoNode node, std::size_t depth) {
  const bool mapping = node.kind() == NodeKind::mapping;
  std::string text;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (i != 0) text += ", ";
    if (mapping) text += flow_at(node.entry(i).key, depth) + ": ";
    text += flow_at(mapping ? node.entry(i).value : node.item(i), depth);
  }
  return text;
}

std::string flow_at(GoNode node, std::size_t depth) {
  if (node.kind() == NodeKind::scalar) {
    const auto text = node.text();
    const bool resolved = node.is_plain() && !std::holds_alternative<std::string>(node.value());
    return resolved ? std::string(text) : quoted_if_needed(text);
  }
  if (depth == 0) return "...";
  return node.kind() == NodeKind::mapping ? "{" + joined(node, depth - 1) + "}"
                                          : "[" + joined(node, depth - 1) + "]";
}

}  // namespace

std::string quoted_if_needed(std::string_view text) {
  const bool plain = !text.empty() && is_letter(text.front()) &&
                     std::all_of(text.begin(), text.end(), is_plain_character) &&
                     !is_reserved(text);
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (auto rest = text; !rest.empty();) {
    const auto point = first_code_point(rest);
    quoted += escaped(point, rest.substr(0, point.length));
    rest.remove_prefix(point.length);
  }
  return quoted + "\"";
}

std::string flow_text(GoNode node) {
  return flow_at(node, deepest);
}

FieldValue list_value(std::vector<std::string> items, Position position) {
  FieldValue list;
  list.position = position;
  for (const auto& item : items) {
    if (!list.text.empty()) list.text += ",";
    list.text += item;
  }
  list.value = std::move(items);
  return list;
}

FieldValue blocks_value(GoNode list) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < list.size(); ++i) items.push_back(flow_text(list.item(i)));
  return list_value(std::move(items), position_of(list));
}

}  // namespace tempo_admission::tempo
