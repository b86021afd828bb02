// One thing that is wrong in a text that somebody wrote, in words that let them mend it.
// Knows nothing of rules, modes or where the text came from.
#pragma once

#include <string>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission {

enum class Severity : unsigned char { warning, error };

struct Diagnostic {
  std::string code;  // stable identifier, e.g. "overrides/unknown-field"; documented in docs/
  Severity severity = Severity::error;
  std::string message;  // what is wrong, one sentence, no position in it
  std::string
      path;  // where in the document, e.g. "team-a.ingestion.rate_limit_bytes"; may be empty
  Position position;           // where in the text; unknown for faults of the whole
  std::string hint;            // how to mend it; may be empty
  bool tempo_rejects = false;  // the Tempo at hand would refuse the file, or die of it, for this
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace tempo_admission
