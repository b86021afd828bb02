#include "tempo/schema/flow_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tempo_admission::tempo {
namespace {

struct Quoting {
  std::string_view text;
  std::string_view quoted;
};

class StringInFlow : public testing::TestWithParam<Quoting> {};

TEST_P(StringInFlow, IsReadBackAsTheSameString) {
  const auto quoted = quoted_if_needed(GetParam().text);
  EXPECT_EQ(quoted, GetParam().quoted);
  const std::string text = "k: " + quoted + "\n";
  const auto document = yaml::read_as_go(text);
  EXPECT_EQ(document.root().entry(0).value.as_string(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StringInFlow,
    testing::Values(Quoting{"http.url", "http.url"}, Quoting{"", "\"\""}, Quoting{"a b", "\"a b\""},
                    Quoting{"a: b", "\"a: b\""}, Quoting{"1", "\"1\""}, Quoting{"1e3", "\"1e3\""},
                    Quoting{"NO", "\"NO\""}, Quoting{"y", "\"y\""}, Quoting{"null", "\"null\""},
                    Quoting{"say \"x\"", R"("say \"x\"")"}, Quoting{"a\\b", R"("a\\b")"},
                    Quoting{"a\nb\tc", R"("a\nb\tc")"}, Quoting{"\x7f", R"("\x7f")"},
                    Quoting{"\u2028", R"("\u2028")"}, Quoting{"\ufeff", R"("\ufeff")"},
                    Quoting{"\u00e4", "\"\u00e4\""}));

std::string flow_of(std::string_view value) {
  const std::string text = "k:\n" + std::string(value) + "\n";
  const auto document = yaml::read_as_go(text);
  return flow_text(document.root().entry(0).value);
}

TEST(FlowText, PutsABlockOnOneLine) {
  EXPECT_EQ(flow_of("  name: http.url\n  scopes:\n  - span\n  - 'on'\n"),
            "{name: http.url, scopes: [span, \"on\"]}");
}

TEST(FlowText, WritesNumbersAndBoolsAsGoDoes) {
  EXPECT_EQ(flow_of("  {a: 0x10, b: true, c: ~, d: 1.50}"), "{a: 16, b: true, c: null, d: 1.5}");
}

TEST(FlowText, ShowsWhatIsDeeperThan16AsDots) {
  EXPECT_EQ(flow_of("  " + std::string(16, '[') + std::string(16, ']')),
            std::string(16, '[') + std::string(16, ']'));
  EXPECT_EQ(flow_of("  " + std::string(17, '[') + std::string(17, ']')),
            std::string(16, '[') + "..." + std::string(16, ']'));
}

TEST(ListValue, JoinsItsTextByCommas) {
  const auto value = list_value({"a", "b"}, {2, 3});
  EXPECT_EQ(value.text, "a,b");
  EXPECT_EQ(value.position, (Position{2, 3}));
}

}  // namespace
}  // namespace tempo_admission::tempo
