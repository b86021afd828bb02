#include "policy/load/finding_codes.hpp"

#include <algorithm>
#include <array>

#include "tempo_admission/policy/findings.hpp"
#include "tempo_admission/tempo/findings.hpp"
#include "tempo_admission/yaml/findings.hpp"

namespace tempo_admission::policy {
namespace {

// Reported by `check` before any rule is asked: a severity for them is accepted, and has no effect.
constexpr std::array<std::string_view, 2> codes_of_check = {"manifest/not-json",
                                                            "manifest/unreadable"};

std::vector<FindingCode> collect_codes() {
  std::vector<FindingCode> codes;
  for (const auto& list : {yaml::finding_list(), tempo::finding_list(), finding_list()})
    for (const auto* info : list)
      if (!info->code.starts_with("policy/")) codes.push_back({info->code, info->stops_tempo()});
  for (const auto code : codes_of_check) codes.push_back({code, false});
  std::sort(codes.begin(), codes.end(),
            [](const FindingCode& a, const FindingCode& b) { return a.name < b.name; });
  return codes;
}

}  // namespace

const std::vector<FindingCode>& finding_codes() {
  static const auto codes = collect_codes();
  return codes;
}

const FindingCode* find_code(std::string_view name) {
  const auto& codes = finding_codes();
  const auto found = std::lower_bound(
      codes.begin(), codes.end(), name,
      [](const FindingCode& code, std::string_view wanted) { return code.name < wanted; });
  return found == codes.end() || found->name != name ? nullptr : &*found;
}

}  // namespace tempo_admission::policy
