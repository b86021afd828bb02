// Checks the selector of a label policy, {env="dev", team=~"a|b"}: Prometheus matchers.
#pragma once

#include <string_view>

#include "tempo/values/tenant_regexes.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::tempo {

// Error: what is wrong, worded to follow "the selector ...". Charges `regexes` for each regular
// expression.
[[nodiscard]] Result<void> check_label_matchers(std::string_view selector, TenantRegexes& regexes);

}  // namespace tempo_admission::tempo
