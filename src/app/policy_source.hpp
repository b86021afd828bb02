// Loads the policy that --policy names. The only place where policies are read from files.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/command.hpp"
#include "app/input_file.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app {

struct PolicyText {
  std::string name;  // the name shown in diagnostics
  std::string yaml;
};

// `source` is a file (at most 1 MiB) or "preset:NAME". Error: one line.
[[nodiscard]] Result<PolicyText> read_policy_text(const std::string& source,
                                                  FileKind kind = FileKind::any);

// A loaded policy and its warnings, one line each.
struct ReadyPolicy {
  policy::Policy policy;
  std::vector<std::string> warnings;
  std::map<std::string, std::string>
      file_of_value;  // by value of a fromFile entry; secret, never print it
};

using Lines = std::vector<std::string>;

// Error: all diagnostics, a line each, with its position. Reads the values of fromFile entries.
[[nodiscard]] Result<ReadyPolicy, Lines> compile_policy(const PolicyText& text,
                                                        const PolicyChoice& choice);
[[nodiscard]] Result<ReadyPolicy, Lines> load_chosen_policy(const PolicyChoice& choice);

// "policy.yaml:14:7: unknown key 'anotations' (did you mean 'annotations'?)"
[[nodiscard]] std::string describe(std::string_view file, const Diagnostic& diagnostic);

}  // namespace tempo_admission::app
