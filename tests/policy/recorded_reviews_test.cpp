// Every AdmissionReview that a real API server sent, through the default policy.
#include <gmock/gmock.h>

#include "policy/review.hpp"
#include "recorded_reviews.hpp"

namespace tempo_admission::policy {
namespace {

bool is_labelled(const Json& object) {
  return object["metadata"].contains("labels");
}

class RecordedReviews : public testing::TestWithParam<ReviewSource> {
 protected:
  template <class Check>
  void for_each(const Check& check) {
    for (const auto& review : recorded_reviews(GetParam())) {
      SCOPED_TRACE(review.name);
      check(review.mutate ? kube::Phase::mutate : kube::Phase::validate, Json::parse(review.body));
    }
  }
};

TEST_P(RecordedReviews, AreAllReadAndOnlyABadMapIsRefused) {
  for_each([](kube::Phase phase, const Json& review) {
    const auto decision = judge(default_policy(), phase, review);
    const auto& object = review["request"]["object"];
    const bool has_typo = object.dump().find("rate_limit_byte:") != std::string::npos;
    EXPECT_EQ(decision.allowed, !has_typo || !is_labelled(object));
  });
}

TEST_P(RecordedReviews, Case088AreNotPatchedASecondTime) {
  for_each([](kube::Phase phase, Json review) {
    if (phase != kube::Phase::mutate) return;
    const auto first = mutate(default_policy(), review);
    review["request"]["object"] = patched(review["request"]["object"], first.patch);
    const auto second = mutate(default_policy(), review);
    EXPECT_THAT(second.patch, testing::IsEmpty());
    EXPECT_EQ(second.allowed, first.allowed);
  });
}

TEST_P(RecordedReviews, AreNeitherPatchedNorRefusedInAudit) {
  const auto policy = default_policy({.ceiling = Mode::audit});
  for_each([&](kube::Phase phase, const Json& review) {
    const auto decision = judge(policy, phase, review);
    EXPECT_TRUE(decision.allowed);
    EXPECT_THAT(decision.patch, testing::IsEmpty());
    EXPECT_THAT(decision.warnings, testing::IsEmpty());
  });
}

TEST_P(RecordedReviews, EndAsTheDefaultPolicySays) {
  for_each([](kube::Phase phase, const Json& review) {
    const auto& request = review["request"];
    if (phase != kube::Phase::mutate || request["kind"]["kind"] != "Service") return;
    const auto after = patched(request["object"], mutate(default_policy(), review).patch);
    const auto annotations = after["metadata"].value("annotations", Json::object());
    const auto own = request["object"]["metadata"].value("annotations", Json::object());
    const auto labels = after["metadata"].value("labels", Json::object());
    const std::string name = labels.value("app.kubernetes.io/name", "");
    const std::string component = labels.value("app.kubernetes.io/component", "");
    const bool is_twin = request["name"].get<std::string>().ends_with("-discovery") ||
                         labels.contains("prometheus.io/service-monitor");
    if (name != "tempo" || component.starts_with("memcached") || component == "gateway")
      EXPECT_FALSE(annotations.contains("prometheus.io/port"));
    else if (component == "gossip-ring" || is_twin)
      EXPECT_EQ(annotations["prometheus.io/scrape"], "false");
    else
      EXPECT_EQ(annotations["prometheus.io/port"], own.value("prometheus.io/port", "3200"));
  });
}

INSTANTIATE_TEST_SUITE_P(, RecordedReviews, testing::ValuesIn(review_sources()),
                         [](const auto& source) { return source.param.name; });

}  // namespace
}  // namespace tempo_admission::policy
