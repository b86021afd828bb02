// From what --policy names to the compiled policy. The one place where policies meet files.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app {

struct PolicyText {
  std::string name;  // as diagnostics name it
  std::string yaml;
};

// A file, or "preset:NAME".
[[nodiscard]] Result<PolicyText> read_policy_text(const std::string& source);

// A policy that loaded, and what should still be said about it, one line each.
struct ReadyPolicy {
  policy::Policy policy;
  std::vector<std::string> warnings;
  std::map<std::string, std::string> file_of_value;  // what fromFile entries read; not to be shown
};

// Error: every diagnostic, one a line, each with its position.
[[nodiscard]] Result<ReadyPolicy> compile_policy(const PolicyText& text,
                                                 const PolicyChoice& choice);
[[nodiscard]] Result<ReadyPolicy> load_chosen_policy(const PolicyChoice& choice);

// "policy.yaml:14:7: unknown key 'anotations' (did you mean 'annotations'?)"
[[nodiscard]] std::string describe(std::string_view file, const Diagnostic& diagnostic);

}  // namespace tempo_admission::app
