// What must be known about the Tempo that will read an overrides file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tempo_admission/tempo/version.hpp"
#include "tempo_admission/yaml/limits.hpp"

namespace tempo_admission::tempo {

// What the file does not show. Defaults are Tempo's own where Tempo has the setting.
struct OverridesSettings {
  Version version = Version::v3_0;
  int replication_factor = 1;     // of the ingester ring; affects tenant_shard_size on 2.x
  bool expand_env = false;        // -config.expand-env
  bool legacy_overrides = false;  // enable_legacy_overrides (3.0)
  // Names in distributor.forwarders of this Tempo; empty: unknown, not checked.
  std::vector<std::string> forwarders;
  // The rest is counted. Warnings are dropped first; errors are dropped only beyond 1,000.
  std::size_t max_diagnostics = 100;
  yaml::Limits yaml;
};

}  // namespace tempo_admission::tempo
