#include "yaml/go/duplicate_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tempo_admission/yaml/document.hpp"

namespace tempo_admission::yaml::duplicate_keys_test {
namespace {

using testing::HasSubstr;

Document good(std::string_view text) {
  auto document = read(text);
  EXPECT_TRUE(document) << text;
  return document ? std::move(*document) : Document();
}

TEST(DuplicateKeys, AreFoundWhateverQuotesTheyHave) {
  const auto found = duplicate_keys(good("a: 1\n'a': 2\nb: {1: x, \"1\": y}\n"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "yaml/duplicate-key");
  EXPECT_EQ(found[0].position, (Position{2, 1}));
  EXPECT_THAT(found[0].message, HasSubstr("'a'"));
  EXPECT_EQ(found[1].position, (Position{3, 11}));
}

TEST(DuplicateKeys, AreAllFoundInALargeMapping) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "key" + std::to_string(i % 997) + ": 1\n";
  const auto found = duplicate_keys(good(text));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].position.line, 998U);
  EXPECT_EQ(found[2].position.line, 1000U);
}

}  // namespace
}  // namespace tempo_admission::yaml::duplicate_keys_test
