// What judging an overrides file needs to know of the Tempo that will read it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tempo_admission/tempo/version.hpp"
#include "tempo_admission/yaml/limits.hpp"

namespace tempo_admission::tempo {

// What cannot be seen from the file: Tempo's own defaults.
struct OverridesSettings {
  Version version = Version::v3_0;
  int replication_factor = 1;     // of the ingester ring; matters to tenant_shard_size on 2.x
  bool expand_env = false;        // -config.expand-env
  bool legacy_overrides = false;  // enable_legacy_overrides (3.0)
  std::vector<std::string>
      forwarders;  // distributor.forwarders known to this Tempo; empty: not known, not checked
  // The rest is counted. Warnings give way first: what Tempo rejects for is cut only beyond 1,000.
  std::size_t max_diagnostics = 100;
  yaml::Limits yaml;
};

}  // namespace tempo_admission::tempo
