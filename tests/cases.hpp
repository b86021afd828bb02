// Pairs x.yaml and x.out below tests/: the text gives exactly what is in x.out.
// TEMPO_ADMISSION_UPDATE_CASES=1 in the environment writes each x.out anew instead; a person reads
// the difference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tempo_admission {

// "tempo/rules/validators/bucket-factor" for each pair or half of one below tests/`folder`; sorted.
std::vector<std::string> case_names(const std::string& folder);

// The text of x.yaml; "" without that file.
std::string case_text(const std::string& name);

// What x.out contains, rewritten first if the update mode is on; "" without that file.
std::string expected_output(const std::string& name, std::string_view output);

// For gtest: "/" and "-" become "_".
std::string case_label(std::string name);

}  // namespace tempo_admission
