#include "tempo/overrides/tenant_reader.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "tempo/findings/messages.hpp"
#include "tempo/overrides/entry_cursor.hpp"
#include "tempo/overrides/tenant_name.hpp"
#include "tempo/rules/fatal_values.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo_admission/yaml/findings.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo null_tenant{
    .code = "overrides/null-tenant",
    .effect = Effect::fatal_load,
    .meaning = "an empty tenant: running pods crash when they reload the file",
    .why = R"(
Fatal on load: a tenant's name with nothing after it. Tempo decodes it into a null pointer and
dereferences it, so every running component panics at its next reload. `{}` loads, but refuses
every span of the tenant (see `overrides/no-rate-limit`).)",
    .bad = {{}, R"(
overrides:
  "team-a":)"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo legacy_format{
    .code = "overrides/legacy-format",
    .effect = Effect::refused,
    .meaning = "the flat format, in a version of Tempo that refuses it",
    .why = R"(
The flat format of older versions. Tempo 3.0 refuses it unless `enable_legacy_overrides` is set.
The hint is the tenant in the scoped format, ready to paste; fill in the values of
`remote_write_headers`.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    ingestion_rate_limit_bytes: 30000000
    ingestion_burst_size_bytes: 30000000)"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion:
      rate_limit_bytes: 30000000
      burst_size_bytes: 30000000)"},
};

constexpr FindingInfo mixed_formats{
    .code = "overrides/mixed-formats",
    .effect = Effect::refused,
    .meaning = "the flat and the scoped format in one file",
    .why = R"(
Fields of both formats in one file. Tempo reads a file in one format, so the other tenants' fields
are unknown.)",
    .bad = {"version=2.10", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000}
  "team-b":
    ingestion_rate_limit_bytes: 30000000)"},
    .good = {"version=2.10", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000}
  "team-b":
    ingestion: {rate_limit_bytes: 30000000})"},
};

constexpr FindingInfo no_rate_limit{
    .code = "overrides/no-rate-limit",
    .effect = Effect::warning,
    .meaning = "a tenant without a rate limit: every span of the tenant is refused",
    .why = R"(
The most common mistake. A tenant does not inherit the defaults: a limit that it does not set is
0, and with a `rate_limit_bytes` or `burst_size_bytes` of 0 every span of the tenant is refused.
This is also true of the tenant `"*"`.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    compaction: {block_retention: 336h})"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000}
    compaction: {block_retention: 336h})"},
};

constexpr FindingInfo legacy_deprecated{
    .code = "overrides/legacy-deprecated",
    .effect = Effect::warning,
    .meaning = "the flat format, which Tempo 3.0 refuses by default",
    .why = R"(
The flat format, which this version of Tempo still accepts. It is reported once per file, with the
first tenant in the scoped format as the hint. Check the file with `--tempo-version 3.0` to see
all of them.)",
    .bad = {"version=2.10", R"(
overrides:
  "team-a":
    ingestion_rate_limit_bytes: 30000000)"},
    .good = {"version=2.10", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000})"},
};

}  // namespace code

namespace {

using yaml::GoNode;
using yaml::NodeKind;

// The limits that refuse every span of a tenant while they are 0.
const std::array<const FieldSpec*, 2>& required_rate_limits() {
  static const std::array specs = {Schema::compiled_in().find("ingestion.rate_limit_bytes"),
                                   Schema::compiled_in().find("ingestion.burst_size_bytes")};
  return specs;
}

const FieldSpec* known_child(const FieldSpec& root, std::string_view name, Version version) {
  const auto* spec = root.child(name);
  return spec != nullptr && spec->known_to(version) ? spec : nullptr;
}

// The key with this name in a mapping, else `otherwise`.
GoNode key_of(GoNode block, std::string_view name, GoNode otherwise) {
  EntryCursor entries(block);
  while (const auto entry = entries.next())
    if (entry->key.as_string() == name) return entry->key;
  return otherwise;
}

bool is_null(GoNode node) {
  return node.kind() == NodeKind::scalar && node.is_null();
}

// An alias without a target reads as null; the yaml room has already reported it.
bool is_broken_alias(GoNode node, Report& report, const Path& path) {
  return node.source().is_alias() &&
         (report.locate(yaml::code::unknown_anchor, position_of(node), path) ||
          report.locate(yaml::code::alias_cycle, position_of(node), path));
}

}  // namespace

bool TenantReader::legacy_refused() const {
  return settings_.version >= Version::v3_0 && !settings_.legacy_overrides;
}

TenantReader::Formats TenantReader::formats_of(GoNode block) const {
  const auto& schema = Schema::compiled_in();
  Formats formats;
  if (block.kind() != NodeKind::mapping) return formats;
  EntryCursor entries(block);
  while (const auto entry = entries.next()) {
    const auto name = entry->key.as_string();
    const bool scoped = known_child(schema.scoped(), name, settings_.version) != nullptr;
    const bool legacy = known_child(schema.legacy(), name, settings_.version) != nullptr;
    if (scoped && !legacy && !formats.first_scoped) formats.first_scoped = entry->key;
    if (legacy && !scoped && !formats.first_legacy) formats.first_legacy = entry->key;
  }
  return formats;
}

FileFormat TenantReader::format_of(GoNode tenants) const {
  bool scoped = false;
  bool legacy = false;
  EntryCursor entries(tenants);
  while (const auto entry = entries.next()) {
    const auto formats = formats_of(entry->value);
    scoped = scoped || formats.first_scoped;
    legacy = legacy || formats.first_legacy;
  }
  if (scoped && legacy) return FileFormat::mixed;
  return legacy ? FileFormat::legacy : FileFormat::scoped;
}

std::vector<Tenant> TenantReader::read(GoNode tenants) {
  format_ = format_of(tenants);
  const auto repeats = repeated_names(tenants, key_search_);
  std::vector<Tenant> read;
  read.reserve(tenants.size());
  EntryCursor entries(tenants);
  for (std::size_t i = 0; const auto entry = entries.next(); ++i) {
    report_.set_tenant(static_cast<std::uint32_t>(read.size()));
    if (repeats.contains(i))
      refuse_duplicate(report_, entry->key, Path{.name = entry->key.as_string()});
    read.push_back(read_tenant(entry->key, entry->value));
  }
  report_.set_no_tenant();
  return read;
}

Tenant TenantReader::read_tenant(GoNode key, GoNode block) {
  Tenant tenant;
  tenant.name = key.as_string();
  tenant.position = position_of(key);
  tenant.name_has_placeholder = settings_.expand_env && has_env_reference(key);
  const Path path{.name = tenant.name};
  if (!tenant.name_has_placeholder) check_tenant_name(key, report_, path);
  if (is_null(block) || loses_value(key)) {
    tenant.is_null = true;
    if (!is_broken_alias(block, report_, path)) check_null(key, path);
    return tenant;
  }
  block_.start(tenant.name);
  read_block(block, path);
  check_rate_limit(key, block, path);
  tenant.fields = block_.take_fields();
  tenant.written_keys = block_.take_written_keys();
  tenant.unread_fields = block_.take_unread_fields();
  tenant.placeholders = block_.take_placeholders();
  const auto format =
      format_ == FileFormat::legacy ? WrittenIn::legacy_format : WrittenIn::scoped_format;
  check_fatal_pairs(tenant, settings_.version, format, path, report_);
  check_format(block, tenant, path);
  return tenant;
}

const FieldSpec* TenantReader::spec_of(std::string_view name) const {
  const auto& schema = Schema::compiled_in();
  if (const auto* spec = known_child(schema.scoped(), name, settings_.version)) return spec;
  return known_child(schema.legacy(), name, settings_.version);
}

void TenantReader::read_block(GoNode block, const Path& path) {
  const auto& schema = Schema::compiled_in();
  if (settings_.expand_env && has_env_reference(block)) return block_.note_placeholder({}, block);
  if (block.kind() != NodeKind::mapping) {
    report_.add(code::wrong_type, position_of(block), path,
                [&] { return wrong_type_message(schema.scoped(), Part::whole, block); });
    return;
  }
  const auto repeats = repeated_names(block, key_search_);
  EntryCursor entries(block);
  for (std::size_t i = 0; const auto entry = entries.next(); ++i) {
    const bool merged = entries.source() > 0;
    const auto field_path = path.below(entry->key.as_string());
    if (repeats.contains(i) && !merged) refuse_duplicate(report_, entry->key, field_path);
    if (const auto* spec = spec_of(entry->key.as_string())) {
      block_.note_key(*spec, entry->key);
      report_.note_field(spec->differs_between_versions);
      merged ? block_.read_merged_field(*spec, entry->value, field_path)
             : block_.read_field(*spec, entry->value, field_path);
    } else {
      block_.refuse_name(schema.scoped(), block, *entry, field_path,
                         format_ == FileFormat::legacy ? Format::legacy : Format::scoped);
    }
  }
}

void TenantReader::check_null(GoNode key, const Path& path) {
  report_.add(code::null_tenant, position_of(key), path, [&] {
    const auto name = quoted(key.as_string());
    return Message{
        "tenant " + name + " is empty: running pods crash when they reload this",
        "add limits or remove the line; `{}` does not help: every span would be refused"};
  });
}

// What the tenant's scoped form lacks, in words; empty if it is complete.
std::string TenantReader::unread_fields(const Tenant& tenant) const {
  std::string names;
  for (const auto path : known_fields()) {
    if (!block_.mentions(*Schema::compiled_in().find(path)) || tenant.field(path) != nullptr)
      continue;
    names += (names.empty() ? "" : ", ") + std::string(path);
  }
  return names.empty() ? names : ", without what cannot be read (" + names + ")";
}

// Tempo reads a file in one format. 3.0 refuses the legacy one unless it is enabled.
void TenantReader::check_format(GoNode block, const Tenant& tenant, const Path& path) {
  if (format_ == FileFormat::scoped) return;
  const auto key = formats_of(block).first_legacy;
  if (!key) return;
  const auto add = [&](const FindingInfo& code, const std::string& message, const auto& hint) {
    report_.add(code, position_of(key), path.below(key.as_string()),
                [&] { return Message{message, hint()}; });
  };
  const auto version = std::string(to_string(settings_.version));
  const auto pasteable = [&] {
    return "write it in the scoped format" + unread_fields(tenant) + ":\n" + scoped_form(tenant);
  };
  const auto belongs = [&](const std::string& consequence) {
    return quoted(key.as_string()) + " belongs to the old flat format, " + consequence;
  };
  if (legacy_refused())
    return add(code::legacy_format, belongs("which Tempo " + version + " refuses"), pasteable);
  if (format_ == FileFormat::mixed)
    return add(code::mixed_formats,
               belongs("but this file also has scoped fields: Tempo reads a file in one format"),
               pasteable);
  if (std::exchange(deprecation_told_, true)) return;
  add(code::legacy_deprecated, belongs("which Tempo 3.0 refuses by default"), pasteable);
}

TenantReader::MissingLimits TenantReader::missing_limits() const {
  MissingLimits missing;
  for (const auto* spec : required_rate_limits()) {
    const auto* value = block_.value_of(*spec);
    if (value == nullptr && block_.mentions(*spec)) continue;  // it is reported for another reason
    if (value != nullptr && std::get<std::int64_t>(value->value) > 0) continue;
    if (value != nullptr && missing.zero == nullptr) missing.zero = value;
    missing.names.append(missing.names.empty() ? "" : " and ").append(spec->name);
    ++missing.count;
  }
  return missing;
}

// A tenant replaces the defaults as a whole: a rate limit that is not set is 0.
void TenantReader::check_rate_limit(GoNode key, GoNode block, const Path& path) {
  if (block.kind() != NodeKind::mapping) return;
  const auto missing = missing_limits();
  if (missing.names.empty()) return;
  const auto position = missing.zero != nullptr ? missing.zero->position
                                                : position_of(key_of(block, "ingestion", key));
  report_.add(code::no_rate_limit, position, path, [&] {
    const std::string value = settings_.version >= Version::v3_0 ? ": 30000000" : ": 15000000";
    return Message{"every span of this tenant is refused: " + missing.names +
                       (missing.count == 1 ? " is" : " are") +
                       (missing.zero != nullptr ? " not above 0" : " not set") +
                       ", and tenants do not inherit defaults",
                   "set both, for example ingestion.rate_limit_bytes" + value +
                       " and ingestion.burst_size_bytes" + value};
  });
}

FindingList tenant_findings() {
  static constexpr std::array list = {&code::null_tenant, &code::legacy_format,
                                      &code::mixed_formats, &code::no_rate_limit,
                                      &code::legacy_deprecated};
  return list;
}

}  // namespace tempo_admission::tempo
