// Judges a file and formats the findings, one per line. Knows nothing of what is expected.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"

namespace tempo_admission::tempo {

// "overrides/unknown-field 3:5 team-a.ingestionx
// " for each finding; "" if there are none.
inline std::string findings(std::string_view text, const OverridesSettings& settings = {}) {
  std::string found;
  for (const auto& d : judge_overrides(text, settings).diagnostics)
    found += d.code + " " + std::to_string(d.position.line) + ":" +
             std::to_string(d.position.column) + " " + d.path + "\n";
  return found;
}

// The first finding with this code; an empty one if there is none.
inline Diagnostic finding(std::string_view text, std::string_view code,
                          const OverridesSettings& settings = {}) {
  for (auto& d : judge_overrides(text, settings).diagnostics)
    if (d.code == code) return d;
  return {};
}

// A tenant "t" with rate limits, followed by the given lines of its mapping.
inline std::string tenant_with(const std::string& lines) {
  return "overrides:\n  t:\n    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n    " +
         lines + "\n";
}

inline OverridesSettings on(Version version) {
  OverridesSettings settings;
  settings.version = version;
  return settings;
}

// "ingestion.rate_limit_bytes=5
// " for each field.
inline std::string fields_of(const Tenant& tenant) {
  std::string text;
  for (const auto& field : tenant.fields) text += field.path + "=" + field.value.text + "\n";
  return text;
}

}  // namespace tempo_admission::tempo
