// Who may change tenants, and what an update or a deletion may do to them.
#pragma once

#include <string>
#include <vector>

#include "policy/model/tenant_rule.hpp"
#include "policy/tenants/tenant_changes.hpp"
#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::policy {

// Of a request that changes a key's text: is this caller allowed to?
[[nodiscard]] Diagnostics check_changer(const TenantRule& rule,
                                        const kube::AdmissionRequest& request);

// Immutable fields and the largest change, of tenants that are there before and after.
[[nodiscard]] Diagnostics check_field_changes(const ChangeRules& rules,
                                              const std::vector<TenantPair>& pairs);

// Tenants that go while the ConfigMap stays under the rule.
[[nodiscard]] Diagnostics check_removals(const ChangeRules& rules,
                                         const std::vector<std::string>& removed,
                                         const kube::Object& annotated);

// The ConfigMap goes, or is no longer under the rule, and these tenants with it.
[[nodiscard]] Diagnostics check_deletion(const TenantRule& rule,
                                         const std::vector<std::string>& tenants,
                                         const kube::AdmissionRequest& request);

}  // namespace tempo_admission::policy
