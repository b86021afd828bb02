#include "policy/tenants/tenant_names.hpp"

#include <algorithm>

#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
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
      note("tenants/name-charset",
           "may only contain " + std::string(charset_of(rules_.charset).words));
    if (name.size() < rules_.min_length)
      note("tenants/name-length",
           "is shorter than " + std::to_string(rules_.min_length) + " characters");
    if (rules_.max_length && name.size() > *rules_.max_length)
      note("tenants/name-length",
           "is longer than " + std::to_string(*rules_.max_length) + " characters");
    if (rules_.pattern &&
        !re2::RE2::FullMatch(re2::StringPiece(name.data(), name.size()), *rules_.pattern))
      note("tenants/name-pattern", "does not match " + rules_.pattern->pattern());
    if (std::find(rules_.reserved.begin(), rules_.reserved.end(), name) != rules_.reserved.end())
      note("tenants/name-reserved", "is reserved");
    if (!rules_.allow.empty() && !matches_any(rules_.allow, name))
      note("tenants/name-not-allowed", "is not on the list of allowed tenants");
    if (matches_any(rules_.deny, name))
      note("tenants/name-denied", "is on the list of denied tenants");
  }

 private:
  void note(std::string_view code, const std::string& what) {
    const std::string name(tenant_.name);
    out_.push_back(tenant_fault(code, "the tenant name " + what, name, tenant_.position));
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
    out.push_back(tenant_fault("tenants/wildcard-forbidden",
                               "the wildcard tenant \"*\" is not allowed", std::string(wildcard),
                               found->position));
  if (!is_there && rule.names.wildcard == WildcardTenant::required)
    out.push_back(tenant_fault("tenants/wildcard-required",
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
    found.push_back(tenant_fault("tenants/too-many",
                                 std::to_string(tenants.size()) + " tenants; at most " +
                                     std::to_string(*rule.max_tenants) + " are allowed",
                                 {}, first_over.position));
    add(tempo::UnlistedFinding::no_tenant);
  }
  return faults;
}

}  // namespace tempo_admission::policy
