#include "tempo/declared/rules.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "tempo/declared/label_matchers.hpp"
#include "tempo/declared/name.hpp"
#include "tempo/declared/rfc3339.hpp"
#include "tempo_admission/base/nearest_name.hpp"

namespace tempo_admission::tempo {
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

// The probable mistake: a date alone, a time without a zone, a space instead of the T.
std::string timestamp_hint(std::string_view written) {
  std::string with_t(written);
  if (const auto space = with_t.find(' '); space != std::string::npos) with_t[space] = 'T';
  for (const auto& better : {with_t, with_t + "Z", with_t + "T00:00:00Z"})
    if (parse_rfc3339(better)) return "write it as \"" + better + "\"";
  return "write it as \"2027-01-01T00:00:00Z\"";
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
        report_.add(fault->code, spot, fault->message, fault->hint);
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
                "write active or inactive");
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
                  did_you_mean(tenant.text, names_of(declaration_.tenants)));
    }
  }

  void check_scope(const Written& scope, std::string_view policy) {
    if (!has(scopes, scope.text)) {
      if (!report_.admits(declared::unknown_scope)) return;
      const auto hint = did_you_mean(scope.text, Names(scopes.begin(), scopes.end()));
      report_.add(declared::unknown_scope, scope.spot, "unknown scope " + show(scope.text),
                  hint.empty() ? "supported values: traces:read, traces:write, admin" : hint);
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
                  did_you_mean(token.access_policy->text, names_of(declaration_.access_policies)));
    if (token.expiration)
      check_expiration(*token.expiration);
    else if (!token.has_expiration)
      report_missing_expiration(token);
  }

  void report_missing_expiration(const DeclaredToken& token) {
    auto code = declared::missing_expiration;
    if (settings_.require_expiration) code.severity = Severity::error;
    const Spot spot{token.spot.part, token.spot.path + ".expiration", token.spot.position};
    report_.add(code, spot, "the token never expires",
                "add an expiration such as \"2027-01-01T00:00:00Z\"");
  }

  void check_expiration(const Written& expiration) {
    const auto time = parse_rfc3339(expiration.text);
    if (!time) {
      report_.add(declared::bad_timestamp, expiration.spot,
                  show(expiration.text) + " is not an RFC 3339 timestamp",
                  timestamp_hint(expiration.text));
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

}  // namespace tempo_admission::tempo
