// Reads the part of a rule that says which objects it selects.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "policy/load/policy_reader.hpp"
#include "policy/model/object_filter.hpp"
#include "tempo_admission/policy/mode.hpp"

namespace tempo_admission::policy {

// The file's default mode, and the ceiling for all rules.
struct InheritedMode {
  Mode mode = Mode::audit;
  Mode ceiling = Mode::enforce;
};

// The keys that every rule has.
struct RuleHead {
  std::string name;
  std::string reason;
  Mode mode = Mode::off;
};

[[nodiscard]] RuleHead read_head(const Section& rule, const InheritedMode& inherited);
[[nodiscard]] ObjectFilter read_filter(const Section& rule,
                                       std::initializer_list<kube::Operation> default_operations);
[[nodiscard]] std::optional<Mode> read_mode(const Place& place, Report& report);
// Returns what is wrong with a glob, or "" if it is valid.
[[nodiscard]] std::string glob_fault(std::string_view glob);

}  // namespace tempo_admission::policy
