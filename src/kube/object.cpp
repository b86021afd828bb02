#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::kube {
namespace {

bool all_strings(JsonValue map) {
  for (const auto& [key, value] : map)
    if (!value.is(JsonType::string)) return false;
  return true;
}

StringMap::State state_of(JsonValue value) {
  switch (value.type()) {
    case JsonType::missing:
      return StringMap::State::absent;
    case JsonType::null:
      return StringMap::State::null;
    case JsonType::object:
      return all_strings(value) ? StringMap::State::map : StringMap::State::malformed;
    default:
      return StringMap::State::malformed;
  }
}

ServicePort service_port(JsonValue port) {
  return {.name = port["name"].string_or_empty(),
          .port = port["port"].integer().value_or(0),
          .target_port = port["targetPort"].integer(),
          .target_name = port["targetPort"].string_or_empty(),
          .is_tcp = port["protocol"].string().value_or("TCP") == "TCP"};
}

}  // namespace

StringMap::StringMap(JsonValue value) : value_(value), state_(state_of(value)) {}

std::optional<std::string_view> StringMap::find(std::string_view key) const {
  return value_[key].string();
}

std::size_t StringMap::total_bytes() const {
  std::size_t bytes = 0;
  for (const auto& [key, value] : value_) bytes += key.size() + value.string_or_empty().size();
  return bytes;
}

Object::Object(JsonValue value)
    : value_(value),
      metadata_(value["metadata"]),
      labels_(metadata_["labels"]),
      annotations_(metadata_["annotations"]) {}

std::string_view Object::name() const {
  return metadata_["name"].string_or_empty();
}

std::string_view Object::generate_name() const {
  return metadata_["generateName"].string_or_empty();
}

std::string_view Object::namespace_name() const {
  return metadata_["namespace"].string_or_empty();
}

std::string_view Object::deletion_timestamp() const {
  return metadata_["deletionTimestamp"].string_or_empty();
}

StringMap Object::data() const {
  return StringMap(value_["data"]);
}

StringMap Object::binary_data() const {
  return StringMap(value_["binaryData"]);
}

std::vector<ServicePort> Object::service_ports() const {
  const auto ports = value_["spec"]["ports"];
  std::vector<ServicePort> result;
  if (!ports.is(JsonType::array)) return result;
  result.reserve(ports.size_hint());
  for (const auto& [key, port] : ports) result.push_back(service_port(port));
  return result;
}

}  // namespace tempo_admission::kube
