#include "tempo_admission/kube/status.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

namespace tempo_admission::kube {
namespace {

TEST(EncodeStatus, WritesAWholeBody) {
  EXPECT_EQ(encode_status({.code = 400, .reason = "BadRequest", .message = "no \"uid\""}),
            R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",)"
            R"("message":"no \"uid\"","reason":"BadRequest","code":400})");
}

TEST(EncodeStatus, Case107WritesCauses) {
  EXPECT_EQ(encode_status({.code = 422,
                           .reason = "Invalid",
                           .message = "m",
                           .causes = {{"FieldValueInvalid", "bad", "data[overrides.yaml].a"},
                                      {"FieldValueRequired", "none", ""}}}),
            R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",)"
            R"("message":"m","reason":"Invalid","details":{"causes":[)"
            R"({"reason":"FieldValueInvalid","message":"bad","field":"data[overrides.yaml].a"},)"
            R"({"reason":"FieldValueRequired","message":"none","field":""}]},"code":422})");
}

TEST(EncodeStatus, NamesTheObjectThatIsInvalid) {
  EXPECT_EQ(encode_status({.code = 422,
                           .reason = "Invalid",
                           .message = "m",
                           .causes = {{"FieldValueInvalid", "bad", "a"}},
                           .kind = "ConfigMap",
                           .name = "tempo-runtime"}),
            R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"m",)"
            R"("reason":"Invalid","details":{"name":"tempo-runtime","kind":"ConfigMap","causes":[)"
            R"({"reason":"FieldValueInvalid","message":"bad","field":"a"}]},"code":422})");
}

struct ReasonCase {
  unsigned code;
  std::string_view reason;
};

class StatusReason : public testing::TestWithParam<ReasonCase> {};

TEST_P(StatusReason, IsThatOfKubernetes) {
  EXPECT_EQ(status_reason(GetParam().code), GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StatusReason,
    testing::Values(ReasonCase{400, "BadRequest"}, ReasonCase{403, "Forbidden"},
                    ReasonCase{404, "NotFound"}, ReasonCase{405, "MethodNotAllowed"},
                    ReasonCase{413, "RequestEntityTooLarge"},
                    ReasonCase{415, "UnsupportedMediaType"}, ReasonCase{422, "Invalid"},
                    ReasonCase{429, "TooManyRequests"}, ReasonCase{500, "InternalError"},
                    ReasonCase{501, "InternalError"}, ReasonCase{503, "ServiceUnavailable"},
                    ReasonCase{504, "Timeout"}));

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(CleanWarning, Case118ReplacesControlCharacters) {
  EXPECT_EQ(clean_warning("a\nb\tc\x7F\xC2\x85z"), "a b c  z");
}

TEST(CleanWarning, ReplacesInvalidUtf8) {
  EXPECT_EQ(clean_warning("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(CleanWarning, ReplacesCharactersThatHideOrTurnText) {
  EXPECT_EQ(clean_warning("a\xE2\x80\x8B\xE2\x80\xAEz"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST(CleanWarning, Case118KeepsHundredAndTwentyCodePoints) {
  EXPECT_EQ(clean_warning(repeated("é", 120)), repeated("é", 120));
}

TEST(CleanWarning, Case118CutsTheHundredAndTwentyFirst) {
  EXPECT_EQ(clean_warning(repeated("é", 121)), repeated("é", 117) + "...");
}

TEST(CleanText, KeepsNewlines) {
  EXPECT_EQ(clean_text("a\nb\rc", 100), "a\nb c");
}

TEST(CleanText, KeepsWhatFits) {
  EXPECT_EQ(clean_text("abcde", 5), "abcde");
}

TEST(CleanText, CutsBetweenCharacters) {
  EXPECT_EQ(clean_text("ééé", 5), "é...");
}

TEST(CleanText, CutsToNothing) {
  EXPECT_EQ(clean_text("abc", 0), "");
}

TEST(CleanText, IsAlwaysValidAndWithinItsBound) {
  std::mt19937 random(8);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes;
    for (int n = 0; n < 20; ++n) bytes += static_cast<char>(byte(random));
    const auto limit = static_cast<std::size_t>(i % 30);
    const std::string cleaned = clean_text(bytes, limit);
    EXPECT_LE(cleaned.size(), limit);
    EXPECT_NO_THROW((void)nlohmann::json(cleaned).dump());
  }
}

}  // namespace
}  // namespace tempo_admission::kube
