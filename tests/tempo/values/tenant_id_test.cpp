#include "tempo/values/tenant_id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::tempo {
namespace {

using enum TenantIdFault;

struct IdCase {
  std::string id;
  std::optional<TenantIdFault> fault;
};

class TenantId : public testing::TestWithParam<IdCase> {};

TEST_P(TenantId, IsJudgedAsDskitDoes) {
  EXPECT_EQ(check_tenant_id(GetParam().id), GetParam().fault) << GetParam().id;
}

INSTANTIATE_TEST_SUITE_P(Good, TenantId,
                         testing::Values(IdCase{"team-a", {}}, IdCase{"Team_A.1", {}},
                                         IdCase{"!-_.*'()", {}}, IdCase{"*", {}}, IdCase{"...", {}},
                                         IdCase{"123", {}}, IdCase{std::string(150, 'a'), {}},
                                         IdCase{"b4af8459-3937-4d6b", {}}));

INSTANTIATE_TEST_SUITE_P(
    Bad, TenantId,
    testing::Values(IdCase{"", empty}, IdCase{"a/b", unsupported_character},
                    IdCase{"a b", unsupported_character}, IdCase{"a|b", unsupported_character},
                    IdCase{"a:b", unsupported_character}, IdCase{"a\\b", unsupported_character},
                    IdCase{std::string(151, 'a'), too_long}, IdCase{".", dot_segment},
                    IdCase{"..", dot_segment}, IdCase{"overrides", reserved},
                    IdCase{"work.json", reserved}, IdCase{"tempo_cluster_seed.json", reserved}));

INSTANTIATE_TEST_SUITE_P(Case117Unicode, TenantId,
                         testing::Values(IdCase{"te\u0430m", unsupported_character},  // Cyrillic a
                                         IdCase{"\uFF54eam", unsupported_character},  // fullwidth t
                                         IdCase{"te\u200Bam",
                                                unsupported_character},  // zero width space
                                         IdCase{std::string("te\0am", 5), unsupported_character},
                                         IdCase{"team\n", unsupported_character},
                                         IdCase{"team\xFF", unsupported_character}));

struct WordsCase {
  std::string id;
  std::string words;
};

class UnsupportedCharacter : public testing::TestWithParam<WordsCase> {};

TEST_P(UnsupportedCharacter, IsNamedWhereItStands) {
  EXPECT_EQ(explain(unsupported_character, GetParam().id),
            GetParam().words + "; only A-Z a-z 0-9 ! - _ . * ' ( ) are allowed");
}

INSTANTIATE_TEST_SUITE_P(
    Table, UnsupportedCharacter,
    testing::Values(WordsCase{"a/b", "tenant name contains '/' at byte 2"},
                    WordsCase{"a b", "tenant name contains U+0020 at byte 2"},
                    WordsCase{"te\u200Bam", "tenant name contains U+200B at byte 3"},
                    WordsCase{"a\n", "tenant name contains U+000A at byte 2"},
                    WordsCase{"a\xFF", "tenant name contains byte 0xFF at byte 2"}));

TEST(ExplainTenantId, CountsTheBytesOfALongName) {
  EXPECT_EQ(explain(too_long, std::string(151, 'a')),
            "tenant name is 151 bytes long; at most 150 are allowed");
}

}  // namespace
}  // namespace tempo_admission::tempo
