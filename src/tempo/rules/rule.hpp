// Rules about a field's value, beyond its type. Knows nothing of how the value was read.
#pragma once

#include <string_view>
#include <vector>

#include "tempo/findings/path.hpp"
#include "tempo/findings/report.hpp"
#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/tempo/overrides_settings.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// A field that was read, with what a rule may look at and where it reports. All members are
// borrowed for the call.
struct Reading {
  const OverridesSettings& settings;
  Report& report;
  std::string_view tenant;
  const Path& path;
  yaml::GoNode node;
  const FieldValue& value;
};

// A check of one field; it must not keep the Reading.
struct FieldRule {
  std::string_view path;  // scoped, as in the schema; for a list of mappings, the list's own path
  void (*check)(const Reading& reading);
};

// What Tempo's runtime validators refuse and what users regret, by subject.
[[nodiscard]] const std::vector<FieldRule>& validator_rules();
[[nodiscard]] const std::vector<FieldRule>& limit_rules();
[[nodiscard]] const std::vector<FieldRule>& generator_rules();
[[nodiscard]] const std::vector<FieldRule>& filter_policy_rules();
[[nodiscard]] const std::vector<FieldRule>& header_rules();
[[nodiscard]] const std::vector<FieldRule>& dedicated_column_rules();

// The findings that each file of rules declares.
[[nodiscard]] FindingList validator_findings();
[[nodiscard]] FindingList limit_findings();
[[nodiscard]] FindingList generator_findings();
[[nodiscard]] FindingList filter_policy_findings();
[[nodiscard]] FindingList header_findings();
[[nodiscard]] FindingList dedicated_column_findings();

// For any number: reports fatal values, else negative, truncated, or durations without a unit.
void check_number(const FieldSpec& spec, const Reading& reading);

// All rules, looked up by the field's order in the table. Immutable: any thread may use it.
class Rules {
 public:
  [[nodiscard]] static const Rules& compiled_in();
  void check(const FieldSpec& spec, const Reading& reading) const {
    for (const auto rule : by_order_[spec.order]) rule(reading);
  }

 private:
  Rules();
  std::vector<std::vector<void (*)(const Reading&)>> by_order_;
};

}  // namespace tempo_admission::tempo
