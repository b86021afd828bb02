#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "tempo/findings/messages.hpp"
#include "tempo/schema/flow_text.hpp"
#include "tempo/values/duration.hpp"
#include "tempo/values/go_number.hpp"
#include "tempo_admission/base/go_duration.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace code {

constexpr FindingInfo wrong_type{
    .code = "overrides/wrong-type",
    .effect = Effect::refused,
    .meaning = "a value of the wrong type",
    .why = R"(
A value that does not fit the field. Numbers have no unit and no quotes; only `true` and `false`
are booleans; there are two grammars of durations. `collection_interval`,
`ingestion_time_range_slack`, `artificial_delay` and `native_histogram_min_reset_duration` take
Go's (`30s`, `1h30m`, `1.5h`; no days), the others Prometheus' (`336h`, `14d`, `1w`; whole
numbers, from large to small).)",
    .bad = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30MB}
    metrics_generator: {collection_interval: 1d})"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 30000000}
    metrics_generator: {collection_interval: 30s})"},
};

constexpr FindingInfo duplicate_key{
    .code = "overrides/duplicate-key",
    .effect = Effect::refused,
    .cause = Cause::duplicate,
    .meaning = "a duplicate key in a mapping",
    .why = R"(
The same key twice in one mapping. Keys are also the same if they only differ in how they are
written, such as `1` and `"1"`.)",
    .bad = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 1000000, rate_limit_bytes: 2000000})"},
    .good = {{}, R"(
overrides:
  "team-a":
    ingestion: {rate_limit_bytes: 1000000, burst_size_bytes: 2000000})"},
};

}  // namespace code

namespace {

using yaml::GoNode;
using yaml::NodeKind;

bool is_integer(FieldType type) {
  return type == FieldType::int_ || type == FieldType::uint32 || type == FieldType::uint64;
}

std::string_view wanted_item(FieldType type) {
  if (type == FieldType::floats) return "a number";
  return type == FieldType::flags ? "true or false" : "a string";
}

std::string_view wanted(FieldType type) {
  constexpr std::array<std::pair<FieldType, std::string_view>, 14> words = {{
      {FieldType::section, "a mapping of fields"},
      {FieldType::sections, "a list of mappings"},
      {FieldType::string, "a string"},
      {FieldType::int_, "a whole number"},
      {FieldType::uint32, "a whole number from 0 to 4294967295"},
      {FieldType::uint64, "a whole number, 0 or more"},
      {FieldType::float_, "a number"},
      {FieldType::bool_, "true or false"},
      {FieldType::go_duration, "a duration"},
      {FieldType::prometheus_duration, "a duration"},
      {FieldType::strings, "a list of strings"},
      {FieldType::floats, "a list of numbers"},
      {FieldType::flags, "a mapping of names to true or false"},
      {FieldType::texts, "a mapping of names to strings"},
  }};
  if (type == FieldType::secrets) type = FieldType::texts;
  const auto* const found = std::find_if(words.begin(), words.end(),
                                         [&](const auto& entry) { return entry.first == type; });
  return found == words.end() ? "a value" : found->second;
}

std::string found_words(const FieldSpec& spec, GoNode found) {
  if (found.kind() == NodeKind::mapping) return "a mapping";
  if (found.kind() == NodeKind::sequence) return "a list";
  if (spec.type == FieldType::secrets || looks_like_secret(found.text())) return "another value";
  const auto value = found.value();
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? "the string " + quoted(*text) : quoted(found.text());
}

std::string lower_without_spaces(std::string_view text) {
  std::string lower;
  for (const unsigned char c : text)
    if (std::isspace(c) == 0 && c != '_') lower += static_cast<char>(std::tolower(c));
  return lower;
}

// "15,000,000" as people write it; "1,5" means something else.
bool has_thousands_separators(std::string_view text) {
  const auto first = text.find(',');
  if (first == 0 || first > 3 || (text.size() - first) % 4 != 0) return false;
  for (auto comma = first; comma < text.size(); comma += 4)
    if (text[comma] != ',' || text.find_first_not_of("0123456789", comma + 1) < comma + 4)
      return false;
  return true;
}

std::string without_thousands_separators(std::string_view text) {
  std::string plain(text);
  if (has_thousands_separators(text)) std::erase(plain, ',');
  return plain;
}

// A number followed by a unit: "30MB", "5 minutes".
struct Quantity {
  double number = 0;
  std::string unit;
};

std::optional<Quantity> read_quantity(std::string_view text) {
  const auto lower = lower_without_spaces(text);
  Quantity quantity;
  const auto [end, error] =
      std::from_chars(lower.data(), lower.data() + lower.size(), quantity.number);
  if (error != std::errc{}) return std::nullopt;
  quantity.unit.assign(end, lower.data() + lower.size());
  return quantity;
}

std::optional<double> bytes_in(std::string_view unit) {
  struct Size {
    std::string_view name;
    double bytes;
  };
  constexpr std::array sizes = {
      Size{"", 1},        Size{"b", 1},        Size{"k", 1e3},      Size{"kb", 1e3},
      Size{"m", 1e6},     Size{"mb", 1e6},     Size{"g", 1e9},      Size{"gb", 1e9},
      Size{"ki", 1024},   Size{"kib", 1024},   Size{"mi", 1048576}, Size{"mib", 1048576},
      Size{"gi", 0x1p30}, Size{"gib", 0x1p30},
  };
  const auto* const found =
      std::find_if(sizes.begin(), sizes.end(), [&](const Size& size) { return size.name == unit; });
  return found == sizes.end() ? std::nullopt : std::optional(found->bytes);
}

// The whole number that "30MB" or "15,000,000" probably means.
std::optional<std::int64_t> meant_integer(std::string_view text) {
  auto quantity = read_quantity(without_thousands_separators(text));
  if (quantity && quantity->unit.ends_with("/s")) quantity->unit.erase(quantity->unit.size() - 2);
  const auto factor = quantity ? bytes_in(quantity->unit) : std::nullopt;
  // Written this way, the condition also rejects NaN.
  if (!factor || !(quantity->number >= 0 && quantity->number * *factor <= 9e15))
    return std::nullopt;
  return static_cast<std::int64_t>(quantity->number * *factor);
}

bool is_too_large(const FieldSpec& spec, std::int64_t number) {
  return spec.type == FieldType::uint32 && number > std::numeric_limits<std::uint32_t>::max();
}

std::string integer_hint(const FieldSpec& spec, std::string_view text) {
  const auto unit = spec.unit == FieldValue::Unit::bytes ? " (bytes)" : "";
  const auto example = spec.unit == FieldValue::Unit::bytes ? "15000000" : "1000";
  const auto number = meant_integer(text);
  if (!number) return std::string("write a plain number such as ") + example + unit;
  if (is_too_large(spec, *number)) return "write at most 4294967295";
  return "write " + std::to_string(*number) + unit + ", without quotes or unit";
}

std::optional<bool> meant_bool(std::string_view text) {
  const auto lower = lower_without_spaces(text);
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), lower) != words.end();
  };
  if (is_one_of({"true", "yes", "y", "on", "1", "enabled"})) return true;
  if (is_one_of({"false", "no", "n", "off", "0", "disabled"})) return false;
  return std::nullopt;
}

std::string bool_hint(std::string_view text) {
  const auto meant = meant_bool(text);
  if (!meant) return "write true or false, without quotes";
  return *meant ? "write true, without quotes" : "write false, without quotes";
}

// The unit's letter in both grammars: "minutes" is "m".
std::string_view duration_unit(std::string_view unit) {
  for (const std::string_view known : {"ms", "millisecond", "milliseconds"})
    if (unit == known) return "ms";
  for (const std::string_view word : {"seconds", "minutes", "hours", "days", "weeks", "years"})
    if (!unit.empty() && word.starts_with(unit)) return word.substr(0, 1);
  if (unit == "min" || unit == "mins") return "m";
  if (unit == "sec" || unit == "secs") return "s";
  if (unit == "hr" || unit == "hrs") return "h";
  return {};
}

bool fits(FieldType grammar, std::string_view text) {
  return grammar == FieldType::go_duration ? parse_go_duration(text).has_value()
                                           : parse_prometheus_duration(text).has_value();
}

// For a fractional number: in hours or smaller, because neither grammar has fractions of a day.
std::optional<std::string> part_of_duration(double number, std::string_view unit) {
  if (unit == "d" || unit == "w") {
    number *= unit == "d" ? 24 : 168;
    unit = "h";
  }
  const auto exact = parse_go_duration(number_text(number).append(unit));
  return exact ? std::optional(duration_text(*exact)) : std::nullopt;
}

// For a whole number: unchanged, or without days if the grammar has none.
std::string whole_duration(FieldType grammar, std::int64_t number, std::string_view unit) {
  auto text = std::to_string(number).append(unit);
  if (fits(grammar, text)) return text;
  const auto long_unit = parse_prometheus_duration(text);
  return long_unit ? duration_text(*long_unit) : text;
}

// The probable intent, in the field's own grammar.
std::optional<std::string> meant_duration(FieldType grammar, std::string_view text) {
  const auto quantity = read_quantity(text);
  const auto unit = quantity ? duration_unit(quantity->unit) : std::string_view();
  // Written this way, the condition also rejects NaN.
  if (unit.empty() || !(quantity->number >= 0 && quantity->number <= 1e6)) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(quantity->number);
  const auto meant = static_cast<double>(whole) == quantity->number
                         ? std::optional(whole_duration(grammar, whole, unit))
                         : part_of_duration(quantity->number, unit);
  return meant && fits(grammar, *meant) ? meant : std::nullopt;
}

std::string duration_hint(FieldType grammar, std::string_view text) {
  const std::string units =
      grammar == FieldType::go_duration
          ? "use the units ns, us, ms, s, m and h, for example 30s or 1h30m; days are not "
            "supported here"
          : "use whole numbers with the units ms, s, m, h, d, w and y, for example 336h or 14d";
  const auto meant = meant_duration(grammar, text);
  return meant ? "write " + *meant + "; " + units : units;
}

// "a, b" in one string is usually a list without brackets.
std::string items_of(std::string_view text) {
  std::string items;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    auto item = text.substr(0, comma);
    item.remove_prefix(std::min(item.find_first_not_of(' '), item.size()));
    items += (items.empty() ? "" : ", ") + quoted_if_needed(item);
    more = comma != std::string_view::npos;
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  return items;
}

// A single value where a list belongs, as a list.
std::string list_of(FieldType type, GoNode found) {
  const bool several =
      found.text().find(',') != std::string_view::npos && type == FieldType::strings;
  return "[" + (several ? items_of(found.text()) : flow_text(found)) + "]";
}

std::string list_hint(FieldType type, GoNode found) {
  if (found.kind() == NodeKind::scalar) return "write " + list_of(type, found);
  return type == FieldType::floats ? "for example [0.1, 1, 10]" : "for example [one, two]";
}

std::string item_hint(FieldType type, GoNode found) {
  if (found.kind() == NodeKind::sequence) return "remove the inner brackets";
  if (type == FieldType::flags && found.kind() == NodeKind::scalar) return bool_hint(found.text());
  return "";
}

std::string section_hint(GoNode found) {
  if (found.kind() == NodeKind::sequence) return "write the fields without \"- \" before them";
  if (found.kind() != NodeKind::scalar) return "";
  const auto colon = found.text().find(':');
  if (colon == std::string_view::npos || colon == 0) return "";
  return "write a space after the ':' in " + quoted(found.text());
}

std::string map_hint(FieldType type) {
  if (type == FieldType::flags) return "for example {service: true}";
  if (type == FieldType::texts) return "for example {service.name: service}";
  return type == FieldType::secrets ? "for example {X-Scope-OrgID: team-a}" : "";
}

std::string whole_hint(const FieldSpec& spec, GoNode found) {
  const auto text = found.kind() == NodeKind::scalar ? found.as_string() : std::string_view();
  if (text.find("${") != std::string_view::npos)
    return "Tempo expands variables only with -config.expand-env=true; if yours does, set "
           "tempo.expandEnv in the policy";
  if (is_integer(spec.type)) return integer_hint(spec, text);
  if (spec.type == FieldType::section) return section_hint(found);
  switch (spec.type) {
    case FieldType::bool_:
      return bool_hint(text);
    case FieldType::go_duration:
    case FieldType::prometheus_duration:
      return duration_hint(spec.type, text);
    case FieldType::strings:
    case FieldType::floats:
      return list_hint(spec.type, found);
    case FieldType::float_:
      return "write a number such as 1.1, without quotes";
    case FieldType::sections:
      return "start each item with \"- \"";
    default:
      return map_hint(spec.type);
  }
}

// What the value probably means, as the field takes it; nullopt if that is not certain.
std::optional<std::string> meant_value(const FieldSpec& spec, GoNode found) {
  const auto text = found.as_string();
  if (is_integer(spec.type)) {
    const auto number = meant_integer(text);
    if (!number || is_too_large(spec, *number)) return std::nullopt;
    return std::to_string(*number);
  }
  switch (spec.type) {
    case FieldType::bool_:
      if (const auto meant = meant_bool(text)) return *meant ? "true" : "false";
      return std::nullopt;
    case FieldType::go_duration:
    case FieldType::prometheus_duration:
      return meant_duration(spec.type, text);
    case FieldType::strings:
      return list_of(spec.type, found);
    default:
      return std::nullopt;
  }
}

std::optional<yaml::ScalarFix> value_fix(const FieldSpec& spec, GoNode found) {
  if (found.kind() != NodeKind::scalar || found.as_string().find("${") != std::string_view::npos)
    return std::nullopt;
  auto meant = meant_value(spec, found);
  if (!meant) return std::nullopt;
  return yaml::ScalarFix{std::string(found.source().text()), *std::move(meant)};
}

}  // namespace

Message wrong_type_message(const FieldSpec& spec, Part part, GoNode found) {
  const bool item = part == Part::item;
  const auto name = spec.name.empty() ? std::string("a tenant") : quoted(spec.name);
  Message words;
  words.message = item ? "each value of " + name + " must be " : name + " must be ";
  words.message += item ? wanted_item(spec.type) : wanted(spec.type);
  words.message += ", not " + found_words(spec, found);
  // The hint would repeat the value.
  const bool is_secret = found.kind() == NodeKind::scalar && looks_like_secret(found.text());
  if (is_secret) return words;
  words.hint = item ? item_hint(spec.type, found) : whole_hint(spec, found);
  if (!item) words.fix = value_fix(spec, found);
  return words;
}

Message duplicate_message(GoNode key) {
  return {"duplicate key " + quoted(key.as_string()) + " (written differently above)",
          "keep one of them; quote keys that look like numbers"};
}

FindingList wrong_type_findings() {
  static constexpr std::array list = {&code::wrong_type, &code::duplicate_key};
  return list;
}

}  // namespace tempo_admission::tempo
