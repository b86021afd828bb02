// Judges a file and shows what was found, one finding a line. Knows nothing of what is expected.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {

// "overrides/unknown-field 3:5 team-a.ingestionx\n" for each; "" for nothing.
inline std::string findings(std::string_view text, const OverridesSettings& settings = {}) {
  std::string found;
  for (const auto& d : judge_overrides(text, settings).diagnostics)
    found += d.code + " " + std::to_string(d.position.line) + ":" +
             std::to_string(d.position.column) + " " + d.path + "\n";
  return found;
}

// The first finding of a code; an empty one where there is none.
inline Diagnostic finding(std::string_view text, std::string_view code,
                          const OverridesSettings& settings = {}) {
  for (auto& d : judge_overrides(text, settings).diagnostics)
    if (d.code == code) return d;
  return {};
}

// A tenant "t" that has its rate limits, and below them the lines given, of its block.
inline std::string tenant_with(const std::string& lines) {
  return "overrides:\n  t:\n    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n    " +
         lines + "\n";
}

inline OverridesSettings on(Version version) {
  OverridesSettings settings;
  settings.version = version;
  return settings;
}

}  // namespace tempo_admission::tempo
