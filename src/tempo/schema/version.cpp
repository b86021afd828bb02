#include "tempo_admission/tempo/version.hpp"

#include <algorithm>
#include <charconv>
#include <compare>
#include <optional>

namespace tempo_admission::tempo {
namespace {

struct Release {
  unsigned major = 0;
  unsigned minor = 0;
  friend auto operator<=>(const Release&, const Release&) = default;
};

Release release_of(Version version) {
  switch (version) {
    case Version::v2_9:
      return {2, 9};
    case Version::v2_10:
      return {2, 10};
    case Version::v3_0:
      break;
  }
  return {3, 0};
}

// Removes a number from the front of `text`; nullopt if there is none.
std::optional<unsigned> take_number(std::string_view& text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Release> read_release(std::string_view text) {
  take(text, 'v');
  const auto major = take_number(text);
  if (!major || !take(text, '.')) return std::nullopt;
  const auto minor = take_number(text);
  if (!minor) return std::nullopt;
  if (take(text, '.') && !take_number(text)) return std::nullopt;
  const bool ends_well = text.empty() || text.front() == '-' || text.front() == '+';
  return ends_well ? std::optional(Release{*major, *minor}) : std::nullopt;
}

}  // namespace

std::string_view to_string(Version version) {
  switch (version) {
    case Version::v2_9:
      return "2.9";
    case Version::v2_10:
      return "2.10";
    case Version::v3_0:
      break;
  }
  return "3.0";
}

Result<ParsedVersion> parse_version(std::string_view text) {
  const auto wanted = read_release(text);
  if (!wanted)
    return failure("'" + std::string(text) + "' is not a valid Tempo version; write it like 3.0");
  const auto above =
      std::upper_bound(known_versions.begin(), known_versions.end(), *wanted,
                       [](Release r, Version version) { return r < release_of(version); });
  if (above == known_versions.begin())
    return ParsedVersion{known_versions.front(), ParsedVersion::Fit::older};
  const Version nearest = *(above - 1);
  const auto fit =
      release_of(nearest) == *wanted ? ParsedVersion::Fit::known : ParsedVersion::Fit::newer;
  return ParsedVersion{nearest, fit};
}

std::string release_of(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  const auto dot = text.find('.');
  if (dot == text.npos) return std::string(text);
  return std::string(text.substr(0, text.find_first_not_of("0123456789", dot + 1)));
}

}  // namespace tempo_admission::tempo
