// Checks declared tenants as a whole: names, references, scopes, realms, expiry.
#pragma once

#include "tempo/declared/declaration.hpp"
#include "tempo/declared/report.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList rule_findings();

// Reports every broken rule. References are resolved across all parts.
void check_declared(const Declaration& declaration, const DeclaredTenantsSettings& settings,
                    DeclaredReport& report);

}  // namespace tempo_admission::tempo
