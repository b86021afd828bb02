#include "policy/webhooks/key_condition.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy {
namespace key_condition_test {

using testing::ElementsAre;

TEST(KeyCondition, TestsBothMapsOfBothObjectsAndNothingElse) {
  EXPECT_EQ(key_condition({"a.yaml"}),
            "(object != null && (\n"
            "  'a.yaml' in object.?data.orValue({}) ||\n"
            "  'a.yaml' in object.?binaryData.orValue({}))) ||\n"
            "(oldObject != null && (\n"
            "  'a.yaml' in oldObject.?data.orValue({}) ||\n"
            "  'a.yaml' in oldObject.?binaryData.orValue({})))");
}

TEST(KeyCondition, IsAboutThePackedKeyToo) {
  EXPECT_THAT(data_keys_for({"b", "a"}), ElementsAre("a", "a.gz", "b", "b.gz"));
}

TEST(KeyCondition, IsLeftOutWhenItWouldBeTooLong) {
  DataKeys keys;
  for (int i = 0; i < 1000; ++i) keys.insert("key-" + std::to_string(i));
  EXPECT_EQ(key_condition(keys), std::nullopt);
}

TEST(KeyCondition, IsReadBackHoweverItIsWrapped) {
  for (const DataKeys& keys : {DataKeys{"a"}, {"a", "a.gz"}, {"a.gz.gz", "b-c_d.e"}}) {
    auto expression = *key_condition(keys);
    EXPECT_EQ(keys_of_condition(expression), keys);
    std::ranges::replace(expression, '\n', ' ');
    EXPECT_EQ(keys_of_condition("  " + expression + "\n"), keys);
  }
}

TEST(KeyCondition, OfAnybodyElseIsNotUnderstood) {
  const auto expression = *key_condition({"a"});
  for (const std::string& other :
       {std::string(), std::string("true"), std::string("'a"), std::string("'a' in object.data"),
        expression + " && object.metadata.name != 'a'", "!" + expression,
        expression.substr(0, expression.find(" ||\n("))})
    EXPECT_EQ(keys_of_condition(other), std::nullopt) << other;
}

}  // namespace key_condition_test
}  // namespace tempo_admission::policy
