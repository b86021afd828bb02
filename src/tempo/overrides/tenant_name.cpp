#include "tempo/overrides/tenant_name.hpp"

#include <array>
#include <string>
#include <string_view>

#include "tempo/findings/messages.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo/values/tenant_id.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo tenant_named_defaults{
    .code = "overrides/tenant-named-defaults",
    .effect = Effect::warning,
    .meaning = "a tenant named `defaults`, which does not set the defaults",
    .why = R"(
In this file `defaults` is a tenant of that name. The defaults are set in `tempo.yaml`.)",
    .bad = {{}, R"(
overrides:
  defaults:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
overrides:
  "*":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo tenant_named_field{
    .code = "overrides/tenant-named-field",
    .effect = Effect::warning,
    .meaning = "a tenant with the name of a field: a level is probably missing",
    .why = R"(
A tenant with the name of a field: most likely the level of the tenants is missing.)",
    .bad = {{}, R"(
overrides:
  compaction: {})"},
    .good = {{}, R"(
overrides:
  "team-a":
    compaction: {})"},
};

constexpr FindingInfo glob_tenant{
    .code = "overrides/glob-tenant",
    .effect = Effect::warning,
    .meaning = "a tenant name that looks like a glob; Tempo has no globs",
    .why = R"(
Tempo looks a tenant up by its exact name, then `"*"`. A `*` inside a longer name is just a
character.)",
    .bad = {{}, R"(
overrides:
  "team-*":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
overrides:
  "*":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo rewritten_tenant{
    .code = "overrides/rewritten-tenant",
    .effect = Effect::warning,
    .meaning = "an unquoted tenant name that YAML reads as something else",
    .why = R"(
An unquoted key that YAML reads as a number, a date or null, and writes differently: `0123`
becomes the tenant `83`, `1e3` becomes `1000`.)",
    .bad = {{}, R"(
overrides:
  0123:
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
overrides:
  "0123":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo tenant_id{
    .code = "overrides/tenant-id",
    .effect = Effect::warning,
    .meaning = "a tenant ID that no request can have",
    .why = R"(
A name that no request can have: Tempo accepts letters, digits and `! - _ . * ' ( )`, at most 150
bytes, not `.` or `..`, not empty.)",
    .bad = {{}, R"(
overrides:
  "team a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo reserved_tenant_id{
    .code = "overrides/reserved-tenant-id",
    .effect = Effect::warning,
    .meaning = "the name of an object that Tempo keeps in its bucket",
    .why = R"(
Names of objects that Tempo keeps next to the tenants in its bucket. Such a tenant is never
listed, so never compacted or cleaned up.)",
    .bad = {{}, R"(
overrides:
  "work.json":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
overrides:
  "work":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

}  // namespace code

namespace {

void check_rewriting(yaml::GoNode key, Report& report, const Path& path) {
  const auto written = key.source().text();
  if (!key.is_plain() || key.as_string() == written) return;
  report.add(code::rewritten_tenant, position_of(key), path, [&] {
    return Message{"YAML turns the unquoted key " + quoted(written) + " into the tenant " +
                       quoted(key.as_string()),
                   "quote it: \"" + std::string(written) + "\"",
                   yaml::ScalarFix{std::string(written), "\"" + std::string(written) + "\""}};
  });
}

void check_id(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  const auto fault = check_tenant_id(name);
  if (!fault) return;
  const bool reserved = *fault == TenantIdFault::reserved;
  report.add(reserved ? code::reserved_tenant_id : code::tenant_id, position_of(key), path, [&] {
    return Message{
        explain(*fault, name),
        reserved
            ? "choose another name"
            : "rename it: requests of such a tenant are refused, so its limits are never used"};
  });
}

void check_wildcard(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  if (name == "*" || name.find('*') == std::string_view::npos) return;
  report.add(code::glob_tenant, position_of(key), path, [&] {
    return Message{quoted(name) + " is not a pattern: Tempo matches the names of tenants exactly",
                   "list each tenant, or write \"*\" for all tenants that are not listed"};
  });
}

void check_level(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  if (name == "defaults" || name == "default") {
    report.add(code::tenant_named_defaults, position_of(key), path, [&] {
      return Message{quoted(name) + " is a tenant here, not the default limits",
                     "set defaults in tempo.yaml under overrides:, or write \"*\" for all tenants "
                     "that are not listed"};
    });
    return;
  }
  const auto& schema = Schema::compiled_in();
  if (schema.scoped().child(name) == nullptr && schema.legacy().child(name) == nullptr) return;
  report.add(code::tenant_named_field, position_of(key), path, [&] {
    return Message{
        quoted(name) + " is a tenant here, not a field: a level is missing above it",
        "put it under a tenant: overrides: {\"team-a\": {" + std::string(name) + ": ...}}"};
  });
}

}  // namespace

void check_tenant_name(yaml::GoNode key, Report& report, const Path& path) {
  check_rewriting(key, report, path);
  check_id(key, report, path);
  check_wildcard(key, report, path);
  check_level(key, report, path);
}

FindingList tenant_name_findings() {
  static constexpr std::array list = {
      &code::tenant_named_defaults, &code::tenant_named_field, &code::glob_tenant,
      &code::rewritten_tenant,      &code::tenant_id,          &code::reserved_tenant_id};
  return list;
}

}  // namespace tempo_admission::tempo
