#include "yaml/source_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::yaml {
namespace {

using std::string_view_literals::operator""sv;

TEST(SourceText, UsesUtf8InPlace) {
  constexpr std::string_view raw = "a: \xC3\xA4";
  EXPECT_EQ(SourceText(raw).text().data(), raw.data());
}

TEST(SourceText, LeavesTheByteOrderMarkOut) {
  EXPECT_EQ(SourceText("\xEF\xBB\xBFx").text(), "x");
  EXPECT_FALSE(SourceText("\xEF\xBB\xBFx").has_inner_byte_order_mark());
  EXPECT_TRUE(SourceText("x\xEF\xBB\xBF").has_inner_byte_order_mark());
}

TEST(SourceText, ConvertsUtf16OfBothOrders) {
  EXPECT_EQ(SourceText("\xFF\xFE\x61\x00\xE4\x00\x3D\xD8\x00\xDE"sv).text(),
            "a\xC3\xA4\xF0\x9F\x98\x80");
  EXPECT_EQ(SourceText("\xFE\xFF\x00\x61\x00\xE4\xD8\x3D\xDE\x00"sv).text(),
            "a\xC3\xA4\xF0\x9F\x98\x80");
}

struct UnreadableCase {
  std::string_view raw;
  Unreadable::Reason reason;
  std::size_t offset;
};

class UnreadableText : public testing::TestWithParam<UnreadableCase> {};

TEST_P(UnreadableText, EndsAtTheFirstBadCharacter) {
  const SourceText text(GetParam().raw);
  ASSERT_TRUE(text.unreadable());
  EXPECT_EQ(text.unreadable()->reason, GetParam().reason);
  EXPECT_EQ(text.unreadable()->raw_offset, GetParam().offset);
}

constexpr auto encoding = Unreadable::Reason::encoding;
constexpr auto control = Unreadable::Reason::control_character;

INSTANTIATE_TEST_SUITE_P(
    Characters, UnreadableText,
    testing::Values(
        UnreadableCase{"ab\xFF", encoding, 2}, UnreadableCase{"ab\xC3", encoding, 2},
        UnreadableCase{"a\xC3(", encoding, 1}, UnreadableCase{"\xC0\x80", encoding, 0},
        UnreadableCase{"\xE0\x80\x80", encoding, 0}, UnreadableCase{"\xED\xA0\x80", encoding, 0},
        UnreadableCase{"\xF4\x90\x80\x80", encoding, 0}, UnreadableCase{"\x80", encoding, 0},
        UnreadableCase{"a\0"sv, control, 1}, UnreadableCase{"\x1B", control, 0},
        UnreadableCase{"\x7F", control, 0}, UnreadableCase{"\xC2\x80", control, 0},
        UnreadableCase{"\xEF\xBF\xBE", control, 0}, UnreadableCase{"\xEF\xBF\xBF", control, 0},
        UnreadableCase{"\xFF\xFE\x61\x00\x00\xDC"sv, encoding, 4},
        UnreadableCase{"\xFF\xFE\x00\xD8\x61\x00"sv, encoding, 2},
        UnreadableCase{"\xFF\xFE\x61"sv, encoding, 2},
        UnreadableCase{"\xFE\xFF\x00\x07"sv, control, 2}));

TEST(SourceText, TakesWhatYamlAllows) {
  constexpr std::string_view raw =
      "\t\n\r ~\xC2\x85\xC2\xA0\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD\xF4\x8F\xBF\xBF";
  EXPECT_EQ(SourceText(raw).text(), raw);
}

}  // namespace
}  // namespace tempo_admission::yaml
