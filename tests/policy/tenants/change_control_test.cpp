#include "policy/tenants/change_control.hpp"

#include <gmock/gmock.h>

#include "policy/model/model.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> codes(const std::string& changes, const std::string& before,
                               const std::string& after) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\ntenants: [{name: r, selector: {}, key: overrides.yaml, format: overrides, "
      "changes: {" +
      changes + "}}]\n"));
  std::vector<std::string> found;
  for (const auto& finding :
       validate(policy, update(overrides_map("overrides: {" + after + "}\n"),
                               overrides_map("overrides: {" + before + "}\n")))
           .findings)
    if (finding.what.code.starts_with("tenants/")) found.push_back(finding.what.code);
  return found;
}

std::string rate(const std::string& bytes) {
  return "a: {ingestion: {rate_limit_bytes: " + bytes + "}}";
}

constexpr auto immutable_rate = "immutable: [ingestion.rate_limit_bytes]";
constexpr auto half = "maxChange: [{path: ingestion.rate_limit_bytes, percent: 50}]";

constexpr auto only_the_provisioner =
    "mode: enforce\ntenants: [{name: r, selector: {}, key: overrides.yaml, format: overrides, "
    "allowedChangers: [provisioner]}]\n";

TEST(AllowedChangers, AreNotAskedForWhereARequestNamesNobody) {
  const auto policy = policy_of(policy_text(only_the_provisioner));
  const auto request = create(overrides_map("overrides: {}\n"));
  EXPECT_FALSE(validate(policy, as_user(request, "jane")).allowed);
  EXPECT_TRUE(validate(policy, as_user(request, "")).allowed);
}

TEST(ImmutableField, MustNotChange) {
  EXPECT_THAT(codes(immutable_rate, rate("1"), rate("2")), ElementsAre("tenants/immutable-field"));
}

TEST(ImmutableField, MustNotAppearOrGo) {
  EXPECT_THAT(codes(immutable_rate, "a: {}", rate("2")), ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes(immutable_rate, rate("2"), "a: {}"), ElementsAre("tenants/immutable-field"));
}

TEST(ImmutableField, IsFreeForANewTenant) {
  EXPECT_THAT(codes(immutable_rate, "b: {}", "b: {}, " + rate("2")), IsEmpty());
}

TEST(MaximumChange, HoldsBothWays) {
  EXPECT_THAT(codes(half, rate("100"), rate("150")), IsEmpty());
  EXPECT_THAT(codes(half, rate("100"), rate("50")), IsEmpty());
  EXPECT_THAT(codes(half, rate("100"), rate("151")), ElementsAre("tenants/change-too-large"));
  EXPECT_THAT(codes(half, rate("100"), rate("49")), ElementsAre("tenants/change-too-large"));
}

TEST(MaximumChange, TakesAFieldThatGoesForZero) {
  EXPECT_THAT(codes(half, rate("100"), "a: {}"), ElementsAre("tenants/change-too-large"));
}

TEST(MaximumChange, HasNoMeasureForAFieldThatComes) {
  EXPECT_THAT(codes(half, "a: {}", rate("100")), IsEmpty());
}

TEST(MaximumChange, HoldsForChosenTenantsOnly) {
  EXPECT_THAT(codes("maxChange: [{path: ingestion.rate_limit_bytes, percent: 50, tenants: [b]}]",
                    rate("100"), rate("1000")),
              IsEmpty());
}

TEST(Deletion, IsFreeWhereTheAnnotationNamesEveryTenant) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\ntenants: [{name: r, selector: {}, key: overrides.yaml, format: overrides, "
      "deleteProtection: true, changes: {removalAnnotation: tempo.io/remove}}]\n"));
  auto object = overrides_map("overrides: {a: {}, b: {}}\n");
  EXPECT_FALSE(validate(policy, removal(object)).allowed);
  object["metadata"]["annotations"] = {{"tempo.io/remove", "a"}};
  EXPECT_FALSE(validate(policy, removal(object)).allowed);
  object["metadata"]["annotations"] = {{"tempo.io/remove", "a,b"}};
  EXPECT_TRUE(validate(policy, removal(object)).allowed);
}

}  // namespace
}  // namespace tempo_admission::policy
