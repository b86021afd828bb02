#include "tempo/values/tenant_id.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::array<std::string_view, 3> reserved_names = {"tempo_cluster_seed.json", "work.json",
                                                            "overrides"};

constexpr bool is_supported(char c) {
  const bool letter_or_digit =
      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter_or_digit || std::string_view("!-_.*'()").find(c) != std::string_view::npos;
}

std::size_t supported_prefix(std::string_view name) {
  const auto* stop = std::find_if_not(name.begin(), name.end(), is_supported);
  return static_cast<std::size_t>(stop - name.begin());
}

// By number if printing the character would be misleading or unsafe (homoglyphs, controls).
std::string name_of_first_character(std::string_view text) {
  if (text[0] > ' ' && text[0] <= '~') return "'" + std::string(1, text[0]) + "'";
  std::array<char, 16> buffer{};
  const auto point = first_code_point(text);
  const auto byte = static_cast<unsigned char>(text[0]);
  const auto value = point.valid ? static_cast<unsigned>(point.value) : byte;
  std::snprintf(buffer.data(), buffer.size(), point.valid ? "U+%04X" : "byte 0x%02X", value);
  return buffer.data();
}

}  // namespace

std::optional<TenantIdFault> check_tenant_id(std::string_view name) {
  if (name.empty()) return TenantIdFault::empty;
  if (supported_prefix(name) != name.size()) return TenantIdFault::unsupported_character;
  if (name.size() > longest_tenant_id_bytes) return TenantIdFault::too_long;
  if (name == "." || name == "..") return TenantIdFault::dot_segment;
  const bool reserved =
      std::find(reserved_names.begin(), reserved_names.end(), name) != reserved_names.end();
  if (reserved) return TenantIdFault::reserved;
  return std::nullopt;
}

std::string explain(TenantIdFault fault, std::string_view name) {
  switch (fault) {
    case TenantIdFault::empty:
      return "tenant name is empty";
    case TenantIdFault::unsupported_character: {
      const auto at = supported_prefix(name);
      if (at == name.size()) return "tenant name contains an unsupported character";
      return "tenant name contains " + name_of_first_character(name.substr(at)) + " at byte " +
             std::to_string(at + 1) + "; only A-Z a-z 0-9 ! - _ . * ' ( ) are allowed";
    }
    case TenantIdFault::too_long:
      return "tenant name is " + std::to_string(name.size()) + " bytes long; at most " +
             std::to_string(longest_tenant_id_bytes) + " are allowed";
    case TenantIdFault::dot_segment:
      return "tenant name \"" + std::string(name) + "\" is not allowed: it is a relative path";
    case TenantIdFault::reserved:
      return "tenant name \"" + std::string(name) +
             "\" is reserved: Tempo stores an object of that name next to the tenants";
  }
  return {};
}

}  // namespace tempo_admission::tempo
