#include "app/webhooks/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words that YAML 1.1 reads as booleans or null, in any case.
bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"true", "false", "null", "yes", "no",
                                                  "on",   "off",   "y",    "n"};
  return std::ranges::any_of(words, [&](std::string_view word) {
    return std::ranges::equal(word, text, [](char a, char b) { return a == (b | 0x20); });
  });
}

bool is_plain(std::string_view text) {
  if (text.empty() || is_reserved(text)) return false;
  if (!is_letter(text.front()) && text.front() != '/') return false;
  return std::ranges::all_of(text, [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '/' || c == '_';
  });
}

std::string scalar(const Json& value) {
  if (value.is_string() && is_plain(value.get_ref<const std::string&>()))
    return value.get<std::string>();
  return value.dump();
}

bool is_block_text(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  const bool has_lines = text.find('\n') != text.npos && text.front() != ' ' && text.back() != '\n';
  return has_lines &&
         std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

std::string block_text(std::string text, const std::string& indent) {
  for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
    text.insert(at + 1, indent);
  return "|-\n" + indent + text;
}

std::string flow_list(const Json& list) {
  std::string text;
  for (const auto& item : list) text += (text.empty() ? "" : ", ") + scalar(item);
  return "[" + text + "]";
}

void append_object(std::string& text, const Json& object, const std::string& indent);

void append_value(std::string& text, const Json& value, const std::string& indent) {
  const bool has_objects = value.is_array() && !value.empty() && value.front().is_object();
  if (has_objects) {
    text += '\n';
    for (const auto& item : value) {
      const auto start = text.size();
      append_object(text, item, indent + "  ");
      text[start + indent.size()] = '-';
    }
  } else if (value.is_object() && !value.empty()) {
    text += '\n';
    append_object(text, value, indent + "  ");
  } else if (value.is_object()) {
    text += " {}\n";
  } else if (value.is_array()) {
    text += ' ' + flow_list(value) + '\n';
  } else if (is_block_text(value)) {
    text += ' ' + block_text(value.get<std::string>(), indent + "  ") + '\n';
  } else {
    text += ' ' + scalar(value) + '\n';
  }
}

void append_object(std::string& text, const Json& object, const std::string& indent) {
  for (const auto& [key, value] : object.items()) {
    text += indent + scalar(key) + ':';
    append_value(text, value, indent);
  }
}

}  // namespace

std::string yaml_text(const Json& value) {
  std::string text;
  append_object(text, value, "");
  return text;
}

}  // namespace tempo_admission::app
