// The value of a ConfigMap key, from data or binaryData, plain or gzipped. Knows nothing of its
// content.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "policy/model/text_effort.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::policy {

struct ConfigMapText {
  std::string key;           // as written: "overrides.yaml" or "overrides.yaml.gz"
  std::string_view written;  // the value in the object: a file, or base64
  std::variant<std::string_view, std::string> content;  // a view into the request, or unpacked
  std::optional<Diagnostic> fault;                      // why it could not be read

  [[nodiscard]] std::string_view text() const;
  // True if both contain the same file, or the same bytes that could not be read.
  [[nodiscard]] bool is_same(const ConfigMapText& other) const;
};

// Returns the values of `key` and of `key`.gz, which Tempo unpacks; for each, data takes precedence
// over binaryData. The allowance bounds the unpacked size, and decoding and unpacking are charged
// to its effort.
[[nodiscard]] std::vector<ConfigMapText> find_texts(const kube::Object& config_map,
                                                    const std::string& key,
                                                    const TextAllowance& allowance);

// Returns the values under other keys than these and their .gz twins, unpacked if they are gzip;
// values that cannot be unpacked are left out. Charged like find_texts().
[[nodiscard]] std::vector<ConfigMapText> find_other_texts(const kube::Object& config_map,
                                                          const std::vector<std::string>& keys,
                                                          const TextAllowance& allowance);

// Returns true if find_texts() would return a value; decodes nothing.
[[nodiscard]] bool holds_key(const kube::Object& config_map, const std::string& key);

}  // namespace tempo_admission::policy
