// The built-in policies, compared with the table of Services in docs/policy.md.
#include <gmock/gmock.h>

#include <sstream>

#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

Json annotations_of(const Policy& policy, const Json& object) {
  const auto after = patched(object, mutate(policy, create(object)).patch);
  return after["metadata"].value("annotations", Json::object());
}

Json labelled(Json object, const std::string& key, const std::string& value) {
  object["metadata"]["labels"][key] = value;
  return object;
}

Json scraped(const std::string& port) {
  return {{"prometheus.io/path", "/metrics"},
          {"prometheus.io/port", port},
          {"prometheus.io/scrape", "true"}};
}
const Json left_alone = Json::object();
const Json opted_out = {{"prometheus.io/scrape", "false"}};

class Component : public testing::TestWithParam<const char*> {};

TEST_P(Component, IsScrapedOnItsHttpPort) {
  EXPECT_EQ(annotations_of(default_policy(), service(GetParam())), scraped("3200"));
}

INSTANTIATE_TEST_SUITE_P(DefaultPolicy, Component,
                         testing::Values("distributor", "ingester", "querier", "query-frontend",
                                         "compactor", "metrics-generator", "backend-scheduler",
                                         "backend-worker", "block-builder", "live-store",
                                         "admin-api", "enterprise-gateway",
                                         "enterprise-federation-frontend"));

class Cache : public testing::TestWithParam<const char*> {};

TEST_P(Cache, IsLeftAlone) {
  const auto with_client_port = service(
      GetParam(), Json::array({port("memcached-client", 11211), port("http-metrics", 9150)}));
  EXPECT_EQ(annotations_of(default_policy(), with_client_port), left_alone);
  EXPECT_EQ(annotations_of(default_policy(), service(GetParam())), left_alone);
}

INSTANTIATE_TEST_SUITE_P(DefaultPolicy, Cache,
                         testing::Values("memcached", "memcached-bloom", "memcached-parquet-footer",
                                         "memcached-frontend-search"));

TEST(DefaultPolicy, LeavesTheGatewayAlone) {
  EXPECT_EQ(annotations_of(default_policy(), service("gateway")), left_alone);
}

TEST(DefaultPolicy, OptsTheGossipRingOut) {
  EXPECT_EQ(annotations_of(default_policy(), gossip_ring()), opted_out);
}

TEST(DefaultPolicy, OptsDiscoveryTwinsOut) {
  const auto twin = labelled(service("ingester"), "prometheus.io/service-monitor", "false");
  EXPECT_EQ(annotations_of(default_policy(), twin), opted_out);
}

TEST(DefaultPolicy, OptsTheQueryFrontendsTwinOut) {
  const auto twin =
      service("query-frontend", Json::array({port("http", 3200), port("grpclb", 9096)}));
  EXPECT_EQ(annotations_of(default_policy(), twin), opted_out);
}

TEST(DefaultPolicy, OptsTheQueryFrontendsTwinOutWhateverItsHttpPortIsCalled) {
  const auto twin =
      service("query-frontend", Json::array({port("http-metrics", 3200), port("grpclb", 9096)}));
  EXPECT_EQ(annotations_of(default_policy(), twin), opted_out);
}

TEST(DefaultPolicy, ScrapesTheSingleBinaryOnItsOwnPort) {
  auto object = service("x", Json::array({port("tempo-prom-metrics", 3200)}));
  object["metadata"]["labels"].erase("app.kubernetes.io/component");
  EXPECT_EQ(annotations_of(default_policy(), object), scraped("3200"));
}

TEST(DefaultPolicy, GivesTheOperatorsServicesTheGossipRingRuleAlone) {
  const auto by_operator = [](Json object) {
    return labelled(std::move(object), "app.kubernetes.io/managed-by", "tempo-operator");
  };
  const Json ports = Json::array({port("http", 3200), port("http-memberlist", 7946)});
  for (const auto* component : {"querier", "query-frontend", "query-frontend-discovery", "gateway"})
    EXPECT_EQ(annotations_of(default_policy(), by_operator(service(component, ports))), left_alone)
        << component;
  EXPECT_EQ(annotations_of(default_policy(), by_operator(gossip_ring())), opted_out);
}

TEST(DefaultPolicy, LeavesLokisGossipRingAlone) {
  EXPECT_EQ(
      annotations_of(default_policy(), labelled(gossip_ring(), "app.kubernetes.io/name", "loki")),
      left_alone);
}

TEST(DefaultPolicy, HasAReasonForEveryRule) {
  const std::string text(*preset("default"));
  std::size_t reasons = 0;
  for (auto at = text.find("\n  reason:"); at != text.npos; at = text.find("\n  reason:", at + 1))
    ++reasons;
  EXPECT_EQ(reasons, default_policy().rules().size());
}

class Preset : public testing::TestWithParam<std::string_view> {};

TEST_P(Preset, LoadsWithoutAWarningAndEnforces) {
  const auto loaded = load_policy(*preset(GetParam()));
  ASSERT_TRUE(loaded.has_value());
  EXPECT_TRUE(loaded->warnings.empty());
  for (const auto& rule : loaded->policy.rules()) EXPECT_EQ(rule.mode, Mode::enforce) << rule.name;
}

INSTANTIATE_TEST_SUITE_P(All, Preset, testing::ValuesIn(preset_names()));

TEST(ScrapeGossipRing, IsTheRecipeAsPublished) {
  EXPECT_EQ(annotations_of(policy_of(*preset("scrape-gossip-ring")), gossip_ring()),
            scraped("7946"));
}

std::string without_gossip_rule(std::string_view text) {
  const auto start = text.find("- name: gossip-ring");
  const auto end = text.find("- name:", start + 1);
  const auto body = text.find("apiVersion:");
  return std::string(text.substr(body, start - body)) + std::string(text.substr(end));
}

TEST(ScrapeGossipRing, IsTheDefaultWithThatOneRuleReplaced) {
  EXPECT_EQ(without_gossip_rule(*preset("scrape-gossip-ring")),
            without_gossip_rule(*preset("default")));
}

TEST(PresetNames, AreTheOnlyOnes) {
  EXPECT_EQ(preset("schema"), std::nullopt);
}

}  // namespace
}  // namespace tempo_admission::policy
