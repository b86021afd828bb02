// docs/overrides.md against the code: every code has a section, every example gives what it says.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo/findings/codes.hpp"
#include "tempo_admission/tempo/overrides.hpp"
#include "test_data.hpp"

namespace tempo_admission::tempo {
namespace {

// The yaml room's codes that an example can show; the others are limits.
constexpr std::array<std::string_view, 11> yaml_codes = {
    "yaml/syntax",          "yaml/encoding",       "yaml/control-character",
    "yaml/not-a-mapping",   "yaml/unknown-anchor", "yaml/alias-cycle",
    "yaml/alias-expansion", "yaml/merge",          "yaml/tag",
    "yaml/complex-key",     "yaml/indented-text"};

std::vector<std::string> codes_of_sections() {
  std::vector<std::string> codes(yaml_codes.begin(), yaml_codes.end());
  for (const auto& code : all_codes) codes.emplace_back(code.name);
  return codes;
}

struct Example {
  std::string code;     // of the section it is in
  std::string options;  // what follows ```yaml
  std::string text;

  [[nodiscard]] bool is_bad() const { return options.starts_with("bad"); }
  // The value after "name=", empty if absent.
  [[nodiscard]] std::string option(const std::string& name) const {
    const auto begin = options.find(name + "=");
    if (begin == std::string::npos) return "";
    const auto value = options.substr(begin + name.size() + 1);
    return value.substr(0, value.find(' '));
  }
};

struct Page {
  std::vector<std::string> sections;
  std::vector<Example> examples;
};

std::string read_block(std::istream& lines) {
  std::string text;
  for (std::string line; std::getline(lines, line) && line != "```";) text += line + "\n";
  return text;
}

Page read_page() {
  constexpr std::string_view heading = "### ";
  constexpr std::string_view fence = "```yaml ";
  std::ifstream lines(test_data() / "../docs/overrides.md");
  Page page;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(heading)) page.sections.push_back(line.substr(heading.size()));
    if (line.starts_with(fence))
      page.examples.push_back({page.sections.back(), line.substr(fence.size()), read_block(lines)});
  }
  return page;
}

OverridesSettings settings_of(const Example& example) {
  OverridesSettings settings;
  if (const auto version = example.option("version"); !version.empty())
    settings.version = parse_version(version)->version;
  if (const auto factor = example.option("replication-factor"); !factor.empty())
    settings.replication_factor = std::stoi(factor);
  settings.expand_env = example.options.find("expand-env") != std::string::npos;
  std::istringstream forwarders(example.option("forwarders"));
  for (std::string name; std::getline(forwarders, name, ',');) settings.forwarders.push_back(name);
  return settings;
}

// Replaces "\\xFF" by that byte.
std::string unescaped(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text.compare(i, 2, "\\x") == 0;
    bytes += escape ? static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16)) : text[i];
    if (escape) i += 3;
  }
  return bytes;
}

std::string text_of(const Example& example) {
  const bool escaped = example.options.find(" escaped") != std::string::npos;
  auto text = escaped ? unescaped(example.text) : example.text;
  if (const auto size = example.option("padded-to"); !size.empty())
    while (text.size() < std::stoul(size)) text += "# a comment that pads the file\n";
  return text;
}

std::string codes_found(const Example& example) {
  std::string codes;
  for (const auto& diagnostic : judge_overrides(text_of(example), settings_of(example)).diagnostics)
    codes += diagnostic.code + "\n";
  return codes;
}

TEST(OverridesPage, HasASectionOnEveryCode) {
  EXPECT_EQ(read_page().sections, codes_of_sections());
}

TEST(OverridesPage, HasABadAndAGoodExampleForEveryCode) {
  std::map<std::string, std::pair<int, int>> counts;
  for (const auto& example : read_page().examples)
    ++(example.is_bad() ? counts[example.code].first : counts[example.code].second);
  for (const auto& code : codes_of_sections()) EXPECT_EQ(counts[code], std::pair(1, 1)) << code;
}

TEST(OverridesPage, EveryBadExampleGivesItsCode) {
  for (const auto& example : read_page().examples) {
    if (!example.is_bad()) continue;
    EXPECT_NE(codes_found(example).find(example.code + "\n"), std::string::npos)
        << example.code << "\n"
        << example.text << codes_found(example);
  }
}

TEST(OverridesPage, NoGoodExampleGivesItsCode) {
  for (const auto& example : read_page().examples) {
    if (example.is_bad()) continue;
    EXPECT_EQ(codes_found(example).find(example.code + "\n"), std::string::npos)
        << example.code << "\n"
        << example.text << codes_found(example);
  }
}

TEST(OverridesPage, TempoLoadsEveryGoodExample) {
  for (const auto& example : read_page().examples) {
    if (example.is_bad()) continue;
    EXPECT_EQ(judge_overrides(text_of(example), settings_of(example)).tempo_accepts, true)
        << example.code << "\n"
        << example.text << codes_found(example);
  }
}

}  // namespace
}  // namespace tempo_admission::tempo
