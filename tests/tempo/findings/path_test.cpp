#include "tempo/findings/path.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::tempo {
namespace {

TEST(Path, JoinsNamesWithDotsAndIndexesWithBrackets) {
  const Path root;
  const Path tenant = root.below("team-a");
  const Path columns = tenant.below("columns");
  const Path column = columns.at(2);
  EXPECT_EQ(column.below("name").text(), "team-a.columns[2].name");
}

TEST(Path, OfTheFileIsEmpty) {
  EXPECT_EQ(Path().text(), "");
}

TEST(Path, KeepsANameOf256Bytes) {
  const Path root;
  const std::string name(256, 'a');
  EXPECT_EQ(root.below(name).text(), name);
}

TEST(Path, CutsALongerName) {
  const Path root;
  const std::string name(257, 'a');
  const Path tenant = root.below(name);
  EXPECT_EQ(tenant.below("b").text(), std::string(256, 'a') + "....b");
}

}  // namespace
}  // namespace tempo_admission::tempo
