// Declared tenants as they are written, each name with its spot. Knows nothing of what is right.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tempo/declared/report.hpp"

namespace tempo_admission::tempo {

struct Written {
  std::string_view text;  // valid while the document lives that it was read from
  Spot spot;
};

struct DeclaredTenant {
  std::optional<Written> name;
  std::optional<Written> status;
  std::optional<Written> secret_namespace;
};

struct DeclaredRealm {
  std::optional<Written> tenant;
  std::vector<Written> selectors;  // of its label policies
};

struct DeclaredAccessPolicy {
  std::optional<Written> name;
  std::optional<Written> status;
  std::vector<DeclaredRealm> realms;
  std::vector<Written> scopes;
};

struct DeclaredToken {
  Spot spot;
  std::optional<Written> name;
  std::optional<Written> access_policy;
  bool has_expiration = false;  // though it may be one that could not be read
  std::optional<Written> expiration;
};

struct Declaration {
  std::vector<DeclaredTenant> tenants;
  std::vector<DeclaredAccessPolicy> access_policies;
  std::vector<DeclaredToken> tokens;
};

}  // namespace tempo_admission::tempo
