// AdmissionReview in, AdmissionReview out: the wire format of the API server (admission.k8s.io/v1
// and v1beta1). Knows nothing of HTTP or policies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/json_patch.hpp"
#include "tempo_admission/kube/object.hpp"
#include "tempo_admission/kube/status.hpp"

namespace tempo_admission::kube {

enum class Phase : std::uint8_t { mutate, validate };
// remove is DELETE; unknown is any other string, so that a future operation is still answered.
enum class Operation : std::uint8_t { create, update, remove, connect, unknown };
inline constexpr std::size_t operation_count = 5;
enum class ReviewVersion : std::uint8_t { v1, v1beta1 };

[[nodiscard]] std::string_view to_string(Phase phase);          // "mutate"
[[nodiscard]] std::string_view to_string(Operation operation);  // "CREATE"; "UNKNOWN"

struct GroupVersionKind {
  std::string_view group, version, kind;
};

// One decoded request. All views are valid until the JsonReader that parsed it reads again.
struct AdmissionRequest {
  ReviewVersion review_version = ReviewVersion::v1;
  std::string_view uid;
  GroupVersionKind kind;          // what the webhook's rule matched
  GroupVersionKind request_kind;  // what the caller sent; equal to kind if absent
  std::string_view resource;      // "services"
  std::string_view resource_group;
  std::string_view sub_resource;  // "status", or empty
  std::string_view name;          // may be empty: generateName
  std::string_view namespace_name;
  Operation operation = Operation::create;
  std::string_view username;
  JsonValue groups;   // array of strings, or missing
  Object object;      // not present on DELETE
  Object old_object;  // present on UPDATE and DELETE
  bool dry_run = false;

  [[nodiscard]] bool is_core(std::string_view kind_name) const {
    return kind.group.empty() && resource_group.empty() && kind.kind == kind_name;
  }
};

// Decodes a parsed body. Error: which field is missing or has the wrong type; answer it with HTTP
// 400. Duplicate keys in the envelope, metadata, labels, annotations and data are rejected: no real
// API server sends them.
[[nodiscard]] Result<AdmissionRequest> decode_review(const JsonValue& body);

// What to answer. `uid` must be the request's and must outlive the call to encode_review().
struct AdmissionResponse {
  std::string_view uid;
  bool allowed = false;
  // Empty: neither patch nor patchType is sent; ignored unless allowed.
  std::vector<PatchOp> patch = {};
  std::optional<Status> status = {};       // of a denial
  std::vector<std::string> warnings = {};  // see clean_warning()
  // Sorted by key; each key is the name part of a qualified name, because the API server adds a
  // prefix.
  std::vector<std::pair<std::string, std::string>> audit_annotations = {};
};

// Returns the AdmissionReview as JSON. Deterministic: equal responses give equal bytes.
[[nodiscard]] std::string encode_review(ReviewVersion version, const AdmissionResponse& response);

}  // namespace tempo_admission::kube
