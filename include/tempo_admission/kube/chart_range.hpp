// "tempo-distributed >=1.21.1 <4": a Helm chart and the versions of it that a rule selects. The
// label helm.sh/chart holds "<name>-<semver>" with '+' written as '_', cut at 63 characters.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::kube {

// Semantic Versioning 2.0.0; build metadata is ignored when versions are compared.
struct SemanticVersion {
  std::array<std::uint64_t, 3> numbers{};  // major, minor, patch
  std::string prerelease;
  friend std::strong_ordering operator<=>(const SemanticVersion& a, const SemanticVersion& b);
  friend bool operator==(const SemanticVersion& a, const SemanticVersion& b) = default;
};

struct ChartRange {
  enum class Comparison : std::uint8_t {
    less,
    less_equal,
    equal,
    not_equal,
    greater_equal,
    greater
  };
  struct Bound {
    Comparison comparison = Comparison::equal;
    SemanticVersion version;
    // How many numbers were written. "<4" compares only the first number, so it excludes
    // 4.0.0-rc.1.
    std::uint8_t precision = 3;
  };
  std::string chart;
  std::vector<Bound> bounds;  // all must hold; none: every version
};

// "NAME [OP]VERSION ..." with OP one of < <= = != >= > (none: =) and VERSION "1", "1.2", "1.2.3" or
// with a pre-release. The error names the invalid word and the problem.
[[nodiscard]] Result<ChartRange> parse_chart_range(std::string_view text);

// Returns true if the label's value names this chart in a version within the range.
[[nodiscard]] bool matches(const ChartRange& range, std::string_view chart_label);

}  // namespace tempo_admission::kube
