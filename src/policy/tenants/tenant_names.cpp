#include "policy/tenants/tenant_names.hpp"

#include <algorithm>
#include <array>

#include "policy/finding_lists.hpp"
#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo name_charset{
    .code = "tenants/name-charset",
    .effect = Effect::error,
    .meaning = "`tenantIds.charset`: a character that the policy does not allow",
    .why = R"(
The character set `dns-label` lets a tenant's name be used in names of Kubernetes objects.)",
    .bad = {{}, R"(
# the rule
tenantIds: {charset: dns-label}
---
# the file
overrides:
  Team_A:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {charset: dns-label}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo name_length{
    .code = "tenants/name-length",
    .effect = Effect::error,
    .meaning = "`tenantIds`: a name that is too short or too long",
    .why = R"(
The policy sets `minLength` and `maxLength`.)",
    .bad = {{}, R"(
# the rule
tenantIds: {minLength: 3}
---
# the file
overrides:
  ab:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {minLength: 3}
---
# the file
overrides:
  abc:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo name_pattern{
    .code = "tenants/name-pattern",
    .effect = Effect::error,
    .meaning = "`tenantIds.pattern`: a name that does not match the pattern",
    .why = R"(
The whole name must match the RE2 pattern.)",
    .bad = {{}, R"(
# the rule
tenantIds: {pattern: "team-[a-z0-9-]+"}
---
# the file
overrides:
  payments:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {pattern: "team-[a-z0-9-]+"}
---
# the file
overrides:
  team-payments:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo name_reserved{
    .code = "tenants/name-reserved",
    .effect = Effect::error,
    .meaning = "`tenantIds.reserved`: a reserved name",
    .why = R"(
The policy reserves the name for something else.)",
    .bad = {{}, R"(
# the rule
tenantIds: {reserved: [admin]}
---
# the file
overrides:
  admin:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {reserved: [admin]}
---
# the file
overrides:
  team-admin:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo name_not_allowed{
    .code = "tenants/name-not-allowed",
    .effect = Effect::error,
    .meaning = "`tenantIds.allow`: a tenant that matches no allowed tenant",
    .why = R"(
With `allow` in the policy, a tenant must match one of its globs.)",
    .bad = {{}, R"(
# the rule
tenantIds: {allow: ["team-*"]}
---
# the file
overrides:
  payments:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {allow: ["team-*"]}
---
# the file
overrides:
  team-payments:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo name_denied{
    .code = "tenants/name-denied",
    .effect = Effect::error,
    .meaning = "`tenantIds.deny`: a tenant that matches the list of denied tenants",
    .why = R"(
A tenant must not match any glob of `deny`.)",
    .bad = {{}, R"(
# the rule
tenantIds: {deny: ["*-test"]}
---
# the file
overrides:
  team-test:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {deny: ["*-test"]}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo wildcard_forbidden{
    .code = "tenants/wildcard-forbidden",
    .effect = Effect::error,
    .meaning = "`tenantIds.wildcard`: the tenant `*` is forbidden",
    .why = R"(
The tenant `"*"` applies to every tenant that is not in the file, including those that nobody
planned for.)",
    .bad = {{}, R"(
# the rule
tenantIds: {wildcard: forbidden}
---
# the file
overrides:
  "*":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {wildcard: forbidden}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo wildcard_required{
    .code = "tenants/wildcard-required",
    .effect = Effect::error,
    .meaning = "`tenantIds.wildcard`: the tenant `*` is missing",
    .why = R"(
Without the tenant `"*"`, a tenant that is not in the file gets Tempo's defaults, which may be far
too high.)",
    .bad = {{}, R"(
# the rule
tenantIds: {wildcard: required}
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
tenantIds: {wildcard: required}
---
# the file
overrides:
  "*":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo too_many{
    .code = "tenants/too-many",
    .effect = Effect::error,
    .meaning = "`maxTenants`: more tenants than the policy allows",
    .why = R"(
Each tenant costs Tempo memory and blocks, even if it is idle.)",
    .bad = {{}, R"(
# the rule
maxTenants: 1
---
# the file
overrides:
  team-a: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}}
  team-b: {ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}})"},
    .good = {{}, R"(
# the rule
maxTenants: 1
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

}  // namespace code

namespace {

constexpr std::string_view wildcard = "*";
constexpr std::string_view lower_and_digits = "abcdefghijklmnopqrstuvwxyz0123456789";

struct Charset {
  std::string_view characters;
  std::string_view words;
};

Charset charset_of(NameCharset charset) {
  switch (charset) {
    case NameCharset::any:
      break;
    case NameCharset::tempo:  // dskit tenant.ValidTenantID
      return {"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!-_.*'()",
              "A-Z a-z 0-9 ! - _ . * ' ( )"};
    case NameCharset::admin_api:  // Grafana Enterprise admin API v3
      return {"abcdefghijklmnopqrstuvwxyz0123456789-_", "a-z 0-9 - _"};
    case NameCharset::dns_label:  // RFC 1123
      return {"abcdefghijklmnopqrstuvwxyz0123456789-",
              "a-z 0-9 -, with a letter or digit at both ends"};
  }
  return {};
}

bool fits_charset(NameCharset charset, std::string_view name) {
  if (charset == NameCharset::any) return true;
  if (name.find_first_not_of(charset_of(charset).characters) != name.npos) return false;
  if (charset != NameCharset::dns_label) return true;
  return !name.empty() && lower_and_digits.find(name.front()) != name.npos &&
         lower_and_digits.find(name.back()) != name.npos;
}

class NameCheck {
 public:
  NameCheck(const TenantNameRules& rules, const TenantName& tenant, Diagnostics& out)
      : rules_(rules), tenant_(tenant), out_(out) {}

  void run() {
    const auto name = tenant_.name;
    if (!fits_charset(rules_.charset, name))
      note(code::name_charset, "may only contain " + std::string(charset_of(rules_.charset).words));
    if (name.size() < rules_.min_length)
      note(code::name_length,
           "is shorter than " + std::to_string(rules_.min_length) + " characters");
    if (rules_.max_length && name.size() > *rules_.max_length)
      note(code::name_length,
           "is longer than " + std::to_string(*rules_.max_length) + " characters");
    if (rules_.pattern &&
        !re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *rules_.pattern))
      note(code::name_pattern, "does not match " + rules_.pattern->pattern());
    if (std::find(rules_.reserved.begin(), rules_.reserved.end(), name) != rules_.reserved.end())
      note(code::name_reserved, "is reserved");
    if (!rules_.allow.empty() && !matches_any(rules_.allow, name))
      note(code::name_not_allowed, "is not on the list of allowed tenants");
    if (matches_any(rules_.deny, name)) note(code::name_denied, "is on the list of denied tenants");
  }

 private:
  void note(const FindingInfo& info, const std::string& what) {
    const std::string name(tenant_.name);
    out_.push_back(tenant_fault(info, "the tenant name " + what, name, tenant_.position));
  }

  const TenantNameRules& rules_;
  const TenantName& tenant_;
  Diagnostics& out_;
};

void check_wildcard(const TenantRule& rule, const std::vector<TenantName>& tenants,
                    Diagnostics& out) {
  const auto found = std::find_if(tenants.begin(), tenants.end(),
                                  [](const TenantName& tenant) { return tenant.name == wildcard; });
  const bool is_there = found != tenants.end();
  if (is_there && rule.names.wildcard == WildcardTenant::forbidden)
    out.push_back(tenant_fault(code::wildcard_forbidden, "the wildcard tenant \"*\" is not allowed",
                               std::string(wildcard), found->position));
  if (!is_there && rule.names.wildcard == WildcardTenant::required)
    out.push_back(tenant_fault(code::wildcard_required,
                               "the wildcard tenant \"*\" is required, for tenants that are "
                               "not listed",
                               {}, {}));
}

}  // namespace

std::vector<NameFault> check_names(const TenantRule& rule, const std::vector<TenantName>& tenants) {
  std::vector<NameFault> faults;
  Diagnostics found;
  const auto add = [&](std::uint32_t tenant) {
    for (auto& what : found) faults.push_back({tenant, std::move(what)});
    found.clear();
  };
  if (rule.format == TenantFormat::overrides) check_wildcard(rule, tenants, found);
  add(tempo::UnlistedFinding::no_tenant);
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    if (tenants[i].name != wildcard) NameCheck(rule.names, tenants[i], found).run();
    add(static_cast<std::uint32_t>(i));
  }
  if (rule.max_tenants && tenants.size() > *rule.max_tenants) {
    const auto& first_over = tenants[*rule.max_tenants];
    found.push_back(tenant_fault(code::too_many,
                                 std::to_string(tenants.size()) + " tenants; at most " +
                                     std::to_string(*rule.max_tenants) + " are allowed",
                                 {}, first_over.position));
    add(tempo::UnlistedFinding::no_tenant);
  }
  return faults;
}

FindingList tenant_name_findings() {
  static constexpr std::array list = {
      &code::name_charset,       &code::name_length,       &code::name_pattern,
      &code::name_reserved,      &code::name_not_allowed,  &code::name_denied,
      &code::wildcard_forbidden, &code::wildcard_required, &code::too_many};
  return list;
}

}  // namespace tempo_admission::policy
