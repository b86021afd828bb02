// Values that Tempo loads and dies of when it uses them. Knows nothing of what is merely unwise.
#pragma once

#include <string_view>

#include "tempo/rules/rule.hpp"
#include "tempo_admission/tempo/tenant.hpp"

namespace tempo_admission::tempo {

// Reports a number that is fatal by itself. True where it did.
bool check_fatal_value(std::string_view path, const Reading& reading);

enum class WrittenIn : unsigned char { scoped_format, legacy_format };

// Reports what is fatal together with another field of the tenant, once all of them are read.
void check_fatal_pairs(const Tenant& tenant, Version version, WrittenIn format,
                       const Path& tenant_path, Report& report);

}  // namespace tempo_admission::tempo
