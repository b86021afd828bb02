#include "kube/json_text.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::kube {
namespace {

TEST(WithLongIntegersAsDecimals, LeavesShortIntegersAlone) {
  EXPECT_EQ(with_long_integers_as_decimals("[123456789012345678]"), std::nullopt);
}

TEST(WithLongIntegersAsDecimals, MarksEveryLongInteger) {
  EXPECT_EQ(with_long_integers_as_decimals("[1234567890123456789,-12345678901234567890]"),
            "[1234567890123456789.0,-12345678901234567890.0]");
}

TEST(WithLongIntegersAsDecimals, LeavesStringsAlone) {
  EXPECT_EQ(with_long_integers_as_decimals(R"(["\"12345678901234567890"])"), std::nullopt);
}

TEST(WithLongIntegersAsDecimals, LeavesLongFractionsAlone) {
  EXPECT_EQ(with_long_integers_as_decimals("[12345678901234567890.5,12345678901234567890e1]"),
            std::nullopt);
}

TEST(WithLongIntegersAsDecimals, StopsAtAnOpenString) {
  EXPECT_EQ(with_long_integers_as_decimals("[\"12345678901234567890\\"), std::nullopt);
}

struct SurrogateCase {
  std::string_view json;
  bool lone;
};

class HasLoneSurrogate : public testing::TestWithParam<SurrogateCase> {};

TEST_P(HasLoneSurrogate, AsTheEscapesSay) {
  EXPECT_EQ(has_lone_surrogate(GetParam().json), GetParam().lone);
}

INSTANTIATE_TEST_SUITE_P(
    Table, HasLoneSurrogate,
    testing::Values(SurrogateCase{R"("")", false}, SurrogateCase{R"("\n\\\"")", false},
                    SurrogateCase{R"("\ud7ff\ue000")", false},
                    SurrogateCase{R"("\uD83D\uDE00")", false},
                    SurrogateCase{R"("\\\\ud800")", false}, SurrogateCase{R"("\\\ud800")", true},
                    SurrogateCase{R"("\ud800")", true}, SurrogateCase{R"("\ud800a\udc00")", true},
                    SurrogateCase{R"("\udbff\ud800\udc00")", true},
                    SurrogateCase{R"("\ud800\udc00\udc00")", true},
                    SurrogateCase{R"("\ud800\n")", true}));

TEST(HasSurrogateBytes, SeesAnEncodedSurrogate) {
  EXPECT_TRUE(has_surrogate_bytes("a\xED\xA0\x80"));
}

TEST(HasSurrogateBytes, PassesKoreanText) {
  EXPECT_FALSE(has_surrogate_bytes("\xED\x95\x9C\xEA\xB5\xAD\xED"));
}

}  // namespace
}  // namespace tempo_admission::kube
