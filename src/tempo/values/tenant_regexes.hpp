// Checks whether the regular expressions of one file compile (one object per file), within a
// budget, because a few characters can require seconds of compiling. Knows nothing of where they
// are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

class TenantRegexes {
 public:
  TenantRegexes();
  // RE2's error; nullopt if the pattern compiles, and also if it is too large or the budget is
  // spent, in which case it is not checked.
  [[nodiscard]] std::optional<std::string> fault_of(std::string_view pattern);

 private:
  int instructions_left_ = 200'000;  // enough for thousands of ordinary patterns
  std::int64_t parsing_left_;        // steps; see cost_of_parsing() in the source
};

}  // namespace tempo_admission::tempo
