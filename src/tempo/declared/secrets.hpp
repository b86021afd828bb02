// Finds plaintext credentials anywhere in a part: values, keys and comments. Reports
// declared/secret-in-clear without repeating the credential.
#pragma once

#include <cstddef>
#include <string_view>

#include "tempo/declared/report.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

namespace declared {
extern const FindingInfo secret_in_clear;
}  // namespace declared

[[nodiscard]] FindingList secret_findings();

// Values and keys of a parsed part.
void check_values_for_secrets(const yaml::Document& document, std::size_t part,
                              DeclaredReport& report);

// Comments, which the parsed document no longer contains.
void check_comments_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report);

// Line by line, for a part that is not valid YAML.
void check_lines_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report);

}  // namespace tempo_admission::tempo
