// Every AdmissionReview that a real API server sent, through the default policy.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

const std::filesystem::path recorded =
    std::filesystem::path(TEMPO_ADMISSION_SHARED_DATA) / "admission-reviews";

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool is_labelled(const Json& object) {
  return object["metadata"].contains("labels");
}

class RecordedReviews : public testing::Test {
 protected:
  void SetUp() override {
    if (std::filesystem::is_directory(recorded)) return;
    const char* ci = std::getenv("CI");
    if (ci && std::string_view(ci) == "true") FAIL() << "the recorded reviews are not there";
    GTEST_SKIP() << "the recorded reviews are not there";
  }

  template <class Check>
  void for_each(const Check& check) {
    for (const auto& entry : std::filesystem::directory_iterator(recorded)) {
      if (entry.path().extension() != ".json") continue;
      const auto phase = entry.path().filename().string().find(".mutate") != std::string::npos
                             ? kube::Phase::mutate
                             : kube::Phase::validate;
      SCOPED_TRACE(entry.path().filename().string());
      check(phase, Json::parse(content_of(entry.path())));
    }
  }
};

TEST_F(RecordedReviews, AreAllReadAndOnlyABadMapIsRefused) {
  for_each([](kube::Phase phase, const Json& review) {
    const auto decision = judge(default_policy(), phase, review);
    const auto& object = review["request"]["object"];
    const bool has_typo = object.dump().find("rate_limit_byte:") != std::string::npos;
    EXPECT_EQ(decision.allowed, !has_typo || !is_labelled(object));
  });
}

TEST_F(RecordedReviews, Case088AreNotPatchedASecondTime) {
  for_each([](kube::Phase phase, Json review) {
    if (phase != kube::Phase::mutate) return;
    const auto first = mutate(default_policy(), review);
    review["request"]["object"] = patched(review["request"]["object"], first.patch);
    const auto second = mutate(default_policy(), review);
    EXPECT_THAT(second.patch, testing::IsEmpty());
    EXPECT_EQ(second.allowed, first.allowed);
  });
}

TEST_F(RecordedReviews, AreNeitherPatchedNorRefusedInAudit) {
  const auto policy = default_policy({.ceiling = Mode::audit});
  for_each([&](kube::Phase phase, const Json& review) {
    const auto decision = judge(policy, phase, review);
    EXPECT_TRUE(decision.allowed);
    EXPECT_THAT(decision.patch, testing::IsEmpty());
    EXPECT_THAT(decision.warnings, testing::IsEmpty());
  });
}

TEST_F(RecordedReviews, EndAsTheDefaultPolicySays) {
  for_each([](kube::Phase phase, const Json& review) {
    const auto& request = review["request"];
    if (phase != kube::Phase::mutate || request["kind"]["kind"] != "Service") return;
    const auto after = patched(request["object"], mutate(default_policy(), review).patch);
    const auto annotations = after["metadata"].value("annotations", Json::object());
    const auto labels = after["metadata"].value("labels", Json::object());
    const std::string name = labels.value("app.kubernetes.io/name", "");
    const std::string component = labels.value("app.kubernetes.io/component", "");
    const bool is_twin = request["name"].get<std::string>().ends_with("-discovery");
    if (name != "tempo" || component == "memcached")
      EXPECT_FALSE(annotations.contains("prometheus.io/port"));
    else if (component == "gossip-ring" || is_twin)
      EXPECT_EQ(annotations["prometheus.io/scrape"], "false");
    else
      EXPECT_EQ(annotations["prometheus.io/port"], "3200");
  });
}

}  // namespace
}  // namespace tempo_admission::policy
