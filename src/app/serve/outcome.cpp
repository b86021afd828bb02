#include "app/serve/outcome.hpp"

#include <algorithm>

namespace tempo_admission::app {

Outcome outcome_of(const policy::Decision& decision) {
  if (decision.rules.empty()) return Outcome::unselected;
  if (!decision.allowed) return Outcome::denied;
  if (!decision.patch.empty()) return Outcome::patched;
  const bool would_deny = std::ranges::any_of(
      decision.rules, [](const policy::RuleHit& hit) { return hit.would_deny; });
  if (would_deny) return Outcome::would_deny;
  return decision.would_patch.empty() ? Outcome::allowed : Outcome::would_patch;
}

Outcome outcome_of(const policy::RuleHit& hit, kube::Phase phase) {
  const bool enforced = hit.mode == policy::Mode::enforce;
  if (hit.would_deny) return enforced ? Outcome::denied : Outcome::would_deny;
  if (!hit.would_patch || phase != kube::Phase::mutate) return Outcome::allowed;
  return enforced ? Outcome::patched : Outcome::would_patch;
}

}  // namespace tempo_admission::app
