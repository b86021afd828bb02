// What is to be regretted about the name of a tenant. Knows nothing of the tenant's block.
#pragma once

#include "tempo/findings/path.hpp"
#include "tempo/findings/report.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

void check_tenant_name(yaml::GoNode key, Report& report, const Path& path);

}  // namespace tempo_admission::tempo
