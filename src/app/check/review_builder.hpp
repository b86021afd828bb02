// The AdmissionReview that an API server would send for the creation of an object.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace tempo_admission::app {

// Fills what a manifest may leave out: metadata.namespace is `namespace_name` where absent.
[[nodiscard]] std::string review_of_creation(nlohmann::json object,
                                             const std::string& namespace_name);

// What a text without a ConfigMap around it is for.
enum class TextRole : std::uint8_t { overrides, declared_tenants };
[[nodiscard]] const char* key_of(TextRole role);  // "overrides.yaml", "tenants.yaml"

// A ConfigMap of one text, with the label and the key that the default policy selects by. A text
// that is no UTF-8 goes to binaryData, as kubectl does it.
[[nodiscard]] nlohmann::json config_map_of(const std::string& name, TextRole role,
                                           const std::string& text);

// JSON for sending: no exception, invalid UTF-8 replaced.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace tempo_admission::app
