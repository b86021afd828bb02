// A policy file read: everything that is wrong with it at once, or the compiled policy.
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
  std::optional<Mode> ceiling = {};                  // --mode
  std::optional<tempo::Version> tempo_version = {};  // --tempo-version: beats rule, label, default
  // The value of a fromFile entry: the content of that file below --values-dir. Called at load
  // only.
  std::function<Result<std::string>(std::string_view name)> read_value = {};
  // Exempt whatever the policy says: the namespace that the webhook itself runs in.
  std::vector<std::string> exempt_namespaces = {};
};

struct LoadedPolicy {
  Policy policy;
  Diagnostics warnings;  // e.g. two rules that can both match give one key different literal values
};

// Error: every diagnostic, each with its position. Never partial: one error, no policy.
[[nodiscard]] Result<LoadedPolicy, Diagnostics> load_policy(std::string_view yaml,
                                                            const LoadOptions& options = {});

// The policies compiled into the program. Nothing where there is no preset of that name ("default",
// "scrape-gossip-ring").
[[nodiscard]] std::optional<std::string_view> preset(std::string_view name);
[[nodiscard]] std::vector<std::string_view> preset_names();
// JSON Schema (draft 2020-12) of the policy file.
[[nodiscard]] std::string_view policy_schema();

}  // namespace tempo_admission::policy
