// Builds AdmissionReviews as the API server sends them, and policies from text.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tempo_admission/policy/admit.hpp"
#include "tempo_admission/policy/decide.hpp"
#include "tempo_admission/policy/load_policy.hpp"

namespace tempo_admission::policy {

using Json = nlohmann::ordered_json;
using Labels = std::vector<std::pair<std::string, std::string>>;

inline Policy policy_of(std::string_view yaml, const LoadOptions& options = {}) {
  auto loaded = load_policy(yaml, options);
  std::string faults;
  if (!loaded)
    for (const auto& fault : loaded.error())
      faults += std::to_string(fault.position.line) + ": " + fault.message + "\n";
  EXPECT_EQ(faults, "");
  return loaded ? loaded->policy : Policy(nullptr);
}

inline Policy default_policy(const LoadOptions& options = {}) {
  return policy_of(*preset("default"), options);
}

inline std::string policy_text(std::string_view rest) {
  return "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n" + std::string(rest);
}

inline Json port(const std::string& name, int number) {
  return {{"name", name}, {"port", number}, {"protocol", "TCP"}};
}

// A Service of the chart tempo-distributed, without annotations.
inline Json service(const std::string& component,
                    const Json& ports = Json::array({port("http-metrics", 3200)})) {
  return {{"apiVersion", "v1"},
          {"kind", "Service"},
          {"metadata",
           {{"name", "tempo-" + component},
            {"namespace", "tempo"},
            {"labels",
             {{"app.kubernetes.io/name", "tempo"}, {"app.kubernetes.io/component", component}}}}},
          {"spec", {{"ports", ports}}}};
}

inline Json gossip_ring() {
  return service("gossip-ring", Json::array({port("gossip-ring", 7946)}));
}

inline Json config_map(const Json& data, const std::string& version = "3.0.3") {
  return {
      {"apiVersion", "v1"},
      {"kind", "ConfigMap"},
      {"metadata",
       {{"name", "tempo-runtime"},
        {"namespace", "tempo"},
        {"labels", {{"app.kubernetes.io/name", "tempo"}, {"app.kubernetes.io/version", version}}}}},
      {"data", data}};
}

inline Json overrides_map(const std::string& text, const std::string& version = "3.0.3") {
  return config_map({{"overrides.yaml", text}}, version);
}

inline Json review_of(const Json& object, const Json& old_object, const std::string& operation) {
  const Json& any = object.is_null() ? old_object : object;
  const std::string kind = any.value("kind", "Service");
  const auto metadata = any.contains("metadata") ? any["metadata"] : Json::object();
  Json request = {{"uid", "7f0c2a4e-0000-4000-8000-000000000001"},
                  {"kind", {{"group", ""}, {"version", "v1"}, {"kind", kind}}},
                  {"resource",
                   {{"group", ""},
                    {"version", "v1"},
                    {"resource", kind == "Service" ? "services" : "configmaps"}}},
                  {"operation", operation},
                  {"userInfo", {{"username", "jane"}, {"groups", {"system:authenticated"}}}},
                  {"object", object},
                  {"oldObject", old_object},
                  {"dryRun", false}};
  if (metadata.is_object()) {
    if (metadata.contains("name")) request["name"] = metadata["name"];
    request["namespace"] = metadata.value("namespace", "tempo");
  }
  return {{"kind", "AdmissionReview"}, {"apiVersion", "admission.k8s.io/v1"}, {"request", request}};
}

inline Json create(const Json& object) {
  return review_of(object, nullptr, "CREATE");
}
inline Json update(const Json& object, const Json& old_object) {
  return review_of(object, old_object, "UPDATE");
}
inline Json removal(const Json& old_object) {
  return review_of(nullptr, old_object, "DELETE");
}
inline Json as_user(Json review, const std::string& username) {
  review["request"]["userInfo"]["username"] = username;
  return review;
}

inline Decision judge(const Policy& policy, kube::Phase phase, const Json& review) {
  const std::string body = review.dump();
  Admitter admitter;
  const auto admission = admitter.admit(policy, phase, {.bytes = body, .slack = 0});
  EXPECT_EQ(admission.http_status, 200) << admission.error;
  return admission.decision;
}

inline Decision mutate(const Policy& policy, const Json& review) {
  return judge(policy, kube::Phase::mutate, review);
}
inline Decision validate(const Policy& policy, const Json& review) {
  return judge(policy, kube::Phase::validate, review);
}

inline Json patched(const Json& object, const std::vector<kube::PatchOp>& patch) {
  return object.patch(Json::parse(kube::encode_patch(patch)));
}

inline std::vector<std::string> codes_of(const Decision& decision) {
  std::vector<std::string> codes;
  for (const auto& finding : decision.findings) codes.push_back(finding.what.code);
  return codes;
}

inline const Finding* find_code(const Decision& decision, std::string_view code) {
  for (const auto& finding : decision.findings)
    if (finding.what.code == code) return &finding;
  return nullptr;
}

inline std::string audit_value(const Decision& decision, std::string_view key) {
  for (const auto& [name, value] : decision.audit_annotations)
    if (name == key) return value;
  return {};
}

}  // namespace tempo_admission::policy
