#include "yaml/go/key_index.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tempo_admission::yaml {
namespace {

GoKey text_key(std::string_view text) {
  return {GoKey::Type::text, 0, text};
}

TEST(KeyIndex, FindsFewKeysAndMany) {
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("key" + std::to_string(i));
  KeyIndex index;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(index.find(text_key(names[i])), std::nullopt);
    index.add(text_key(names[i]), i);
    EXPECT_EQ(index.find(text_key(names[i])), i);
    EXPECT_EQ(index.find(text_key(names[i / 2])), i / 2);
  }
}

TEST(KeyIndex, TellsTypesApart) {
  KeyIndex index;
  index.add({GoKey::Type::integer, 1, {}}, 7);
  EXPECT_EQ(index.find({GoKey::Type::integer, 1, {}}), 7U);
  EXPECT_EQ(index.find({GoKey::Type::boolean, 1, {}}), std::nullopt);
  EXPECT_EQ(index.find(text_key("1")), std::nullopt);
}

}  // namespace
}  // namespace tempo_admission::yaml
