#include "tempo_admission/policy/admit.hpp"

#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

class Counter : public StageObserver {
 public:
  void decoded() override { stages += "decoded "; }
  void decided() override { stages += "decided "; }
  void encoded() override { stages += "encoded"; }
  std::string stages;
};

Admission admit(const std::string& body, kube::Phase phase = kube::Phase::mutate,
                StageObserver* observer = nullptr) {
  static Admitter admitter;
  static const Policy policy = default_policy();
  return admitter.admit(policy, phase, {.bytes = body, .slack = 0}, observer);
}

TEST(Admit, Case001AnswersWithVersionKindAndUid) {
  const auto body = create(service("gateway")).dump();
  const auto admission = admit(body);
  EXPECT_EQ(admission.http_status, 200);
  const auto answer = Json::parse(admission.body);
  EXPECT_EQ(answer["apiVersion"], "admission.k8s.io/v1");
  EXPECT_EQ(answer["kind"], "AdmissionReview");
  EXPECT_EQ(answer["response"]["uid"], "7f0c2a4e-0000-4000-8000-000000000001");
  EXPECT_EQ(answer["response"]["allowed"], true);
  EXPECT_FALSE(answer["response"].contains("patch"));
  EXPECT_FALSE(answer["response"].contains("patchType"));
}

TEST(Admit, Case002EchoesTheOlderVersion) {
  auto review = create(service("querier"));
  review["apiVersion"] = "admission.k8s.io/v1beta1";
  const auto body = review.dump();
  EXPECT_EQ(Json::parse(admit(body).body)["apiVersion"], "admission.k8s.io/v1beta1");
}

TEST(Admit, SendsThePatchPackedAndNamed) {
  const auto body = create(service("querier")).dump();
  const auto response = Json::parse(admit(body).body)["response"];
  EXPECT_EQ(response["patchType"], "JSONPatch");
  EXPECT_TRUE(response["patch"].is_string());
}

TEST(Admit, Case108NeverPatchesInValidate) {
  const auto body = create(service("querier")).dump();
  const auto response = Json::parse(admit(body, kube::Phase::validate).body)["response"];
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_FALSE(response.contains("patchType"));
}

TEST(Admit, Case107DeniesInsideA200) {
  const auto body = create(overrides_map("overrides:\n  team-a:\n")).dump();
  const auto admission = admit(body);
  EXPECT_EQ(admission.http_status, 200);
  const auto response = Json::parse(admission.body)["response"];
  EXPECT_EQ(response["allowed"], false);
  EXPECT_EQ(response["status"]["code"], 422);
  EXPECT_FALSE(response.contains("patch"));
}

TEST(Admit, AnswersWhatIsNoReviewWithAStatus) {
  for (const auto* body : {"", "{", "{}", "[]", "null", "{\"kind\":\"AdmissionReview\"}"}) {
    const auto admission = admit(body);
    EXPECT_EQ(admission.http_status, 400) << body;
    EXPECT_FALSE(admission.error.empty()) << body;
    const auto status = Json::parse(admission.body);
    EXPECT_EQ(status["kind"], "Status") << body;
    EXPECT_EQ(status["code"], 400) << body;
    EXPECT_EQ(status["message"], admission.error) << body;
  }
}

TEST(Admit, TellsTheObserverOfEachStage) {
  Counter counter;
  const auto body = create(service("querier")).dump();
  (void)admit(body, kube::Phase::mutate, &counter);
  EXPECT_EQ(counter.stages, "decoded decided encoded");
}

TEST(Admit, TellsTheObserverNothingOfWhatCouldNotBeRead) {
  Counter counter;
  (void)admit("{", kube::Phase::mutate, &counter);
  EXPECT_EQ(counter.stages, "");
}

TEST(Admit, GivesTheSameBytesForTheSameBytes) {
  for (const auto& object : {service("querier"), overrides_map("overrides:\n  team-a:\n")}) {
    const auto body = create(object).dump();
    const std::string first = admit(body).body;
    EXPECT_EQ(admit(body).body, first);
  }
}

}  // namespace
}  // namespace tempo_admission::policy
