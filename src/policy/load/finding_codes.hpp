// Every code that a finding may have: the valid keys of a policy's `severity`. Knows nothing of
// when they apply.
#pragma once

#include <string_view>
#include <vector>

namespace tempo_admission::policy {

struct FindingCode {
  std::string_view name;
  bool stops_tempo =
      false;  // Tempo rejects the file or crashes: always an error, whatever the policy says
};

// Sorted, without the codes for policy files themselves. Built once; thread-safe.
[[nodiscard]] const std::vector<FindingCode>& finding_codes();

// Returns null if the code is unknown.
[[nodiscard]] const FindingCode* find_code(std::string_view name);

}  // namespace tempo_admission::policy
