#include "tempo_admission/yaml/scalar_edit.hpp"

#include <gtest/gtest.h>

#include <string>

#include "apply_edits.hpp"

namespace tempo_admission::yaml::scalar_edit_test {
namespace {

// The text with the scalar at this position, which reads as `written`, replaced by NEW; "" if it is
// left alone.
std::string with_new(const std::string& text, Position position, const std::string& written) {
  const LineIndex lines(text);
  const auto edit = replace_scalar(lines, position, {written, "NEW"});
  return edit ? applied(text, {*edit}) : "";
}

TEST(ReplaceScalar, ReplacesAPlainOneOnly) {
  EXPECT_EQ(with_new("a: b\n", {1, 1}, "a"), "NEW: b\n");
  EXPECT_EQ(with_new("{a: 30MB, c: d}\n", {1, 5}, "30MB"), "{a: NEW, c: d}\n");
  EXPECT_EQ(with_new("[x]", {1, 2}, "x"), "[NEW]");
  EXPECT_EQ(with_new("a: b # c\r\n", {1, 4}, "b"), "a: NEW # c\r\n");
}

TEST(ReplaceScalar, ReplacesQuotesTooAndCountsCodePoints) {
  EXPECT_EQ(with_new("\xC3\xA4: \"b\"\n", {1, 4}, "b"), "\xC3\xA4: NEW\n");
  EXPECT_EQ(with_new("a: '\xC3\xA4'\n", {1, 4}, "\xC3\xA4"), "a: NEW\n");
}

TEST(ReplaceScalar, LeavesAloneWhatIsNotWrittenLiterally) {
  EXPECT_EQ(with_new("a: \"\\x41\"\n", {1, 4}, "A"), "");
  EXPECT_EQ(with_new("a: *b\n", {1, 4}, "x"), "");
  EXPECT_EQ(with_new("a: !!str b\n", {1, 4}, "b"), "");
  EXPECT_EQ(with_new("a: |\n  b\n", {1, 4}, "b\n"), "");
  EXPECT_EQ(with_new("a: bc\n", {1, 4}, "b"), "");
  EXPECT_EQ(with_new("a: 'it''s'\n", {1, 4}, "it"), "");
}

TEST(ReplaceScalar, NeedsAPosition) {
  EXPECT_EQ(with_new("a: b\n", {}, "a"), "");
  EXPECT_EQ(with_new("a: b\n", {9, 1}, "a"), "");
}

}  // namespace
}  // namespace tempo_admission::yaml::scalar_edit_test
