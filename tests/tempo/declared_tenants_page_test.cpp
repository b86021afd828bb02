// docs/declared-tenants.md against the code: every code has a section, and every example gives what
// the page says.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tempo/declared/codes.hpp"
#include "tempo/declared/rfc3339.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"
#include "test_data.hpp"

namespace tempo_admission::tempo::declared_tenants_page_test {
namespace {

struct Example {
  std::string code;     // of the section it is in
  std::string options;  // what follows ```yaml
  std::string text;

  [[nodiscard]] bool is_bad() const { return options.starts_with("bad"); }
  // The value after "name=", empty if absent.
  [[nodiscard]] std::string option(const std::string& name) const {
    const auto begin = options.find(" " + name + "=");
    if (begin == std::string::npos) return "";
    const auto value = options.substr(begin + name.size() + 2);
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
  std::ifstream lines(test_data() / "../docs/declared-tenants.md");
  Page page;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(heading)) page.sections.push_back(line.substr(heading.size()));
    if (line.starts_with(fence))
      page.examples.push_back({page.sections.back(), line.substr(fence.size()), read_block(lines)});
  }
  return page;
}

std::vector<std::string> list_of(const std::string& name) {
  return name.empty() ? std::vector<std::string>() : std::vector{name};
}

DeclaredTenantsSettings settings_of(const Example& example) {
  DeclaredTenantsSettings settings;
  settings.allowed_admin_policies = list_of(example.option("admin"));
  settings.allowed_wildcard_policies = list_of(example.option("wildcard"));
  settings.secret_namespaces = list_of(example.option("secret-namespaces"));
  settings.now = parse_rfc3339(example.option("now"));
  if (const auto days = example.option("max-lifetime-days"); !days.empty())
    settings.max_lifetime = std::chrono::days(std::stoi(days));
  return settings;
}

std::vector<std::string> codes_found(const Example& example) {
  const auto judgement =
      judge_declared_tenants({{"tenants.yaml", example.text}}, settings_of(example));
  std::vector<std::string> codes;
  for (const auto& found : judgement.diagnostics) codes.push_back(found.diagnostic.code);
  return codes;
}

TEST(DeclaredTenantsPage, HasASectionOnEveryCode) {
  std::vector<std::string> codes;
  for (const auto& code : all_declared_codes) codes.emplace_back(code.name);
  EXPECT_EQ(read_page().sections, codes);
}

TEST(DeclaredTenantsPage, HasABadAndAGoodExampleForEveryCode) {
  std::map<std::string, std::pair<int, int>> counts;
  for (const auto& example : read_page().examples)
    ++(example.is_bad() ? counts[example.code].first : counts[example.code].second);
  for (const auto& code : all_declared_codes)
    EXPECT_EQ(counts[std::string(code.name)], std::pair(1, 1)) << code.name;
}

TEST(DeclaredTenantsPage, EveryBadExampleGivesItsCode) {
  for (const auto& example : read_page().examples) {
    if (!example.is_bad()) continue;
    const auto codes = codes_found(example);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), example.code), 1) << example.code;
  }
}

TEST(DeclaredTenantsPage, NoGoodExampleGivesItsCode) {
  for (const auto& example : read_page().examples) {
    if (example.is_bad()) continue;
    const auto codes = codes_found(example);
    EXPECT_EQ(std::count(codes.begin(), codes.end(), example.code), 0) << example.code;
  }
}

}  // namespace
}  // namespace tempo_admission::tempo::declared_tenants_page_test
