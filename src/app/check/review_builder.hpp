// Builds the AdmissionReview that an API server would send when an object is created.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tempo_admission/policy/example_object.hpp"

namespace tempo_admission::app {

// Returns the review as JSON. Sets metadata.namespace to `namespace_name` if it is absent.
[[nodiscard]] std::string review_of_creation(nlohmann::json object,
                                             const std::string& namespace_name);

// Returns a ConfigMap with one key that matches the example. Content that is not UTF-8 is put into
// binaryData, as kubectl does. `name` is used for examples without a name.
[[nodiscard]] nlohmann::json config_map_of(const policy::ExampleObject& example,
                                           const std::string& name, const std::string& text);

// Serializes as JSON; never throws for invalid UTF-8, but replaces it.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace tempo_admission::app
