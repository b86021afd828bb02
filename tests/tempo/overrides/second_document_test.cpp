#include "tempo/overrides/second_document.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::tempo {
namespace {

struct Text {
  const char* yaml;
  Position second;
};

class SecondDocument : public testing::TestWithParam<Text> {};

TEST_P(SecondDocument, BeginsHere) {
  EXPECT_EQ(find_second_document(GetParam().yaml), GetParam().second);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SecondDocument,
    testing::Values(Text{"a: 1\n---\nb: 1\n", {2, 1}}, Text{"---\na: 1\n--- # c\nb: 1", {3, 1}},
                    Text{"# c\n\n---\n# d\n---\nb: 1", {5, 1}},
                    Text{"%YAML 1.1\n---\na: 1\r\n---\r\n", {4, 1}},
                    Text{"\xEF\xBB\xBF--- a\r---\rb", {2, 1}},
                    Text{"a: 1\n...\n# c\nb: 1\n", {4, 1}}, Text{"a: 1\n...\n---\n", {3, 1}},
                    Text{"a: |\n  ---\n ---- \n---\n", {4, 1}},
                    Text{"a: 1\n...\n%YAML 1.1\n---\n", {3, 1}}, Text{"a: 1\n", {}}, Text{"", {}}));

}  // namespace
}  // namespace tempo_admission::tempo
