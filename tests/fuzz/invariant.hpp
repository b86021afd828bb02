// What a fuzzer holds to be true, how deep it got, and a bug planted on purpose. Knows nothing of
// what is fuzzed.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace tempo_admission::fuzz {

// Ends the process where the promise is broken: libFuzzer keeps the input.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// Tells libFuzzer of a thing that is worth keeping an input for, though it runs through no new line
// of code: most of what is kept for the code alone is refused early, and leads nowhere.
inline void reached(std::size_t thing) {
  __attribute__((section("__libfuzzer_extra_counters"))) static std::uint8_t counters[256];
  counters[std::min(thing, sizeof(counters) - 1)] = 1;
}

// A good input of a length that none has had yet.
inline void reached_good_input(std::size_t bytes) {
  reached(bytes / 16);
}

// What a fuzzer returns. An input that is wrong in many places is checked, but leads nowhere: it is
// not kept, and what libFuzzer changes next is nearly good.
inline int kept_if_nearly_good(std::size_t faults) {
  constexpr std::size_t most_faults = 2;
  return faults <= most_faults ? 0 : -1;
}

// In a fuzzer's planted twin, ends the process where the fuzzer got this deep: shows that it can.
inline void planted_bug([[maybe_unused]] bool reached) {
#ifdef TEMPO_ADMISSION_PLANTED_BUG
  if (!reached) return;
  std::fputs("planted bug\n", stderr);
  std::abort();
#endif
}

}  // namespace tempo_admission::fuzz
