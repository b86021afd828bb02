// What a real kube-apiserver sent, as it sent it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "kube/parsed.hpp"
#include "recorded_reviews.hpp"
#include "tempo_admission/kube/admission_review.hpp"

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

class RecordedReviews : public testing::TestWithParam<ReviewSource> {};

std::string text_at(const json& value, const std::string& pointer) {
  return value.value(json::json_pointer(pointer), std::string());
}

void expect_same_labels(const Object& object, const json& expected) {
  const json labels = expected.is_object() && expected.contains("metadata")
                          ? expected["metadata"].value("labels", json::object())
                          : json::object();
  for (const auto& [key, value] : labels.items())
    EXPECT_EQ(object.labels().find(key), value.get<std::string>());
}

TEST_P(RecordedReviews, DecodeToWhatTheOracleReads) {
  for (const auto& review : recorded_reviews(GetParam())) {
    SCOPED_TRACE(review.name);
    const Parsed parsed(review.body);
    const auto request = decode_review(*parsed);
    ASSERT_TRUE(request) << request.error().message;
    const json expected = json::parse(review.body)["request"];
    EXPECT_EQ(request->uid, text_at(expected, "/uid"));
    EXPECT_EQ(request->kind.kind, text_at(expected, "/kind/kind"));
    EXPECT_EQ(request->resource, text_at(expected, "/resource/resource"));
    EXPECT_EQ(request->name, text_at(expected, "/name"));
    EXPECT_EQ(request->namespace_name, text_at(expected, "/namespace"));
    EXPECT_EQ(request->username, text_at(expected, "/userInfo/username"));
    EXPECT_EQ(to_string(request->operation), text_at(expected, "/operation"));
    EXPECT_EQ(request->object.present(), expected["object"].is_object());
    EXPECT_EQ(request->old_object.present(), expected["oldObject"].is_object());
    expect_same_labels(request->object, expected["object"]);
    expect_same_labels(request->old_object, expected["oldObject"]);
  }
}

INSTANTIATE_TEST_SUITE_P(, RecordedReviews, testing::ValuesIn(review_sources()),
                         [](const auto& source) { return source.param.name; });

}  // namespace
}  // namespace tempo_admission::kube
