// Limits that Tempo loads and users regret: switches, values that nothing reads, unknown
// forwarders.
#include <algorithm>
#include <cmath>

#include "tempo/findings/messages.hpp"
#include "tempo/rules/fatal_values.hpp"
#include "tempo/rules/rule.hpp"
#include "tempo/schema/field_value.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t longest_artificial_delay = 5 * second;

void warn(const Reading& reading, const Code& code, std::string_view message,
          std::string_view hint) {
  reading.report.add(code, reading.value.position, reading.path,
                     [&] { return Message{std::string(message), std::string(hint)}; });
}

void check_query_hints(const Reading& reading) {
  if (!std::get<bool>(reading.value.value)) return;
  warn(reading, code::dangerous_switch,
       "unsafe_query_hints lets every query of this tenant change how Tempo executes it",
       "turn it on only while debugging");
}

void check_compaction_disabled(const Reading& reading) {
  if (!std::get<bool>(reading.value.value)) return;
  warn(reading, code::dangerous_switch,
       "compaction_disabled leaves this tenant with many small blocks, which slow down queries",
       "use it only during a migration, and remove it afterwards");
}

void check_artificial_delay(const Reading& reading) {
  if (std::get<std::int64_t>(reading.value.value) <= longest_artificial_delay) return;
  warn(reading, code::dangerous_switch,
       "artificial_delay delays every push of this tenant by " + reading.value.text,
       "keep it to a few seconds: collectors time out and retry");
}

void check_rate_strategy(const Reading& reading) {
  warn(reading, code::ignored_field,
       "rate_strategy has no effect in a tenant: Tempo reads it only from the defaults",
       "remove it, and set it in the defaults in tempo.yaml");
}

void check_condition_groups(const Reading& reading) {
  warn(reading, code::ignored_field,
       "max_condition_groups_per_tag_query has no effect in a tenant: Tempo reads it only from the "
       "defaults",
       "remove it, and set it in the defaults in tempo.yaml");
}

void check_global_traces(const Reading& reading) {
  if (reading.settings.version < Version::v3_0 || reading.value.text == "0") return;
  warn(reading, code::ignored_field, "Tempo 3.0 does not enforce max_global_traces_per_user",
       "use max_traces_per_user, which applies to each live-store");
}

void check_forwarders(const Reading& reading) {
  const auto& known = reading.settings.forwarders;
  if (known.empty()) return;
  const auto& names = std::get<std::vector<std::string>>(reading.value.value);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::find(known.begin(), known.end(), names[i]) != known.end()) continue;
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    reading.report.add(code::unknown_forwarder, position_of(reading.node.item(i)),
                       reading.path.at(i), [&] {
                         return Message{"unknown forwarder " + quoted(names[i]),
                                        did_you_mean(names[i], candidates)};
                       });
  }
}

// Go truncates a float that is stored in an integer.
bool is_cut(double written, const FieldValue& value) {
  if (const auto* held = std::get_if<std::int64_t>(&value.value))
    return static_cast<double>(*held) != written;
  const auto* held = std::get_if<std::uint64_t>(&value.value);
  return held != nullptr && static_cast<double>(*held) != written;
}

bool is_negative(const FieldValue& value) {
  const auto* held = std::get_if<std::int64_t>(&value.value);
  return held != nullptr && *held < 0;
}

void warn_of_negative(const Reading& reading) {
  reading.report.add(code::negative_number, reading.value.position, reading.path, [&] {
    return Message{"Tempo accepts " + reading.value.text + ", but negative limits are undefined",
                   "write 0 or more"};
  });
}

void check_bare_duration(const Reading& reading) {
  if (!reading.node.is_plain() || reading.value.text == "0s") return;
  reading.report.add(code::bare_duration, reading.value.position, reading.path, [&] {
    const auto number = std::string(reading.node.text());
    return Message{
        number + " has no unit; Tempo reads it as " + reading.value.text + " (nanoseconds)",
        "write " + number + "s if you mean seconds"};
  });
}

bool looks_like_float(std::string_view text) {
  return text.find_first_of(".einf") != std::string_view::npos;
}

void check_cut(const Reading& reading) {
  const auto written = reading.node.value();
  const auto* real = std::get_if<double>(&written);
  if (real == nullptr || !is_cut(*real, reading.value)) return;
  reading.report.add(code::cut_float, reading.value.position, reading.path, [&] {
    return Message{std::string(reading.node.text()) +
                       " is not a whole number; Tempo truncates it to " + reading.value.text,
                   "write a whole number"};
  });
}

}  // namespace

void check_number(const FieldSpec& spec, const Reading& reading) {
  if (check_fatal_value(spec.path, reading)) return;
  const auto type = spec.type;
  const bool whole =
      type == FieldType::int_ || type == FieldType::uint32 || type == FieldType::uint64;
  if (!whole && type != FieldType::go_duration) return;
  if (is_negative(reading.value)) warn_of_negative(reading);
  if (type == FieldType::go_duration)
    check_bare_duration(reading);
  else if (looks_like_float(reading.node.text()))
    check_cut(reading);
}

const std::vector<FieldRule>& limit_rules() {
  static const std::vector<FieldRule> rules = {
      {"read.unsafe_query_hints", check_query_hints},
      {"compaction.compaction_disabled", check_compaction_disabled},
      {"ingestion.artificial_delay", check_artificial_delay},
      {"ingestion.rate_strategy", check_rate_strategy},
      {"read.max_condition_groups_per_tag_query", check_condition_groups},
      {"ingestion.max_global_traces_per_user", check_global_traces},
      {"forwarders", check_forwarders},
  };
  return rules;
}

}  // namespace tempo_admission::tempo
