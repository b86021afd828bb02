// Shows what a finding means: the same section in docs/, in the terminal and in SARIF. Knows
// nothing of files or of the command line.
#pragma once

#include <string>
#include <string_view>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission::app {

// "error, Tempo refuses"; with the cases in which it is another one.
[[nodiscard]] std::string severity_words(const FindingInfo& info);

// "overrides.md#overridesunknown-field": where docs/ describes the finding.
[[nodiscard]] std::string page_link(const FindingInfo& info);

// The address of that on the web; empty if this build has no address for its docs.
[[nodiscard]] std::string page_address(const FindingInfo& info);

// The section in Markdown: severity and meaning, why, a bad and a good example. Ends in a line
// break.
[[nodiscard]] std::string page_section(const FindingInfo& info);

// All findings as JSON, for the generator of the pages and for other programs.
[[nodiscard]] std::string all_pages_as_json();

}  // namespace tempo_admission::app
