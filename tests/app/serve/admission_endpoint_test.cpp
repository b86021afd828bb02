#include "app/serve/admission_endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <nlohmann/json.hpp>

#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;

class CollectedLines final : public LogChannel {
 public:
  void append(std::string_view lines) override { text += lines; }
  std::string text;
};

class Endpoint : public testing::Test {
 protected:
  server::Response post(std::string_view path, std::string_view body) {
    server::Request request;
    request.path = path;
    request.body = body;
    return endpoint_.answer(request);
  }

  std::shared_ptr<CollectedLines> lines_ = std::make_shared<CollectedLines>();
  Metrics metrics_{1};
  AdmissionEndpoint endpoint_{0,
                              policy::load_policy(policy::preset("default").value()).value().policy,
                              metrics_, DecisionLog(lines_, true)};
};

constexpr std::string_view gossip_ring =
    R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE",
    "kind":{"group":"","version":"v1","kind":"Service"},"resource":{"group":"","version":"v1","resource":"services"},
    "namespace":"tempo","name":"tempo-gossip-ring","userInfo":{"username":"alice"},"object":{"apiVersion":"v1",
    "kind":"Service","metadata":{"name":"tempo-gossip-ring","labels":{"app.kubernetes.io/name":"tempo",
    "app.kubernetes.io/component":"gossip-ring"}},"spec":{"ports":[{"name":"gossip-ring","port":7946}]}},
    "oldObject":null}})";

TEST_F(Endpoint, HasTheTwoRoutes) {
  EXPECT_TRUE(endpoint_.has_route("/mutate"));
  EXPECT_TRUE(endpoint_.has_route("/validate"));
  EXPECT_FALSE(endpoint_.has_route("/mutate/"));
}

TEST_F(Endpoint, PatchesOnOnePathAndNeverOnTheOther) {
  EXPECT_THAT(post("/mutate", gossip_ring).body, HasSubstr("patchType"));
  EXPECT_THAT(post("/validate", gossip_ring).body, testing::Not(HasSubstr("patchType")));
}

TEST_F(Endpoint, LogsOneLineAndCountsOneRequestForEach) {
  (void)post("/mutate", gossip_ring);
  const auto line = nlohmann::json::parse(lines_->text);
  EXPECT_EQ(line["message"], "admission decision");
  EXPECT_EQ(line["outcome"], "patched");
  EXPECT_THAT(metrics_.expose(), HasSubstr("outcome=\"patched\",dry_run=\"false\"} 1\n"));
}

TEST_F(Endpoint, AnswersAStatusForWhatIsNoReview) {
  const auto response = post("/mutate", "{}");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(nlohmann::json::parse(response.body)["kind"], "Status");
}

TEST_F(Endpoint, UsesAnotherPolicyFromTheNextRequestOn) {
  endpoint_.use(policy::load_policy("apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n")
                    .value()
                    .policy);
  EXPECT_THAT(post("/mutate", gossip_ring).body, testing::Not(HasSubstr("patchType")));
}

TEST_F(Endpoint, SpeaksTheServersRefusalsAsStatus) {
  const auto body = nlohmann::json::parse(endpoint_.error_body(413, "too large"));
  EXPECT_EQ(body["code"], 413);
  EXPECT_EQ(body["message"], "too large");
}

TEST(AnswerOrFault, Case120AnExceptionIs500AndNeverAllowed) {
  int faults = 0;
  const auto response = answer_or_fault([]() -> server::Response { throw std::bad_alloc(); },
                                        [&faults] { ++faults; });
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(faults, 1);
  const auto body = nlohmann::json::parse(response.body);
  EXPECT_EQ(body["kind"], "Status");
  EXPECT_EQ(body["status"], "Failure");
  EXPECT_FALSE(body.contains("response"));
}

}  // namespace
}  // namespace tempo_admission::app
