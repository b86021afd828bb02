#include "policy/model/object_filter.hpp"

#include <gtest/gtest.h>

#include "policy/review.hpp"

namespace tempo_admission::policy::object_filter_test {
namespace {

struct Case {
  std::string_view name;
  std::string_view filter;
  bool selects;
};

class Filter : public testing::TestWithParam<Case> {};

TEST_P(Filter, SelectsOrNot) {
  auto object = service("querier");
  object["metadata"]["labels"]["helm.sh/chart"] = "tempo-distributed-1.61.3";
  const auto policy =
      policy_of(policy_text("mode: enforce\nservices: [{name: r, annotations: {a: x}, " +
                            std::string(GetParam().filter) + "}]\n"));
  EXPECT_EQ(!mutate(policy, create(object)).patch.empty(), GetParam().selects);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Filter,
    testing::Values(
        Case{"Everything", "selector: {}", true},
        Case{"Label", "selector: {matchLabels: {app.kubernetes.io/name: tempo}}", true},
        Case{"OtherLabel", "selector: {matchLabels: {app.kubernetes.io/name: loki}}", false},
        Case{"NotInWithoutTheKey",
             "selector: {matchExpressions: [{key: x, operator: NotIn, values: [y]}]}", true},
        Case{"Exists", "selector: {matchExpressions: [{key: x, operator: Exists}]}", false},
        Case{"DoesNotExist", "selector: {matchExpressions: [{key: x, operator: DoesNotExist}]}",
             true},
        Case{"Namespace", "selector: {}, namespaces: [\"temp?\"]", true},
        Case{"OtherNamespace", "selector: {}, namespaces: [\"tempo-*\"]", false},
        Case{"Name", "selector: {}, names: [other, \"*-querier\"]", true},
        Case{"OtherName", "selector: {}, names: [querier]", false},
        Case{"Chart", "selector: {}, chart: \"tempo-distributed >=1.21.1 <4\"", true},
        Case{"OtherVersion", "selector: {}, chart: \"tempo-distributed >=2\"", false},
        Case{"OtherChart", "selector: {}, chart: tempo", false},
        Case{"Port", "selector: {}, ports: [web, http-metrics]", true},
        Case{"OtherPort", "selector: {}, ports: [web]", false},
        Case{"WithoutPort", "selector: {}, withoutPorts: [http-metrics]", false},
        Case{"Skipped", "selector: {}, skipWhenLabel: {app.kubernetes.io/component: \"quer*\"}",
             false},
        Case{"SkippedByOne",
             "selector: {}, skipWhenLabel: {app.kubernetes.io/component: [a, querier]}", false},
        Case{"NotSkipped", "selector: {}, skipWhenLabel: {app.kubernetes.io/component: ingester}",
             true}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(FilterByName, GoesByTheGenerateNameWhereThereIsNoName) {
  auto object = service("querier");
  object["metadata"].erase("name");
  object["metadata"]["generateName"] = "tempo-querier-";
  const auto policy =
      policy_of(policy_text("mode: enforce\nservices: [{name: r, annotations: {a: x}, selector: "
                            "{}, names: [\"tempo-*\"]}]\n"));
  EXPECT_FALSE(mutate(policy, create(object)).patch.empty());
}

}  // namespace
}  // namespace tempo_admission::policy::object_filter_test
