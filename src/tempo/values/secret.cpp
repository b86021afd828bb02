#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

struct KnownPrefix {
  std::string_view prefix;
  std::size_t shortest_rest;  // so that a name with the same prefix does not count
};

// As documented by the issuers for secret scanners.
constexpr std::array<KnownPrefix, 24> known_prefixes = {
    {{"glc_", 16},    {"glsa_", 16}, {"ghp_", 16},        {"gho_", 16},   {"ghu_", 16},
     {"ghs_", 16},    {"ghr_", 16},  {"github_pat_", 16}, {"glpat-", 16}, {"xoxb-", 10},
     {"xoxp-", 10},   {"xoxa-", 10}, {"AKIA", 16},        {"ASIA", 16},   {"AIza", 30},
     {"eyJ", 17},     {"hvs.", 16},  {"hvb.", 16},        {"npm_", 16},   {"pypi-", 16},
     {"dop_v1_", 16}, {"sk-", 24},   {"sk_live_", 16},    {"SG.", 20}}};

constexpr std::string_view separators = " \t\r\n\"'=:,;{}[]()<>|";

constexpr std::string_view start_of_key_header = "-----BEGIN";
constexpr std::string_view end_of_key_header = "PRIVATE KEY-----";

bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool equals_ignoring_case(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return to_lower(x) == y; });
}

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
  const auto word = text.substr(0, text.find_first_of(separators));
  text.remove_prefix(word.size());
  return word;
}

// Words that follow "bearer" in prose.
bool is_prose_after_bearer(std::string_view word) {
  constexpr std::array<std::string_view, 7> words = {"token",          "tokens", "tokens.", "auth",
                                                     "authentication", "scheme", "header"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view known) { return equals_ignoring_case(word, known); });
}

// 8-4-4-4-12 hexadecimal digits: an identifier, however random it looks.
bool is_uuid(std::string_view word) {
  if (word.size() != 36) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? word[i] != '-' : !is_hexadecimal(word[i])) return false;
  }
  return true;
}

bool has_known_prefix(std::string_view word) {
  return std::any_of(known_prefixes.begin(), known_prefixes.end(), [&](const KnownPrefix& known) {
    return word.starts_with(known.prefix) &&
           word.size() >= known.prefix.size() + known.shortest_rest;
  });
}

// Shannon entropy in bits per character.
double entropy(std::string_view word) {
  std::array<unsigned, 256> counts{};
  for (const char c : word) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const unsigned count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(word.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

enum Kind : std::size_t { lower, upper, digit, separator, other, kinds };

Kind kind_of(char c) {
  if (is_lower(c)) return lower;
  if (is_upper(c)) return upper;
  if (is_digit(c)) return digit;
  return std::string_view("+/-_").find(c) == std::string_view::npos ? other : separator;
}

std::array<bool, kinds> kinds_in(std::string_view word) {
  std::array<bool, kinds> found{};
  for (const char c : word) found[kind_of(c)] = true;
  return found;
}

enum class Alphabet : unsigned char { none, hexadecimal, one_case, base64 };

Alphabet alphabet_of(std::string_view word) {
  const auto has = kinds_in(word);
  if (has[other] || !has[digit]) return Alphabet::none;
  if (has[lower] && has[upper]) return Alphabet::base64;
  if (has[separator] || has[lower] == has[upper]) return Alphabet::none;
  const bool hexadecimal = std::all_of(word.begin(), word.end(), is_hexadecimal);
  return hexadecimal ? Alphabet::hexadecimal : Alphabet::one_case;
}

// How often the kind of character changes between neighbors: rarely in words and versions,
// constantly in random text.
std::size_t changes_of_kind(std::string_view word) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i)
    if (kind_of(word[i]) != kind_of(word[i - 1])) ++changes;
  return changes;
}

struct Randomness {
  std::size_t shortest;
  double bits;
  std::size_t changes_in_ten;
};

bool looks_random(std::string_view word) {
  if (is_uuid(word)) return false;
  const auto is_at_least = [&](Randomness bound) {
    return word.size() >= bound.shortest &&
           changes_of_kind(word) * 10 >= word.size() * bound.changes_in_ten &&
           entropy(word) >= bound.bits;
  };
  switch (alphabet_of(word)) {
    case Alphabet::none:
      return false;
    case Alphabet::hexadecimal:
      return is_at_least({32, 3.0, 2});
    case Alphabet::one_case:
      return is_at_least({24, 3.5, 2});
    case Alphabet::base64:
      return is_at_least({20, 3.5, 4});
  }
  return false;
}

bool is_placeholder(std::string_view word) {
  return word.empty() || word.front() == '$';
}

// True for what follows the name of an HTTP authentication scheme. "basic" is also an ordinary
// word, so the next one must look like base64.
bool is_credential_after(std::string_view scheme, std::string_view word) {
  if (is_placeholder(word)) return false;
  if (equals_ignoring_case(scheme, "bearer")) return !is_prose_after_bearer(word);
  const bool capital_inside = std::any_of(word.begin() + 1, word.end(), is_upper);
  return equals_ignoring_case(scheme, "basic") && word.size() >= 8 && capital_inside;
}

// "https://user:password@host": the password may contain anything but white space and quotes.
std::optional<std::size_t> find_url_password(std::string_view text) {
  for (auto at = text.find("://"); at != text.npos; at = text.find("://", at)) {
    at += 3;
    const auto url = text.substr(at, text.find_first_of(" \t\r\n\"'", at) - at);
    const auto colon = url.find(':');
    const auto at_sign = url.rfind('@');
    const bool has_password = colon != url.npos && at_sign != url.npos && colon + 1 < at_sign;
    if (has_password && !is_placeholder(url.substr(colon + 1))) return at + colon + 1;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_secret(std::string_view text) {
  if (const auto key = text.find(end_of_key_header); key != text.npos) {
    const auto start = text.rfind(start_of_key_header, key);
    return start == text.npos ? key : start;
  }
  if (const auto password = find_url_password(text)) return password;
  std::string_view before;
  for (auto rest = text; !rest.empty();) {
    const auto word = take_word(rest);
    if (has_known_prefix(word) || looks_random(word) || is_credential_after(before, word))
      return static_cast<std::size_t>(word.data() - text.data());
    before = word;
  }
  return std::nullopt;
}

bool looks_like_secret(std::string_view text) {
  return find_secret(text).has_value();
}

}  // namespace tempo_admission::tempo
