// Any bytes as a policy file; what loads then decides on a Service and on a tenant ConfigMap.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/invariant.hpp"
#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy {
namespace {

using fuzz::expect;

constexpr std::string_view service_review =
    R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u",)"
    R"("kind":{"group":"","version":"v1","kind":"Service"},)"
    R"("resource":{"group":"","version":"v1","resource":"services"},)"
    R"("name":"tempo-ingester","namespace":"tempo-test","operation":"CREATE",)"
    R"("userInfo":{"username":"admin","groups":["system:masters"]},)"
    R"("object":{"kind":"Service","apiVersion":"v1","metadata":{"name":"tempo-ingester",)"
    R"("namespace":"tempo-test","labels":{"app.kubernetes.io/name":"tempo",)"
    R"("app.kubernetes.io/component":"ingester","helm.sh/chart":"tempo-distributed-2.26.2"}},)"
    R"("spec":{"ports":[{"name":"http-metrics","port":3200,"targetPort":3200}]}},)"
    R"("oldObject":null,"dryRun":false,"options":null}})";
constexpr std::string_view config_map_review =
    R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"u",)"
    R"("kind":{"group":"","version":"v1","kind":"ConfigMap"},)"
    R"("resource":{"group":"","version":"v1","resource":"configmaps"},)"
    R"("name":"tempo-runtime","namespace":"tempo-test","operation":"CREATE",)"
    R"("userInfo":{"username":"admin","groups":["system:masters"]},)"
    R"("object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"tempo-runtime",)"
    R"("namespace":"tempo-test","labels":{"app.kubernetes.io/name":"tempo"}},)"
    R"("data":{"overrides.yaml":"overrides:\n  team-a:\n    ingestion:\n      rate_limit_bytes: 9\n"}},)"
    R"("oldObject":null,"dryRun":false,"options":null}})";

Result<std::string> value_of(std::string_view name) {
  return "content of " + std::string(name);
}

void check_diagnostics(const Diagnostics& diagnostics) {
  expect(!diagnostics.empty(), "a policy that does not load says why");
  for (const auto& diagnostic : diagnostics)
    expect(!diagnostic.code.empty() && !diagnostic.message.empty(), "a diagnostic says what it is");
}

void check_answers(const Policy& policy) {
  Admitter admitter;
  for (const auto phase : {kube::Phase::mutate, kube::Phase::validate})
    for (const auto review : {service_review, config_map_review}) {
      const auto admission = admitter.admit(policy, phase, {.bytes = review});
      expect(admission.http_status == 200, "a policy never makes a good review a bad one");
      expect(admission.decision.allowed || admission.decision.patch.empty(),
             "a denial carries no patch");
      expect(phase == kube::Phase::mutate || admission.decision.patch.empty(),
             "a validating answer carries no patch");
    }
}

// Deep enough: a rule for Services with a name that is not in the seeds.
bool holds_another_name(const Policy& policy) {
  return std::ranges::any_of(policy.rules(), [](const auto& rule) {
    return rule.for_services && rule.name != "component-metrics";
  });
}

}  // namespace
}  // namespace tempo_admission::policy

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission::policy;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  LoadOptions options;
  options.read_value = value_of;
  const auto loaded = load_policy(text, options);
  if (!loaded) {
    check_diagnostics(loaded.error());
    return tempo_admission::fuzz::kept_if_nearly_good(loaded.error().size());
  }
  check_answers(loaded->policy);
  tempo_admission::fuzz::reached_good_input(size);
  tempo_admission::fuzz::planted_bug(holds_another_name(loaded->policy));
  return 0;
}
