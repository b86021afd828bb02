// Reads the options of a finding's examples ("version=2.10 expand-env").
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/finding_info.hpp"

namespace tempo_admission {

// The value after "name=", empty if absent.
inline std::string option(const FindingExample& example, const std::string& name) {
  const auto options = " " + std::string(example.options);
  const auto begin = options.find(" " + name + "=");
  if (begin == std::string::npos) return "";
  const auto value = options.substr(begin + name.size() + 2);
  return value.substr(0, value.find(' '));
}

// The items of "name=a,b".
inline std::vector<std::string> list_option(const FindingExample& example,
                                            const std::string& name) {
  std::istringstream items(option(example, name));
  std::vector<std::string> list;
  for (std::string item; std::getline(items, item, ',');) list.push_back(item);
  return list;
}

inline bool has_flag(const FindingExample& example, std::string_view name) {
  return (" " + std::string(example.options) + " ").find(" " + std::string(name) + " ") !=
         std::string::npos;
}

// The documents of an example that are separated by "---".
inline std::vector<std::string> documents_of(const FindingExample& example) {
  constexpr std::string_view separator = "---\n";
  std::vector<std::string> documents(1);
  std::istringstream lines(example.file());
  for (std::string line; std::getline(lines, line);) {
    if (line + "\n" == separator)
      documents.emplace_back();
    else
      documents.back() += line + "\n";
  }
  return documents;
}

}  // namespace tempo_admission
