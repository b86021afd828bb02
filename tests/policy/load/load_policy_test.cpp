#include "tempo_admission/policy/load_policy.hpp"

#include <gmock/gmock.h>

#include "policy/model/model.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy::load_policy_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Diagnostics faults_of(const std::string& text, const LoadOptions& options = {}) {
  const auto loaded = load_policy(text, options);
  return loaded ? Diagnostics{} : loaded.error();
}

std::vector<std::string> summary_of(const Diagnostics& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults)
    lines.push_back(std::to_string(fault.position.line) + ":" +
                    std::to_string(fault.position.column) + " " + fault.code);
  return lines;
}

TEST(LoadPolicy, TakesAnEmptyPolicy) {
  const auto loaded = load_policy(policy_text(""));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_THAT(loaded->policy.rules(), IsEmpty());
}

TEST(LoadPolicy, NamesEveryFaultAtOnceWithItsPosition) {
  const auto faults = faults_of(
      "apiVersion: v1\n"
      "kind: Policy\n"
      "mode: enforced\n"
      "services:\n"
      "- name: one\n"
      "  selector: {}\n"
      "  anotations: {a: x}\n"
      "tenants: {}\n");
  EXPECT_THAT(summary_of(faults), ElementsAre("1:13 policy/bad-value", "3:7 policy/bad-value",
                                              "7:3 policy/unknown-key", "8:10 policy/wrong-type"));
  EXPECT_THAT(faults.at(2).message, HasSubstr("did you mean 'annotations'?"));
}

TEST(LoadPolicy, NamesTheNearestCodeOfAFinding) {
  const auto faults = faults_of(policy_text("severity: {overrides/no-rate-limt: error}\n"));
  EXPECT_THAT(faults.at(0).message, HasSubstr("did you mean 'overrides/no-rate-limit'?"));
}

TEST(LoadPolicy, WarnsOfASeverityThatChangesNothing) {
  const auto loaded = load_policy(policy_text("severity: {overrides/null-tenant: warning}\n"));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_THAT(summary_of(loaded->warnings), ElementsAre("3:12 policy/bad-value"));
}

TEST(LoadPolicy, WarnsOfAnExemptGarbageCollectorWhereDeletionsAreJudged) {
  const auto warnings_for = [](const std::string& users, const std::string& more) {
    const auto loaded = load_policy(policy_text("exempt: {users: [" + users +
                                                "]}\ntenants:\n- {name: a, selector: {}, key: k, "
                                                "format: overrides" +
                                                more + "}\n"));
    return loaded ? summary_of(loaded->warnings) : std::vector<std::string>{"refused"};
  };
  const std::string glob = "\"system:serviceaccount:kube-system:*\"";
  EXPECT_THAT(warnings_for(glob, ", deleteProtection: true"), ElementsAre("3:9 policy/bad-value"));
  EXPECT_THAT(warnings_for(glob, ""), IsEmpty());
  EXPECT_THAT(warnings_for("jane", ", deleteProtection: true"), IsEmpty());
}

struct Case {
  std::string_view name;
  std::string_view text;  // after apiVersion and kind, which take two lines
  std::string_view fault;
};

class BadPolicy : public testing::TestWithParam<Case> {};

TEST_P(BadPolicy, IsRefusedAtTheSpot) {
  EXPECT_THAT(summary_of(faults_of(policy_text(GetParam().text))), ElementsAre(GetParam().fault));
}

INSTANTIATE_TEST_SUITE_P(
    Files, BadPolicy,
    testing::Values(
        Case{"DoubledKey", "mode: audit\nmode: warn\n", "4:1 policy/duplicate-key"},
        Case{"NoValue", "mode:\n", "3:1 policy/missing-value"},
        Case{"TempoVersionAsNumber", "tempo: {defaultVersion: 3.0}\n", "3:25 policy/wrong-type"},
        Case{"TempoVersionNotOne", "tempo: {version: latest}\n", "3:18 policy/bad-value"},
        Case{"ReplicationFactor", "tempo: {replicationFactor: 0}\n", "3:28 policy/bad-value"},
        Case{"ExpandEnv", "tempo: {expandEnv: yes please}\n", "3:20 policy/wrong-type"},
        Case{"ExemptGlob", "exempt: {namespaces: [\"a[b]\"]}\n", "3:23 policy/bad-value"},
        Case{"TextLimitOfZero", "textLimits: {nodes: 0}\n", "3:21 policy/bad-value"},
        Case{"TextLimitOfNoSteps", "textLimits: {steps: 0}\n", "3:21 policy/bad-value"},
        Case{"TextLimitOfWords", "textLimits: {bytes: 4MiB}\n", "3:21 policy/wrong-type"},
        Case{"SeverityWord", "severity: {overrides/no-rate-limit: fatal}\n",
             "3:37 policy/bad-value"},
        Case{"SeverityCode", "severity: {no-rate-limit: error}\n", "3:12 policy/bad-value"},
        Case{"SeverityOfAMisspelledCode", "severity: {overrides/no-rate-limt: error}\n",
             "3:12 policy/bad-value"},
        Case{"RuleWithoutName", "services: [{selector: {}, annotations: {a: x}}]\n",
             "3:12 policy/missing-key"},
        Case{"RuleName", "services: [{name: A b, selector: {}, annotations: {a: x}}]\n",
             "3:19 policy/bad-value"},
        Case{"RuleTwice",
             "services:\n- {name: r, selector: {}, annotations: {a: x}}\n"
             "- {name: r, selector: {}, annotations: {b: x}}\n",
             "5:3 policy/duplicate-rule"},
        Case{"NoSelector", "services: [{name: r, annotations: {a: x}}]\n",
             "3:12 policy/missing-key"},
        Case{"LabelKey",
             "services: [{name: r, selector: {matchLabels: {a/b/c: x}}, annotations: "
             "{a: x}}]\n",
             "3:47 policy/bad-selector"},
        Case{"LabelValue",
             "services: [{name: r, selector: {matchLabels: {a: '*'}}, annotations: "
             "{a: x}}]\n",
             "3:50 policy/bad-selector"},
        Case{"Operator",
             "services: [{name: r, selector: {matchExpressions: [{key: a, operator: NotIN, "
             "values: [x]}]}, annotations: {a: x}}]\n",
             "3:71 policy/bad-selector"},
        Case{"NoValues",
             "services: [{name: r, selector: {matchExpressions: [{key: a, operator: In}]}, "
             "annotations: {a: x}}]\n",
             "3:52 policy/bad-selector"},
        Case{"SomeValues",
             "services: [{name: r, selector: {matchExpressions: [{key: a, operator: Exists, "
             "values: [x]}]}, annotations: {a: x}}]\n",
             "3:87 policy/bad-selector"},
        Case{"AnnotationKey", "services: [{name: r, selector: {}, annotations: {'a b': x}}]\n",
             "3:50 policy/bad-annotation-key"},
        Case{"AnnotationValue", "services: [{name: r, selector: {}, annotations: {a: true}}]\n",
             "3:53 policy/wrong-type"},
        Case{"Template",
             "services: [{name: r, selector: {}, annotations: {a: '{{ ports \"x\" }}'}}]\n",
             "3:53 policy/bad-template"},
        Case{"NothingToAdd", "services: [{name: r, selector: {}}]\n", "3:12 policy/missing-key"},
        Case{"Chart",
             "services: [{name: r, selector: {}, chart: 'tempo >>1', annotations: {a: x}}]\n",
             "3:43 policy/bad-value"},
        Case{"Operation",
             "services: [{name: r, selector: {}, operations: [CREATE, PATCH], annotations: {a: "
             "x}}]\n",
             "3:57 policy/bad-value"},
        Case{"FromFileWithoutDirectory",
             "services: [{name: r, selector: {}, annotations: {a: {fromFile: x}}}]\n",
             "3:64 policy/bad-value"},
        Case{"TenantsWithoutKey", "tenants: [{name: r, selector: {}, format: overrides}]\n",
             "3:11 policy/missing-key"},
        Case{"TenantsKey", "tenants: [{name: r, selector: {}, key: a/b, format: overrides}]\n",
             "3:40 policy/bad-value"},
        Case{"TenantsFormat", "tenants: [{name: r, selector: {}, key: a, format: override}]\n",
             "3:51 policy/bad-value"},
        Case{"LimitsOnDeclared",
             "tenants: [{name: r, selector: {}, key: a, format: tenants, limits: []}]\n",
             "3:68 policy/bad-value"},
        Case{"LimitPath",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{path: "
             "ingestion.rate_limit_byte, max: 1}]}]\n",
             "3:78 policy/unknown-field"},
        Case{"LimitUnit",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{path: "
             "ingestion.rate_limit_bytes, max: 24h}]}]\n",
             "3:111 policy/bad-value"},
        Case{"LimitOfNothing",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{path: "
             "ingestion.rate_limit_bytes}]}]\n",
             "3:71 policy/missing-key"},
        Case{"LimitMaxBelowMin",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{path: "
             "compaction.block_retention, min: 2d, max: 24h}]}]\n",
             "3:120 policy/bad-value"},
        Case{"Pattern",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, tenantIds: {pattern: "
             "'('}}]\n",
             "3:83 policy/bad-pattern"},
        Case{"MaxTenants",
             "tenants: [{name: r, selector: {}, key: a, format: overrides, maxTenants: -1}]\n",
             "3:74 policy/bad-value"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(LoadPolicy, RefusesWhatIsNoYaml) {
  EXPECT_THAT(faults_of("apiVersion: [\n"), testing::SizeIs(1));
}

TEST(LoadPolicy, RefusesAnEmptyFile) {
  EXPECT_THAT(summary_of(faults_of("")), ElementsAre("1:1 policy/missing-key"));
}

TEST(LoadPolicy, RefusesASecondDocument) {
  EXPECT_THAT(faults_of(policy_text("---\nkind: Policy\n")), testing::SizeIs(1));
}

TEST(LoadPolicy, NamesTheFieldThatWasMeant) {
  const auto faults = faults_of(
      policy_text("tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{path: "
                  "ingestion.rate_limit_byte, max: 1}]}]\n"));
  EXPECT_THAT(faults.at(0).message, HasSubstr("did you mean 'ingestion.rate_limit_bytes'?"));
}

TEST(LoadPolicy, TellsHowToWriteAStringThatYamlReadsAsSomethingElse) {
  const auto faults = faults_of(policy_text(
      "services: [{name: r, selector: {}, annotations: {prometheus.io/port: 3200}}]\n"));
  EXPECT_THAT(faults.at(0).hint, HasSubstr("\"3200\""));
}

TEST(LoadPolicy, LowersModesToTheCeiling) {
  const auto text = policy_text(
      "services:\n- {name: a, mode: enforce, selector: {}, annotations: {a: x}}\n"
      "- {name: b, mode: audit, selector: {}, annotations: {a: x}}\n");
  const auto rules = policy_of(text, {.ceiling = Mode::warn}).rules();
  EXPECT_EQ(rules.at(0).mode, Mode::warn);
  EXPECT_EQ(rules.at(1).mode, Mode::audit);
}

TEST(LoadPolicy, WatchesWhereNoModeIsSaid) {
  const auto policy =
      policy_of(policy_text("services: [{name: a, selector: {}, annotations: {a: x}}]\n"));
  EXPECT_EQ(policy.rules().at(0).mode, Mode::audit);
}

TEST(LoadPolicy, ExemptsKubeSystemWhereNothingIsSaid) {
  EXPECT_THAT(policy_of(policy_text("")).model().exempt.namespaces, ElementsAre("kube-system"));
  EXPECT_THAT(policy_of(policy_text("exempt: {namespaces: []}\n")).model().exempt.namespaces,
              IsEmpty());
}

TEST(LoadPolicy, TellsWhyAFileCouldNotBeRead) {
  LoadOptions options;
  options.read_value = [](std::string_view) -> Result<std::string> {
    return failure("no such file");
  };
  const auto faults = faults_of(
      policy_text("services: [{name: r, selector: {}, annotations: {a: {fromFile: x}}}]\n"),
      options);
  EXPECT_EQ(faults.at(0).message, "no such file");
}

TEST(LoadPolicy, ReadsFilesInOneDirectoryOnly) {
  LoadOptions options;
  options.read_value = [](std::string_view) -> Result<std::string> { return "x"; };
  for (const auto* name : {"../x", "/etc/passwd", "a/b", ".hidden"})
    EXPECT_THAT(faults_of(policy_text("services: [{name: r, selector: {}, annotations: {a: "
                                      "{fromFile: " +
                                      std::string(name) + "}}}]\n"),
                          options),
                testing::SizeIs(1))
        << name;
}

TEST(LoadPolicy, WarnsOfAVersionThatAnotherOneStandsInFor) {
  const auto loaded = load_policy(policy_text("tempo: {version: \"9.9\"}\n"));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_THAT(summary_of(loaded->warnings), ElementsAre("3:18 policy/unknown-version"));
}

}  // namespace
}  // namespace tempo_admission::policy::load_policy_test
