#include "policy/tenants/field_limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/finding_lists.hpp"
#include "policy/model/limit_value.hpp"
#include "policy/tenants/tenant_fields.hpp"
#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo below_minimum{
    .code = "tenants/below-minimum",
    .effect = Effect::error,
    .meaning = "`limits`: a value below `min`",
    .why = R"(
The policy's `min` keeps a tenant usable. For rate limits, nothing counts as 0, as it does for
Tempo.)",
    .bad = {{}, R"(
# the rule
limits: [{path: ingestion.rate_limit_bytes, min: 1000000}]
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 1000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
limits: [{path: ingestion.rate_limit_bytes, min: 1000000}]
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 1000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo above_maximum{
    .code = "tenants/above-maximum",
    .effect = Effect::error,
    .meaning = "`limits`: a value above `max`",
    .why = R"(
The policy's `max` protects what all tenants share.)",
    .bad = {{}, R"(
# the rule
limits: [{path: ingestion.rate_limit_bytes, max: 50000000}]
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 60000000, burst_size_bytes: 30000000})"},
    .good = {{}, R"(
# the rule
limits: [{path: ingestion.rate_limit_bytes, max: 50000000}]
---
# the file
overrides:
  team-a:
    ingestion: {rate_limit_bytes: 50000000, burst_size_bytes: 30000000})"},
};

constexpr FindingInfo unlimited{
    .code = "tenants/unlimited",
    .effect = Effect::error,
    .meaning =
        "`limits`: 0 or nothing, which Tempo reads as unlimited, where the policy has a `max`",
    .why = R"(
For this field Tempo reads 0, and a missing field, as unlimited. With a `max` in the policy, that
is too much.)",
    .bad = {{}, R"(
# the rule
limits: [{path: global.max_bytes_per_trace, max: 5000000}]
---
# the file
overrides:
  team-a:
    global: {max_bytes_per_trace: 0})"},
    .good = {{}, R"(
# the rule
limits: [{path: global.max_bytes_per_trace, max: 5000000}]
---
# the file
overrides:
  team-a:
    global: {max_bytes_per_trace: 5000000})"},
};

constexpr FindingInfo value_not_allowed{
    .code = "tenants/value-not-allowed",
    .effect = Effect::error,
    .cause = Cause::not_allowed,
    .meaning = "`limits`: a value that is not in `allowed`",
    .why = R"(
The policy lists the values that this field can have. For a list, each item counts.)",
    .bad = {{}, R"(
# the rule
limits: [{path: read.unsafe_query_hints, allowed: [false]}]
---
# the file
overrides:
  team-a:
    read: {unsafe_query_hints: true})"},
    .good = {{}, R"(
# the rule
limits: [{path: read.unsafe_query_hints, allowed: [false]}]
---
# the file
overrides:
  team-a:
    read: {unsafe_query_hints: false})"},
};

constexpr FindingInfo required_field{
    .code = "tenants/required-field",
    .effect = Effect::error,
    .cause = Cause::missing,
    .meaning = "`limits`: a required field is not set",
    .why = R"(
The policy requires the field, with any value but null.)",
    .bad = {{}, R"(
# the rule
limits: [{path: compaction.block_retention, required: true}]
---
# the file
overrides:
  team-a:
    compaction: {})"},
    .good = {{}, R"(
# the rule
limits: [{path: compaction.block_retention, required: true}]
---
# the file
overrides:
  team-a:
    compaction: {block_retention: 336h})"},
};

constexpr FindingInfo forbidden_field{
    .code = "tenants/forbidden-field",
    .effect = Effect::error,
    .cause = Cause::forbidden,
    .meaning = "`limits`: a field that must not be set",
    .why = R"(
The policy does not let a tenant set the field.)",
    .bad = {{}, R"(
# the rule
limits: [{path: compaction.compaction_disabled, forbidden: true}]
---
# the file
overrides:
  team-a:
    compaction: {compaction_disabled: true})"},
    .good = {{}, R"(
# the rule
limits: [{path: compaction.compaction_disabled, forbidden: true}]
---
# the file
overrides:
  team-a:
    compaction: {block_retention: 336h})"},
};

constexpr FindingInfo pattern_mismatch{
    .code = "tenants/pattern-mismatch",
    .effect = Effect::error,
    .meaning = "`limits`: a value that does not match `pattern`",
    .why = R"(
The whole value must match the RE2 pattern. For a list, each item must.)",
    .bad = {{}, R"(
# the rule
limits: [{path: metrics_generator.trace_id_label_name, pattern: '[a-z_]+'}]
---
# the file
overrides:
  team-a:
    metrics_generator: {trace_id_label_name: TraceID})"},
    .good = {{}, R"(
# the rule
limits: [{path: metrics_generator.trace_id_label_name, pattern: '[a-z_]+'}]
---
# the file
overrides:
  team-a:
    metrics_generator: {trace_id_label_name: trace_id})"},
};

constexpr FindingInfo placeholder{
    .code = "tenants/placeholder",
    .effect = Effect::error,
    .meaning =
        "a limited value depends on the environment of Tempo, so the limit cannot be checked",
    .why = R"(
With `tempo.expandEnv`, Tempo replaces `${NAME}` before it decodes the file, and the value is unknown
here. Write the value itself, or let such values pass with `placeholders: allowed` in the limit.)",
    .bad = {"expand-env", R"(
# the rule
limits: [{path: ingestion.max_traces_per_user, max: 5}]
---
# the file
overrides:
  team-a:
    ingestion:
      rate_limit_bytes: 30000000
      burst_size_bytes: 30000000
      max_traces_per_user: ${LIMIT})"},
    .good = {{}, R"(
# the rule
limits: [{path: ingestion.max_traces_per_user, max: 5}]
---
# the file
overrides:
  team-a:
    ingestion:
      rate_limit_bytes: 30000000
      burst_size_bytes: 30000000
      max_traces_per_user: 5)"},
};

}  // namespace code

namespace {

constexpr std::string_view not_checkable =
    "depends on the environment (${...}), so the limit cannot be checked";

constexpr std::array<std::pair<std::string_view, ZeroMeans>, 15> meanings = {{
    {"ingestion.rate_limit_bytes", ZeroMeans::nothing},
    {"ingestion.burst_size_bytes", ZeroMeans::nothing},
    {"ingestion.max_traces_per_user", ZeroMeans::unlimited},
    {"ingestion.max_global_traces_per_user", ZeroMeans::unlimited},
    {"global.max_bytes_per_trace", ZeroMeans::unlimited},
    {"read.max_bytes_per_tag_values_query", ZeroMeans::unlimited},
    {"read.max_blocks_per_tag_values_query", ZeroMeans::unlimited},
    {"metrics_generator.max_active_series", ZeroMeans::unlimited},
    {"metrics_generator.max_active_entities", ZeroMeans::unlimited},
    {"metrics_generator.max_cardinality_per_label", ZeroMeans::unlimited},
    {"compaction.block_retention", ZeroMeans::global},
    {"compaction.compaction_window", ZeroMeans::global},
    {"read.max_search_duration", ZeroMeans::global},
    {"read.max_metrics_duration", ZeroMeans::global},
    {"metrics_generator.collection_interval", ZeroMeans::global},
}};

// How a value compares with 0.
std::partial_ordering sign_of(const tempo::FieldValue& value) {
  const tempo::FieldValue zero{
      .value = std::int64_t{0}, .unit = value.unit, .text = "0", .position = {}};
  return compare(value, zero);
}

// Judges one value that is set.
class ValueCheck {
 public:
  ValueCheck(const Limit& limit, const std::string& tenant, const std::string& path,
             const tempo::FieldValue& value, Diagnostics& out)
      : limit_(limit), tenant_(tenant), path_(path), value_(value), out_(out) {}

  void run() {
    if (limit_.forbidden) return note(code::forbidden_field, "must not be set");
    if (value_.has_placeholder)
      check_placeholder();
    else if (!is_without_limit())
      check_range_and_list();
    check_pattern();
  }

 private:
  // The value is unknown, so no bound holds for it. A pattern is about the text as written.
  void check_placeholder() {
    if (limit_.refuses_placeholders()) note(code::placeholder, std::string(not_checkable));
  }

  void check_range_and_list() {
    check_range();
    check_allowed();
  }

  // True if the number means "no limit" or Tempo's own setting, and has been judged as that.
  bool is_without_limit() {
    const auto sign = sign_of(value_);
    const auto meaning = zero_means(limit_.path);
    if (meaning == ZeroMeans::global) return sign == 0;
    if (meaning != ZeroMeans::unlimited || !(sign <= 0)) return false;
    if (limit_.max) {
      note(code::unlimited, "is " + value_.text + ", which means unlimited; at most " +
                                limit_.max->text + " is allowed");
      return true;
    }
    return sign == 0;
  }

  // NaN is outside every range.
  void check_range() {
    if (limit_.min && !(compare(value_, *limit_.min) >= 0))
      note(code::below_minimum,
           "is " + value_.text + "; at least " + limit_.min->text + " is required");
    if (limit_.max && !(compare(value_, *limit_.max) <= 0))
      note(code::above_maximum,
           "is " + value_.text + "; at most " + limit_.max->text + " is allowed");
  }

  [[nodiscard]] bool is_allowed(const tempo::FieldValue& value) const {
    return std::any_of(limit_.allowed.begin(), limit_.allowed.end(),
                       [&](const auto& allowed) { return compare(allowed, value) == 0; });
  }

  [[nodiscard]] bool is_allowed_item(const std::string& item) const {
    return std::any_of(limit_.allowed.begin(), limit_.allowed.end(), [&](const auto& allowed) {
      const auto* list = std::get_if<std::vector<std::string>>(&allowed.value);
      return list && std::find(list->begin(), list->end(), item) != list->end();
    });
  }

  void check_allowed() {
    if (limit_.allowed.empty()) return;
    std::string wrong;
    if (const auto* items = list_items())
      wrong = holds_but_for(*items, [&](const auto& item) { return is_allowed_item(item); });
    else if (!is_allowed(value_))
      wrong = "is " + value_.text;
    if (wrong.empty()) return;
    std::string list;
    for (const auto& allowed : limit_.allowed) list += (list.empty() ? "" : ", ") + allowed.text;
    note(code::value_not_allowed, wrong + "; supported values: " + list);
  }

  [[nodiscard]] const std::vector<std::string>* list_items() const {
    return std::get_if<std::vector<std::string>>(&value_.value);
  }

  // "contains x, y": the items that are not allowed; empty if all are.
  template <class IsGood>
  static std::string holds_but_for(const std::vector<std::string>& items, IsGood&& is_good) {
    std::string bad;
    for (const auto& item : items)
      if (!is_good(item)) bad += (bad.empty() ? "contains " : ", ") + item;
    return bad;
  }

  [[nodiscard]] bool fits_pattern(std::string_view text) const {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *limit_.pattern);
  }

  void check_pattern() {
    if (!limit_.pattern) return;
    std::string wrong;
    const auto* text = std::get_if<std::string>(&value_.value);
    if (const auto* items = list_items())
      wrong = holds_but_for(*items, [&](const auto& item) { return fits_pattern(item); });
    else if (!fits_pattern(text ? *text : value_.text))
      wrong = value_.has_placeholder && !value_.secret ? "has ${...}" : "is " + value_.text;
    if (!wrong.empty())
      note(code::pattern_mismatch, wrong + ", which does not match " + limit_.pattern->pattern());
  }

  void note(const FindingInfo& info, const std::string& what) {
    out_.push_back(tenant_fault(info, path_ + " " + what, tenant_ + "." + path_, value_.position,
                                limit_.reason));
  }

  const Limit& limit_;
  const std::string& tenant_;
  const std::string& path_;
  const tempo::FieldValue& value_;
  Diagnostics& out_;
};

// Judges one tenant by one limit.
class LimitCheck {
 public:
  LimitCheck(const Limit& limit, const tempo::Tenant& tenant, const TenantFields& fields,
             Diagnostics& out)
      : limit_(limit), tenant_(tenant), fields_(fields), out_(out) {}

  void run() {
    const bool is_set = limit_.is_section ? check_section() : check_values();
    if (!check_placeholders() && !is_set) check_absent();
  }

 private:
  bool check_values() {
    if (!tempo::is_header_path(limit_.path)) {
      const auto* field = fields_.find(limit_.path);
      if (field) check(*field);
      return field != nullptr;
    }
    // Each spelling of a header counts: Go keeps one of them, and which one is left to chance.
    const auto spellings = fields_.at_or_below(limit_.path);
    for (const auto* field : spellings) check(*field);
    return !spellings.empty();
  }

  // A section is set if anything in it is.
  bool check_section() {
    const auto set = fields_.at_or_below(limit_.path);
    if (limit_.forbidden && !set.empty()) check(*set.front());
    return !set.empty();
  }

  void check(const tempo::Field& field) {
    ValueCheck(limit_, tenant_.name, field.path, field.value, out_).run();
  }

  // True if the environment provides the field, or may.
  bool check_placeholders() {
    const auto placeholders = fields_.placeholders_of(limit_.path);
    for (const auto* placeholder : placeholders) {
      const bool is_inside = placeholder->path.size() >= limit_.path.size();
      if (is_inside && (limit_.forbidden || !limit_.is_section)) {
        check(*placeholder);
      } else if (!limit_.placeholders_allowed) {
        note_at(placeholder->value.position, code::placeholder, std::string(not_checkable));
      }
    }
    return !placeholders.empty();
  }

  void check_absent() {
    const auto meaning = zero_means(limit_.path);
    if (limit_.required) return note_absent(code::required_field, "must be set");
    if (meaning == ZeroMeans::unlimited && limit_.max)
      return note_absent(code::unlimited, "is not set, which means unlimited; at most " +
                                              limit_.max->text + " is allowed");
    if (meaning == ZeroMeans::nothing && limit_.min && sign_of(*limit_.min) > 0)
      note_absent(code::below_minimum,
                  "is not set, which means 0; at least " + limit_.min->text + " is required");
  }

  // A field whose value could not be read is not absent.
  void note_absent(const FindingInfo& info, const std::string& what) {
    if (!fields_.is_unread(limit_.path)) note_at(fields_.nearest_key(limit_.path), info, what);
  }

  void note_at(Position position, const FindingInfo& info, const std::string& what) {
    out_.push_back(tenant_fault(info, limit_.path + " " + what, tenant_.name + "." + limit_.path,
                                position, limit_.reason));
  }

  const Limit& limit_;
  const tempo::Tenant& tenant_;
  const TenantFields& fields_;
  Diagnostics& out_;
};

bool is_for(const Limit& limit, const tempo::Tenant& tenant) {
  if (tenant.name_has_placeholder) return true;  // it may become any name
  const bool is_chosen = limit.tenants.empty() || matches_any(limit.tenants, tenant.name);
  return is_chosen && !matches_any(limit.except, tenant.name);
}

}  // namespace

ZeroMeans zero_means(std::string_view path) {
  for (const auto& [known, meaning] : meanings)
    if (known == path) return meaning;
  return ZeroMeans::zero;
}

Diagnostics check_hidden_tenants(const std::vector<Limit>& limits) {
  const bool is_limited = std::any_of(
      limits.begin(), limits.end(), [](const Limit& limit) { return !limit.placeholders_allowed; });
  if (!is_limited) return {};
  return {
      tenant_fault(code::placeholder,
                   "the tenants depend on the environment (${...}), so limits cannot be checked",
                   "overrides", {})};
}

Diagnostics check_limits(const std::vector<Limit>& limits, const tempo::Tenant& tenant) {
  Diagnostics faults;
  if (tenant.is_null || limits.empty()) return faults;  // already reported as empty
  const TenantFields fields(tenant);
  for (const auto& limit : limits)
    if (is_for(limit, tenant)) LimitCheck(limit, tenant, fields, faults).run();
  return faults;
}

FindingList field_limit_findings() {
  static constexpr std::array list = {
      &code::below_minimum, &code::above_maximum,  &code::unlimited,       &code::value_not_allowed,
      &code::placeholder,   &code::required_field, &code::forbidden_field, &code::pattern_mismatch};
  return list;
}

}  // namespace tempo_admission::policy
