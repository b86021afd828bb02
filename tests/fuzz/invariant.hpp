// What a fuzzer holds to be true, and a bug planted on purpose. Knows nothing of what is fuzzed.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace tempo_admission::fuzz {

// Ends the process where the promise is broken: libFuzzer keeps the input.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
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
