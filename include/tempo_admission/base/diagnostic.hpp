// One thing that is wrong in a text that somebody wrote, in words that let them mend it.
// Knows nothing of rules, modes or where the text came from.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission {

enum class Severity : unsigned char { warning, error };

// When the program that the text is for ends because of it.
enum class Fatal : unsigned char {
  never,
  load,   // while it reads the text: at a start, and at every reload
  start,  // once the text is read, before it is ready
  later   // once it runs: at the first use of the value
};
[[nodiscard]] constexpr std::string_view to_string(Fatal fatal) {
  constexpr std::array<std::string_view, 4> names = {"", "load", "start", "later"};
  return names[static_cast<std::size_t>(fatal)];
}

struct Diagnostic {
  std::string code;  // stable identifier, e.g. "overrides/unknown-field"; documented in docs/
  Severity severity = Severity::error;
  std::string message;  // what is wrong, one sentence, no position in it
  std::string
      path;  // where in the document, e.g. "team-a.ingestion.rate_limit_bytes"; may be empty
  Position position;                 // where in the text; unknown for faults of the whole
  std::string hint;                  // how to mend it; may be empty
  bool tempo_rejects = false;        // the Tempo at hand would not load the file because of this
  Fatal tempo_fatal = Fatal::never;  // it would end because of this; refusing a file ends nothing

  // No policy lowers such a finding, and no cap hides it.
  [[nodiscard]] bool stops_tempo() const { return tempo_rejects || tempo_fatal != Fatal::never; }
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace tempo_admission
