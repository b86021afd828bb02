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

// A qualified name once it is in lower case. The error goes on from "the key ...": "has more than
// one '/'".
[[nodiscard]] Result<void> check_annotation_key(std::string_view key);

using Annotations = std::map<std::string, std::string>;

// Adds what is missing and touches nothing else. Absent or null map: one op that creates it whole.
// Malformed map: nothing.
[[nodiscard]] std::vector<PatchOp> add_missing(const StringMap& present, Annotations wanted);

// Whether the object stays within the limit with what is missing added; beyond it the API server
// would refuse the object after our patch.
[[nodiscard]] bool fits_annotation_limit(const StringMap& present, const Annotations& wanted);

}  // namespace tempo_admission::kube
