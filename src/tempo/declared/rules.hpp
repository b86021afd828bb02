// What must hold for declared tenants as a whole: names, references, scopes, realms, expiry.
#pragma once

#include "tempo/declared/declaration.hpp"
#include "tempo/declared/report.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"

namespace tempo_admission::tempo {

void check_declared(const Declaration& declaration, const DeclaredTenantsSettings& settings,
                    DeclaredReport& report);

}  // namespace tempo_admission::tempo
