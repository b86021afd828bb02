#include "tempo_admission/kube/object.hpp"

#include <gtest/gtest.h>

#include "kube/parsed.hpp"

namespace tempo_admission::kube {
namespace {

StringMap::State state_of(const std::string& json) {
  const Parsed parsed(json);
  return StringMap(*parsed).state();
}

TEST(StringMap, IsAbsentByDefault) {
  EXPECT_EQ(StringMap().state(), StringMap::State::absent);
}
TEST(StringMap, Case084KnowsNull) {
  EXPECT_EQ(state_of("null"), StringMap::State::null);
}
TEST(StringMap, IsAMapOfStrings) {
  EXPECT_EQ(state_of(R"({"a":"b"})"), StringMap::State::map);
}
TEST(StringMap, Case098IsMalformedAsAList) {
  EXPECT_EQ(state_of("[]"), StringMap::State::malformed);
}
TEST(StringMap, Case098IsMalformedWithANumber) {
  EXPECT_EQ(state_of(R"({"a":"b","c":1})"), StringMap::State::malformed);
}

TEST(StringMap, FindsAnEmptyValue) {
  const Parsed parsed(R"({"a":""})");
  EXPECT_EQ(StringMap(*parsed).find("a"), "");
}

TEST(StringMap, FindsNothingWhereTheKeyIsMissing) {
  const Parsed parsed(R"({"a":""})");
  EXPECT_FALSE(StringMap(*parsed).contains("A"));
}

TEST(StringMap, CountsKeysAndValues) {
  const Parsed parsed(R"({"ab":"\u00e9","c":""})");
  EXPECT_EQ(StringMap(*parsed).total_bytes(), 5U);
}

TEST(Object, IsNotPresentByDefault) {
  EXPECT_FALSE(Object().present());
}

TEST(Object, IsNotPresentAsNull) {
  const Parsed parsed("null");
  EXPECT_FALSE(Object(*parsed).present());
}

TEST(Object, TellsItsMetadata) {
  const Parsed parsed(R"({"metadata":{"name":"n","generateName":"g-","namespace":"ns",)"
                      R"("deletionTimestamp":"2026-01-01T00:00:00Z"}})");
  const Object object(*parsed);
  EXPECT_EQ(object.name(), "n");
  EXPECT_EQ(object.generate_name(), "g-");
  EXPECT_EQ(object.namespace_name(), "ns");
  EXPECT_EQ(object.deletion_timestamp(), "2026-01-01T00:00:00Z");
}

TEST(Object, Case098HasNoMetadataWhereItIsAList) {
  const Parsed parsed(R"({"metadata":[]})");
  EXPECT_FALSE(Object(*parsed).has_metadata());
}

TEST(Object, GivesTheDataOfAConfigMap) {
  const Parsed parsed(R"({"data":{"a":"1"},"binaryData":{"b":"AA=="}})");
  EXPECT_EQ(Object(*parsed).data().find("a"), "1");
  EXPECT_EQ(Object(*parsed).binary_data().find("b"), "AA==");
}

TEST(Object, ListsServicePorts) {
  const Parsed parsed(R"({"spec":{"ports":[{"name":"http-metrics","port":80,"targetPort":3200},)"
                      R"({"port":81,"targetPort":"named"}]}})");
  const auto ports = Object(*parsed).service_ports();
  ASSERT_EQ(ports.size(), 2U);
  EXPECT_EQ(ports[0].name, "http-metrics");
  EXPECT_EQ(ports[0].target_port, 3200);
  EXPECT_EQ(ports[1].port, 81);
  EXPECT_EQ(ports[1].target_port, std::nullopt);
}

TEST(Object, HasNoPortsWithoutAList) {
  const Parsed parsed(R"({"spec":{"ports":{"name":"x"}}})");
  EXPECT_TRUE(Object(*parsed).service_ports().empty());
}

}  // namespace
}  // namespace tempo_admission::kube
