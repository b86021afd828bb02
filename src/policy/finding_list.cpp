#include "policy/finding_lists.hpp"
#include "tempo_admission/policy/findings.hpp"

namespace tempo_admission::policy {

std::vector<const FindingInfo*> finding_list() {
  std::vector<const FindingInfo*> all;
  for (const auto list :
       {policy_reader_findings(), filter_findings(), service_rule_findings(), limit_rule_findings(),
        policy_file_findings(), tenant_rule_findings(), rule_conflict_findings(),
        service_findings(), config_map_text_findings(), tempo_version_findings(),
        field_limit_findings(), tenant_name_findings(), change_findings(), capped_findings()})
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace tempo_admission::policy
