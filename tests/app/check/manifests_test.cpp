#include "app/check/manifests.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace tempo_admission::app {
namespace {

Subjects read(const std::string& text) {
  return read_manifests(text, LineIndex(text), "default");
}

const Creation& creation_in(const Subject& subject) {
  return std::get<Creation>(subject.asked);
}

constexpr const char* service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";

TEST(ReadManifests, AsksAboutTheCreationOfAnObject) {
  const auto subjects = read(service);
  ASSERT_TRUE(subjects.has_value());
  ASSERT_EQ(subjects->size(), 1U);
  EXPECT_EQ(creation_in(subjects->front()).kind, "Service");
  EXPECT_EQ(creation_in(subjects->front()).name, "a");
}

TEST(ReadManifests, SkipsDocumentsWithoutContent) {
  const auto subjects = read(std::string("---\n# nothing\n---\n") + service + "---\n");
  ASSERT_TRUE(subjects.has_value());
  EXPECT_EQ(subjects->size(), 1U);
  EXPECT_EQ(subjects->front().line, 4U);
}

TEST(ReadManifests, TakesListsApartAndKeepsTheirLines) {
  const auto subjects = read(
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}}\n"
      "- apiVersion: v1\n  kind: ConfigMapList\n  items:\n"
      "  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}\n");
  ASSERT_TRUE(subjects.has_value());
  ASSERT_EQ(subjects->size(), 2U);
  EXPECT_EQ(subjects->at(0).line, 4U);
  EXPECT_EQ(subjects->at(1).line, 8U);
}

TEST(ReadManifests, KeepsTheVeryBytesOfAReview) {
  const std::string review =
      R"({"kind":"AdmissionReview",  "apiVersion":"admission.k8s.io/v1","request":{"uid":"1"}})";
  const auto subjects = read(review);
  ASSERT_TRUE(subjects.has_value());
  EXPECT_EQ(std::get<std::string>(subjects->front().asked), review);
}

TEST(ReadManifests, KnowsWhereTheTextsOfDataStand) {
  const auto subjects = read(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  x: |\n    text\n  y: >\n    "
      "t\n");
  ASSERT_TRUE(subjects.has_value());
  const auto& origins = subjects->front().origins;
  ASSERT_TRUE(origins.contains("x"));
  EXPECT_EQ(origins.at("x").in_file({1, 1}), (Position{6, 5}));
  EXPECT_FALSE(origins.contains("y"));
}

TEST(ReadManifests, RefusesListsWithinListsWithoutEnd) {
  std::string text = R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"a"}})";
  for (int level = 0; level < 20; ++level) {
    text = R"({"apiVersion":"v1","kind":"List","items":[)" + text + "]}";
  }
  EXPECT_FALSE(read(text).has_value());
}

TEST(ReadManifests, ReadsTheJsonThatLibyamlCannot) {
  const auto subjects =
      read(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"\ud83d\ude00"}})");
  ASSERT_TRUE(subjects.has_value());
  EXPECT_EQ(creation_in(subjects->front()).name, "\xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace tempo_admission::app
