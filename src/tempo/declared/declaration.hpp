// Declared tenants as written, each name with its location. Knows nothing of what is valid.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tempo/declared/report.hpp"

namespace tempo_admission::tempo {

// A string of the declaration and where it is.
struct Written {
  std::string_view text;  // valid while its document lives
  Spot spot;
};

// Members that are absent or could not be read are nullopt, here and below.
struct DeclaredTenant {
  std::optional<Written> name;
  std::optional<Written> status;
  std::optional<Written> secret_namespace;
};

struct DeclaredRealm {
  std::optional<Written> tenant;
  std::vector<Written> selectors;  // of the realm's label policies
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
  bool has_expiration = false;  // also if it could not be read
  std::optional<Written> expiration;
};

// All parts together, in the order of the parts.
struct Declaration {
  std::vector<DeclaredTenant> tenants;
  std::vector<DeclaredAccessPolicy> access_policies;
  std::vector<DeclaredToken> tokens;
};

}  // namespace tempo_admission::tempo
