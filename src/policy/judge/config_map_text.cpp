#include "policy/judge/config_map_text.hpp"

#include <algorithm>
#include <array>

#include "policy/finding_lists.hpp"
#include "policy/judge/gzip.hpp"
#include "tempo_admission/base/base64.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo not_base64{
    .code = "configmap/not-base64",
    .effect = Effect::error,
    .meaning = "a key of `binaryData` is not valid base64",
    .why = R"(
The API server refuses such a ConfigMap too. What `binaryData` contains is always base64.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
binaryData:
  overrides.yaml: "overrides: {}")"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
binaryData:
  overrides.yaml: b3ZlcnJpZGVzOiB7fQo=)"},
};

constexpr FindingInfo not_gzip{
    .code = "configmap/not-gzip",
    .effect = Effect::refused,
    .meaning = "the key ends in `.gz`, but its content is not gzip",
    .why = R"(
Tempo unpacks a file whose name ends in `.gz`, and refuses it if it is not gzip. `gzip -c
overrides.yaml | base64` prints the value.)",
    .bad = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
binaryData:
  overrides.yaml.gz: b3ZlcnJpZGVzOiB7fQo=)"},
    .good = {{}, R"(
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tempo
  labels:
    app.kubernetes.io/name: tempo
binaryData:
  overrides.yaml.gz: H4sIAAAAAAACA8svSy0qykxJLbZSqK7lAgBQp/psDgAAAA==)"},
};

constexpr FindingInfo unpacks_too_large{
    .code = "configmap/unpacks-too-large",
    .effect = Effect::error,
    .meaning = "the gzip file unpacks to more than the limit, so it was not read to the end",
    .why = R"(
A small gzip file can unpack to gigabytes. Nothing is unpacked beyond 2 MiB (`textLimits.bytes` in
the policy), so what Tempo would do with the file is unknown. Use fewer tenants in one file, or
raise the limit.)",
};

}  // namespace code

namespace {

constexpr std::string_view packed_suffix = ".gz";

Diagnostic fault_of(const FindingInfo& info, std::string message, std::string hint) {
  return {.code = std::string(info.code),
          .severity = Severity::error,
          .message = std::move(message),
          .path = {},
          .position = {},
          .hint = std::move(hint)};
}

Diagnostic gzip_fault(GzipFault fault, std::size_t max_bytes) {
  if (fault == GzipFault::too_large)
    return fault_of(code::unpacks_too_large,
                    "the data unpacks to more than " + std::to_string(max_bytes) + " bytes",
                    "make it smaller, or raise textLimits.bytes in the policy");
  auto diagnostic = fault_of(code::not_gzip, "the key ends in .gz, but its data is not gzip",
                             "write the output of: gzip -c overrides.yaml | base64");
  diagnostic.tempo_rejects = true;
  return diagnostic;
}

// Instructions per byte decoded or unpacked, rounded up.
constexpr std::uint64_t for_byte = 40;

void charge(ConfigMapText& found, std::size_t bytes, const TextAllowance& allowance) {
  Effort& effort = allowance.effort();
  if (!effort.spend(steps_of(bytes * for_byte), "unpacking it"))
    found.fault = yaml::too_costly(effort, {});
}

void unpack(ConfigMapText& found, const TextAllowance& allowance) {
  const std::size_t max_bytes = allowance.limits().max_bytes;
  auto text = gunzip(found.text(), max_bytes);
  charge(found, text ? text->size() : max_bytes, allowance);
  if (found.fault) return;
  if (text)
    found.content = std::move(*text);
  else
    found.fault = gzip_fault(text.error(), max_bytes);
}

void decode(ConfigMapText& found, const TextAllowance& allowance) {
  charge(found, found.written.size(), allowance);
  if (found.fault) return;
  auto bytes = decode_base64(found.written);
  if (bytes)
    found.content = std::move(*bytes);
  else
    found.fault = fault_of(code::not_base64, "binaryData must be base64", "");
}

std::optional<ConfigMapText> find_text(const kube::Object& config_map, const std::string& key,
                                       const TextAllowance& allowance) {
  ConfigMapText found{.key = key, .written = {}, .content = std::string_view{}, .fault = {}};
  if (const auto text = config_map.data().find(key)) {
    found.written = *text;
    found.content = *text;
  } else if (const auto base64 = config_map.binary_data().find(key)) {
    found.written = *base64;
    decode(found, allowance);
  } else {
    return std::nullopt;
  }
  if (!found.fault && key.ends_with(packed_suffix)) unpack(found, allowance);
  return found;
}

bool is_one_of(const std::vector<std::string>& keys, std::string_view key) {
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return true;
  if (!key.ends_with(packed_suffix)) return false;
  key.remove_suffix(packed_suffix.size());
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_gzip(std::string_view bytes) {
  constexpr std::string_view magic = "\x1f\x8b";
  return bytes.starts_with(magic);
}

}  // namespace

std::string_view ConfigMapText::text() const {
  return std::visit([](const auto& bytes) { return std::string_view(bytes); }, content);
}

bool ConfigMapText::is_same(const ConfigMapText& other) const {
  if (fault || other.fault) return key == other.key && written == other.written;
  return text() == other.text();
}

std::vector<ConfigMapText> find_texts(const kube::Object& config_map, const std::string& key,
                                      const TextAllowance& allowance) {
  std::vector<ConfigMapText> texts;
  if (auto found = find_text(config_map, key, allowance)) texts.push_back(std::move(*found));
  if (auto found = find_text(config_map, key + std::string(packed_suffix), allowance))
    texts.push_back(std::move(*found));
  return texts;
}

std::vector<ConfigMapText> find_other_texts(const kube::Object& config_map,
                                            const std::vector<std::string>& keys,
                                            const TextAllowance& allowance) {
  std::vector<ConfigMapText> texts;
  const auto add = [&](const kube::StringMap& map, bool is_base64) {
    for (const auto& [key, value] : map.entries()) {
      if (is_one_of(keys, key)) continue;
      const auto written = value.string_or_empty();
      ConfigMapText found{
          .key = std::string(key), .written = written, .content = written, .fault = {}};
      if (is_base64) decode(found, allowance);
      if (!found.fault && is_gzip(found.text())) unpack(found, allowance);
      if (!found.fault) texts.push_back(std::move(found));
    }
  };
  add(config_map.data(), false);
  add(config_map.binary_data(), true);
  return texts;
}

bool holds_key(const kube::Object& config_map, const std::string& key) {
  const auto data = config_map.data();
  const auto binary = config_map.binary_data();
  const auto packed = key + std::string(packed_suffix);
  return data.contains(key) || binary.contains(key) || data.contains(packed) ||
         binary.contains(packed);
}

FindingList config_map_text_findings() {
  static constexpr std::array list = {&code::not_base64, &code::not_gzip, &code::unpacks_too_large};
  return list;
}

}  // namespace tempo_admission::policy
