// The selector of a label policy: {env="dev", team=~"a|b"}, the matchers of Prometheus.
#pragma once

#include <string_view>

#include "tempo/values/tenant_regexes.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::tempo {

// Error: what is wrong, to follow "the selector ...".
[[nodiscard]] Result<void> check_label_matchers(std::string_view selector, TenantRegexes& regexes);

}  // namespace tempo_admission::tempo
