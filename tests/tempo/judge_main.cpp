// Prints whether each known Tempo would load a file, for the comparison with Tempo's own decoding
// (tests/go_yaml). Input: one file after the other, each as a decimal length, a newline and the
// bytes. Output, one line each: for each version "accept", "unknown", or "reject:" and the first
// code.
#include <iostream>
#include <string>
#include <string_view>

#include "tempo_admission/tempo/overrides.hpp"

namespace {

using tempo_admission::tempo::known_versions;
using tempo_admission::tempo::OverridesSettings;
using tempo_admission::tempo::Version;

std::string verdict(std::string_view text, Version version) {
  OverridesSettings settings;
  settings.version = version;
  const auto judgement = judge_overrides(text, settings);
  if (!judgement.tempo_accepts) return "unknown";
  if (*judgement.tempo_accepts) return "accept";
  std::string word = "reject:";
  for (const auto& diagnostic : judgement.diagnostics)
    if (diagnostic.tempo_rejects) return word + diagnostic.code;
  return word;
}

}  // namespace

int main() {
  std::string length;
  while (std::getline(std::cin, length)) {
    std::string text(std::stoul(length), '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto version : known_versions) std::cout << verdict(text, version) << ' ';
    std::cout << std::endl;
  }
}
