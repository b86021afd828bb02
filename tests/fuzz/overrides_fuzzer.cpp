// Any bytes as a per-tenant overrides file, judged for one of the versions of Tempo.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {
namespace {

using fuzz::expect;
using fuzz::planted_bug;

bool same(const Diagnostic& a, const Diagnostic& b) {
  return a.code == b.code && a.message == b.message && a.path == b.path &&
         a.position == b.position && a.hint == b.hint;
}

bool some_is_fatal(const OverridesJudgement& judgement) {
  return std::ranges::any_of(judgement.diagnostics, [](const Diagnostic& diagnostic) {
    return diagnostic.tempo_fatal != Fatal::never;
  });
}

bool some_rejects(const OverridesJudgement& judgement) {
  for (const auto& diagnostic : judgement.diagnostics)
    if (diagnostic.tempo_rejects) return true;
  return false;
}

void check_verdict(const OverridesJudgement& judgement) {
  if (judgement.tempo_accepts)
    expect(*judgement.tempo_accepts != some_rejects(judgement),
           "Tempo refuses exactly where a finding says so");
  else
    expect(!judgement.diagnostics.empty(), "a limit that stopped the reading is a finding");
  expect((judgement.tempo_runs == false) ==
             (judgement.tempo_accepts == false || some_is_fatal(judgement)),
         "Tempo does not run exactly where it refuses the file or a finding is fatal");
  for (const auto& diagnostic : judgement.diagnostics) {
    expect(!diagnostic.code.empty() && !diagnostic.message.empty(), "a finding says what it is");
    expect(!diagnostic.stops_tempo() || diagnostic.severity == Severity::error,
           "what Tempo refuses or dies of is an error");
  }
}

void check_repeatable(const OverridesJudgement& first, const OverridesJudgement& second) {
  expect(first.tempo_accepts == second.tempo_accepts, "the same text has the same verdict");
  expect(first.diagnostics.size() == second.diagnostics.size(),
         "the same text has the same findings");
  for (std::size_t i = 0; i < first.diagnostics.size(); ++i)
    expect(same(first.diagnostics[i], second.diagnostics[i]),
           "the same text has the same findings");
}

void check_blocks(std::string_view text, const OverridesJudgement& judgement) {
  for (const auto& tenant : judgement.tenants)
    expect(tenant.block.empty() || text.find(tenant.block) != std::string_view::npos,
           "a tenant's block is part of the text");
}

// Deep enough: a file that Tempo accepts, with a limit for a tenant whose name is longer than the
// names of tenants with that limit are in the seeds.
bool limits_a_long_name(const OverridesJudgement& judgement) {
  constexpr std::size_t seed_bytes = std::string_view("team-a").size();
  return judgement.tempo_accepts == true &&
         std::ranges::any_of(judgement.tenants, [](const Tenant& tenant) {
           return tenant.name.size() > seed_bytes &&
                  tenant.field("ingestion.rate_limit_bytes") != nullptr;
         });
}

}  // namespace
}  // namespace tempo_admission::tempo

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission::tempo;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // One version per input: finding three lengths is faster than judging three times.
  const OverridesSettings settings{.version = known_versions[size % std::size(known_versions)]};
  const auto judgement = judge_overrides(text, settings);
  check_verdict(judgement);
  check_blocks(text, judgement);
  check_repeatable(judgement, judge_overrides(text, settings));
  if (judgement.tempo_accepts == true) tempo_admission::fuzz::reached_good_input(size);
  tempo_admission::fuzz::planted_bug(limits_a_long_name(judgement));
  return tempo_admission::fuzz::kept_if_nearly_good(judgement.diagnostics.size());
}
