#include "kube/qualified_name.hpp"

#include <algorithm>
#include <cstddef>

namespace tempo_admission::kube {
namespace {

constexpr std::size_t longest_name_bytes = 63;
constexpr std::size_t longest_prefix_bytes = 253;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_letter_or_digit(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z');
}

bool is_dns_label(std::string_view label) {
  if (label.empty() || !is_lower_or_digit(label.front()) || !is_lower_or_digit(label.back()))
    return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

bool is_dns_subdomain(std::string_view text) {
  if (text.size() > longest_prefix_bytes) return false;
  while (true) {
    const auto dot = text.find('.');
    if (!is_dns_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<void> check_name_part(std::string_view name) {
  if (name.empty()) return failure("is empty");
  if (name.size() > longest_name_bytes)
    return failure("is longer than " + std::to_string(longest_name_bytes) + " characters");
  const bool good = std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
  });
  if (!good) return failure("contains a character other than A-Z a-z 0-9 - _ .");
  if (!is_letter_or_digit(name.front()) || !is_letter_or_digit(name.back()))
    return failure("does not start and end with a letter or digit");
  return {};
}

Result<void> check_qualified_name(std::string_view key) {
  const auto slash = key.find('/');
  const auto name = slash == std::string_view::npos ? key : key.substr(slash + 1);
  if (name.find('/') != std::string_view::npos) return failure("contains more than one '/'");
  if (slash != std::string_view::npos && !is_dns_subdomain(key.substr(0, slash)))
    return failure("has a prefix that is not a DNS subdomain");
  if (auto checked = check_name_part(name); !checked)
    return failure("has a name part that " + checked.error().message);
  return {};
}

}  // namespace tempo_admission::kube
