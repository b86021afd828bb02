// The stable identifiers of all findings about declared tenants; docs/declared-tenants.md has a
// section on each. Knows nothing of when they apply.
#pragma once

#include <array>
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

// An error if the operator's policy requires an expiration.
inline constexpr DeclaredCode missing_expiration{"declared/missing-expiration", Severity::warning};
inline constexpr DeclaredCode bad_timestamp{"declared/bad-timestamp"};
inline constexpr DeclaredCode expired{"declared/expired", Severity::warning};
inline constexpr DeclaredCode expiration_too_far{"declared/expiration-too-far"};

inline constexpr DeclaredCode secret_namespace{"declared/secret-namespace"};
inline constexpr DeclaredCode secret_in_clear{"declared/secret-in-clear"};

}  // namespace declared

// In the order of docs/declared-tenants.md.
inline constexpr std::array<DeclaredCode, 24> all_declared_codes = {
    declared::wrong_type,          declared::unknown_field,    declared::missing_field,
    declared::unrendered_template, declared::more_documents,   declared::bad_name,
    declared::shell_metacharacter, declared::reserved_name,    declared::long_name,
    declared::duplicate_name,      declared::bad_status,       declared::unknown_tenant,
    declared::unknown_policy,      declared::wildcard_realm,   declared::bad_label_policy,
    declared::unknown_scope,       declared::admin_scope,      declared::duplicate_scope,
    declared::missing_expiration,  declared::bad_timestamp,    declared::expired,
    declared::expiration_too_far,  declared::secret_namespace, declared::secret_in_clear};

}  // namespace tempo_admission::tempo
