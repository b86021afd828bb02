// The creation of an object, as an API server would ask a webhook about it. Knows nothing of files
// or policies.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/policy/example_object.hpp"

namespace tempo_admission::app {

// Owns every string of the request.
struct Creation {
  std::string object;  // JSON
  std::string group;
  std::string version;
  std::string kind;
  std::string resource;        // plural, as kubectl guesses it without a server
  std::string namespace_name;  // of the object; empty if it has no metadata
  std::string name;            // may be empty: generateName
};

// Sets metadata.namespace to `namespace_name` if it is absent.
[[nodiscard]] Creation creation_of(nlohmann::json object, const std::string& namespace_name);

// A dry run by nobody: it is not known who will apply the manifest. `object` is creation.object,
// parsed; both must outlive the request.
[[nodiscard]] kube::AdmissionRequest request_of(const Creation& creation,
                                                const kube::JsonValue& object);

// Returns a ConfigMap with one key that matches the example. Content that is not UTF-8 is put into
// binaryData, as kubectl does. `name` is used for examples without a name.
[[nodiscard]] nlohmann::json config_map_of(const policy::ExampleObject& example,
                                           const std::string& name, const std::string& text);

// Serializes as JSON; never throws for invalid UTF-8, but replaces it.
[[nodiscard]] std::string dump(const nlohmann::json& value);

}  // namespace tempo_admission::app
