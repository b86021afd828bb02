#include "tempo_admission/tempo/overrides.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "tempo/findings/messages.hpp"
#include "tempo/findings/path.hpp"
#include "tempo/findings/report.hpp"
#include "tempo/overrides/any_version.hpp"
#include "tempo/overrides/entry_cursor.hpp"
#include "tempo/overrides/format_edits.hpp"
#include "tempo/overrides/overrides.hpp"
#include "tempo/overrides/second_document.hpp"
#include "tempo/overrides/tenant_reader.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/base/finding_info.hpp"
#include "tempo_admission/base/line_index.hpp"
#include "tempo_admission/base/nearest_name.hpp"
#include "tempo_admission/yaml/findings.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo apply_limit{
    .code = "overrides/apply-limit",
    .effect = Effect::warning,
    .meaning = "close to the 256 KiB that client-side `kubectl apply` can store",
    .why = R"(
Client-side `kubectl apply` keeps a copy of the object in an annotation, and annotations can have
256 KiB. The warning comes above nine tenths of that: 235,926 bytes of keys and values in the
whole ConfigMap.)",
    .bad = {"padded-to=300000", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {"padded-to=200000", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo configmap_limit{
    .code = "overrides/configmap-limit",
    .effect = Effect::warning,
    .meaning = "close to the 1 MiB that a ConfigMap can hold",
    .why = R"(
More than nine tenths of 1 MiB, which is all that a ConfigMap can hold. Tempo also reads
`overrides.yaml.gz` from `binaryData`.)",
    .bad = {"padded-to=1000000", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
    .good = {"padded-to=900000", R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo second_document{
    .code = "overrides/second-document",
    .effect = Effect::warning,
    .meaning = "a second YAML document, which Tempo does not read",
    .why = R"(
Tempo reads the first YAML document of a file. What follows `---` has no effect.)",
    .bad = {{}, R"(
overrides: {}
---
overrides:
  "team-a": {})"},
    .good = {{}, R"(
overrides: {})"},
};

}  // namespace code

namespace {

using yaml::GoDocument;
using yaml::GoNode;
using yaml::GoOutcome;
using yaml::NodeKind;

constexpr std::string_view root_key = "overrides";

// Instructions per node of a tenant: its field, rules and finding; measured with callgrind, rounded
// up.
constexpr std::uint64_t for_node = 1000;
constexpr std::uint64_t for_tenant = 4000;

// kubectl apply stores the object in an annotation of at most 256 KiB; a ConfigMap holds 1 MiB.
constexpr std::size_t apply_limit_bytes = 256U << 10;
constexpr std::size_t configmap_limit_bytes = 1U << 20;

// Paths start at the tenant, without "overrides.".
void adopt_yaml_faults(const GoDocument& document, Report& report) {
  constexpr std::string_view prefix = "overrides.";
  for (auto diagnostic : document.diagnostics()) {
    if (diagnostic.path.starts_with(prefix)) diagnostic.path.erase(0, prefix.size());
    if (diagnostic.code == yaml::code::duplicate_key.code)
      diagnostic.code = code::duplicate_key.code;
    report.add(std::move(diagnostic));
  }
}

std::string root_hint(std::string_view name, GoNode value) {
  constexpr std::array<std::string_view, 1> known = {root_key};
  const auto& schema = Schema::compiled_in();
  if (name == "defaults")
    return "set defaults in tempo.yaml under overrides:, or write \"*\" under overrides: here, for "
           "all "
           "tenants that are not listed";
  if (schema.scoped().child(name) != nullptr || schema.legacy().child(name) != nullptr)
    return "put it under a tenant: overrides: {\"team-a\": {" + std::string(name) + ": ...}}";
  if (const auto nearest = nearest_name(name, known))
    return "did you mean '" + std::string(*nearest) + "'?";
  return value.kind() == NodeKind::mapping ? "if it is a tenant, put it under overrides:"
                                           : "the only key of this file is overrides:";
}

// For a misspelled "overrides" alone: beside another one it would be a duplicate.
std::optional<yaml::ScalarFix> root_fix(GoNode root, GoNode key, GoNode value) {
  constexpr std::array<std::string_view, 1> known = {root_key};
  if (root.size() != 1 || value.kind() != NodeKind::mapping) return std::nullopt;
  if (!nearest_name(key.as_string(), known)) return std::nullopt;
  return yaml::ScalarFix{std::string(key.source().text()), std::string(root_key)};
}

void refuse_root_key(GoNode root, const yaml::GoEntry& entry, Report& report) {
  const auto key = entry.key;
  const auto value = entry.value;
  report.add(code::unknown_field, position_of(key), Path{.name = key.as_string()}, [&] {
    return Message{"unknown key " + quoted(key.as_string()) + " next to overrides",
                   root_hint(key.as_string(), value), root_fix(root, key, value)};
  });
}

void refuse_tenants(GoNode tenants, Report& report) {
  report.add(code::wrong_type, position_of(tenants), Path{.name = root_key}, [&] {
    return Message{
        "overrides must be a mapping of tenants, not " +
            std::string(tenants.kind() == NodeKind::sequence ? "a list"
                                                             : quoted(tenants.as_string())),
        "for example overrides: {\"team-a\": {ingestion: {rate_limit_bytes: 15000000}}}"};
  });
}

// A block extends from the tenant's key to the next key on its level.
void cut_blocks(std::string_view text, GoNode root, std::vector<Tenant>& tenants) {
  const LineIndex lines(text);
  std::vector<std::size_t> begins;
  for (const auto& tenant : tenants) begins.push_back(lines.offset_of(tenant.position));
  auto keys = begins;
  for (std::size_t i = 0; i < root.size(); ++i)
    keys.push_back(lines.offset_of(position_of(root.entry(i).key)));
  keys.push_back(text.size());
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    const auto end = std::upper_bound(keys.begin(), keys.end(), begins[i]);
    const auto block = text.substr(begins[i], end == keys.end() ? 0 : *end - begins[i]);
    tenants[i].block = block.substr(0, block.find_last_not_of(" \t\r\n") + 1);
  }
}

bool charge_tenants(const OverridesSettings& settings, GoNode tenants, Report& report) {
  Effort& effort = *settings.yaml.effort;
  if (effort.spend(steps_of(tenants.weight() * for_node + tenants.size() * for_tenant),
                   "reading the tenants"))
    return true;
  auto fault = yaml::too_costly(effort, position_of(tenants));
  report.add(std::move(fault));
  return false;
}

void read_root(const OverridesSettings& settings, GoNode root, Report& report,
               OverridesJudgement& judgement) {
  if (!root) return;
  EntryCursor entries(root);
  while (const auto entry = entries.next()) {
    const auto [key, value, merged] = *entry;
    const bool is_hidden =
        settings.expand_env && (has_env_reference(key) || has_env_reference(value));
    judgement.hides_tenants = judgement.hides_tenants || is_hidden;
    if (is_hidden) continue;
    if (key.as_string() != root_key) {
      refuse_root_key(root, *entry, report);
      continue;
    }
    if (value.kind() == NodeKind::scalar && value.is_null()) continue;
    if (value.kind() != NodeKind::mapping) {
      refuse_tenants(value, report);
      continue;
    }
    if (!charge_tenants(settings, value, report)) continue;
    auto read = TenantReader(settings, report).read(value);
    std::move(read.begin(), read.end(), std::back_inserter(judgement.tenants));
  }
}

void check_file(std::string_view text, const GoDocument& document, Report& report) {
  const auto warn = [&](const FindingInfo& code, const std::string& message,
                        const std::string& hint) {
    report.add(code, {}, {}, [&] { return Message{message, hint}; });
  };
  const auto size = std::to_string(text.size() / 1024) + " KiB";
  if (text.size() > configmap_limit_bytes / 10 * 9)
    warn(code::configmap_limit, "the file has " + size + "; a ConfigMap can hold 1024 KiB in total",
         "store it in binaryData as overrides.yaml.gz, which Tempo reads since 2.7");
  else if (text.size() > apply_limit_bytes)
    warn(code::apply_limit,
         "the file has " + size + "; kubectl apply can keep at most 256 KiB in its annotation",
         "apply it with --server-side, or store it in binaryData as overrides.yaml.gz");
  if (document.more_documents())
    report.add(code::second_document, find_second_document(text), {}, [] {
      return Message{"Tempo reads only the first YAML document: the rest of the file has no effect",
                     "put everything into one document"};
    });
}

std::optional<bool> verdict(const GoDocument& document, const Report& report,
                            const Effort& effort) {
  if (report.tempo_rejects()) return false;
  if (document.outcome() == GoOutcome::limited || effort.is_spent()) return std::nullopt;
  return true;
}

// Running pods keep the old file when this one does not load, so they never use its values.
void forget_later_deaths(OverridesJudgement& judgement) {
  const auto forget = [](auto& finding) {
    if (finding.tempo_fatal == Fatal::later) finding.tempo_fatal = Fatal::never;
  };
  std::for_each(judgement.diagnostics.begin(), judgement.diagnostics.end(), forget);
  std::for_each(judgement.unlisted.begin(), judgement.unlisted.end(), forget);
}

OverridesJudgement judge_document(std::string_view text, const GoDocument& document,
                                  const OverridesSettings& settings, bool& depends_on_version) {
  Report report(settings.max_diagnostics);
  adopt_yaml_faults(document, report);
  OverridesJudgement judgement;
  read_root(settings, document.root(), report, judgement);
  if (settings.yaml.effort->is_spent() && !report.holds(yaml::code::too_costly.code))
    report.add(yaml::too_costly(*settings.yaml.effort, {}));
  if (document.root()) cut_blocks(text, document.root(), judgement.tenants);
  check_file(text, document, report);
  depends_on_version = report.depends_on_version();
  judgement.tempo_accepts = verdict(document, report, *settings.yaml.effort);
  judgement.tempo_runs = report.tempo_ends() ? std::optional(false) : judgement.tempo_accepts;
  auto listed = report.take(text);
  judgement.diagnostics = std::move(listed.diagnostics);
  judgement.diagnostic_tenants = std::move(listed.tenants);
  judgement.more_diagnostics = report.more();
  judgement.unlisted = report.take_unlisted();
  add_format_edits(text, judgement);
  if (judgement.tempo_accepts == false) forget_later_deaths(judgement);
  judgement.node_count = document.document().node_count();
  return judgement;
}

}  // namespace

const Field* Tenant::field(std::string_view path) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.path == path; });
  return found == fields.end() ? nullptr : &*found;
}

OverridesJudgement judge_overrides(std::string_view text, const OverridesSettings& given) {
  return judge_overrides_of_any(text, given, {});
}

OverridesJudgement judge_overrides_of_any(std::string_view text, const OverridesSettings& given,
                                          const std::vector<Version>& others) {
  Effort own(yaml::ample_steps(text.size()));
  OverridesSettings settings = given;
  if (settings.yaml.effort == nullptr) settings.yaml.effort = &own;
  const auto document = yaml::read_as_go(text, settings.yaml);
  bool depends_on_version = false;
  auto newest = judge_document(text, document, settings, depends_on_version);
  // Most files say the same to every version.
  if (others.empty() || (newest.tempo_runs == true && !depends_on_version)) return newest;
  AnyVersion any(settings.version, std::move(newest));
  for (auto other = others.rbegin(); other != others.rend(); ++other) {
    settings.version = *other;
    any.add(*other, judge_document(text, document, settings, depends_on_version));
  }
  return any.take();
}

bool is_known_field(std::string_view scoped_path) {
  const auto& schema = Schema::compiled_in();
  if (const auto* spec = schema.find(scoped_path)) return spec->type != FieldType::section;
  for (const auto* row : schema.rows()) {
    const bool map = row->type == FieldType::flags || row->type == FieldType::texts ||
                     row->type == FieldType::secrets;
    const bool below = scoped_path.size() > row->path.size() + 1 &&
                       scoped_path.starts_with(row->path) && scoped_path[row->path.size()] == '.';
    if (map && below) return true;
  }
  return false;
}

bool is_known_section(std::string_view scoped_path) {
  const auto* spec = Schema::compiled_in().find(scoped_path);
  return spec != nullptr && spec->type == FieldType::section && !scoped_path.empty();
}

bool is_header_path(std::string_view scoped_path) {
  constexpr std::string_view headers = "metrics_generator.remote_write_headers.";
  return scoped_path.starts_with(headers);
}

std::vector<std::string_view> known_fields() {
  std::vector<std::string_view> paths;
  for (const auto* row : Schema::compiled_in().rows())
    if (row->path.find("[]") == std::string_view::npos) paths.push_back(row->path);
  return paths;
}

FindingList file_findings() {
  static constexpr std::array list = {&code::apply_limit, &code::configmap_limit,
                                      &code::second_document};
  return list;
}

}  // namespace tempo_admission::tempo
