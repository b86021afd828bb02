// One problem found in a user's file, described so that the user can fix it. Knows nothing of
// rules, modes or where the file came from.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"

namespace tempo_admission {

enum class Severity : unsigned char { warning, error };

// When the program that reads the file exits because of the problem.
enum class Fatal : unsigned char {
  never,
  load,   // while it loads the file: at startup and at every reload
  start,  // after loading, before it is ready
  later   // while running: when the value is first used
};
// The name used in reports; "" for `never`.
[[nodiscard]] constexpr std::string_view to_string(Fatal fatal) {
  constexpr std::array<std::string_view, 4> names = {"", "load", "start", "later"};
  return names[static_cast<std::size_t>(fatal)];
}

// A replacement in the text that a diagnostic is about.
struct Edit {
  Position begin;
  Position end;  // exclusive
  std::string replacement;

  friend bool operator==(const Edit&, const Edit&) = default;
};

// What is wrong in general, for programs that do not know the code.
enum class Cause : unsigned char {
  invalid,
  missing,
  duplicate,
  forbidden,
  not_allowed,  // not one of the allowed values
  caller        // whoever makes the change may not
};

// A plain value that owns its strings.
struct Diagnostic {
  std::string code;  // stable identifier, e.g. "overrides/unknown-field"; documented in docs/
  Severity severity = Severity::error;
  std::string message;  // what is wrong: one sentence, without the position
  // The path in the document, e.g. "team-a.ingestion.rate_limit_bytes"; may be empty.
  std::string path;
  Position position;                 // unknown if the problem concerns the whole file
  std::string hint;                  // how to fix it; may be empty
  bool tempo_rejects = false;        // the configured Tempo version refuses to load the file
  Fatal tempo_fatal = Fatal::never;  // Tempo exits because of it
  Cause cause = Cause::invalid;
  bool from_policy = false;  // a requirement of the policy: the Tempo version makes no difference
  // Applied together, they remove the finding and cause no error. Empty: the hint is advice.
  std::vector<Edit> edits = {};

  // True if Tempo rejects the file or exits; no policy may lower such a finding and no cap may hide
  // it.
  [[nodiscard]] bool stops_tempo() const { return tempo_rejects || tempo_fatal != Fatal::never; }
};

using Diagnostics = std::vector<Diagnostic>;

}  // namespace tempo_admission
