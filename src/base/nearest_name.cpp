#include "tempo_admission/base/nearest_name.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "tempo_admission/base/ascii.hpp"

namespace tempo_admission {
namespace {

constexpr std::size_t longest_name = 128;
using Row = std::array<unsigned, longest_name + 1>;

// Costs are scaled by four so that a difference in case can cost a quarter.
constexpr unsigned edit = 4;
constexpr unsigned other_case = 1;

unsigned replace_cost(char a, char b) {
  if (a == b) return 0;
  return to_lower(a) == to_lower(b) ? other_case : edit;
}

// Optimal string alignment distance, keeping three rows. If it exceeds `bound`, returns some number
// above `bound`.
unsigned distance(std::string_view a, std::string_view b, unsigned bound) {
  Row before_last{};
  Row last{};
  Row current{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<unsigned>(j) * edit;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<unsigned>(i) * edit;
    unsigned least = current[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      current[j] = std::min(
          {last[j] + edit, current[j - 1] + edit, last[j - 1] + replace_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before_last[j - 2] + edit);
      least = std::min(least, current[j]);
    }
    // A swap reaches back two rows and costs one edit.
    if (least > bound + edit) return least;
    before_last = last;
    last = current;
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view written,
                                             std::span<const std::string_view> candidates) {
  if (written.empty() || written.size() > longest_name) return std::nullopt;
  std::optional<std::string_view> best;
  unsigned best_cost = 0;
  for (const auto candidate : candidates) {
    if (candidate.empty() || candidate.size() > longest_name) continue;
    if (best && best_cost == 0) break;
    const auto longer = std::max(written.size(), candidate.size());
    const auto shorter = std::min(written.size(), candidate.size());
    const auto near_enough = static_cast<unsigned>(longer * edit / 3);
    const unsigned bound = best ? std::min(near_enough, best_cost - 1) : near_enough;
    if ((longer - shorter) * edit > bound) continue;
    const unsigned cost = distance(written, candidate, bound);
    if (cost <= bound) {
      best = candidate;
      best_cost = cost;
    }
  }
  return best;
}

}  // namespace tempo_admission
