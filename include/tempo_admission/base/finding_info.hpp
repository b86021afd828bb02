// What a kind of finding means, declared once, next to its check: reports, --explain, the pages in
// docs/ and the tests of the examples all come from this declaration. Knows nothing of when a
// finding applies.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tempo_admission/base/diagnostic.hpp"

namespace tempo_admission {

// What Tempo does with a file that has the problem; this decides the default severity.
enum class Effect : unsigned char {
  refused,      // it does not load the file: an error
  fatal_load,   // it crashes while loading the file: an error
  fatal_later,  // it loads the file and crashes when it uses the value: an error
  error,        // something other than Tempo refuses it
  warning       // it works, but not as the author meant it
};

// The file is refused: by the decoder, or because loading it crashes Tempo.
[[nodiscard]] constexpr bool is_refused(Effect effect) {
  return effect == Effect::refused || effect == Effect::fatal_load;
}

[[nodiscard]] constexpr Fatal fatal_of(Effect effect) {
  if (effect == Effect::fatal_load) return Fatal::load;
  return effect == Effect::fatal_later ? Fatal::later : Fatal::never;
}

[[nodiscard]] constexpr Severity severity_of(Effect effect) {
  return effect == Effect::warning ? Severity::warning : Severity::error;
}

// A file that a test judges, as a raw string: it starts with a line break that is not part of the
// file, and lacks the last one.
struct FindingExample {
  std::string_view options;  // what the example needs, as in "version=2.10"; may be empty
  std::string_view text;     // empty: no example

  [[nodiscard]] std::string file() const { return std::string(text.substr(1)) + '\n'; }
};

// All strings are literals, so a declaration costs nothing until somebody reads it. Immutable: any
// thread may use it.
struct FindingInfo {
  std::string_view code;  // "overrides/unknown-field": never renamed, its meaning never changes
  Effect effect = Effect::error;
  Cause cause = Cause::invalid;
  std::string_view meaning;         // one line, for the list of all codes
  std::string_view otherwise = {};  // when it has another severity: "error if ..."; may be empty
  std::string_view section = {};    // heading in the page; empty: the page sorts by effect
  std::string_view why = {};        // why it matters and what to do; Markdown
  FindingExample bad = {};          // gives the finding; empty if no short file can
  FindingExample good = {};         // the same, fixed

  // Tempo refuses the file or crashes: always an error, whatever a policy says.
  [[nodiscard]] constexpr bool stops_tempo() const {
    return effect != Effect::error && effect != Effect::warning;
  }
};

// The findings that one file declares, in the order of their page.
using FindingList = std::span<const FindingInfo* const>;

}  // namespace tempo_admission
