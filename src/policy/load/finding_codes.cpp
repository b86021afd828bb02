#include "policy/load/finding_codes.hpp"

#include <algorithm>

#include "policy/load/embedded_text.hpp"

namespace tempo_admission::policy {
namespace {

// One per line: the code, then " refused" if Tempo rejects such a file, " fatal" if it crashes.
std::vector<FindingCode> read_codes(std::string_view lines) {
  std::vector<FindingCode> codes;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    const auto name = line.substr(0, line.find(' '));
    codes.push_back({name, name.size() != line.size()});
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  return codes;
}

}  // namespace

const std::vector<FindingCode>& finding_codes() {
  static const auto codes = read_codes(embedded_text("finding-codes"));
  return codes;
}

const FindingCode* find_code(std::string_view name) {
  const auto& codes = finding_codes();
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const FindingCode& code) { return code.name == name; });
  return found == codes.end() ? nullptr : &*found;
}

}  // namespace tempo_admission::policy
