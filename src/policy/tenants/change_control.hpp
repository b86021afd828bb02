// Who may change tenants, and which updates and deletions are allowed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/model/tenant_rule.hpp"
#include "policy/tenants/tenant_changes.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::policy {

// For a request that changes a key's value: a diagnostic if this caller may not.
[[nodiscard]] Diagnostics check_changer(const TenantRule& rule,
                                        const kube::AdmissionRequest& request);

// Checks immutable fields and maximum changes of tenants that exist before and after.
[[nodiscard]] Diagnostics check_field_changes(const ChangeRules& rules,
                                              const std::vector<TenantPair>& pairs);

// Checks tenants that are removed while the ConfigMap stays under the rule.
[[nodiscard]] Diagnostics check_removals(const ChangeRules& rules,
                                         const std::vector<std::string>& removed,
                                         const kube::Object& annotated);

// Checks tenants lost because the ConfigMap is deleted or no longer under the rule.
[[nodiscard]] Diagnostics check_deletion(const TenantRule& rule,
                                         const std::vector<std::string>& tenants,
                                         const kube::AdmissionRequest& request);

// Checks an update that takes the ConfigMap out of the rule while its file stays. `tenants` are
// those of the stored files; nullopt if a stored file could not be read.
[[nodiscard]] Diagnostics check_leaving(const TenantRule& rule,
                                        const std::optional<std::vector<std::string>>& tenants,
                                        const kube::AdmissionRequest& request);

}  // namespace tempo_admission::policy
