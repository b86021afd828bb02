// Invariants of fuzzers, how deep they got, and a bug planted on purpose. Knows nothing of what is
// fuzzed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace tempo_admission::fuzz {

// Aborts the process if the invariant does not hold; libFuzzer keeps the input.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// Makes libFuzzer keep an input that covers no new code: most inputs kept for coverage alone are
// rejected early and lead nowhere.
inline void reached(std::size_t thing) {
  __attribute__((section("__libfuzzer_extra_counters"))) static std::uint8_t counters[256];
  counters[std::min(thing, sizeof(counters) - 1)] = 1;
}

// A valid input of a new length.
inline void reached_good_input(std::size_t bytes) {
  reached(bytes / 16);
}

// The return value of a fuzzer. An input with many errors is checked but not kept, so that
// libFuzzer mutates inputs that are nearly valid.
inline int kept_if_nearly_good(std::size_t faults) {
  constexpr std::size_t most_faults = 2;
  return faults <= most_faults ? 0 : -1;
}

// In a fuzzer's planted twin, aborts the process: proves that the fuzzer can get this deep.
inline void planted_bug([[maybe_unused]] bool reached) {
#ifdef TEMPO_ADMISSION_PLANTED_BUG
  if (!reached) return;
  std::fputs("planted bug\n", stderr);
  std::abort();
#endif
}

}  // namespace tempo_admission::fuzz
