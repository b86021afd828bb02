// Two label selectors and a set of labels made from any bytes, compared with a plain implementation
// of the rules.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/invariant.hpp"
#include "tempo_admission/kube/json_value.hpp"
#include "tempo_admission/kube/label_selector.hpp"

namespace tempo_admission::kube {
namespace {

using fuzz::expect;
using Labels = std::map<std::string, std::string>;

constexpr std::size_t longest_word = 3;  // short words match often

std::string word(FuzzedDataProvider& input) {
  std::string text = input.ConsumeRandomLengthString(longest_word);
  for (char& c : text) c = static_cast<char>('a' + static_cast<unsigned char>(c) % 4);
  return text;
}

SelectorRequirement requirement(FuzzedDataProvider& input) {
  constexpr SelectorOperator operators[] = {SelectorOperator::in, SelectorOperator::not_in,
                                            SelectorOperator::exists,
                                            SelectorOperator::does_not_exist};
  SelectorRequirement made{
      .key = word(input), .op = input.PickValueInArray(operators), .values = {}};
  if (made.op == SelectorOperator::in || made.op == SelectorOperator::not_in)
    for (int left = input.ConsumeIntegralInRange(1, 3); left > 0; --left)
      made.values.push_back(word(input));
  return made;
}

LabelSelector selector(FuzzedDataProvider& input) {
  LabelSelector made;
  for (int left = input.ConsumeIntegralInRange(0, 4); left > 0; --left)
    made.requirements.push_back(requirement(input));
  return made;
}

bool holds(const SelectorRequirement& wanted, const Labels& labels) {
  const auto found = labels.find(wanted.key);
  const bool is_there = found != labels.end();
  const bool is_listed = is_there && std::ranges::count(wanted.values, found->second) > 0;
  if (wanted.op == SelectorOperator::in) return is_listed;
  if (wanted.op == SelectorOperator::not_in) return !is_listed;
  return is_there == (wanted.op == SelectorOperator::exists);
}

bool all_hold(const LabelSelector& wanted, const Labels& labels) {
  return std::ranges::all_of(wanted.requirements,
                             [&](const auto& one) { return holds(one, labels); });
}

bool uses(const LabelSelector& wanted, SelectorOperator op) {
  return std::ranges::any_of(wanted.requirements, [&](const auto& one) { return one.op == op; });
}

// Deep enough: a selector that matches by a value, by the absence of another label and by a third
// condition.
bool is_deep(const LabelSelector& wanted, const Labels& labels) {
  return wanted.requirements.size() > 2 && uses(wanted, SelectorOperator::in) &&
         uses(wanted, SelectorOperator::does_not_exist) && all_hold(wanted, labels);
}

void check(const LabelSelector& a, const LabelSelector& b, const Labels& labels) {
  const std::string text = nlohmann::json(labels).dump();
  JsonReader reader;
  const auto parsed = reader.read({text});
  expect(parsed.has_value(), "labels are JSON");
  const StringMap map(*parsed);
  expect(matches(a, map) == all_hold(a, labels), "a selector matches as Kubernetes says");
  if (all_hold(a, labels) && all_hold(b, labels))
    expect(can_both_match(a, b), "what both match, both can match");
  fuzz::planted_bug(is_deep(a, labels));
}

}  // namespace
}  // namespace tempo_admission::kube

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tempo_admission;
  FuzzedDataProvider input(data, size);
  const auto a = kube::selector(input);
  const auto b = kube::selector(input);
  kube::Labels labels;
  for (int left = input.ConsumeIntegralInRange(0, 4); left > 0; --left)
    labels[kube::word(input)] = kube::word(input);
  kube::check(a, b, labels);
  const std::string text = input.ConsumeRemainingBytesAsString();
  static_cast<void>(kube::check_label_key(text));
  static_cast<void>(kube::check_label_value(text));
  static_cast<void>(kube::parse_selector_operator(text));
  return 0;
}
