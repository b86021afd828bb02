// Reads a policy file: returns the compiled policy, or all its errors at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/diagnostic.hpp"
#include "tempo_admission/base/result.hpp"
#include "tempo_admission/policy/policy.hpp"
#include "tempo_admission/tempo/version.hpp"

namespace tempo_admission::policy {

struct LoadOptions {
  std::optional<Mode> ceiling = {};  // --mode
  std::optional<tempo::Version> tempo_version =
      {};  // --tempo-version: overrides rule, label and default
  // Returns the value of a fromFile entry: the content of that file in --values-dir. Called only
  // while loading, on the calling thread.
  std::function<Result<std::string>(std::string_view name)> read_value = {};
  // Always exempt, whatever the policy says: the webhook's own namespace.
  std::vector<std::string> exempt_namespaces = {};
};

struct LoadedPolicy {
  Policy policy;
  Diagnostics warnings;  // e.g. two rules that may both match set one key to different values
};

// Error: all diagnostics, each with its position. Never partial: one error means no policy.
[[nodiscard]] Result<LoadedPolicy, Diagnostics> load_policy(std::string_view yaml,
                                                            const LoadOptions& options = {});

// The YAML of a policy compiled into the program ("default", "scrape-gossip-ring"); nullopt if the
// name is unknown. The view is valid for the life of the program.
[[nodiscard]] std::optional<std::string_view> preset(std::string_view name);
[[nodiscard]] std::vector<std::string_view> preset_names();
// JSON Schema (draft 2020-12) of the policy file.
[[nodiscard]] std::string_view policy_schema();

}  // namespace tempo_admission::policy
