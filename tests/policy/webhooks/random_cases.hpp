// Random policies and requests out of a few names each, so that they meet often.
#pragma once

#include <random>
#include <string>

#include "policy/review.hpp"

namespace tempo_admission::policy {

class RandomCases {
 public:
  explicit RandomCases(unsigned seed) : random_(seed) {}

  std::string policy() {
    std::string text = "mode: " + one_of({"enforce", "audit"}) + "\n";
    if (chance(3)) text += "exempt: {namespaces: [" + one_of({"", "ns-a", "ns-*"}) + "]}\n";
    text += "services:\n";
    for (int i = number(0, 2); i >= 0; --i) text += service_rule(i);
    text += "tenants:\n";
    for (int i = number(0, 3); i >= 0; --i) text += tenant_rule(i);
    return policy_text(text);
  }

  Json review() {
    const bool for_service = chance(3);
    const Json before = for_service ? service_object() : config_map_object();
    const Json after = for_service ? service_object() : config_map_object();
    switch (number(0, 2)) {
      case 0:
        return in_namespace(create(after));
      case 1:
        return in_namespace(update(after, before));
      default:
        return in_namespace(removal(before));
    }
  }

 private:
  int number(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }
  bool chance(int of) { return number(1, of) == 1; }
  std::string one_of(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(number(0, static_cast<int>(words.size()) - 1))];
  }

  std::string selector() {
    std::string text = "  selector:\n    matchExpressions: [";
    for (int i = number(0, 2); i > 0; --i)
      text += "{key: " + one_of({"x", "y"}) + ", operator: " +
              one_of({"In, values: [a]", "In, values: [a, b]", "NotIn, values: [a]",
                      "NotIn, values: [b, c]", "Exists", "DoesNotExist"}) +
              "}, ";
    return text + "]\n";
  }

  std::string filter() {
    std::string text = selector();
    if (chance(3)) text += "  namespaces: [" + one_of({"ns-a", "ns-b, ns-c", "'ns-*'"}) + "]\n";
    if (chance(4)) text += "  names: ['" + one_of({"name-a", "*-b"}) + "']\n";
    if (chance(4)) text += "  skipWhenLabel: {x: " + one_of({"a", "'*'"}) + "}\n";
    return text;
  }

  std::string service_rule(int i) {
    std::string text = "- name: s" + std::to_string(i) + "\n" + filter();
    if (chance(3)) text += "  operations: [" + one_of({"CREATE", "UPDATE"}) + "]\n";
    if (chance(6)) text += "  mode: 'off'\n";
    return text + "  annotations: {a: b}\n";
  }

  std::string tenant_rule(int i) {
    std::string text = "- name: t" + std::to_string(i) + "\n" + filter();
    text += "  keys: [" + one_of({"k1", "k2", "k1, k2"}) + "]\n";
    text += "  format: " + one_of({"overrides", "tenants"}) + "\n";
    if (chance(3)) text += "  operations: [" + one_of({"CREATE", "UPDATE", "DELETE"}) + "]\n";
    if (chance(3)) text += "  deleteProtection: true\n";
    if (chance(3)) text += "  allowedChangers: [jane]\n";
    if (chance(3)) text += "  changes: {removalAnnotation: example.com/remove}\n";
    return text;
  }

  Json metadata() {
    Json metadata = {{chance(4) ? "generateName" : "name", one_of({"name-a", "name-b"})}};
    Json labels = Json::object();
    for (const char* key : {"x", "y"})
      if (!chance(3)) labels[key] = one_of({"a", "b", "c"});
    if (!chance(5)) metadata["labels"] = labels;
    if (chance(3)) metadata["annotations"] = {{"control-plane.alpha.kubernetes.io/leader", "x"}};
    if (chance(4)) metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
    return metadata;
  }

  Json service_object() {
    Json object = service("querier");
    object["metadata"] = metadata();
    return object;
  }

  Json config_map_object() {
    Json object = config_map(Json::object());
    object["metadata"] = metadata();
    object.erase("data");
    for (const char* map : {"data", "binaryData"})
      if (!chance(3)) object[map] = {{one_of({"k1", "k2", "k1.gz", "k2.gz", "other"}), ""}};
    return object;
  }

  Json in_namespace(Json review) {
    review["request"]["namespace"] = one_of({"ns-a", "ns-b", "ns-c", "kube-system"});
    return review;
  }

  std::mt19937 random_;
};

}  // namespace tempo_admission::policy
