#include "app/serve/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;
using testing::Not;

policy::Policy policy_of_rule(const std::string& name, const std::string& mode) {
  const std::string yaml =
      "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nmode: " + mode +
      "\nservices:\n- name: " + name +
      "\n  selector: {matchLabels: {a: b}}\n  annotations: {example.com/a: b}\n";
  return policy::load_policy(yaml).value().policy;
}

policy::Decision patched(policy::Mode mode) {
  policy::Decision decision;
  decision.rules = {{0, mode, true, false}};
  return decision;
}

TEST(Metrics, SumTheWorkers) {
  Metrics metrics(2);
  const auto policy = policy_of_rule("r", "audit");
  for (std::size_t worker = 0; worker < 2; ++worker) {
    count_rules(*metrics.use_policy(worker, policy), kube::Phase::mutate,
                patched(policy::Mode::audit));
  }
  EXPECT_THAT(
      metrics.expose(),
      HasSubstr(
          "tempo_admission_would_patch_total{rule=\"r\",mode=\"audit\",phase=\"mutate\"} 2\n"));
}

TEST(Metrics, KeepWhatWasCountedUnderAnEarlierPolicy) {
  Metrics metrics(1);
  count_rules(*metrics.use_policy(0, policy_of_rule("r", "audit")), kube::Phase::mutate,
              patched(policy::Mode::audit));
  count_rules(*metrics.use_policy(0, policy_of_rule("r", "enforce")), kube::Phase::mutate,
              patched(policy::Mode::enforce));
  const std::string page = metrics.expose();
  EXPECT_THAT(
      page, HasSubstr("{rule=\"r\",mode=\"audit\",phase=\"mutate\",outcome=\"would_patch\"} 1\n"));
  EXPECT_THAT(page,
              HasSubstr("{rule=\"r\",mode=\"enforce\",phase=\"mutate\",outcome=\"patched\"} 1\n"));
}

TEST(Metrics, TellOfAReloadThatFailedUntilOneSucceeds) {
  Metrics metrics(1);
  metrics.reload_failed(Reloadable::policy);
  EXPECT_THAT(metrics.expose(),
              HasSubstr("tempo_admission_last_reload_successful{what=\"policy\"} 0\n"));
  metrics.reload_succeeded(Reloadable::policy, "abc");
  EXPECT_THAT(metrics.expose(),
              HasSubstr("tempo_admission_last_reload_successful{what=\"policy\"} 1\n"));
  EXPECT_THAT(metrics.expose(),
              HasSubstr("tempo_admission_config_info{what=\"policy\",hash=\"abc\"} 1\n"));
}

TEST(Metrics, CountWhatTempoWouldDo) {
  Metrics metrics(1);
  policy::Admission admission;
  admission.http_status = 200;
  metrics.worker(0).count(kube::Phase::validate, admission, {});
  admission.decision.tempo_version = tempo::Version::v3_0;
  metrics.worker(0).count(kube::Phase::validate, admission, {});
  admission.decision.tempo_accepts = true;
  admission.decision.tempo_runs = false;
  metrics.worker(0).count(kube::Phase::validate, admission, {});
  const std::string name = "tempo_admission_tempo_verdicts_total{phase=\"validate\",";
  const std::string page = metrics.expose();
  EXPECT_THAT(page, HasSubstr(name + "accepts=\"unknown\",runs=\"unknown\"} 1\n"));
  EXPECT_THAT(page, HasSubstr(name + "accepts=\"true\",runs=\"false\"} 1\n"));
}

TEST(Metrics, CountMalformedBodiesApart) {
  Metrics metrics(1);
  policy::Admission admission;
  admission.http_status = 400;
  metrics.worker(0).count(kube::Phase::mutate, admission, {});
  EXPECT_THAT(metrics.expose(), HasSubstr("tempo_admission_malformed_requests_total 1\n"));
  EXPECT_THAT(metrics.expose(), Not(HasSubstr("tempo_admission_requests_total{")));
}

}  // namespace
}  // namespace tempo_admission::app
