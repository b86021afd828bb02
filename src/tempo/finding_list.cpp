#include "tempo/declared/declared_tenants.hpp"
#include "tempo/declared/name.hpp"
#include "tempo/declared/reader.hpp"
#include "tempo/declared/rules.hpp"
#include "tempo/declared/secrets.hpp"
#include "tempo/findings/messages.hpp"
#include "tempo/overrides/overrides.hpp"
#include "tempo/overrides/tenant_name.hpp"
#include "tempo/overrides/tenant_reader.hpp"
#include "tempo/rules/fatal_values.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo_admission/tempo/findings.hpp"

namespace tempo_admission::tempo {

std::vector<const FindingInfo*> finding_list() {
  std::vector<const FindingInfo*> all;
  for (const auto list :
       {unknown_field_findings(), wrong_type_findings(), tenant_findings(), validator_findings(),
        dedicated_column_findings(), fatal_value_findings(), tenant_name_findings(),
        limit_findings(), generator_findings(), filter_policy_findings(), header_findings(),
        file_findings(), form_findings(), document_findings(), name_findings(), rule_findings(),
        secret_findings()})
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace tempo_admission::tempo
