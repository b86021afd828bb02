// Judges declared tenants and lists the findings. Knows nothing of what is expected.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/tempo/declared_tenants.hpp"

namespace tempo_admission::tempo::declared {

inline DeclaredTenantsJudgement judge(std::string_view text,
                                      const DeclaredTenantsSettings& settings = {}) {
  return judge_declared_tenants({{"tenants.yaml", text}}, settings);
}

// "code path line:column" of each finding.
inline std::vector<std::string> told(const DeclaredTenantsJudgement& judgement) {
  std::vector<std::string> lines;
  for (const auto& [key, found] : judgement.diagnostics)
    lines.push_back(found.code + " " + found.path + " " + std::to_string(found.position.line) +
                    ":" + std::to_string(found.position.column));
  return lines;
}

inline std::vector<std::string> told(std::string_view text,
                                     const DeclaredTenantsSettings& settings = {}) {
  return told(judge(text, settings));
}

// The hint of the only finding.
inline std::string hint(std::string_view text) {
  const auto judgement = judge(text);
  EXPECT_EQ(judgement.diagnostics.size(), 1U) << text;
  return judgement.diagnostics.empty() ? "" : judgement.diagnostics[0].diagnostic.hint;
}

inline std::string everything_said(const DeclaredTenantsJudgement& judgement) {
  std::string said;
  for (const auto& [key, found] : judgement.diagnostics)
    said += found.message + "\n" + found.path + "\n" + found.hint + "\n";
  return said;
}

}  // namespace tempo_admission::tempo::declared
