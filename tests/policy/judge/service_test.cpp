// Services: conformance.md, 5.4.
#include "policy/judge/service.hpp"

#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy::judge_service_test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> paths_of(const std::vector<kube::PatchOp>& patch) {
  std::vector<std::string> paths;
  for (const auto& op : patch) paths.push_back(op.path);
  return paths;
}

Json with_annotations(Json object, const Json& annotations) {
  object["metadata"]["annotations"] = annotations;
  return object;
}

const Json all_three = {{"prometheus.io/path", "/metrics"},
                        {"prometheus.io/port", "3200"},
                        {"prometheus.io/scrape", "true"}};

TEST(MutateService, Case083CreatesTheMapWhenAnnotationsAreAbsent) {
  const auto decision = mutate(default_policy(), create(service("distributor")));
  EXPECT_THAT(paths_of(decision.patch), ElementsAre("/metadata/annotations"));
  EXPECT_EQ(patched(service("distributor"), decision.patch)["metadata"]["annotations"], all_three);
}

TEST(MutateService, Case084AppliesToEmptyAndNullAnnotations) {
  for (const Json& none : {Json::object(), Json(nullptr)}) {
    const auto object = with_annotations(service("querier"), none);
    const auto decision = mutate(default_policy(), create(object));
    EXPECT_EQ(patched(object, decision.patch)["metadata"]["annotations"].size(), 3) << none;
  }
}

TEST(MutateService, Case085AddsOneOpForEachMissingKeySorted) {
  const auto object = with_annotations(service("querier"), {{"team", "blue"}});
  EXPECT_THAT(paths_of(mutate(default_policy(), create(object)).patch),
              ElementsAre("/metadata/annotations/prometheus.io~1path",
                          "/metadata/annotations/prometheus.io~1port",
                          "/metadata/annotations/prometheus.io~1scrape"));
}

TEST(MutateService, Case086SendsNoPatchWhenEverythingIsThere) {
  const auto object = with_annotations(service("querier"), all_three);
  const auto decision = mutate(default_policy(), create(object));
  EXPECT_THAT(decision.patch, IsEmpty());
  EXPECT_THAT(decision.findings, IsEmpty());
}

TEST(MutateService, Case086KeepsAValueThatTheUserChoseAndSaysSo) {
  auto object = with_annotations(service("querier"), all_three);
  object["metadata"]["annotations"]["prometheus.io/scrape"] = "false";
  const auto decision = mutate(default_policy(), create(object));
  EXPECT_THAT(decision.patch, IsEmpty());
  EXPECT_THAT(codes_of(decision), ElementsAre("service/different-value"));
}

TEST(MutateService, Case087EscapesTheKey) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\nservices:\n- {name: r, selector: {}, annotations: {a.b/c-d_e.f: x}}\n"));
  const auto object = with_annotations(service("querier"), {{"team", "blue"}});
  EXPECT_THAT(paths_of(mutate(policy, create(object)).patch),
              ElementsAre("/metadata/annotations/a.b~1c-d_e.f"));
}

TEST(MutateService, Case088HasNothingToAddToWhatItPatched) {
  for (const auto* component : {"distributor", "querier", "compactor", "gossip-ring"}) {
    const auto object = service(component);
    const auto first = mutate(default_policy(), create(object));
    const auto second = mutate(default_policy(), create(patched(object, first.patch)));
    EXPECT_THAT(second.patch, IsEmpty()) << component;
    EXPECT_THAT(second.findings, IsEmpty()) << component;
  }
}

TEST(MutateService, Case089LeavesOtherServicesAlone) {
  for (const auto* name : {"loki", "tempo-vulture", "temp", "Tempo", ""}) {
    auto object = service("querier");
    object["metadata"]["labels"]["app.kubernetes.io/name"] = name;
    const auto decision = mutate(default_policy(), create(object));
    EXPECT_TRUE(decision.allowed && decision.patch.empty() && decision.rules.empty()) << name;
  }
  auto unlabelled = service("querier");
  unlabelled["metadata"].erase("labels");
  EXPECT_THAT(mutate(default_policy(), create(unlabelled)).patch, IsEmpty());
}

TEST(MutateService, Case090LeavesAServiceAloneThatLosesItsLabel) {
  auto object = service("querier");
  object["metadata"]["labels"].erase("app.kubernetes.io/name");
  const auto decision = mutate(default_policy(), update(object, service("querier")));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
}

TEST(MutateService, Case091AddsBackWhatAnUpdateTookAway) {
  auto object = with_annotations(service("querier"), all_three);
  const auto before = object;
  object["metadata"]["annotations"].erase("prometheus.io/path");
  EXPECT_THAT(paths_of(mutate(default_policy(), update(object, before)).patch),
              ElementsAre("/metadata/annotations/prometheus.io~1path"));
}

TEST(MutateService, Case092NeverPatchesADeletion) {
  const auto decision = mutate(default_policy(), removal(service("querier")));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
}

TEST(MutateService, Case093NeverPatchesAConnection) {
  auto review = create({{"kind", "ServiceProxyOptions"}, {"apiVersion", "v1"}, {"path", "x"}});
  review["request"]["operation"] = "CONNECT";
  review["request"]["kind"]["kind"] = "ServiceProxyOptions";
  review["request"]["subResource"] = "proxy";
  EXPECT_THAT(mutate(default_policy(), review).patch, IsEmpty());
}

TEST(MutateService, Case094LeavesTheStatusSubresourceAlone) {
  auto review = update(service("querier"), service("querier"));
  review["request"]["subResource"] = "status";
  const auto decision = mutate(default_policy(), review);
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
}

TEST(MutateService, Case095LeavesOtherKindsAlone) {
  auto object = service("querier");
  object["kind"] = "Secret";
  auto review = create(object);
  review["request"]["resource"]["resource"] = "secrets";
  const auto decision = mutate(default_policy(), review);
  EXPECT_TRUE(decision.allowed && decision.patch.empty() && decision.rules.empty());
}

TEST(MutateService, Case096LeavesServicesOfOtherGroupsAlone) {
  auto review = create(service("querier"));
  review["request"]["kind"]["group"] = "serving.knative.dev";
  review["request"]["resource"]["group"] = "serving.knative.dev";
  EXPECT_THAT(mutate(default_policy(), review).patch, IsEmpty());
}

TEST(MutateService, Case097PatchesAnObjectWhoseNameIsStillToBeGenerated) {
  auto object = service("querier");
  object["metadata"].erase("name");
  object["metadata"]["generateName"] = "tempo-querier-";
  EXPECT_THAT(mutate(default_policy(), create(object)).patch, testing::SizeIs(1));
}

TEST(MutateService, Case098LeavesMalformedMetadataAsItIsAndWarns) {
  auto without_metadata = service("querier");
  without_metadata.erase("metadata");
  auto labels_as_list = service("querier");
  labels_as_list["metadata"]["labels"] = Json::array({"tempo"});
  auto numeric_annotation = with_annotations(service("querier"), {{"a", 1}});
  for (const auto& object : {without_metadata, labels_as_list, numeric_annotation}) {
    const auto decision = mutate(default_policy(), create(object));
    EXPECT_TRUE(decision.allowed && decision.patch.empty()) << object;
    EXPECT_THAT(codes_of(decision), ElementsAre("service/malformed-metadata")) << object;
    EXPECT_THAT(decision.warnings, testing::SizeIs(1)) << object;
  }
}

TEST(MutateService, Case099LeavesExemptNamespacesAlone) {
  for (const auto* name : {"kube-system", "tempo-admission"}) {
    auto object = service("querier");
    object["metadata"]["namespace"] = name;
    const auto policy = default_policy({.exempt_namespaces = {"tempo-admission"}});
    EXPECT_THAT(mutate(policy, create(object)).patch, IsEmpty()) << name;
  }
}

TEST(MutateService, Case099LeavesExemptUsersAlone) {
  const auto policy = policy_of(
      policy_text("mode: enforce\nexempt: {users: [\"system:serviceaccount:kube-system:*\"]}\n"
                  "services:\n- {name: r, selector: {}, annotations: {a: x}}\n"));
  const auto review = create(service("querier"));
  EXPECT_THAT(mutate(policy, as_user(review, "system:serviceaccount:kube-system:x")).patch,
              IsEmpty());
  EXPECT_THAT(mutate(policy, review).patch, testing::SizeIs(1));
}

TEST(MutateService, Case100PatchesADryRunAlike) {
  auto review = create(service("querier"));
  const auto real = mutate(default_policy(), review);
  review["request"]["dryRun"] = true;
  EXPECT_EQ(mutate(default_policy(), review).patch, real.patch);
}

TEST(MutateService, Case101HoldsThePatchBackInAudit) {
  const auto decision =
      mutate(default_policy({.ceiling = Mode::audit}), create(service("querier")));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
  EXPECT_THAT(paths_of(decision.would_patch), ElementsAre("/metadata/annotations"));
  EXPECT_THAT(decision.warnings, IsEmpty());
  EXPECT_EQ(audit_value(decision, "mode"), "audit");
  EXPECT_THAT(audit_value(decision, "would-patch"), HasSubstr("prometheus.io/scrape"));
}

TEST(MutateService, Case102AddsNothingNearTheAnnotationLimit) {
  const auto object =
      with_annotations(service("querier"), {{"big", std::string((256 << 10) - 20, 'x')}});
  const auto decision = mutate(default_policy(), create(object));
  EXPECT_THAT(decision.patch, IsEmpty());
  EXPECT_THAT(codes_of(decision), ElementsAre("service/annotations-too-large"));
}

TEST(MutateService, Case102AddsWhatStillFits) {
  const std::size_t needed = 20 + 4 + 18 + 4 + 18 + 8;
  auto room_for_all = (256 << 10) - needed - 3;
  const auto fits = with_annotations(service("querier"), {{"big", std::string(room_for_all, 'x')}});
  EXPECT_THAT(mutate(default_policy(), create(fits)).patch, testing::SizeIs(3));
  const auto one_too_many =
      with_annotations(service("querier"), {{"big", std::string(room_for_all + 1, 'x')}});
  EXPECT_THAT(mutate(default_policy(), create(one_too_many)).patch, IsEmpty());
}

TEST(MutateService, Case103AddsAHundredMissingToFiveHundred) {
  std::string rules = "mode: enforce\nservices:\n- name: many\n  selector: {}\n  annotations:\n";
  Json present = Json::object();
  for (int i = 0; i < 500; ++i) {
    const auto key = "example.com/a" + std::to_string(i);
    rules += "    " + key + ": x\n";
    if (i % 5 != 0) present[key] = "x";
  }
  const auto object = with_annotations(service("querier"), present);
  EXPECT_THAT(mutate(policy_of(policy_text(rules)), create(object)).patch, testing::SizeIs(100));
}

TEST(MutateService, Case104GoesByTheKindTheWebhookMatched) {
  auto review = create(service("querier"));
  review["request"]["requestKind"] = {{"group", "x.io"}, {"version", "v1beta1"}, {"kind", "Svc"}};
  EXPECT_THAT(mutate(default_policy(), review).patch, testing::SizeIs(1));
}

TEST(MutateService, Case105TouchesNothingButAnnotations) {
  auto object = with_annotations(
      service("querier"), {{"kubectl.kubernetes.io/last-applied-configuration", "{\"a\":1}"}});
  object["metadata"]["managedFields"] = Json::array({{{"manager", "helm"}}});
  auto after = patched(object, mutate(default_policy(), create(object)).patch);
  for (const auto& [key, value] : all_three.items()) after["metadata"]["annotations"].erase(key);
  EXPECT_EQ(after, object);
}

TEST(MutateService, TakesTheNumberThatThePodListensOn) {
  auto object = service("gateway-like", Json::array({port("http-metrics", 80)}));
  object["spec"]["ports"][0]["targetPort"] = 8080;
  const auto after = patched(object, mutate(default_policy(), create(object)).patch);
  EXPECT_EQ(after["metadata"]["annotations"]["prometheus.io/port"], "8080");
}

TEST(MutateService, NeverStatesAPortThatNoContainerMayHave) {
  auto object = service("querier", Json::array({port("http-metrics", 80)}));
  object["spec"]["ports"][0]["targetPort"] = "http-metrics";
  const auto decision = mutate(default_policy(), create(object));
  EXPECT_FALSE(
      patched(object, decision.patch)["metadata"]["annotations"].contains("prometheus.io/port"));
  EXPECT_EQ(decision.findings.at(0).what.code, "service/unresolved-template");
}

TEST(MutateService, TakesNeitherUdpNorPortZeroForAMetricsPort) {
  auto udp = service("querier", Json::array({port("http-metrics", 3200)}));
  udp["spec"]["ports"][0]["protocol"] = "UDP";
  EXPECT_TRUE(mutate(default_policy(), create(udp)).patch.empty());
  const auto zero = service("querier", Json::array({port("http-metrics", 0)}));
  EXPECT_TRUE(mutate(default_policy(), create(zero)).patch.empty());
}

constexpr std::string_view contact_policy = R"(
mode: enforce
services:
- name: contact
  selector: {}
  annotations: {example.com/contact: {fromFile: contact}}
)";

Policy policy_with_contact(Mode ceiling) {
  LoadOptions options;
  options.ceiling = ceiling;
  options.read_value = [](std::string_view) -> Result<std::string> { return "s3cr3t@example.com"; };
  return policy_of(policy_text(contact_policy), options);
}

TEST(MutateService, AddsAValueFromAFile) {
  const auto object = service("querier");
  const auto after =
      patched(object, mutate(policy_with_contact(Mode::enforce), create(object)).patch);
  EXPECT_EQ(after["metadata"]["annotations"]["example.com/contact"], "s3cr3t@example.com");
}

TEST(MutateService, NeverShowsAValueFromAFile) {
  for (const auto ceiling : {Mode::audit, Mode::warn, Mode::enforce}) {
    auto object = service("querier");
    if (ceiling == Mode::enforce)
      object["metadata"]["annotations"]["example.com/contact"] = "other";
    const auto decision = mutate(policy_with_contact(ceiling), create(object));
    std::string shown = kube::encode_patch(decision.would_patch);
    for (const auto& finding : decision.findings) shown += finding.what.message + finding.what.hint;
    for (const auto& text : decision.warnings) shown += text;
    for (const auto& [key, text] : decision.audit_annotations) shown += text;
    EXPECT_THAT(shown, testing::Not(HasSubstr("s3cr3t")));
    EXPECT_THAT(shown, HasSubstr("<from file contact>"));
  }
}

TEST(MutateService, SaysWhichTemplateItCouldNotFillIn) {
  const auto policy =
      policy_of(policy_text("mode: enforce\nservices:\n- {name: r, selector: {}, annotations: {a: "
                            "'{{ port \"web\" }}', b: x}}\n"));
  const auto decision = mutate(policy, create(service("querier")));
  EXPECT_THAT(codes_of(decision), ElementsAre("service/unresolved-template"));
  EXPECT_EQ(patched(service("querier"), decision.patch)["metadata"]["annotations"],
            Json({{"b", "x"}}));
}

TEST(MutateService, GivesTheFirstOfTwoValues) {
  const auto policy = policy_of(
      policy_text("mode: enforce\nservices:\n- {name: one, selector: {}, annotations: {a: first}}\n"
                  "- {name: two, selector: {}, annotations: {a: second, b: x}}\n"));
  EXPECT_EQ(
      patched(service("q"), mutate(policy, create(service("q"))).patch)["metadata"]["annotations"],
      Json({{"a", "first"}, {"b", "x"}}));
}

TEST(MutateService, LetsARuleThatWatchesChangeNothingForTheOthers) {
  const auto policy = policy_of(
      policy_text("services:\n- {name: new, mode: audit, selector: {}, annotations: {a: new}}\n"
                  "- {name: old, mode: enforce, selector: {}, annotations: {a: old}}\n"));
  const auto decision = mutate(policy, create(service("q")));
  EXPECT_EQ(patched(service("q"), decision.patch)["metadata"]["annotations"], Json({{"a", "old"}}));
  EXPECT_EQ(patched(service("q"), decision.would_patch)["metadata"]["annotations"],
            Json({{"a", "new"}}));
}

TEST(MutateService, AddsCommonAnnotationsUnlessARuleNamesTheKey) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\ncommonAnnotations: {team: tracing, ns: '{{ namespace }}'}\nservices:\n"
      "- {name: one, selector: {}, annotations: {a: x}}\n"
      "- {name: two, selector: {}, annotations: {team: special}}\n"));
  EXPECT_EQ(
      patched(service("q"), mutate(policy, create(service("q"))).patch)["metadata"]["annotations"],
      Json({{"a", "x"}, {"ns", "tempo"}, {"team", "special"}}));
}

TEST(MutateService, AddsOnCreationOnlyWhereTheRuleSaysSo) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\nservices:\n- {name: r, selector: {}, operations: [CREATE], annotations: "
      "{service.beta.kubernetes.io/aws-load-balancer-type: external}}\n"));
  EXPECT_THAT(mutate(policy, create(service("q"))).patch, testing::SizeIs(1));
  EXPECT_THAT(mutate(policy, update(service("q"), service("q"))).patch, IsEmpty());
}

TEST(MutateService, WarnsOfAScrapeOfMemberlist) {
  const auto policy = policy_of(*preset("scrape-gossip-ring"));
  const auto decision = mutate(policy, create(gossip_ring()));
  EXPECT_THAT(decision.patch, testing::SizeIs(1));
  EXPECT_THAT(codes_of(decision), ElementsAre("service/scrapes-memberlist"));
}

TEST(MutateService, WarnsOfAScrapeOfEveryPortWhereOneIsMemberlist) {
  const auto object = with_annotations(gossip_ring(), {{"prometheus.io/scrape", "true"}});
  EXPECT_NE(find_code(mutate(default_policy(), create(object)), "service/scrapes-memberlist"),
            nullptr);
}

TEST(MutateService, SaysNothingOfAMemberlistPortThatIsNotScraped) {
  const auto object = with_annotations(
      gossip_ring(), {{"prometheus.io/scrape", "false"}, {"prometheus.io/port", "7946"}});
  EXPECT_THAT(mutate(default_policy(), create(object)).findings, IsEmpty());
}

TEST(ValidateService, NeverPatches) {
  const auto decision = validate(default_policy(), create(service("querier")));
  EXPECT_TRUE(decision.allowed);
  EXPECT_THAT(decision.patch, IsEmpty());
  EXPECT_THAT(codes_of(decision),
              ElementsAre("service/missing-annotation", "service/missing-annotation",
                          "service/missing-annotation"));
}

constexpr std::string_view required_rule =
    "mode: enforce\nservices:\n- {name: r, selector: {}, required: true, annotations: {a: x}}\n";

TEST(ValidateService, RefusesWhereTheRuleRequires) {
  const auto decision = validate(policy_of(policy_text(required_rule)), create(service("querier")));
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.denial->code, 422);
  EXPECT_EQ(decision.denial->causes.front().field, "metadata.annotations[a]");
}

TEST(ValidateService, TakesAnAnnotationWithAnotherValueForPresent) {
  const auto object = with_annotations(service("querier"), {{"a", "other"}});
  EXPECT_TRUE(validate(policy_of(policy_text(required_rule)), create(object)).allowed);
}

TEST(ValidateService, DoesNotRepeatToTheCallerWhatMutateSaid) {
  const auto policy = default_policy({.ceiling = Mode::warn});
  const auto review = create(service("querier"));
  EXPECT_EQ(mutate(policy, review).warnings, validate(policy, review).warnings);
}

}  // namespace
}  // namespace tempo_admission::policy::judge_service_test
