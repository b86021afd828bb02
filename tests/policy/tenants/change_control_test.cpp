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

TEST(ImmutableField, MayBeAMapAListOrAWholeBlock) {
  const auto generator = [](const std::string& fields) {
    return "a: {metrics_generator: {" + fields + "}}";
  };
  constexpr auto headers = "immutable: [metrics_generator.remote_write_headers]";
  constexpr auto block = "immutable: [metrics_generator]";
  const auto one = generator("remote_write_headers: {X-A: b}");
  for (const auto* changes : {headers, block}) {
    for (const auto& after :
         {generator("remote_write_headers: {X-A: c}"), generator("remote_write_headers: {X-B: b}"),
          generator("remote_write_headers: {X-A: b, X-B: c}"),
          generator("remote_write_headers: {}"), std::string("a: {}")}) {
      EXPECT_THAT(codes(changes, one, after), ElementsAre("tenants/immutable-field")) << after;
      EXPECT_THAT(codes(changes, after, one), ElementsAre("tenants/immutable-field")) << after;
    }
    EXPECT_THAT(codes(changes, one, generator("'remote_write_headers': {x-a: 'b'}")), IsEmpty());
    EXPECT_THAT(codes(changes, generator("remote_write_headers: {X-A: b, X-B: c}"),
                      generator("remote_write_headers: {x-b: c, X-A: b}")),
                IsEmpty());
  }
  EXPECT_THAT(codes("immutable: [cost_attribution.dimensions]",
                    "a: {cost_attribution: {dimensions: {x: y}}}",
                    "a: {cost_attribution: {dimensions: {x: z}}}"),
              ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes("immutable: [metrics_generator.processors]",
                    generator("processors: [span-metrics]"), generator("processors: [host-info]")),
              ElementsAre("tenants/immutable-field"));
  EXPECT_THAT(codes("immutable: [storage.parquet_dedicated_columns]",
                    "a: {storage: {parquet_dedicated_columns: [{scope: span, name: x, type: "
                    "string}]}}",
                    "a: {storage: {parquet_dedicated_columns: [{scope: span, name: y, type: "
                    "string}]}}"),
              ElementsAre("tenants/immutable-field"));
}

TEST(ImmutableField, ComparesWhatTheEnvironmentProvidesAsWritten) {
  const auto policy = policy_of(policy_text(
      "mode: enforce\ntempo: {expandEnv: true}\ntenants: [{name: r, selector: {}, key: "
      "overrides.yaml, format: overrides, changes: {immutable: [ingestion.rate_limit_bytes], "
      "maxChange: [{path: ingestion.burst_size_bytes, percent: 200}]}}]\n"));
  const auto file = [](const std::string& limit, const std::string& burst) {
    return overrides_map("overrides: {a: {ingestion: {rate_limit_bytes: " + limit +
                         ", burst_size_bytes: " + burst + "}}}\n");
  };
  const auto allowed = [&](const Json& after, const Json& before) {
    return validate(policy, update(after, before)).allowed;
  };
  EXPECT_TRUE(allowed(file("'${A}'", "2"), file("'${A}'", "1")));
  EXPECT_FALSE(allowed(file("'${B}'", "1"), file("'${A}'", "1")));
  EXPECT_FALSE(allowed(file("'${A}'", "1"), file("5", "1")));
  EXPECT_FALSE(allowed(file("5", "'${A}'"), file("5", "1")));
}

TEST(MaximumChange, IsExceededByWhatIsNoNumber) {
  constexpr auto factor =
      "maxChange: [{path: metrics_generator.native_histogram_bucket_factor, percent: 50}]";
  const auto with = [](const std::string& value) {
    return "a: {metrics_generator: {native_histogram_bucket_factor: " + value + "}}";
  };
  EXPECT_THAT(codes(factor, with("2"), with(".nan")), ElementsAre("tenants/change-too-large"));
  EXPECT_THAT(codes(factor, with("2"), with(".inf")), ElementsAre("tenants/change-too-large"));
  EXPECT_THAT(codes(factor, with(".inf"), with(".inf")), IsEmpty());
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
