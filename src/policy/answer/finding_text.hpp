// A finding in words, made fit for a terminal: one line, no control characters.
#pragma once

#include <string>

#include "tempo_admission/policy/finding.hpp"

namespace tempo_admission::policy {

// "overrides.yaml:4:7 team-a.ingestion.rate_limit_byte: unknown field [overrides/unknown-field]",
// at most max_bytes.
[[nodiscard]] std::string describe(const Finding& finding, std::size_t max_bytes);

// The same without the path, for a reader who has it before his eyes already.
[[nodiscard]] std::string describe_without_path(const Finding& finding, std::size_t max_bytes);

// "overrides.yaml:4:7 team-a.ingestion.rate_limit_byte: "; for a Service its rule's name.
[[nodiscard]] std::string location(const Finding& finding);

// At most so many characters, "..." at the end where some were cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t max_characters);

// Line breaks become spaces; what a tenant wrote must not look like a line of ours.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t max_bytes);

}  // namespace tempo_admission::policy
