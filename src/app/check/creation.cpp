#include "app/check/creation.hpp"

#include <cctype>
#include <string_view>
#include <tuple>
#include <utility>

#include "tempo_admission/base/base64.hpp"
#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// "apps/v1" is group "apps", version "v1"; "v1" has the empty group.
std::pair<std::string, std::string> group_and_version(const std::string& api_version) {
  const auto slash = api_version.find('/');
  if (slash == std::string::npos) return {"", api_version};
  return {api_version.substr(0, slash), api_version.substr(slash + 1)};
}

// As kubectl guesses it without a server (meta.UnsafeGuessKindToResource).
std::string plural(const std::string& kind) {
  std::string name;
  for (const char c : kind) name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (name.ends_with('s')) return name + "es";
  if (name.ends_with('y')) return name.substr(0, name.size() - 1) + "ies";
  return name + 's';
}

// As the API server does before it calls a webhook: the object's namespace is that of the request.
void settle_metadata(Json& object, const std::string& namespace_name, Creation& creation) {
  Json& metadata = object["metadata"];
  if (!metadata.is_object()) return;
  if (text_of(metadata, "namespace").empty()) metadata["namespace"] = namespace_name;
  creation.namespace_name = text_of(metadata, "namespace");
  creation.name = text_of(metadata, "name");
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (!next.valid) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

}  // namespace

Creation creation_of(Json object, const std::string& namespace_name) {
  Creation creation;
  std::tie(creation.group, creation.version) = group_and_version(text_of(object, "apiVersion"));
  creation.kind = text_of(object, "kind");
  creation.resource = plural(creation.kind);
  settle_metadata(object, namespace_name, creation);
  creation.object = dump(object);
  return creation;
}

kube::AdmissionRequest request_of(const Creation& creation, const kube::JsonValue& object) {
  kube::AdmissionRequest request;
  request.kind = {creation.group, creation.version, creation.kind};
  request.request_kind = request.kind;
  request.resource = creation.resource;
  request.resource_group = creation.group;
  request.name = creation.name;
  request.namespace_name = creation.namespace_name;
  request.operation = kube::Operation::create;
  request.object = kube::Object(object);
  request.dry_run = true;
  return request;
}

Json config_map_of(const policy::ExampleObject& example, const std::string& name,
                   const std::string& text) {
  Json metadata{{"name", example.name.empty() ? name : example.name}, {"labels", example.labels}};
  if (!example.namespace_name.empty()) metadata["namespace"] = example.namespace_name;
  Json object{{"apiVersion", "v1"}, {"kind", "ConfigMap"}, {"metadata", std::move(metadata)}};
  if (is_utf8(text)) {
    object["data"][example.key] = text;
  } else {
    TextBuffer encoded;
    append_base64(encoded, text);
    object["binaryData"][example.key] = encoded.take();
  }
  return object;
}

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tempo_admission::app
