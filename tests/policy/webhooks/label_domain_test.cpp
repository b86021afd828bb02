#include "policy/webhooks/label_domain.hpp"

#include <gmock/gmock.h>

namespace tempo_admission::policy {
namespace label_domain_test {

using kube::LabelSelector;
using kube::SelectorOperator;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<SelectorOperator> operators{SelectorOperator::in, SelectorOperator::not_in,
                                              SelectorOperator::exists,
                                              SelectorOperator::does_not_exist};

// Every requirement on one label, with values out of a and b.
std::vector<LabelDomain> domains() {
  std::vector<LabelDomain> all{LabelDomain{}};
  for (const auto op : operators)
    for (const std::vector<std::string>& values :
         {std::vector<std::string>{"a"}, {"b"}, {"a", "b"}}) {
      const bool takes_values = op == SelectorOperator::in || op == SelectorOperator::not_in;
      const LabelSelector selector{{{"k", op, takes_values ? values : std::vector<std::string>{}}}};
      all.push_back(domains_of(selector).at("k"));
    }
  return all;
}

// Absent, and values that a domain may name or not.
const std::vector<const char*> samples{nullptr, "a", "b", "c"};

bool accepts(const LabelDomain& domain, const char* value) {
  if (!value) return domain.absent;
  return domain.values.contains(value) == (domain.kind == LabelDomain::Values::only);
}

bool accepts(const LabelSelector& selector, const char* value) {
  const auto domains = domains_of(selector);
  const auto domain = domains.find("k");
  return domain == domains.end() || accepts(domain->second, value);
}

TEST(LabelDomain, UnitesAndIntersectsExactly) {
  for (const auto& a : domains())
    for (const auto& b : domains())
      for (const char* value : samples) {
        EXPECT_EQ(accepts(unite(a, b), value), accepts(a, value) || accepts(b, value));
        EXPECT_EQ(accepts(intersect(a, b), value), accepts(a, value) && accepts(b, value));
      }
}

TEST(LabelDomain, ContainsExactlyItsParts) {
  for (const auto& a : domains())
    for (const auto& b : domains()) {
      bool is_part = true;
      for (const char* value : samples) is_part &= !accepts(b, value) || accepts(a, value);
      EXPECT_EQ(contains(a, b), is_part);
    }
}

TEST(LabelDomain, IsNeverNarrowedByTheSelectorThatIsWrittenForIt) {
  for (const auto& a : domains())
    for (const auto& b : domains())
      for (const auto& domain : {unite(a, b), intersect(a, b)})
        for (const char* value : samples)
          EXPECT_TRUE(!accepts(domain, value) || accepts(selector_for({{"k", domain}}), value));
}

TEST(LabelDomain, IsWrittenExactlyWhereOneSelectorAskedForIt) {
  for (const auto& domain : domains())
    for (const char* value : samples)
      EXPECT_EQ(accepts(selector_for({{"k", domain}}), value), accepts(domain, value));
}

TEST(LabelDomain, HasNoRequirementWithoutValuesThatNeedsSome) {
  for (const auto& domain : {only({}), all_but({})})
    EXPECT_THAT(selector_for({{"k", domain}}).requirements, IsEmpty());
}

TEST(LabelDomain, WithVeryManyValuesIsWidened) {
  std::set<std::string> many;
  for (int i = 0; i < 1001; ++i) many.insert("v" + std::to_string(i));
  const auto selector = selector_for({{"k", only(many)}});
  ASSERT_THAT(selector.requirements, SizeIs(1));
  EXPECT_EQ(selector.requirements.front().op, SelectorOperator::exists);
  EXPECT_THAT(selector_for({{"k", all_but(many)}}).requirements, IsEmpty());
}

TEST(LabelDomains, OfTwoSelectorsLeaveOutLabelsThatOneDoesNotAskFor) {
  const LabelSelector a{{{"x", SelectorOperator::in, {"1"}}, {"y", SelectorOperator::in, {"1"}}}};
  const LabelSelector b{{{"y", SelectorOperator::in, {"2"}}}};
  EXPECT_EQ(unite(domains_of(a), domains_of(b)), (LabelDomains{{"y", only({"1", "2"})}}));
}

}  // namespace label_domain_test
}  // namespace tempo_admission::policy
