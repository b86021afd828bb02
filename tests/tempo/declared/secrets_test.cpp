#include "tempo/declared/secrets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tempo/declared/judged_declaration.hpp"

namespace tempo_admission::tempo::declared {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// Assembled here so that secret scanners do not report this file.
const std::string token = "glc_" + std::string("AbCdEfGh12345678IjKlMnOp");

class SecretPlace : public testing::TestWithParam<std::string> {};

TEST_P(SecretPlace, IsFoundAndNeverRepeated) {
  const auto judgement = judge(GetParam());
  EXPECT_THAT(told(judgement), testing::Contains(HasSubstr("declared/secret-in-clear")));
  EXPECT_THAT(everything_said(judgement), Not(HasSubstr("AbCdEfGh")));
}

INSTANTIATE_TEST_SUITE_P(
    Table, SecretPlace,
    testing::Values("tenants: [{name: " + token + "}]", "tenants: [{" + token + ": x}]",
                    "tenants: [{" + token + ": x, " + token + ": y}]",
                    token + ": {a: [" + token + ", }",
                    "tenants: [{name: team-a, display_name: \"use " + token + "\"}]",
                    "tenants: [{name: team-a}]  # " + token,
                    "tokens: [{name: read-it, token: " + token + "}]",
                    "tokens: [{name: read-it, access_policy: " + token + "}]",
                    "access_policies: [{name: read-it, scopes: [" + token + "]}]",
                    "access_policies: [{name: read-it, realms: [{tenant: " + token + "}]}]",
                    "notes: {deeper: [{still: " + token + "}]}", token));

TEST(DeclaredSecrets, TellsAFieldThatIsCalledTokenWhateverItHolds) {
  EXPECT_THAT(told("tokens:\n- {name: read-it, access_policy: read-it, token: hunter2}\n"),
              testing::Contains("declared/secret-in-clear tokens[0].token 2:50"));
}

TEST(DeclaredSecrets, PointsAtTheSecretInAComment) {
  EXPECT_THAT(told("tenants:\r\n- name: t\u00e9am # " + token),
              testing::Contains("declared/secret-in-clear  2:16"));
}

TEST(DeclaredSecrets, FindsASecretInACommentOfATextThatIsNoYaml) {
  EXPECT_THAT(told("tenants: [\n# " + token),
              testing::Contains(HasSubstr("declared/secret-in-clear")));
}

TEST(DeclaredSecrets, KnowASecretByTheNameOfItsFieldInAnyCase) {
  EXPECT_THAT(told("tenants: [{name: abc, Password: x, API_KEY: y}]"),
              ElementsAre("declared/secret-in-clear tenants[0].Password 1:33",
                          "declared/secret-in-clear tenants[0].API_KEY 1:45"));
}

}  // namespace
}  // namespace tempo_admission::tempo::declared
