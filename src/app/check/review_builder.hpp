// The AdmissionReview that an API server would send for the creation of an object.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tempo_admission/policy/example_object.hpp"

namespace tempo_admission::app {

// Fills what a manifest may leave out: metadata.namespace is `namespace_name` where absent.
[[nodiscard]] std::string review_of_creation(nlohmann::json object,
                                             const std::string& namespace_name);

// A ConfigMap of one text, as a rule of the policy looks for it. A text that is no UTF-8 goes to
// binaryData, as kubectl does it. `name` is for examples that have none.
[[nodiscard]] nlohmann::json config_map_of(const policy::ExampleObject& example,
                                           const std::string& name, const std::string& text);

// JSON for sending: no exception, invalid UTF-8 replaced.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace tempo_admission::app
