#include "tempo_admission/policy/mode.hpp"

#include <array>

namespace tempo_admission::policy {
namespace {

constexpr std::array<std::string_view, 4> names = {"off", "audit", "warn", "enforce"};

}  // namespace

std::string_view to_string(Mode mode) {
  return names[static_cast<std::size_t>(mode)];
}

std::optional<Mode> parse_mode(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == text) return static_cast<Mode>(i);
  return std::nullopt;
}

}  // namespace tempo_admission::policy
