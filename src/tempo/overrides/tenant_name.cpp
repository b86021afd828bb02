#include "tempo/overrides/tenant_name.hpp"

#include <string>
#include <string_view>

#include "tempo/findings/messages.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo/values/tenant_id.hpp"

namespace tempo_admission::tempo {
namespace {

void check_rewriting(yaml::GoNode key, Report& report, const Path& path) {
  const auto written = key.source().text();
  if (!key.is_plain() || key.as_string() == written) return;
  report.add(code::rewritten_tenant, position_of(key), path, [&] {
    return Message{"YAML turns the unquoted key " + quoted(written) + " into the tenant " +
                       quoted(key.as_string()),
                   "quote it: \"" + std::string(written) + "\""};
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

}  // namespace tempo_admission::tempo
