// "[prefix/]name": the form of label and annotation keys, and of label values.
// Source: k8s.io/apimachinery/pkg/util/validation (IsQualifiedName, IsDNS1123Subdomain,
// IsValidLabelValue).
#pragma once

#include <string_view>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::kube {

[[nodiscard]] Result<void> check_qualified_name(std::string_view key);

// At most 63 characters of A-Z a-z 0-9 - _ . with a letter or digit at both ends.
[[nodiscard]] Result<void> check_name_part(std::string_view name);

}  // namespace tempo_admission::kube
