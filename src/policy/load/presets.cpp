#include <algorithm>
#include <array>

#include "policy/load/embedded_text.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::array<std::string_view, 2> names = {"default", "scrape-gossip-ring"};

}  // namespace

std::optional<std::string_view> preset(std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) return std::nullopt;
  return embedded_text(name);
}

std::vector<std::string_view> preset_names() {
  return {names.begin(), names.end()};
}

std::string_view policy_schema() {
  return embedded_text("schema");
}

}  // namespace tempo_admission::policy
