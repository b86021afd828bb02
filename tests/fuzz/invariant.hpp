// What a fuzzer holds to be true, and a bug planted on purpose. Knows nothing of what is fuzzed.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace tempo_admission::fuzz {

// Ends the process where the promise is broken: libFuzzer keeps the input.
inline void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

// Of a length that no seed has: what is deep in the seeds already is found anew.
inline bool is_of_new_length(std::size_t bytes) {
  for (const std::size_t rest : {6U, 8U, 21U, 23U, 25U, 31U, 33U, 36U, 41U})
    if (bytes % 64 == rest) return true;
  return false;
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
