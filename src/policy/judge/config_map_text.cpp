#include "policy/judge/config_map_text.hpp"

#include "policy/judge/gzip.hpp"
#include "tempo_admission/base/base64.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::string_view packed_suffix = ".gz";

Diagnostic fault_of(std::string_view code, std::string message, std::string hint) {
  return {.code = std::string(code),
          .severity = Severity::error,
          .message = std::move(message),
          .path = {},
          .position = {},
          .hint = std::move(hint)};
}

Diagnostic gzip_fault(GzipFault fault, std::size_t max_bytes) {
  if (fault == GzipFault::too_large)
    return fault_of("configmap/unpacks-too-large",
                    "the data unpacks to more than " + std::to_string(max_bytes) + " bytes",
                    "make it smaller, or raise textLimits.bytes in the policy");
  auto diagnostic = fault_of("configmap/not-gzip", "the key ends in .gz, but its data is not gzip",
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

std::optional<ConfigMapText> find_text(const kube::Object& config_map, const std::string& key,
                                       const TextAllowance& allowance) {
  ConfigMapText found{.key = key, .content = std::string_view{}, .fault = {}};
  if (const auto text = config_map.data().find(key)) {
    found.content = *text;
  } else if (const auto base64 = config_map.binary_data().find(key)) {
    charge(found, base64->size(), allowance);
    if (found.fault) return found;
    auto bytes = decode_base64(*base64);
    if (bytes)
      found.content = std::move(*bytes);
    else
      found.fault = fault_of("configmap/not-base64", "binaryData must be base64", "");
  } else {
    return std::nullopt;
  }
  if (!found.fault && key.ends_with(packed_suffix)) unpack(found, allowance);
  return found;
}

}  // namespace

std::string_view ConfigMapText::text() const {
  return std::visit([](const auto& bytes) { return std::string_view(bytes); }, content);
}

std::vector<ConfigMapText> find_texts(const kube::Object& config_map, const std::string& key,
                                      const TextAllowance& allowance) {
  std::vector<ConfigMapText> texts;
  if (auto found = find_text(config_map, key, allowance)) texts.push_back(std::move(*found));
  if (auto found = find_text(config_map, key + std::string(packed_suffix), allowance))
    texts.push_back(std::move(*found));
  return texts;
}

bool holds_key(const kube::Object& config_map, const std::string& key) {
  const auto data = config_map.data();
  const auto binary = config_map.binary_data();
  const auto packed = key + std::string(packed_suffix);
  return data.contains(key) || binary.contains(key) || data.contains(packed) ||
         binary.contains(packed);
}

}  // namespace tempo_admission::policy
