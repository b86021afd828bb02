// Credentials in the clear, wherever they stand in a part: values, keys and comments.
#pragma once

#include <cstddef>
#include <string_view>

#include "tempo/declared/report.hpp"
#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::tempo {

void check_values_for_secrets(const yaml::Document& document, std::size_t part,
                              DeclaredReport& report);

void check_comments_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report);

// Line by line: of a text that is no YAML.
void check_lines_for_secrets(std::string_view text, std::size_t part, DeclaredReport& report);

}  // namespace tempo_admission::tempo
