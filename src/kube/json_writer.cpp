#include "kube/json_writer.hpp"

#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::kube {
namespace {

// Returns true if the next item or member is the first of its container.
bool opens(const TextBuffer& json) {
  const char last = json.last();
  return last == '{' || last == '[' || last == '\0';
}

}  // namespace

void append_quoted(TextBuffer& json, std::string_view text) {
  json.append('"');
  append_json_string_content(json, text);
  json.append('"');
}

void append_comma_between(TextBuffer& json) {
  if (!opens(json)) json.append(',');
}

void append_name(TextBuffer& json, std::string_view name) {
  json.append(opens(json) ? "\"" : ",\"");
  json.append(name);
  json.append("\":");
}

void append_member(TextBuffer& json, std::string_view name, std::string_view value) {
  append_name(json, name);
  append_quoted(json, value);
}

}  // namespace tempo_admission::kube
