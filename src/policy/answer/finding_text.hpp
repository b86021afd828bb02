// Formats a finding for a terminal: one line, no control characters.
#pragma once

#include <string>

#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::policy {

// "overrides.yaml:4:7 team-a.ingestion.rate_limit_byte: unknown field [overrides/unknown-field]",
// at most max_bytes.
[[nodiscard]] std::string describe(const Finding& finding, std::size_t max_bytes);

// The same without the path, if the reader already sees it.
[[nodiscard]] std::string describe_without_path(const Finding& finding, std::size_t max_bytes);

// "overrides.yaml:4:7 team-a.ingestion.rate_limit_byte: "; for a Service the name of its rule.
[[nodiscard]] std::string location(const Finding& finding);

// "line 4 rate_limit_bytes: ", to leave room for the message. The field is left out if the message
// names it; long names are cut.
[[nodiscard]] std::string short_location(const Finding& finding);

// Cuts to at most max_characters; a cut string ends in "...".
[[nodiscard]] std::string shortened(std::string_view text, std::size_t max_characters);

// Replaces line breaks with spaces, so that tenant input cannot imitate a line of our output.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t max_bytes);

}  // namespace tempo_admission::policy
