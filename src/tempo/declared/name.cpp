#include "tempo/declared/name.hpp"

#include <algorithm>
#include <cstddef>

#include "tempo/declared/report.hpp"
#include "tempo/values/tenant_id.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t shortest_name = 3;  // admin API v3, like longest_name
constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_derived = 64;
constexpr std::string_view derived_prefix =
    "write-";  // the chart's Job derives policy names with it
constexpr std::size_t longest_dns_label = 63;

bool is_lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_harmless_in_a_shell(char c) {
  const bool upper = c >= 'A' && c <= 'Z';
  const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
  return is_lower_or_digit(c) || upper || beyond_ascii || c == '-' || c == '_' || c == '.';
}

bool has_good_form(std::string_view name) {
  const bool good = std::all_of(name.begin(), name.end(),
                                [](char c) { return is_lower_or_digit(c) || c == '-'; });
  return good && !name.empty() && is_lower_or_digit(name.front()) && is_lower_or_digit(name.back());
}

bool is_good(std::string_view name) {
  return has_good_form(name) && name.size() >= shortest_name && name.size() <= longest_name;
}

// The valid name nearest to what was written; may be empty.
std::string mended(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) {
      result += static_cast<char>(c - 'A' + 'a');
    } else {
      result += is_lower_or_digit(c) ? c : '-';
    }
  }
  while (result.starts_with('-')) result.erase(0, 1);
  while (result.ends_with('-')) result.pop_back();
  return result;
}

std::string naming_hint(std::string_view name) {
  const std::string better = looks_like_secret(name) ? "" : mended(name);
  if (is_good(better)) return "write '" + better + "'";
  return "use 3 to 64 of a-z 0-9 -, with a letter or digit at both ends";
}

std::string subject(NamedThing thing, std::string_view name) {
  return std::string(to_string(thing)) + " name " + show(name);
}

std::optional<NameFault> length_fault(NamedThing thing, std::string_view name) {
  if (name.size() < shortest_name)
    return NameFault{declared::bad_name, subject(thing, name) + " is shorter than 3 characters",
                     "use 3 to 64 characters"};
  if (name.size() > longest_name)
    return NameFault{declared::bad_name, subject(thing, name) + " is longer than 64 characters",
                     "use 3 to 64 characters"};
  return std::nullopt;
}

std::optional<NameFault> tenant_fault(std::string_view name) {
  if (check_tenant_id(name) == TenantIdFault::reserved)
    return NameFault{declared::reserved_name,
                     show(name) + " is reserved: Tempo stores an object of that name in its bucket",
                     "choose another name"};
  if (name.size() + derived_prefix.size() > longest_derived)
    return NameFault{declared::long_name,
                     "tenant name is longer than 58 characters: the admin API refuses the access "
                     "policies write-NAME and read-NAME",
                     "use at most 58 characters"};
  return std::nullopt;
}

}  // namespace

std::string_view to_string(NamedThing thing) {
  switch (thing) {
    case NamedThing::tenant:
      return "tenant";
    case NamedThing::access_policy:
      return "access policy";
    case NamedThing::token:
      return "token";
  }
  return {};
}

std::optional<NameFault> check_declared_name(NamedThing thing, std::string_view name) {
  if (name.empty())
    return NameFault{declared::bad_name, std::string(to_string(thing)) + " name is empty",
                     naming_hint(name)};
  if (!std::all_of(name.begin(), name.end(), is_harmless_in_a_shell))
    return NameFault{declared::shell_metacharacter,
                     "shell metacharacter in " + subject(thing, name) +
                         ": the provisioner's Job would interpret it",
                     naming_hint(name)};
  if (!has_good_form(name))
    return NameFault{
        declared::bad_name,
        subject(thing, name) + " is not valid for all of Tempo, the admin API and Kubernetes",
        naming_hint(name)};
  if (auto fault = length_fault(thing, name)) return fault;
  return thing == NamedThing::tenant ? tenant_fault(name) : std::nullopt;
}

bool is_dns_label(std::string_view text) {
  return has_good_form(text) && text.size() <= longest_dns_label;
}

}  // namespace tempo_admission::tempo
