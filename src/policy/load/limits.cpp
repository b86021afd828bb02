#include "policy/load/limits.hpp"

#include <array>
#include <limits>

#include "policy/load/filter.hpp"
#include "policy/model/limit_value.hpp"
#include "tempo_admission/yaml/scalar.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo bad_pattern{
    .code = "policy/bad-pattern",
    .effect = Effect::error,
    .meaning = "a regular expression that does not compile",
    .why = R"(
Patterns are RE2: no lookaround, no backreferences.)",
    .bad = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tenants:
- name: overrides
  selector: {}
  key: overrides.yaml
  format: overrides
  tenantIds: {pattern: "(?!admin).*"})"},
    .good = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tenants:
- name: overrides
  selector: {}
  key: overrides.yaml
  format: overrides
  tenantIds: {pattern: "team-[a-z0-9-]+"})"},
};

constexpr FindingInfo unknown_field{
    .code = "policy/unknown-field",
    .effect = Effect::error,
    .meaning = "a limit for a field that no version of Tempo has",
    .why = R"(
A limit for a field that does not exist would never apply. `path` is the scoped path without the
tenant.)",
    .bad = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tenants:
- name: overrides
  selector: {}
  key: overrides.yaml
  format: overrides
  limits: [{path: ingestion.rate_limit_byte, max: 50000000}])"},
    .good = {{}, R"(
apiVersion: tempo-admission.io/v1alpha1
kind: Policy
tenants:
- name: overrides
  selector: {}
  key: overrides.yaml
  format: overrides
  limits: [{path: ingestion.rate_limit_bytes, max: 50000000}])"},
};

}  // namespace code

namespace {

constexpr std::size_t longest_pattern = 1024;
constexpr std::int64_t pattern_memory_bytes = 1 << 20;
constexpr std::int64_t longest_tenant_name = 150;  // dskit tenant.MaxTenantIDLength

// A plain scalar stays plain, so that Tempo resolves it; anything else is quoted.
std::string as_yaml(const yaml::Node& scalar) {
  const auto text = scalar.text();
  const bool is_simple =
      scalar.style() == yaml::ScalarStyle::plain && !text.empty() &&
      text.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._") == text.npos;
  if (is_simple) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::optional<tempo::FieldValue> read_bound(const Place& place, const std::string& path,
                                            Report& report) {
  if (place.node.kind() != yaml::NodeKind::scalar) {
    report.error(place, code::wrong_type, "must be a single value");
    return std::nullopt;
  }
  auto value = read_limit_value(path, as_yaml(place.node));
  if (value) return std::move(*value);
  report.error(place, code::bad_value, value.error().message);
  return std::nullopt;
}

Pattern read_pattern(const Place& place, Report& report) {
  const auto text = read_string(place, report);
  if (!text) return nullptr;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(pattern_memory_bytes);
  auto pattern = std::make_shared<const re2::RE2>(*text, options);
  if (text->size() <= longest_pattern && pattern->ok()) return pattern;
  report.error(place, code::bad_pattern,
               text->size() > longest_pattern
                   ? "a pattern must be at most 1024 bytes long"
                   : "not a valid regular expression (RE2): " + pattern->error());
  return nullptr;
}

void check_bounds(const Limit& limit, const Section& section) {
  const auto max_place = section.find("max");
  if (limit.min && limit.max && max_place && compare(*limit.min, *limit.max) > 0)
    section.report().error(*max_place, code::bad_value, "max must not be below min");
  if (limit.is_section && limit.pattern)
    section.report().error(*section.find("pattern"), code::bad_value,
                           "a section has no value: only required and forbidden apply to it");
  if (limit.required && limit.forbidden)
    section.report().error(*section.find("forbidden"), code::bad_value,
                           "a field cannot be both required and forbidden");
}

bool asks_something(const Section& section) {
  for (const auto* key : {"min", "max", "allowed", "pattern", "required", "forbidden"})
    if (section.find(key)) return true;
  return false;
}

void read_bounds(const Section& section, Limit& limit) {
  Report& report = section.report();
  if (const auto place = section.find("min")) limit.min = read_bound(*place, limit.path, report);
  if (const auto place = section.find("max")) limit.max = read_bound(*place, limit.path, report);
  if (const auto place = section.find("allowed"))
    for (const auto& item : read_list(*place, report))
      if (auto value = read_bound(item, limit.path, report))
        limit.allowed.push_back(std::move(*value));
}

Limit read_limit(const Place& place, Report& report) {
  const Section section(place,
                        {"path", "min", "max", "allowed", "required", "forbidden", "pattern",
                         "tenants", "except", "placeholders", "reason"},
                        report);
  Limit limit;
  if (const auto path = section.require("path"))
    limit.path = read_block_path(*path, report).value_or("");
  limit.is_section = tempo::is_known_section(limit.path);
  if (!limit.path.empty()) read_bounds(section, limit);
  if (const auto p = section.find("pattern")) limit.pattern = read_pattern(*p, report);
  if (const auto p = section.find("required"))
    limit.required = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("forbidden"))
    limit.forbidden = read_bool(*p, report).value_or(false);
  if (const auto p = section.find("tenants")) limit.tenants = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("except")) limit.except = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("placeholders"))
    limit.placeholders_allowed = read_choice(*p, {"refused", "allowed"}, report) == std::size_t{1};
  if (const auto p = section.find("reason")) limit.reason = read_string(*p, report).value_or("");
  if (!asks_something(section) && place.node.kind() == yaml::NodeKind::mapping)
    report.error(place, code::missing_key,
                 "a limit must have one of min, max, allowed, required, forbidden, pattern");
  check_bounds(limit, section);
  return limit;
}

void read_spelling(const Section& section, TenantNameRules& names) {
  Report& report = section.report();
  if (const auto p = section.find("charset"))
    if (const auto word = read_choice(*p, {"any", "tempo", "admin-api", "dns-label"}, report))
      names.charset = static_cast<NameCharset>(*word);
  if (const auto p = section.find("minLength"))
    names.min_length =
        static_cast<std::size_t>(read_integer(*p, 0, longest_tenant_name, report).value_or(0));
  if (const auto p = section.find("maxLength"))
    if (const auto length = read_integer(*p, 1, longest_tenant_name, report))
      names.max_length = static_cast<std::size_t>(*length);
  if (names.max_length && *names.max_length < names.min_length)
    report.error(*section.find("maxLength"), code::bad_value,
                 "maxLength must not be below minLength");
  if (const auto p = section.find("pattern")) names.pattern = read_pattern(*p, report);
}

void read_name_lists(const Section& section, TenantNameRules& names) {
  Report& report = section.report();
  if (const auto p = section.find("reserved")) names.reserved = read_strings(*p, report);
  if (const auto p = section.find("allow")) names.allow = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("deny")) names.deny = read_strings(*p, report, glob_fault);
  if (const auto p = section.find("wildcard"))
    if (const auto word = read_choice(*p, {"allowed", "required", "forbidden"}, report))
      names.wildcard = static_cast<WildcardTenant>(*word);
}

}  // namespace

std::optional<std::string> read_field_path(const Place& place, Report& report) {
  auto path = read_string(place, report);
  if (!path || tempo::is_known_field(*path)) return path;
  const auto hint = did_you_mean(*path, tempo::known_fields());
  report.error(place, code::unknown_field, "unknown field '" + *path + "'" + hint,
               "write a scoped path without the tenant, for example ingestion.rate_limit_bytes");
  return std::nullopt;
}

std::optional<std::string> read_block_path(const Place& place, Report& report) {
  const auto text = place.node.text();
  if (tempo::is_known_section(text)) return std::string(text);
  return read_field_path(place, report);
}

std::vector<Limit> read_limits(const Place& place, Report& report) {
  std::vector<Limit> limits;
  for (const auto& item : read_list(place, report)) limits.push_back(read_limit(item, report));
  return limits;
}

TenantNameRules read_tenant_id_rules(const Place& place, Report& report) {
  const Section section(
      place,
      {"charset", "minLength", "maxLength", "pattern", "reserved", "allow", "deny", "wildcard"},
      report);
  TenantNameRules names;
  read_spelling(section, names);
  read_name_lists(section, names);
  return names;
}

FindingList limit_rule_findings() {
  static constexpr std::array list = {&code::bad_pattern, &code::unknown_field};
  return list;
}

}  // namespace tempo_admission::policy
