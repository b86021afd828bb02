#include "tempo_admission/kube/chart_range.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission::kube {
namespace {

using Comparison = ChartRange::Comparison;

struct ParsedVersion {
  SemanticVersion version;
  std::uint8_t precision = 0;  // how many numbers were written
};

bool is_identifier_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

// Removes and returns everything up to the separator; the separator is removed as well.
std::string_view take_until(std::string_view& text, char separator) {
  const auto at = text.find(separator);
  const auto taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && stop == text.data() + text.size() && !text.empty();
  if (!whole || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return number;
}

bool is_prerelease(std::string_view text) {
  while (true) {
    const bool last = text.find('.') == std::string_view::npos;
    const auto identifier = take_until(text, '.');
    if (identifier.empty()) return false;
    if (!std::all_of(identifier.begin(), identifier.end(), is_identifier_character)) return false;
    if (last) return true;
  }
}

// "1", "v1.2", "1.2.3-rc.1+build": build metadata is dropped.
std::optional<ParsedVersion> parse_version(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  text = text.substr(0, text.find('+'));
  const bool has_prerelease = text.find('-') != std::string_view::npos;
  auto numbers = take_until(text, '-');
  ParsedVersion parsed;
  while (true) {
    const bool last = numbers.find('.') == std::string_view::npos;
    const auto number = parse_number(take_until(numbers, '.'));
    if (!number || parsed.precision == parsed.version.numbers.size()) return std::nullopt;
    parsed.version.numbers[parsed.precision++] = *number;
    if (last) break;
  }
  if (!has_prerelease) return parsed;
  if (parsed.precision != parsed.version.numbers.size() || !is_prerelease(text))
    return std::nullopt;
  parsed.version.prerelease = text;
  return parsed;
}

std::strong_ordering compare_identifiers(std::string_view a, std::string_view b) {
  const bool a_is_number = std::all_of(a.begin(), a.end(), is_digit);
  const bool b_is_number = std::all_of(b.begin(), b.end(), is_digit);
  // Numbers come before words; a longer number is a larger one.
  if (a_is_number != b_is_number) return b_is_number <=> a_is_number;
  if (a_is_number && a.size() != b.size()) return a.size() <=> b.size();
  return a <=> b;
}

std::strong_ordering compare_prereleases(std::string_view a, std::string_view b) {
  // A version without a pre-release comes after those with one.
  if (a.empty() || b.empty()) return a.empty() <=> b.empty();
  while (!a.empty() && !b.empty()) {
    const auto order = compare_identifiers(take_until(a, '.'), take_until(b, '.'));
    if (order != 0) return order;
  }
  return b.empty() <=> a.empty();
}

// "<4" compares only the first number: 4.0.0-rc.1 is not below it.
std::strong_ordering compare_to_bound(const SemanticVersion& version,
                                      const ChartRange::Bound& bound) {
  if (bound.precision == bound.version.numbers.size()) return version <=> bound.version;
  for (std::size_t i = 0; i < bound.precision; ++i) {
    const auto order = version.numbers[i] <=> bound.version.numbers[i];
    if (order != 0) return order;
  }
  return std::strong_ordering::equal;
}

bool holds(const ChartRange::Bound& bound, const SemanticVersion& version) {
  const auto order = compare_to_bound(version, bound);
  switch (bound.comparison) {
    case Comparison::less:
      return order < 0;
    case Comparison::less_equal:
      return order <= 0;
    case Comparison::equal:
      return order == 0;
    case Comparison::not_equal:
      return order != 0;
    case Comparison::greater_equal:
      return order >= 0;
    case Comparison::greater:
      return order > 0;
  }
  return false;
}

Comparison take_comparison(std::string_view& text) {
  // Longer operators first: "<=" begins with "<".
  constexpr std::array<std::pair<std::string_view, Comparison>, 6> signs = {
      {{"<=", Comparison::less_equal},
       {">=", Comparison::greater_equal},
       {"!=", Comparison::not_equal},
       {"<", Comparison::less},
       {">", Comparison::greater},
       {"=", Comparison::equal}}};
  for (const auto& [sign, comparison] : signs) {
    if (!text.starts_with(sign)) continue;
    text.remove_prefix(sign.size());
    return comparison;
  }
  return Comparison::equal;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto word = take_until(text, ' ');
    if (!word.empty()) result.push_back(word);
  }
  return result;
}

}  // namespace

std::strong_ordering operator<=>(const SemanticVersion& a, const SemanticVersion& b) {
  const auto order = a.numbers <=> b.numbers;
  return order != 0 ? order : compare_prereleases(a.prerelease, b.prerelease);
}

Result<ChartRange> parse_chart_range(std::string_view text) {
  const auto parts = words(text);
  if (parts.empty()) return failure("must start with the name of a chart");
  ChartRange range;
  range.chart = parts.front();
  if (!std::all_of(range.chart.begin(), range.chart.end(), is_identifier_character))
    return failure("\"" + range.chart +
                   "\" is not a chart name; write the name first, then \">=1.2\"");
  for (std::size_t i = 1; i < parts.size(); ++i) {
    auto written = parts[i];
    const auto comparison = take_comparison(written);
    const auto parsed = parse_version(written);
    if (!parsed)
      return failure("\"" + std::string(parts[i]) +
                     "\" is not a version bound such as \">=1.21.1\"");
    range.bounds.push_back({comparison, parsed->version, parsed->precision});
  }
  return range;
}

bool matches(const ChartRange& range, std::string_view chart_label) {
  if (!chart_label.starts_with(range.chart)) return false;
  chart_label.remove_prefix(range.chart.size());
  if (!chart_label.starts_with('-')) return false;
  std::string written(chart_label.substr(1));
  std::replace(written.begin(), written.end(), '_', '+');
  const auto parsed = parse_version(written);
  if (!parsed) return false;
  return std::all_of(range.bounds.begin(), range.bounds.end(),
                     [&](const ChartRange::Bound& bound) { return holds(bound, parsed->version); });
}

}  // namespace tempo_admission::kube
