#include "tempo/declared/name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct NameCase {
  std::string_view name;  // as YAML, in double quotes
  std::string_view code;
  std::string_view hint;
};

class BadName : public testing::TestWithParam<NameCase> {};

TEST_P(BadName, IsToldWithABetterOne) {
  const auto judgement = judge("tenants: [{name: \"" + std::string(GetParam().name) + "\"}]");
  ASSERT_EQ(judgement.diagnostics.size(), 1U) << GetParam().name;
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.code, GetParam().code);
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.hint, GetParam().hint);
}

constexpr std::string_view form = "use 3 to 64 of a-z 0-9 -, with a letter or digit at both ends";

INSTANTIATE_TEST_SUITE_P(
    Table, BadName,
    testing::Values(NameCase{"Team_A", "declared/bad-name", "write 'team-a'"},
                    NameCase{"team.a", "declared/bad-name", "write 'team-a'"},
                    NameCase{"-team", "declared/bad-name", "write 'team'"},
                    NameCase{"a", "declared/bad-name", "use 3 to 64 characters"},
                    NameCase{"ab", "declared/bad-name", "use 3 to 64 characters"},
                    NameCase{"", "declared/bad-name", form},
                    NameCase{"t\u00e9", "declared/bad-name", form},
                    NameCase{"x;rm -rf /", "declared/shell-metacharacter", "write 'x-rm--rf'"},
                    NameCase{"team a", "declared/shell-metacharacter", "write 'team-a'"},
                    NameCase{"team:a", "declared/shell-metacharacter", "write 'team-a'"},
                    NameCase{"$(id)", "declared/shell-metacharacter", form},
                    NameCase{"team*", "declared/shell-metacharacter", "write 'team'"},
                    NameCase{"team\\n", "declared/shell-metacharacter", "write 'team'"},
                    NameCase{"overrides", "declared/reserved-name", "choose another name"}));

TEST(DeclaredName, TakesNamesOfThreeTo58Characters) {
  EXPECT_THAT(told("tenants: [{name: abc}, {name: " + std::string(58, 'a') + "}]"), IsEmpty());
}

TEST(DeclaredName, WarnsOfNamesOf59To64Characters) {
  const auto judgement = judge("tenants: [{name: " + std::string(64, 'a') + "}]");
  ASSERT_EQ(judgement.diagnostics.size(), 1U);
  EXPECT_EQ(judgement.diagnostics[0].diagnostic.severity, Severity::warning);
}

TEST(DeclaredName, RefusesNamesOf65Characters) {
  EXPECT_THAT(told("tenants: [{name: " + std::string(65, 'a') + "}]"),
              ElementsAre(HasSubstr("declared/bad-name")));
}

TEST(DeclaredName, SayThatANameIsEmpty) {
  EXPECT_THAT(everything_said(judge("tenants: [{name: ''}]")), HasSubstr("tenant name is empty"));
}

}  // namespace
}  // namespace tempo_admission::tempo::declared
