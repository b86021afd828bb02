#include "policy/load/rule_conflicts.hpp"

#include <gmock/gmock.h>

#include "policy/review.hpp"

namespace tempo_admission::policy::rule_conflicts_test {
namespace {

Diagnostics warnings_of(const std::string& first, const std::string& second) {
  const auto loaded = load_policy(policy_text("mode: enforce\nservices:\n- {name: one, " + first +
                                              "}\n- {name: two, " + second + "}\n"));
  EXPECT_TRUE(loaded.has_value());
  return loaded ? loaded->warnings : Diagnostics{};
}

TEST(RuleConflicts, AreTwoLiteralValuesForOneKeyThatBothCanMatch) {
  const auto warnings =
      warnings_of("selector: {}, annotations: {a: x}", "selector: {}, annotations: {a: y}");
  ASSERT_THAT(warnings, testing::SizeIs(1));
  EXPECT_EQ(warnings[0].code, "policy/conflict");
  EXPECT_EQ(warnings[0].position, (Position{6, 3}));
}

struct Case {
  std::string_view why;
  std::string_view first;
  std::string_view second;
};

class NoConflict : public testing::TestWithParam<Case> {};

TEST_P(NoConflict, IsFound) {
  EXPECT_THAT(warnings_of(std::string(GetParam().first), std::string(GetParam().second)),
              testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, NoConflict,
    testing::Values(
        Case{"SameValue", "selector: {}, annotations: {a: x}", "selector: {}, annotations: {a: x}"},
        Case{"OtherKeys", "selector: {}, annotations: {a: x}", "selector: {}, annotations: {b: y}"},
        Case{"Template", "selector: {}, annotations: {a: x}",
             "selector: {}, annotations: {a: '{{ name }}'}"},
        Case{"OtherLabels", "selector: {matchLabels: {l: a}}, annotations: {a: x}",
             "selector: {matchLabels: {l: b}}, annotations: {a: y}"},
        Case{"OtherOperations", "selector: {}, operations: [CREATE], annotations: {a: x}",
             "selector: {}, operations: [UPDATE], annotations: {a: y}"},
        Case{"OtherPorts", "selector: {}, withoutPorts: [p], annotations: {a: x}",
             "selector: {}, ports: [p], annotations: {a: y}"},
        Case{"Off", "selector: {}, mode: off, annotations: {a: x}",
             "selector: {}, annotations: {a: y}"}),
    [](const auto& test) { return std::string(test.param.why); });

}  // namespace
}  // namespace tempo_admission::policy::rule_conflicts_test
