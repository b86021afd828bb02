// The regular expressions that one file's tenants write: do they compile? Within a budget, as a few
// characters can ask for seconds of compiling. Knows nothing of where they stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::tempo {

class TenantRegexes {
 public:
  // What is wrong with one. Nothing, too, where it is larger than what is compiled, or where the
  // budget of the file is spent: then it is not looked at.
  [[nodiscard]] std::optional<std::string> fault_of(std::string_view pattern);

 private:
  int instructions_left_ = 200'000;  // thousands of usual patterns
};

}  // namespace tempo_admission::tempo
