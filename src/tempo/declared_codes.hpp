// The stable identifiers of everything that can be said of declared tenants;
// docs/declared-tenants.md has a section on each. Knows nothing of when they apply.
#pragma once

#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission::tempo {

struct DeclaredCode {
  std::string_view name;
  Severity severity = Severity::error;
};

namespace declared {

inline constexpr DeclaredCode wrong_type{"declared/wrong-type"};
inline constexpr DeclaredCode unknown_field{"declared/unknown-field"};
inline constexpr DeclaredCode missing_field{"declared/missing-field"};
inline constexpr DeclaredCode unrendered_template{"declared/unrendered-template"};
inline constexpr DeclaredCode more_documents{"declared/more-documents", Severity::warning};

inline constexpr DeclaredCode bad_name{"declared/bad-name"};
inline constexpr DeclaredCode shell_metacharacter{"declared/shell-metacharacter"};
inline constexpr DeclaredCode reserved_name{"declared/reserved-name"};
inline constexpr DeclaredCode long_name{"declared/long-name", Severity::warning};
inline constexpr DeclaredCode duplicate_name{"declared/duplicate-name"};
inline constexpr DeclaredCode bad_status{"declared/bad-status"};

inline constexpr DeclaredCode unknown_tenant{"declared/unknown-tenant"};
inline constexpr DeclaredCode unknown_policy{"declared/unknown-policy"};
inline constexpr DeclaredCode wildcard_realm{"declared/wildcard-realm"};
inline constexpr DeclaredCode bad_label_policy{"declared/bad-label-policy"};
inline constexpr DeclaredCode unknown_scope{"declared/unknown-scope"};
inline constexpr DeclaredCode admin_scope{"declared/admin-scope"};
inline constexpr DeclaredCode duplicate_scope{"declared/duplicate-scope", Severity::warning};

// An error where the operator's policy requires it.
inline constexpr DeclaredCode missing_expiration{"declared/missing-expiration", Severity::warning};
inline constexpr DeclaredCode bad_timestamp{"declared/bad-timestamp"};
inline constexpr DeclaredCode expired{"declared/expired", Severity::warning};
inline constexpr DeclaredCode expiration_too_far{"declared/expiration-too-far"};

inline constexpr DeclaredCode secret_namespace{"declared/secret-namespace"};
inline constexpr DeclaredCode secret_in_clear{"declared/secret-in-clear"};

}  // namespace declared
}  // namespace tempo_admission::tempo
