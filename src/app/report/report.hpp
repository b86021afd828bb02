// The results of `check`, independent of the output format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/kube/json_patch.hpp"
#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::app {

struct ReportedFinding {
  policy::Finding finding;
  std::optional<Position> in_file;  // position in the file; nullopt if it cannot be mapped
  std::string excerpt;              // the finding's line; empty if it must not be shown
  // Of each edit of the finding: the same in the file; nullopt if it cannot be mapped.
  std::vector<std::optional<Edit>> edits_in_file = {};
};

// One object that a rule selects.
struct CheckResult {
  std::string file;
  std::uint32_t line = 1;  // where the object starts
  std::string kind;
  std::string namespace_name;
  std::string name;  // or generateName
  bool allowed = true;
  std::vector<kube::PatchOp> patch;
  std::optional<bool> tempo_accepts;
  std::optional<bool> tempo_runs;
  std::string tempo_version;       // empty: no overrides file was judged
  std::string tempo_version_from;  // "flag", "rule", "label", "default"
  std::vector<ReportedFinding> findings;
};

struct Report {
  std::size_t files = 0;
  std::size_t objects = 0;  // read, whether or not a rule selects them
  std::vector<CheckResult> results;
};

struct Summary {
  std::size_t allowed = 0;
  std::size_t denied = 0;
  std::size_t patched = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

[[nodiscard]] Summary summarize(const Report& report);

}  // namespace tempo_admission::app
