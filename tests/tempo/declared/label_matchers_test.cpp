#include "tempo/declared/label_matchers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::tempo {
namespace {

class GoodSelector : public testing::TestWithParam<std::string_view> {};

TEST_P(GoodSelector, IsTaken) {
  TenantRegexes regexes;
  const auto checked = check_label_matchers(GetParam(), regexes);
  EXPECT_TRUE(checked) << GetParam() << ": " << checked.error().message;
}

INSTANTIATE_TEST_SUITE_P(Table, GoodSelector,
                         testing::Values(R"({env="dev"})", R"( { env = "dev" , } )",
                                         R"({a="1",b!="2",c=~"x|y",d!~".*z"})", R"({_a9="\"\\"})",
                                         R"({env=""})", R"({env=~"a\\.b"})"));

struct BadSelector {
  std::string_view selector;
  std::string_view error;
};

class BrokenSelector : public testing::TestWithParam<BadSelector> {};

TEST_P(BrokenSelector, IsRefusedWithTheReason) {
  TenantRegexes regexes;
  const auto checked = check_label_matchers(GetParam().selector, regexes);
  ASSERT_FALSE(checked) << GetParam().selector;
  EXPECT_EQ(checked.error().message, GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenSelector,
    testing::Values(BadSelector{"", "does not start with '{'"},
                    BadSelector{"env=dev", "does not start with '{'"},
                    BadSelector{"{}", "has no matcher: it would match everything"},
                    BadSelector{"{", "has a matcher without a label name"},
                    BadSelector{R"({="a"})", "has a matcher without a label name"},
                    BadSelector{R"({9a="a"})", "has a matcher without a label name"},
                    BadSelector{"{a}", "has no operator (=, !=, =~ or !~) after the label a"},
                    BadSelector{"{a=b}", "has no quoted value for the label a"},
                    BadSelector{R"({a="b)", "has no quoted value for the label a"},
                    BadSelector{R"({a="b")", "has no ',' or '}' after a matcher"},
                    BadSelector{R"({a="b" c="d"})", "has no ',' or '}' after a matcher"},
                    BadSelector{R"({a="b"} x)", "continues after '}'"},
                    BadSelector{R"({a=~"("})",
                                "has a regular expression that does not compile for the label a"}));

}  // namespace
}  // namespace tempo_admission::tempo
