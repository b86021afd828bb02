#include "tempo_admission/kube/annotations.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "kube/parsed.hpp"

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

const Annotations scrape = {{"prometheus.io/path", "/metrics"},
                            {"prometheus.io/port", "3200"},
                            {"prometheus.io/scrape", "true"}};

// The object as the API server has it after our patch.
json patched(const json& object, const Annotations& wanted) {
  const Parsed parsed(object.dump());
  return object.patch(
      json::parse(encode_patch(add_missing(Object(*parsed).annotations(), wanted))));
}

json service_with(json annotations) {
  return {{"metadata", {{"name", "tempo"}, {"annotations", std::move(annotations)}}}};
}

TEST(AddMissing, Case083CreatesTheMapWhenAnnotationsAreAbsent) {
  const std::vector<PatchOp> expected = {{"/metadata/annotations", scrape}};
  EXPECT_EQ(add_missing(StringMap(), scrape), expected);
}

TEST(AddMissing, Case084CreatesTheMapWhenAnnotationsAreNull) {
  EXPECT_EQ(patched(service_with(nullptr), scrape), service_with(scrape));
}

TEST(AddMissing, Case084FillsAnEmptyMap) {
  EXPECT_EQ(patched(service_with(json::object()), scrape), service_with(scrape));
}

TEST(AddMissing, Case085AddsOneByOneInOrder) {
  const Parsed present(R"({"prometheus.io/port":"1"})");
  const std::vector<PatchOp> expected = {{"/metadata/annotations/prometheus.io~1path", "/metrics"},
                                         {"/metadata/annotations/prometheus.io~1scrape", "true"}};
  EXPECT_EQ(add_missing(StringMap(*present), scrape), expected);
}

TEST(AddMissing, Case086KeepsAValueTheUserChose) {
  const Parsed present(R"({"prometheus.io/scrape":"false"})");
  EXPECT_TRUE(add_missing(StringMap(*present), {{"prometheus.io/scrape", "true"}}).empty());
}

TEST(AddMissing, Case086KeepsAnEmptyValueTheUserChose) {
  const Parsed present(R"({"prometheus.io/scrape":""})");
  EXPECT_TRUE(add_missing(StringMap(*present), {{"prometheus.io/scrape", "true"}}).empty());
}

TEST(AddMissing, Case087EscapesPointersThatReadBack) {
  const Annotations odd = {{"a/b", "1"}, {"a~b", "2"}, {"~1", "3"}, {"~/~", "4"}};
  EXPECT_EQ(patched(service_with(json::object()), odd), service_with(odd));
}

TEST(AddMissing, LeavesAMalformedMapAlone) {
  const Parsed present("[]");
  EXPECT_TRUE(add_missing(StringMap(*present), scrape).empty());
}

TEST(AddMissing, CreatesNoMapForNothing) {
  EXPECT_TRUE(add_missing(StringMap(), {}).empty());
}

TEST(AddMissing, Case103AddsAHundredToFiveHundred) {
  json present = json::object();
  Annotations wanted;
  for (int i = 0; i < 500; ++i) present["present-" + std::to_string(i)] = "x";
  for (int i = 0; i < 100; ++i) wanted["wanted-" + std::to_string(i)] = "y";
  json all = present;
  for (const auto& [key, value] : wanted) all[key] = value;
  EXPECT_EQ(patched(service_with(present), wanted), service_with(all));
}

std::string random_key(std::mt19937& random) {
  static constexpr std::string_view letters = "ab/~\"\\\x01";
  std::string key;
  const auto length = std::uniform_int_distribution<int>(1, 3)(random);
  for (int i = 0; i < length; ++i)
    key += letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(random)];
  return key;
}

Annotations random_annotations(std::mt19937& random) {
  Annotations annotations;
  const auto count = std::uniform_int_distribution<int>(0, 5)(random);
  for (int i = 0; i < count; ++i) annotations[random_key(random)] = random_key(random);
  return annotations;
}

TEST(AddMissing, Case088HasNothingToAddAfterItsOwnPatch) {
  std::mt19937 random(6);
  for (int i = 0; i < 2'000; ++i) {
    const Annotations wanted = random_annotations(random);
    const json object = patched(service_with(random_annotations(random)), wanted);
    const Parsed parsed(object.dump());
    EXPECT_TRUE(add_missing(Object(*parsed).annotations(), wanted).empty()) << object;
  }
}

TEST(AddMissing, ChangesNothingThatWasThere) {
  std::mt19937 random(7);
  for (int i = 0; i < 2'000; ++i) {
    const Annotations before = random_annotations(random);
    Annotations expected = before;
    const Annotations wanted = random_annotations(random);
    expected.insert(wanted.begin(), wanted.end());
    EXPECT_EQ(patched(service_with(before), wanted), service_with(expected));
  }
}

TEST(FitsAnnotationLimit, Case102HoldsAtTheLimit) {
  const Parsed present("{\"k\":\"" + std::string(total_annotation_limit_bytes - 3, 'x') + "\"}");
  EXPECT_TRUE(fits_annotation_limit(StringMap(*present), {{"a", "b"}}));
}

TEST(FitsAnnotationLimit, Case102BreaksOneByteBeyond) {
  const Parsed present("{\"k\":\"" + std::string(total_annotation_limit_bytes - 2, 'x') + "\"}");
  EXPECT_FALSE(fits_annotation_limit(StringMap(*present), {{"a", "b"}}));
}

TEST(FitsAnnotationLimit, DoesNotCountWhatIsThereAlready) {
  const Parsed present("{\"a\":\"" + std::string(total_annotation_limit_bytes - 1, 'x') + "\"}");
  EXPECT_TRUE(fits_annotation_limit(StringMap(*present), {{"a", "other"}}));
}

TEST(CheckAnnotationKey, TakesUpperCaseInThePrefix) {
  EXPECT_TRUE(check_annotation_key("Prometheus.IO/Scrape"));
}

TEST(CheckAnnotationKey, RefusesTwoSlashes) {
  EXPECT_EQ(check_annotation_key("a/b/c").error().message, "contains more than one '/'");
}

}  // namespace
}  // namespace tempo_admission::kube
