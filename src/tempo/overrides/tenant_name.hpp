// Warnings about a tenant's name. Knows nothing of the tenant's fields.
#pragma once

#include "tempo/findings/path.hpp"
#include "tempo/findings/report.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

[[nodiscard]] FindingList tenant_name_findings();

// Reports what is wrong with the name at `key`; `path` is the tenant's.
void check_tenant_name(yaml::GoNode key, Report& report, const Path& path);

}  // namespace tempo_admission::tempo
