#include "tempo_admission/kube/json_patch.hpp"

#include "kube/json_writer.hpp"

namespace tempo_admission::kube {
namespace {

void append_value(std::string& json, const std::string& value) {
  append_quoted(json, value);
}

void append_value(std::string& json, const std::map<std::string, std::string>& members) {
  json += '{';
  for (const auto& [key, value] : members) {
    append_comma_between(json);
    append_quoted(json, key);
    json += ':';
    append_quoted(json, value);
  }
  json += '}';
}

}  // namespace

std::string escape_pointer(std::string_view token) {
  std::string escaped;
  escaped.reserve(token.size() + 2);
  for (const char c : token) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string encode_patch(const std::vector<PatchOp>& patch) {
  std::string json = "[";
  json.reserve(96 * patch.size() + 2);
  for (const auto& op : patch) {
    append_comma_between(json);
    json += "{\"op\":\"add\"";
    append_member(json, "path", op.path);
    append_name(json, "value");
    std::visit([&json](const auto& value) { append_value(json, value); }, op.value);
    json += '}';
  }
  json += ']';
  return json;
}

}  // namespace tempo_admission::kube
