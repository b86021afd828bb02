#include "tempo_admission/kube/json_patch.hpp"

#include <algorithm>
#include <cstddef>

#include "kube/json_writer.hpp"

namespace tempo_admission::kube {
namespace {

void append_value(TextBuffer& json, const std::string& value) {
  append_quoted(json, value);
}

void append_value(TextBuffer& json, const std::map<std::string, std::string>& members) {
  json.append('{');
  for (const auto& [key, value] : members) {
    append_comma_between(json);
    append_quoted(json, key);
    json.append(':');
    append_quoted(json, value);
  }
  json.append('}');
}

}  // namespace

void append_escaped_pointer(std::string& pointer, std::string_view token) {
  const auto is_special = [](char c) { return c == '~' || c == '/'; };
  while (true) {
    const auto* special = std::find_if(token.begin(), token.end(), is_special);
    const auto plain = static_cast<std::size_t>(special - token.begin());
    pointer.append(token.substr(0, plain));
    if (plain == token.size()) return;
    pointer.append(*special == '~' ? "~0" : "~1");
    token.remove_prefix(plain + 1);
  }
}

std::string encode_patch(const std::vector<PatchOp>& patch) {
  TextBuffer json(128 * patch.size() + 2);
  json.append('[');
  for (const auto& op : patch) {
    append_comma_between(json);
    json.append("{\"op\":\"add\"");
    append_member(json, "path", op.path);
    append_name(json, "value");
    std::visit([&json](const auto& value) { append_value(json, value); }, op.value);
    json.append('}');
  }
  json.append(']');
  return json.take();
}

}  // namespace tempo_admission::kube
