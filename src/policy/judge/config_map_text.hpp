// The text behind a key of a ConfigMap, wherever and however it was put there. Knows nothing of
// what the text says.
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
  std::string key;  // as written: "overrides.yaml" or "overrides.yaml.gz"
  std::variant<std::string_view, std::string> content;  // a view into the request, or unpacked
  std::optional<Diagnostic> fault;                      // why there is no text

  [[nodiscard]] std::string_view text() const;
};

// What stands under `key` in data or binaryData, and under `key`.gz, which Tempo unpacks. Unpacked
// text is at most as long as the allowance says; unpacking it is charged for.
[[nodiscard]] std::vector<ConfigMapText> find_texts(const kube::Object& config_map,
                                                    const std::string& key,
                                                    const TextAllowance& allowance);

// Whether find_texts() would find something; unpacks nothing.
[[nodiscard]] bool holds_key(const kube::Object& config_map, const std::string& key);

}  // namespace tempo_admission::policy
