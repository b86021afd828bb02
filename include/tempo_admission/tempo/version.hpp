// The Tempo versions whose reading of overrides files is known.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::tempo {

enum class Version : std::uint8_t { v2_9, v2_10, v3_0 };  // in the order of release

inline constexpr std::array known_versions = {Version::v2_9, Version::v2_10, Version::v3_0};

[[nodiscard]] std::string_view to_string(Version version);  // "2.9", "2.10", "3.0"

// A release mapped to a known version.
struct ParsedVersion {
  Version version = Version::v3_0;
  // `older`: `version` is the oldest known one; `newer`: the latest known one before it.
  enum class Fit : std::uint8_t { known, older, newer } fit = Fit::known;
};

// Accepts "3.0", "v2.10.5", "2.9.0-rc.1"; ignores the patch level. Error: not a version.
[[nodiscard]] Result<ParsedVersion> parse_version(std::string_view text);

// "3.0" of "v3.0.3": the release without its patch level. `text` must be a version.
[[nodiscard]] std::string release_of(std::string_view text);

}  // namespace tempo_admission::tempo
