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
                   "write it in quotes: \"" + std::string(written) + "\""};
  });
}

void check_id(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  const auto fault = check_tenant_id(name);
  if (!fault) return;
  const bool reserved = *fault == TenantIdFault::reserved;
  report.add(reserved ? code::reserved_tenant_id : code::tenant_id, position_of(key), path, [&] {
    return Message{explain(*fault, name),
                   reserved ? "choose another name"
                            : "requests of such a tenant are refused, so this block is never used"};
  });
}

void check_wildcard(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  if (name == "*" || name.find('*') == std::string_view::npos) return;
  report.add(code::glob_tenant, position_of(key), path, [&] {
    return Message{
        "Tempo knows no patterns: " + quoted(name) + " matches only a tenant of that very name",
        "write each tenant, or \"*\" alone for all that have no block"};
  });
}

void check_level(yaml::GoNode key, Report& report, const Path& path) {
  const auto name = key.as_string();
  if (name == "defaults" || name == "default") {
    report.add(code::tenant_named_defaults, position_of(key), path, [&] {
      return Message{quoted(name) + " is a tenant of that name here, not the defaults",
                     "defaults belong into tempo.yaml below overrides:; \"*\" is the block for all "
                     "other tenants"};
    });
    return;
  }
  const auto& schema = Schema::compiled_in();
  if (schema.scoped().child(name) == nullptr && schema.legacy().child(name) == nullptr) return;
  report.add(code::tenant_named_field, position_of(key), path, [&] {
    return Message{
        quoted(name) + " is a tenant of that name here, not a field: one level is missing",
        "put it below a tenant: overrides: {\"team-a\": {" + std::string(name) + ": ...}}"};
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
