// Rules for annotations, and the patch that adds missing ones.
// Source: k8s.io/apimachinery/pkg/api/validation/objectmeta.go.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/kube/json_patch.hpp"
#include "tempo_admission/kube/object.hpp"

namespace tempo_admission::kube {

inline constexpr std::size_t total_annotation_limit_bytes = 256U << 10;  // keys and values together

// Checks that the key, in lower case, is a qualified name. The error completes "the key ...", for
// example "contains more than one '/'".
[[nodiscard]] Result<void> check_annotation_key(std::string_view key);

using Annotations = std::map<std::string, std::string>;

// Adds the missing annotations and never changes an existing value. If the map is absent or null,
// one operation creates all of it; if it is malformed, the patch is empty.
[[nodiscard]] std::vector<PatchOp> add_missing(const StringMap& present, Annotations wanted);

// True if the patched object stays within the limit of the API server.
[[nodiscard]] bool fits_annotation_limit(const StringMap& present, const Annotations& wanted);

}  // namespace tempo_admission::kube
