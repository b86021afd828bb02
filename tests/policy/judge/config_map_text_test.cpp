#include "policy/judge/config_map_text.hpp"

#include <gmock/gmock.h>

#include "policy/packed.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

class FindTexts : public testing::Test {
 protected:
  std::vector<ConfigMapText> find(const Json& object) {
    json_ = object.dump();
    const auto value = reader_.read({.bytes = json_, .slack = 0});
    object_ = kube::Object(*value);
    return find_texts(object_, "overrides.yaml", TextAllowance(model_, effort_));
  }

  static Model model_of_a_mebibyte() {
    Model model;
    model.text_limits.max_bytes = 1 << 20;
    return model;
  }

  Model model_ = model_of_a_mebibyte();
  Effort effort_{1'000'000};
  kube::JsonReader reader_;
  std::string json_;
  kube::Object object_;
};

TEST_F(FindTexts, FindsNothingUnderOtherKeys) {
  EXPECT_THAT(find({{"data", {{"tempo.yaml", "x"}}}}), testing::IsEmpty());
  EXPECT_FALSE(holds_key(object_, "overrides.yaml"));
}

TEST_F(FindTexts, FindsPlainText) {
  const auto texts = find({{"data", {{"overrides.yaml", "x"}}}});
  ASSERT_THAT(texts, testing::SizeIs(1));
  EXPECT_EQ(texts[0].text(), "x");
  EXPECT_TRUE(holds_key(object_, "overrides.yaml"));
}

TEST_F(FindTexts, FindsBinaryText) {
  EXPECT_EQ(find({{"binaryData", {{"overrides.yaml", base64("text")}}}}).at(0).text(), "text");
}

TEST_F(FindTexts, FindsPackedTextBesidePlain) {
  const auto texts = find({{"data", {{"overrides.yaml", "plain"}}},
                           {"binaryData", {{"overrides.yaml.gz", base64(packed("packed"))}}}});
  ASSERT_THAT(texts, testing::SizeIs(2));
  EXPECT_EQ(texts[0].text(), "plain");
  EXPECT_EQ(texts[1].text(), "packed");
  EXPECT_EQ(texts[1].key, "overrides.yaml.gz");
}

TEST_F(FindTexts, SaysWhatIsNoBase64) {
  const auto texts = find({{"binaryData", {{"overrides.yaml", "***"}}}});
  EXPECT_EQ(texts.at(0).fault->code, "configmap/not-base64");
}

TEST_F(FindTexts, SaysWhatIsNoGzip) {
  const auto texts = find({{"data", {{"overrides.yaml.gz", "text"}}}});
  EXPECT_EQ(texts.at(0).fault->code, "configmap/not-gzip");
  EXPECT_TRUE(texts.at(0).fault->tempo_rejects);
}

TEST_F(FindTexts, SaysWhatUnpacksToTooMuch) {
  const auto texts =
      find({{"binaryData", {{"overrides.yaml.gz", base64(packed(std::string(2 << 20, ' ')))}}}});
  EXPECT_EQ(texts.at(0).fault->code, "configmap/unpacks-too-large");
  EXPECT_FALSE(texts.at(0).fault->tempo_rejects);
}

TEST_F(FindTexts, ChargesForUnpacking) {
  const auto object = Json{{"binaryData", {{"overrides.yaml.gz", base64(packed("a: 1"))}}}};
  find(object);
  EXPECT_LT(effort_.left(), 1'000'000U);
}

}  // namespace
}  // namespace tempo_admission::policy
