#include "policy/tenants/field_limits.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "policy/model/limit_value.hpp"
#include "policy/tenants/tenant_fields.hpp"
#include "policy/tenants/tenant_findings.hpp"

namespace tempo_admission::policy {
namespace {

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

bool is_zero_or_less(const tempo::FieldValue& value) {
  const tempo::FieldValue zero{
      .value = std::int64_t{0}, .unit = value.unit, .text = "0", .position = {}};
  return compare(value, zero) <= 0;
}

class LimitCheck {
 public:
  LimitCheck(const Limit& limit, const tempo::Tenant& tenant, const TenantFields& fields,
             Diagnostics& out)
      : limit_(limit),
        tenant_(tenant),
        fields_(fields),
        out_(out),
        meaning_(zero_means(limit.path)) {
    if (const auto* field = fields.find(limit.path)) value_ = &field->value;
  }

  void run() {
    if (!value_) return check_absent();
    if (limit_.forbidden)
      return note("tenants/forbidden-field", "must not be set", Cause::forbidden);
    if (is_zero_or_less(*value_) && check_zero()) return;
    check_range();
    check_allowed();
    check_pattern();
  }

 private:
  void check_absent() {
    if (limit_.required)
      return note_absent("tenants/required-field", "must be set", Cause::missing);
    if (meaning_ == ZeroMeans::unlimited && limit_.max)
      return note_absent("tenants/unlimited", "is not set, which means unlimited; at most " +
                                                  limit_.max->text + " is allowed");
    if (meaning_ == ZeroMeans::nothing && limit_.min && !is_zero_or_less(*limit_.min))
      note_absent("tenants/below-minimum",
                  "is not set, which means 0; at least " + limit_.min->text + " is required");
  }

  // A field whose value could not be read, or comes from the environment, is not absent.
  void note_absent(std::string_view code, const std::string& what, Cause cause = Cause::invalid) {
    if (!fields_.is_unread(limit_.path))
      note_at(fields_.nearest_key(limit_.path), code, what, cause);
  }

  // Returns true if no further check is needed for 0.
  bool check_zero() {
    if (meaning_ == ZeroMeans::global) return true;
    if (meaning_ != ZeroMeans::unlimited) return false;
    if (limit_.max)
      note("tenants/unlimited", "is " + value_->text + ", which means unlimited; at most " +
                                    limit_.max->text + " is allowed");
    return true;
  }

  // NaN is outside every range.
  void check_range() {
    if (limit_.min && !(compare(*value_, *limit_.min) >= 0))
      note("tenants/below-minimum",
           "is " + value_->text + "; at least " + limit_.min->text + " is required");
    if (limit_.max && !(compare(*value_, *limit_.max) <= 0))
      note("tenants/above-maximum",
           "is " + value_->text + "; at most " + limit_.max->text + " is allowed");
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
    else if (!is_allowed(*value_))
      wrong = "is " + value_->text;
    if (wrong.empty()) return;
    std::string list;
    for (const auto& allowed : limit_.allowed) list += (list.empty() ? "" : ", ") + allowed.text;
    note("tenants/value-not-allowed", wrong + "; supported values: " + list, Cause::not_allowed);
  }

  [[nodiscard]] const std::vector<std::string>* list_items() const {
    return std::get_if<std::vector<std::string>>(&value_->value);
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
    const auto* text = std::get_if<std::string>(&value_->value);
    if (const auto* items = list_items())
      wrong = holds_but_for(*items, [&](const auto& item) { return fits_pattern(item); });
    else if (!fits_pattern(text ? *text : value_->text))
      wrong = "is " + value_->text;
    if (!wrong.empty())
      note("tenants/pattern-mismatch",
           wrong + ", which does not match " + limit_.pattern->pattern());
  }

  void note(std::string_view code, const std::string& what, Cause cause = Cause::invalid) {
    note_at(value_->position, code, what, cause);
  }

  void note_at(Position position, std::string_view code, const std::string& what, Cause cause) {
    out_.push_back(tenant_fault(code, limit_.path + " " + what, tenant_.name + "." + limit_.path,
                                position, limit_.reason));
    out_.back().cause = cause;
  }

  const Limit& limit_;
  const tempo::Tenant& tenant_;
  const TenantFields& fields_;
  Diagnostics& out_;
  ZeroMeans meaning_;
  const tempo::FieldValue* value_ = nullptr;
};

bool is_for(const Limit& limit, std::string_view tenant) {
  const bool is_chosen = limit.tenants.empty() || matches_any(limit.tenants, tenant);
  return is_chosen && !matches_any(limit.except, tenant);
}

}  // namespace

ZeroMeans zero_means(std::string_view path) {
  for (const auto& [known, meaning] : meanings)
    if (known == path) return meaning;
  return ZeroMeans::zero;
}

Diagnostics check_limits(const std::vector<Limit>& limits, const tempo::Tenant& tenant) {
  Diagnostics faults;
  if (tenant.is_null || limits.empty()) return faults;  // already reported as empty
  const TenantFields fields(tenant);
  for (const auto& limit : limits)
    if (is_for(limit, tenant.name)) LimitCheck(limit, tenant, fields, faults).run();
  return faults;
}

}  // namespace tempo_admission::policy
