#include "tempo_admission/yaml/scalar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "tempo_admission/base/base64.hpp"
#include "yaml/go/number.hpp"
#include "yaml/go/resolve.hpp"
#include "yaml/go/time.hpp"

namespace tempo_admission::yaml {
namespace {

constexpr std::string_view long_prefix = "tag:yaml.org,2002:";

// What a tag asks for. A tag that go-yaml does not resolve leaves the scalar a string.
enum class Asked : std::uint8_t {
  nothing,
  string,
  boolean,
  integer,
  floating,
  null,
  timestamp,
  binary,
  merge,
  other
};

constexpr std::array<std::pair<std::string_view, Asked>, 8> known_tags = {{
    {"str", Asked::string},
    {"bool", Asked::boolean},
    {"int", Asked::integer},
    {"float", Asked::floating},
    {"null", Asked::null},
    {"timestamp", Asked::timestamp},
    {"binary", Asked::binary},
    {"merge", Asked::merge},
}};

Asked asked_by(std::string_view tag, Dialect dialect) {
  if (tag.empty()) return Asked::nothing;
  if (tag == "!") return dialect == Dialect::go_yaml_v3 ? Asked::nothing : Asked::other;
  if (tag.starts_with(long_prefix)) {
    tag.remove_prefix(long_prefix.size());
  } else if (dialect == Dialect::go_yaml_v3 && tag.starts_with("!!")) {
    tag.remove_prefix(2);
  } else {
    return Asked::other;
  }
  const auto* found = std::find_if(known_tags.begin(), known_tags.end(),
                                   [&](const auto& known) { return known.first == tag; });
  return found != known_tags.end() ? found->second : Asked::other;
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<Scalar> resolve_boolean(std::string_view text, Dialect dialect) {
  constexpr std::array<std::string_view, 3> yes = {"true", "True", "TRUE"};
  constexpr std::array<std::string_view, 3> no = {"false", "False", "FALSE"};
  constexpr std::array<std::string_view, 8> old_yes = {"y",   "Y",  "yes", "Yes",
                                                       "YES", "on", "On",  "ON"};
  constexpr std::array<std::string_view, 8> old_no = {"n",  "N",   "no",  "No",
                                                      "NO", "off", "Off", "OFF"};
  if (is_one_of(text, yes)) return true;
  if (is_one_of(text, no)) return false;
  if (dialect == Dialect::go_yaml_v3) return std::nullopt;
  if (is_one_of(text, old_yes)) return true;
  if (is_one_of(text, old_no)) return false;
  return std::nullopt;
}

std::optional<Scalar> resolve_word(std::string_view text, Dialect dialect) {
  constexpr std::array<std::string_view, 5> null = {"", "~", "null", "Null", "NULL"};
  constexpr std::array<std::string_view, 3> nan = {".nan", ".NaN", ".NAN"};
  constexpr std::array<std::string_view, 6> infinity = {".inf",  ".Inf",  ".INF",
                                                        "+.inf", "+.Inf", "+.INF"};
  constexpr std::array<std::string_view, 3> negative = {"-.inf", "-.Inf", "-.INF"};
  constexpr std::size_t longest_word = 5;
  if (text.size() > longest_word) return std::nullopt;
  if (is_one_of(text, null)) return Null{};
  if (is_one_of(text, nan)) return std::numeric_limits<double>::quiet_NaN();
  if (is_one_of(text, infinity)) return std::numeric_limits<double>::infinity();
  if (is_one_of(text, negative)) return -std::numeric_limits<double>::infinity();
  return resolve_boolean(text, dialect);
}

std::optional<Scalar> as_scalar(const std::optional<GoInteger>& integer) {
  if (!integer) return std::nullopt;
  return std::visit([](auto value) { return Scalar(value); }, *integer);
}

// go-yaml parses what follows "0b" and "0o" again, and therefore accepts a sign there.
std::optional<Scalar> resolve_prefixed(std::string_view text, std::string_view prefix, int base) {
  if (text.starts_with(prefix)) {
    return as_scalar(parse_go_integer(text.substr(prefix.size()), base));
  }
  const std::string negative = "-" + std::string(prefix);
  if (!text.starts_with(negative)) return std::nullopt;
  const std::string digits = "-" + std::string(text.substr(negative.size()));
  return as_scalar(parse_go_integer(digits, base));
}

std::optional<Scalar> resolve_number(std::string_view text, Dialect dialect) {
  std::string plain(text);
  std::erase(plain, '_');
  if (auto integer = as_scalar(parse_go_integer(plain, 0))) return integer;
  if (const auto floating = parse_go_float(plain)) return *floating;
  if (auto binary = resolve_prefixed(plain, "0b", 2)) return binary;
  return dialect == Dialect::go_yaml_v3 ? resolve_prefixed(plain, "0o", 8) : std::nullopt;
}

// What the first character allows a plain scalar to be besides a string.
enum class Hint : std::uint8_t { string, word, point, sign, digit };

Hint hint_of(std::string_view text) {
  if (text.empty()) return Hint::word;
  const char first = text.front();
  if (first >= '0' && first <= '9') return Hint::digit;
  if (first == '+' || first == '-') return Hint::sign;
  if (first == '.') return Hint::point;
  constexpr std::string_view starts_of_words = "yYnNtTfFoO~";
  return starts_of_words.find(first) != std::string_view::npos ? Hint::word : Hint::string;
}

std::optional<Scalar> resolve_floating(std::string_view text) {
  const auto floating = parse_go_float(text);
  if (!floating) return std::nullopt;
  return *floating;
}

std::optional<Scalar> resolve_timestamp(std::string_view text, Asked asked) {
  const bool wanted = asked == Asked::nothing || asked == Asked::timestamp;
  if (!wanted || !rewrite_go_timestamp(text)) return std::nullopt;
  return Timestamp{std::string(text)};
}

std::optional<Scalar> resolve_hinted(std::string_view text, Asked asked, Dialect dialect) {
  const Hint hint = hint_of(text);
  if (hint == Hint::string) return std::nullopt;
  if (hint != Hint::digit) {
    if (auto word = resolve_word(text, dialect)) return word;
  }
  if (hint == Hint::word) return std::nullopt;
  if (hint == Hint::point) return resolve_floating(text);
  if (auto timestamp = resolve_timestamp(text, asked)) return timestamp;
  return resolve_number(text, dialect);
}

bool fits(const Scalar& value, Asked asked) {
  switch (asked) {
    case Asked::boolean:
      return std::holds_alternative<bool>(value);
    case Asked::integer:
      return std::holds_alternative<std::int64_t>(value) ||
             std::holds_alternative<std::uint64_t>(value);
    case Asked::floating:
      return std::holds_alternative<double>(value);
    case Asked::null:
      return std::holds_alternative<Null>(value);
    case Asked::timestamp:
      return std::holds_alternative<Timestamp>(value);
    default:
      return true;
  }
}

std::string_view name_of(Asked asked) {
  const auto* found = std::find_if(known_tags.begin(), known_tags.end(),
                                   [&](const auto& known) { return known.second == asked; });
  return found != known_tags.end() ? found->first : std::string_view();
}

Result<Scalar> resolve_tagged(std::string_view text, Asked asked, Dialect dialect) {
  Scalar value = resolve_hinted(text, asked, dialect).value_or(Scalar(std::string(text)));
  if (asked == Asked::floating && std::holds_alternative<std::int64_t>(value)) {
    value = static_cast<double>(std::get<std::int64_t>(value));
  }
  if (fits(value, asked)) return value;
  // Does not quote the value: it may be a credential.
  return failure("not a valid !!" + std::string(name_of(asked)));
}

}  // namespace

std::optional<Result<Scalar>> resolve_unless_string(const ScalarSource& scalar) {
  const Asked asked = asked_by(scalar.tag, Dialect::go_yaml_v3);
  if (asked == Asked::string) return std::nullopt;
  if (asked != Asked::nothing) return resolve_scalar(scalar, Dialect::go_yaml_v3);
  if (scalar.style != ScalarStyle::plain) return std::nullopt;
  if (scalar.text == "<<") return Scalar(std::string(scalar.text));
  auto resolved = resolve_hinted(scalar.text, asked, Dialect::go_yaml_v3);
  if (!resolved) return std::nullopt;
  return std::move(*resolved);
}

bool is_merge_key_for_v3(const ScalarSource& scalar) {
  if (scalar.text != "<<") return false;
  const Asked asked = asked_by(scalar.tag, Dialect::go_yaml_v3);
  if (asked == Asked::merge) return true;
  return asked == Asked::nothing && scalar.style == ScalarStyle::plain;
}

Result<Scalar> resolve_scalar(const ScalarSource& scalar, Dialect dialect) {
  const Asked asked = asked_by(scalar.tag, dialect);
  const bool quoted = scalar.style != ScalarStyle::plain;
  switch (asked) {
    case Asked::nothing:
      if (quoted) return Scalar(std::string(scalar.text));
      return resolve_tagged(scalar.text, asked, dialect);
    case Asked::string:
    case Asked::merge:
    case Asked::other:
      return Scalar(std::string(scalar.text));
    case Asked::binary: {
      auto bytes = decode_base64(scalar.text);
      if (!bytes) return failure("not a valid !!binary: the value is not base64");
      return Scalar(std::move(*bytes));
    }
    default:
      return resolve_tagged(scalar.text, asked, dialect);
  }
}

Result<Scalar> resolve(const Node& scalar, Dialect dialect) {
  return resolve_scalar({scalar.tag(), scalar.style(), scalar.text()}, dialect);
}

}  // namespace tempo_admission::yaml
