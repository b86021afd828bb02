#include "kube/qualified_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::kube {
namespace {

class QualifiedName : public testing::TestWithParam<std::string> {};
class NotQualifiedName : public testing::TestWithParam<std::string> {};

TEST_P(QualifiedName, IsTaken) {
  EXPECT_TRUE(check_qualified_name(GetParam())) << GetParam();
}
TEST_P(NotQualifiedName, IsRefused) {
  EXPECT_FALSE(check_qualified_name(GetParam())) << GetParam();
}

const std::string longest_label(63, 'a');
const std::string longest_prefix =
    longest_label + "." + longest_label + "." + longest_label + "." + std::string(61, 'a');  // 253

INSTANTIATE_TEST_SUITE_P(Table, QualifiedName,
                         testing::Values("a", "A", "0", "a.b_c-d", "prometheus.io/port",
                                         longest_label, "a/" + longest_label,
                                         longest_prefix + "/a"));
INSTANTIATE_TEST_SUITE_P(Table, NotQualifiedName,
                         testing::Values("", "/", "a/", "/a", "a/b/c", "-a", "a-", ".a", "a b",
                                         "\u00e4", "A.io/a", "a..io/a", "-a.io/a", "a_b.io/a",
                                         longest_label + "a", longest_prefix + "a/a"));

TEST(NamePart, HasNoPrefix) {
  EXPECT_TRUE(check_name_part("a.b_c-D"));
  EXPECT_FALSE(check_name_part("a/b"));
}

}  // namespace
}  // namespace tempo_admission::kube
