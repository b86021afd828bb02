#include "tempo/declared/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(DeclaredReader, PointsAtTheKeyOfAnUnknownField) {
  EXPECT_THAT(told("tenants:\n- name: team-a\n  nmae: x\n"),
              ElementsAre("declared/unknown-field tenants[0].nmae 3:3"));
}

TEST(DeclaredReader, PointsAtTheEntryThatLacksAField) {
  EXPECT_THAT(told("tenants:\n- cluster: tempo\n"),
              ElementsAre("declared/missing-field tenants[0].name 2:3"));
}

TEST(DeclaredReader, TellsEveryMissingFieldOfOneEntry) {
  EXPECT_THAT(told("access_policies:\n- {}\n"),
              ElementsAre("declared/missing-field access_policies[0].name 2:3",
                          "declared/missing-field access_policies[0].realms 2:3",
                          "declared/missing-field access_policies[0].scopes 2:3"));
}

TEST(DeclaredReader, HintsAtTheFieldThatWasMeant) {
  EXPECT_EQ(hint("tenants: [{name: team-a, secret_namespace: x}]"),
            "did you mean 'secretNamespace'?");
}

TEST(DeclaredReader, SayOnceThatAnItemIsNoMapping) {
  EXPECT_THAT(
      told("tenants: [abc]\ntokens: [abc]"),
      ElementsAre("declared/wrong-type tenants[0] 1:11", "declared/wrong-type tokens[0] 2:10"));
}

TEST(DeclaredReader, TellsADoubledKey) {
  EXPECT_THAT(told("tenants:\n- name: team-a\n  name: team-a\n"),
              ElementsAre(HasSubstr("yaml/duplicate-key")));
}

TEST(DeclaredReader, ReadsThroughAliases) {
  EXPECT_THAT(told("tenants: [{name: &a team-a}]\naccess_policies:\n"
                   "- {name: read-team-a, realms: [{tenant: *a}], scopes: [traces:read]}\n"),
              IsEmpty());
}

class Nothing : public testing::TestWithParam<std::string_view> {};

TEST_P(Nothing, IsNoFault) {
  EXPECT_THAT(told(GetParam()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Table, Nothing,
                         testing::Values("", "# only a comment\n", "---\n", "{}", "tenants:\n",
                                         "tenants: []"));

}  // namespace
}  // namespace tempo_admission::tempo::declared
