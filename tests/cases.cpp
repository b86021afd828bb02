#include "cases.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "test_data.hpp"

namespace tempo_admission {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

std::filesystem::path file_of(const std::string& name, const char* ending) {
  return test_data() / (name + ending);
}

}  // namespace

std::vector<std::string> case_names(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test_data() / folder)) {
    const auto& path = entry.path();
    if (path.extension() != ".yaml" && path.extension() != ".out") continue;
    names.insert(path.lexically_relative(test_data()).replace_extension().generic_string());
  }
  return {names.begin(), names.end()};
}

std::string case_text(const std::string& name) {
  return text_of(file_of(name, ".yaml"));
}

std::string expected_output(const std::string& name, std::string_view output) {
  if (std::getenv("TEMPO_ADMISSION_UPDATE_CASES") != nullptr)
    std::ofstream(file_of(name, ".out"), std::ios::binary) << output;
  return text_of(file_of(name, ".out"));
}

std::string case_label(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '-' || c == '.'; }, '_');
  return name;
}

}  // namespace tempo_admission
