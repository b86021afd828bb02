// The findings of each file of this room, and those that several files name. Knows nothing of when
// they apply.
#pragma once

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::policy {

namespace code {
extern const FindingInfo bad_annotation_key;
extern const FindingInfo bad_value;
extern const FindingInfo changer_not_allowed;
extern const FindingInfo delete_protected;
extern const FindingInfo missing_key;
extern const FindingInfo wrong_type;
}  // namespace code

[[nodiscard]] FindingList policy_reader_findings();    // load/policy_reader.cpp
[[nodiscard]] FindingList filter_findings();           // load/filter.cpp
[[nodiscard]] FindingList service_rule_findings();     // load/service_rule.cpp
[[nodiscard]] FindingList limit_rule_findings();       // load/limits.cpp
[[nodiscard]] FindingList policy_file_findings();      // load/load_policy.cpp
[[nodiscard]] FindingList tenant_rule_findings();      // load/tenant_rule.cpp
[[nodiscard]] FindingList rule_conflict_findings();    // load/rule_conflicts.cpp
[[nodiscard]] FindingList service_findings();          // judge/service.cpp
[[nodiscard]] FindingList config_map_text_findings();  // judge/config_map_text.cpp
[[nodiscard]] FindingList tempo_version_findings();    // judge/tempo_version.cpp
[[nodiscard]] FindingList field_limit_findings();      // tenants/field_limits.cpp
[[nodiscard]] FindingList tenant_name_findings();      // tenants/tenant_names.cpp
[[nodiscard]] FindingList change_findings();           // tenants/change_control.cpp
[[nodiscard]] FindingList capped_findings();           // tenants/tenant_findings.cpp

}  // namespace tempo_admission::policy
