// The outcome of a decision in one word, the same in the log and in metrics.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tempo_admission/kube/admission_review.hpp"
#include "tempo_admission/policy/decision.hpp"

namespace tempo_admission::app {

enum class Outcome : std::uint8_t {
  unselected,  // no rule selects this object
  allowed,     // without a patch
  patched,     // allowed with a patch
  denied,
  would_patch,  // as above, held back by audit or warn
  would_deny,
};

inline constexpr std::array<std::string_view, 6> outcome_names{
    "unselected", "allowed", "patched", "denied", "would_patch", "would_deny"};

[[nodiscard]] constexpr std::string_view to_string(Outcome outcome) {
  return outcome_names[static_cast<std::size_t>(outcome)];
}

// Of the whole request: the most severe outcome that happened, else the most severe one that audit
// or warn held back.
[[nodiscard]] Outcome outcome_of(const policy::Decision& decision);
// Of one rule alone, in this phase: only mutating requests can be patched.
[[nodiscard]] Outcome outcome_of(const policy::RuleHit& hit, kube::Phase phase);

}  // namespace tempo_admission::app
