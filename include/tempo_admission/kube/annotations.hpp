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

[[nodiscard]] Result<void> check_annotation_key(std::string_view key);

using Annotations = std::map<std::string, std::string>;

// Adds what is missing and touches nothing else. Absent or null map: one op that creates it whole.
[[nodiscard]] std::vector<PatchOp> add_missing(const StringMap& present, const Annotations& wanted);

}  // namespace tempo_admission::kube
