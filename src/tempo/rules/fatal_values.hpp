// Values that Tempo loads but that make it panic when used. Knows nothing of merely unwise values.
#pragma once

#include <string_view>

#include "tempo/rules/rule.hpp"
#include "tempo_admission/tempo/tenant.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList fatal_value_findings();

// Reports a number that is fatal on its own. Returns true if it did.
bool check_fatal_value(std::string_view path, const Reading& reading);

enum class WrittenIn : unsigned char { scoped_format, legacy_format };

// Reports values that are fatal in combination. Call after all fields of the tenant were read.
void check_fatal_pairs(const Tenant& tenant, Version version, WrittenIn format,
                       const Path& tenant_path, Report& report);

}  // namespace tempo_admission::tempo
