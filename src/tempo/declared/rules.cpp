#include "tempo/declared/rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "tempo/declared/label_matchers.hpp"
#include "tempo/declared/name.hpp"
#include "tempo/declared/rfc3339.hpp"
#include "tempo/schema/flow_text.hpp"
#include "tempo_admission/base/nearest_name.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace declared {

constexpr FindingInfo duplicate_name{
    .code = "declared/duplicate-name",
    .effect = Effect::error,
    .meaning = "two declarations with the same name",
    .section = "Names",
    .why = R"(
Two tenants, two access policies or two tokens with the same name, in any of the keys.)",
    .bad = {{}, R"(
tenants:
- name: team-a
- name: team-a)"},
    .good = {{}, R"(
tenants:
- name: team-a
- name: team-b)"},
};

constexpr FindingInfo bad_status{
    .code = "declared/bad-status",
    .effect = Effect::error,
    .meaning = "an unknown status",
    .section = "Names",
    .why = R"(
The admin API accepts `active` and `inactive`.)",
    .bad = {{}, R"(
tenants:
- name: team-a
  status: enabled)"},
    .good = {{}, R"(
tenants:
- name: team-a
  status: active)"},
};

constexpr FindingInfo unknown_tenant{
    .code = "declared/unknown-tenant",
    .effect = Effect::error,
    .meaning = "an access policy refers to a tenant that is not declared",
    .section = "References, realms and scopes",
    .why = R"(
An access policy names a tenant that is not declared in any of the keys.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: teem-a}]
  scopes: [traces:write])"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: team-a}]
  scopes: [traces:write])"},
};

constexpr FindingInfo unknown_policy{
    .code = "declared/unknown-policy",
    .effect = Effect::error,
    .meaning = "a token refers to an access policy that is not declared",
    .section = "References, realms and scopes",
    .why = R"(
A token names an access policy that is not declared in any of the keys. It would be refused or,
worse, get an old access policy with that name.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: team-a}]
  scopes: [traces:write]
tokens:
- name: write-team-a
  access_policy: write-team-aa
  expiration: "2027-01-01T00:00:00Z")"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: team-a}]
  scopes: [traces:write]
tokens:
- name: write-team-a
  access_policy: write-team-a
  expiration: "2027-01-01T00:00:00Z")"},
};

constexpr FindingInfo wildcard_realm{
    .code = "declared/wildcard-realm",
    .effect = Effect::error,
    .meaning = "an access policy covers all tenants without being listed for it",
    .section = "References, realms and scopes",
    .why = R"(
The tenant `*` is every tenant, including future ones. Only access policies that the operator's
policy lists may have it.)",
    .bad = {{}, R"(
access_policies:
- name: read-everything
  realms: [{tenant: "*"}]
  scopes: [traces:read])"},
    .good = {"wildcard=read-everything", R"(
access_policies:
- name: read-everything
  realms: [{tenant: "*"}]
  scopes: [traces:read])"},
};

constexpr FindingInfo bad_label_policy{
    .code = "declared/bad-label-policy",
    .effect = Effect::error,
    .meaning = "a label policy is not a valid selector",
    .section = "References, realms and scopes",
    .why = R"(
The selector of a label policy is a Prometheus selector with at least one matcher; regular
expressions must compile.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: read-team-a
  realms:
  - tenant: team-a
    label_policies: [{selector: "env=dev"}]
  scopes: [traces:read])"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: read-team-a
  realms:
  - tenant: team-a
    label_policies: [{selector: '{env="dev", team=~"a|b"}'}]
  scopes: [traces:read])"},
};

constexpr FindingInfo unknown_scope{
    .code = "declared/unknown-scope",
    .effect = Effect::error,
    .meaning = "an unknown scope",
    .section = "References, realms and scopes",
    .why = R"(
Grafana Enterprise Traces knows `traces:read`, `traces:write` and `admin`.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: team-a}]
  scopes: [trace:write])"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: write-team-a
  realms: [{tenant: team-a}]
  scopes: [traces:write])"},
};

constexpr FindingInfo admin_scope{
    .code = "declared/admin-scope",
    .effect = Effect::error,
    .meaning = "an access policy has the scope `admin` without being listed for it",
    .section = "References, realms and scopes",
    .why = R"(
The scope `admin` allows everything, in every tenant. Only access policies that the operator's
policy lists may have it.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: team-a-everything
  realms: [{tenant: team-a}]
  scopes: [admin])"},
    .good = {"admin=operators", R"(
tenants:
- name: team-a
access_policies:
- name: operators
  realms: [{tenant: team-a}]
  scopes: [admin])"},
};

constexpr FindingInfo duplicate_scope{
    .code = "declared/duplicate-scope",
    .effect = Effect::warning,
    .meaning = "a scope is listed twice",
    .section = "References, realms and scopes",
    .why = R"(
One of the two was probably meant to be another scope.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: team-a
  realms: [{tenant: team-a}]
  scopes: [traces:read, traces:read])"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- name: team-a
  realms: [{tenant: team-a}]
  scopes: [traces:read, traces:write])"},
};

constexpr FindingInfo missing_expiration{
    .code = "declared/missing-expiration",
    .effect = Effect::warning,
    .meaning = "a token that never expires",
    .otherwise = "error if the policy has `requireExpiration`",
    .section = "Expiry",
    .why = R"(
A token that never expires works until somebody revokes it. This is an error if the policy has
`requireExpiration`.)",
    .bad = {{}, R"(
tenants:
- name: team-a
access_policies:
- {name: read-team-a, realms: [{tenant: team-a}], scopes: [traces:read]}
tokens:
- {name: read-team-a, access_policy: read-team-a})"},
    .good = {{}, R"(
tenants:
- name: team-a
access_policies:
- {name: read-team-a, realms: [{tenant: team-a}], scopes: [traces:read]}
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2027-01-01T00:00:00Z"})"},
};

constexpr FindingInfo bad_timestamp{
    .code = "declared/bad-timestamp",
    .effect = Effect::error,
    .meaning = "an expiration that is not an RFC 3339 timestamp",
    .section = "Expiry",
    .why = R"(
An expiry is an RFC 3339 timestamp, with a time zone.)",
    .bad = {{}, R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: 2027-01-01})"},
    .good = {{}, R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2027-01-01T00:00:00Z"})"},
};

constexpr FindingInfo expired{
    .code = "declared/expired",
    .effect = Effect::warning,
    .meaning = "an expiration in the past",
    .section = "Expiry",
    .why = R"(
The token cannot be used any more.)",
    .bad = {"now=2026-06-01T00:00:00Z", R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2026-01-01T00:00:00Z"})"},
    .good = {"now=2026-06-01T00:00:00Z", R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2027-01-01T00:00:00Z"})"},
};

constexpr FindingInfo expiration_too_far{
    .code = "declared/expiration-too-far",
    .effect = Effect::error,
    .meaning = "an expiration later than the policy allows",
    .section = "Expiry",
    .why = R"(
The expiry is later than the policy's `maxLifetimeDays` allows.)",
    .bad = {"now=2026-06-01T00:00:00Z max-lifetime-days=365", R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2036-01-01T00:00:00Z"})"},
    .good = {"now=2026-06-01T00:00:00Z max-lifetime-days=365", R"(
tokens:
- {name: read-team-a, access_policy: read-team-a, expiration: "2027-01-01T00:00:00Z"})"},
};

constexpr FindingInfo secret_namespace{
    .code = "declared/secret-namespace",
    .effect = Effect::error,
    .meaning = "a Secret in a namespace that the policy does not allow",
    .section = "Secrets",
    .why = R"(
The token's Secret would be written to a namespace that the operator's policy does not list, or
that cannot exist. The chart's Job may write Secrets only in its own release's namespace.)",
    .bad = {"secret-namespaces=tempo", R"(
tenants:
- name: team-a
  secretNamespace: grafana)"},
    .good = {"secret-namespaces=tempo", R"(
tenants:
- name: team-a
  secretNamespace: tempo)"},
};

}  // namespace declared

namespace {

using Names = std::vector<std::string_view>;
using Spots = std::map<std::string_view, const Spot*>;

constexpr std::array<std::string_view, 3> scopes = {"traces:read", "traces:write", "admin"};
constexpr std::array<std::string_view, 2> statuses = {"active", "inactive"};
// An unknown reference is compared with at most this many names, to keep the work linear.
constexpr std::size_t most_candidates = 100;

template <class List>
bool has(const List& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::string did_you_mean(std::string_view written, const Names& candidates) {
  const std::span near(candidates.data(), std::min(candidates.size(), most_candidates));
  const auto nearest = nearest_name(written, near);
  return nearest ? "did you mean '" + std::string(*nearest) + "'?" : "";
}

std::optional<yaml::ScalarFix> nearest_fix(std::string_view written, const Names& candidates) {
  const std::span near(candidates.data(), std::min(candidates.size(), most_candidates));
  const auto nearest = nearest_name(written, near);
  if (!nearest || looks_like_secret(written)) return std::nullopt;
  return yaml::ScalarFix{std::string(written), quoted_if_needed(*nearest)};
}

// The probable mistake: a date alone, a time without a zone, a space instead of the T.
std::optional<std::string> meant_timestamp(std::string_view written) {
  std::string with_t(written);
  if (const auto space = with_t.find(' '); space != std::string::npos) with_t[space] = 'T';
  for (const auto& better : {with_t, with_t + "Z", with_t + "T00:00:00Z"})
    if (parse_rfc3339(better)) return better;
  return std::nullopt;
}

std::string timestamp_hint(std::string_view written) {
  return "write it as \"" + meant_timestamp(written).value_or("2027-01-01T00:00:00Z") + "\"";
}

std::optional<yaml::ScalarFix> timestamp_fix(std::string_view written) {
  const auto meant = meant_timestamp(written);
  if (!meant) return std::nullopt;
  return yaml::ScalarFix{std::string(written), '"' + *meant + '"'};
}

// Never offers the scope that may do everything.
std::optional<yaml::ScalarFix> scope_fix(std::string_view written) {
  return nearest_fix(written, {"traces:read", "traces:write"});
}

class Rules {
 public:
  Rules(const Declaration& declaration, const DeclaredTenantsSettings& settings,
        DeclaredReport& report)
      : declaration_(declaration), settings_(settings), report_(report) {}

  void check() {
    const Spots tenants = check_names(NamedThing::tenant, declaration_.tenants);
    const Spots policies = check_names(NamedThing::access_policy, declaration_.access_policies);
    check_names(NamedThing::token, declaration_.tokens);
    for (const auto& tenant : declaration_.tenants) check_tenant(tenant);
    for (const auto& policy : declaration_.access_policies) check_policy(policy, tenants);
    for (const auto& token : declaration_.tokens) check_token(token, policies);
  }

 private:
  // Checks that names of one kind are valid and unique. Returns where each first occurs.
  template <class Thing>
  Spots check_names(NamedThing kind, const std::vector<Thing>& things) {
    Spots first;
    for (const auto& thing : things) {
      if (!thing.name) continue;
      const auto& [text, spot] = *thing.name;
      if (const auto fault = check_declared_name(kind, text))
        report_.add(*fault->info, spot, fault->message, fault->hint);
      const auto [earlier, is_new] = first.emplace(text, &spot);
      if (!is_new)
        report_.add(declared::duplicate_name, spot,
                    "duplicate " + std::string(to_string(kind)) + " " + show(text),
                    "the first one is " + report_.describe(*earlier->second) +
                        "; names must be unique across all keys");
    }
    return first;
  }

  void check_tenant(const DeclaredTenant& tenant) {
    check_status(tenant.status);
    if (tenant.secret_namespace) check_secret_namespace(*tenant.secret_namespace);
  }

  void check_status(const std::optional<Written>& status) {
    if (!status || has(statuses, status->text)) return;
    report_.add(declared::bad_status, status->spot, show(status->text) + " is not a valid status",
                "write active or inactive",
                nearest_fix(status->text, Names(statuses.begin(), statuses.end())));
  }

  void check_secret_namespace(const Written& written) {
    const auto& allowed = settings_.secret_namespaces;
    if (!is_dns_label(written.text)) {
      report_.add(declared::secret_namespace, written.spot,
                  show(written.text) + " is not a valid namespace name",
                  "use at most 63 of a-z 0-9 -, with a letter or digit at both ends");
    } else if (!allowed.empty() && !has(allowed, written.text)) {
      report_.add(declared::secret_namespace, written.spot,
                  "token Secrets may not be written to namespace " + show(written.text),
                  did_you_mean(written.text, Names(allowed.begin(), allowed.end())));
    }
  }

  void check_policy(const DeclaredAccessPolicy& policy, const Spots& tenants) {
    check_status(policy.status);
    const std::string_view name = policy.name ? policy.name->text : std::string_view();
    for (const auto& realm : policy.realms) check_realm(realm, name, tenants);
    std::set<std::string_view> seen;
    for (const auto& scope : policy.scopes) {
      check_scope(scope, name);
      if (!seen.insert(scope.text).second)
        report_.add(declared::duplicate_scope, scope.spot, "duplicate scope " + show(scope.text));
    }
  }

  void check_realm(const DeclaredRealm& realm, std::string_view policy, const Spots& tenants) {
    if (realm.tenant) check_realm_tenant(*realm.tenant, policy, tenants);
    for (const auto& selector : realm.selectors)
      if (const auto checked = check_label_matchers(selector.text, regexes_); !checked)
        report_.add(declared::bad_label_policy, selector.spot,
                    "the selector " + checked.error().message,
                    R"(write a selector such as {env="dev"})");
  }

  void check_realm_tenant(const Written& tenant, std::string_view policy, const Spots& tenants) {
    if (tenant.text == "*") {
      if (has(settings_.allowed_wildcard_policies, policy)) return;
      report_.add(declared::wildcard_realm, tenant.spot,
                  "access policy " + show(policy) + " applies to every tenant",
                  "list the tenants; only access policies in wildcardPolicies may have \"*\"");
    } else if (!tenants.contains(tenant.text) && report_.admits(declared::unknown_tenant)) {
      report_.add(declared::unknown_tenant, tenant.spot,
                  "tenant " + show(tenant.text) + " is not declared",
                  did_you_mean(tenant.text, names_of(declaration_.tenants)),
                  nearest_fix(tenant.text, names_of(declaration_.tenants)));
    }
  }

  void check_scope(const Written& scope, std::string_view policy) {
    if (!has(scopes, scope.text)) {
      if (!report_.admits(declared::unknown_scope)) return;
      const auto hint = did_you_mean(scope.text, Names(scopes.begin(), scopes.end()));
      report_.add(declared::unknown_scope, scope.spot, "unknown scope " + show(scope.text),
                  hint.empty() ? "supported values: traces:read, traces:write, admin" : hint,
                  scope_fix(scope.text));
    } else if (scope.text == "admin" && !has(settings_.allowed_admin_policies, policy)) {
      report_.add(
          declared::admin_scope, scope.spot,
          "access policy " + show(policy) +
              " has the scope admin: it may do anything, in every tenant",
          "use traces:read or traces:write; only access policies in adminPolicies may have admin");
    }
  }

  void check_token(const DeclaredToken& token, const Spots& policies) {
    if (token.access_policy && !policies.contains(token.access_policy->text) &&
        report_.admits(declared::unknown_policy))
      report_.add(declared::unknown_policy, token.access_policy->spot,
                  "access policy " + show(token.access_policy->text) + " is not declared",
                  did_you_mean(token.access_policy->text, names_of(declaration_.access_policies)),
                  nearest_fix(token.access_policy->text, names_of(declaration_.access_policies)));
    if (token.expiration)
      check_expiration(*token.expiration);
    else if (!token.has_expiration)
      report_missing_expiration(token);
  }

  void report_missing_expiration(const DeclaredToken& token) {
    auto code = declared::missing_expiration;
    if (settings_.require_expiration) code.effect = Effect::error;
    const Spot spot{token.spot.part, token.spot.path + ".expiration", token.spot.position};
    report_.add(code, spot, "the token never expires",
                "add an expiration such as \"2027-01-01T00:00:00Z\"");
  }

  void check_expiration(const Written& expiration) {
    const auto time = parse_rfc3339(expiration.text);
    if (!time) {
      report_.add(declared::bad_timestamp, expiration.spot,
                  show(expiration.text) + " is not an RFC 3339 timestamp",
                  timestamp_hint(expiration.text), timestamp_fix(expiration.text));
    } else if (settings_.now && *time <= *settings_.now) {
      report_.add(declared::expired, expiration.spot,
                  "the token expired at " + show(expiration.text), "renew it or remove it");
    } else if (settings_.now && settings_.max_lifetime &&
               *time - *settings_.now > *settings_.max_lifetime) {
      const auto days = std::chrono::floor<std::chrono::days>(*settings_.max_lifetime).count();
      report_.add(declared::expiration_too_far, expiration.spot,
                  "the token expires at " + show(expiration.text) + ", later than allowed",
                  "write a time at most " + std::to_string(days) + " days from now");
    }
  }

  template <class Thing>
  static Names names_of(const std::vector<Thing>& things) {
    Names names;
    for (const auto& thing : things)
      if (thing.name && names.size() < most_candidates) names.push_back(thing.name->text);
    return names;
  }

  const Declaration& declaration_;
  const DeclaredTenantsSettings& settings_;
  DeclaredReport& report_;
  TenantRegexes regexes_;
};

}  // namespace

void check_declared(const Declaration& declaration, const DeclaredTenantsSettings& settings,
                    DeclaredReport& report) {
  Rules(declaration, settings, report).check();
}

FindingList rule_findings() {
  static constexpr std::array list = {
      &declared::duplicate_name,     &declared::bad_status,      &declared::unknown_tenant,
      &declared::unknown_policy,     &declared::wildcard_realm,  &declared::bad_label_policy,
      &declared::unknown_scope,      &declared::admin_scope,     &declared::duplicate_scope,
      &declared::missing_expiration, &declared::bad_timestamp,   &declared::expired,
      &declared::expiration_too_far, &declared::secret_namespace};
  return list;
}

}  // namespace tempo_admission::tempo
