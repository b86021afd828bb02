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

TEST(LoadPolicy, RefusesWhatIsNoYaml) {
  EXPECT_THAT(faults_of("apiVersion: [\n"), testing::SizeIs(1));
}

TEST(LoadPolicy, RefusesAnEmptyFile) {
  EXPECT_THAT(summary_of(faults_of("")), ElementsAre("1:1 policy/missing-key"));
}

TEST(LoadPolicy, RefusesASecondDocument) {
  EXPECT_THAT(faults_of(policy_text("---\nkind: Policy\n")), testing::SizeIs(1));
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

}  // namespace
}  // namespace tempo_admission::policy::load_policy_test
