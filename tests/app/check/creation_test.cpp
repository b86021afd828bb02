#include "app/check/creation.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace tempo_admission::app::creation_test {
namespace {

using Json = nlohmann::json;

Json object(const std::string& api_version, const std::string& kind, const Json& metadata) {
  return {{"apiVersion", api_version}, {"kind", kind}, {"metadata", metadata}};
}

struct Plural {
  const char* api_version;
  const char* kind;
  const char* group;
  const char* version;
  const char* resource;
};

class Resources : public testing::TestWithParam<Plural> {};

TEST_P(Resources, AreGuessedAsKubectlDoes) {
  const auto creation =
      creation_of(object(GetParam().api_version, GetParam().kind, Json::object()), "default");
  EXPECT_EQ(creation.group, GetParam().group);
  EXPECT_EQ(creation.version, GetParam().version);
  EXPECT_EQ(creation.resource, GetParam().resource);
}

INSTANTIATE_TEST_SUITE_P(Table, Resources,
                         testing::Values(Plural{"v1", "ConfigMap", "", "v1", "configmaps"},
                                         Plural{"networking.k8s.io/v1", "NetworkPolicy",
                                                "networking.k8s.io", "v1", "networkpolicies"},
                                         Plural{"networking.k8s.io/v1", "Ingress",
                                                "networking.k8s.io", "v1", "ingresses"}));

TEST(CreationOf, GivesTheNamespaceWhereTheObjectHasNone) {
  const auto creation = creation_of(object("v1", "Service", {{"name", "a"}}), "tempo");
  EXPECT_EQ(creation.namespace_name, "tempo");
  EXPECT_EQ(Json::parse(creation.object)["metadata"]["namespace"], "tempo");
}

TEST(CreationOf, KeepsTheNamespaceOfTheObject) {
  const auto creation =
      creation_of(object("v1", "Service", {{"name", "a"}, {"namespace", "own"}}), "tempo");
  EXPECT_EQ(creation.namespace_name, "own");
}

TEST(CreationOf, ReplacesWhatIsNotUtf8) {
  const auto creation = creation_of(object("v1", "Service", {{"name", "a\xFF"}}), "tempo");
  EXPECT_EQ(Json::parse(creation.object)["metadata"]["name"], "a\xEF\xBF\xBD");
}

TEST(RequestOf, IsADryRunOfACreationByNobody) {
  const auto creation = creation_of(object("v1", "Service", {{"name", "a"}}), "tempo");
  kube::JsonReader reader;
  const auto json = reader.read({creation.object, 0});
  ASSERT_TRUE(json);
  const auto request = request_of(creation, *json);
  EXPECT_TRUE(request.is_core("Service"));
  EXPECT_TRUE(request.dry_run);
  EXPECT_EQ(request.operation, kube::Operation::create);
  EXPECT_EQ(request.username, "");
  EXPECT_EQ(request.object.name(), "a");
  EXPECT_FALSE(request.old_object.present());
}

TEST(ConfigMapOf, PutsWhatIsNotUtf8IntoBinaryData) {
  policy::ExampleObject example;
  example.key = "k";
  EXPECT_EQ(config_map_of(example, "n", "text")["data"]["k"], "text");
  EXPECT_EQ(config_map_of(example, "n", "\xFF")["binaryData"]["k"], "/w==");
}

}  // namespace
}  // namespace tempo_admission::app::creation_test
