#include "tempo/values/label_name.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::tempo {
namespace {

struct Named {
  const char* name;
  const char* label;
};

class SanitizedLabel : public testing::TestWithParam<Named> {};

// The expected values come from Prometheus' SanitizeFullLabelName.
TEST_P(SanitizedLabel, IsWhatPrometheusMakesOfIt) {
  EXPECT_EQ(sanitized_label(GetParam().name), GetParam().label);
}

INSTANTIATE_TEST_SUITE_P(Table, SanitizedLabel,
                         testing::Values(Named{"", "_"}, Named{"service.name", "service_name"},
                                         Named{"1a", "_a"}, Named{"a1", "a1"},
                                         Named{"1 bad", "__bad"}, Named{"gr\u00f6\u00dfe", "gr__e"},
                                         Named{"\u65e5\u672c", "__"}, Named{"\U0001F600", "_"},
                                         Named{"a\xff\xfe", "a__"}, Named{"\xed\xa0\x80", "___"},
                                         Named{"\xc0\x80", "__"}, Named{"\xf4\x90\x80\x80", "____"},
                                         Named{"\xe6\x97", "__"}));

TEST(LabelName, IsLettersDigitsAndUnderscores) {
  for (const auto* name : {"a", "_a1", "trace_id"}) EXPECT_TRUE(is_label_name(name)) << name;
  for (const auto* name : {"", "1a", "a b", "a.b", "\u00e4"})
    EXPECT_FALSE(is_label_name(name)) << name;
}

}  // namespace
}  // namespace tempo_admission::tempo
