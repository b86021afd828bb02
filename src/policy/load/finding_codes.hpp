// Every code that a finding may have: what a policy's `severity` can speak of. Read from the
// embedded finding_codes.txt; a test holds it against docs/findings.md. Knows nothing of when they
// apply.
#pragma once

#include <string_view>
#include <vector>

namespace tempo_admission::policy {

struct FindingCode {
  std::string_view name;
  bool stops_tempo =
      false;  // Tempo refuses the file or dies: no policy makes it less than an error
};

// Sorted, without the codes of policy files themselves.
[[nodiscard]] const std::vector<FindingCode>& finding_codes();

// Nothing where there is no such code.
[[nodiscard]] const FindingCode* find_code(std::string_view name);

}  // namespace tempo_admission::policy
