#include "tempo_admission/yaml/go_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tempo_admission::yaml {
namespace {

using testing::ElementsAre;

// A short form: plain scalars bare, strings in single quotes, merged entries marked with "+".
std::string printed(const GoNode& node) {
  if (node.kind() == NodeKind::scalar) {
    const std::string text(node.text());
    return node.is_plain() ? text : "'" + text + "'";
  }
  const bool is_list = node.kind() == NodeKind::sequence;
  std::string out = is_list ? "[" : "{";
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (i > 0) out += ", ";
    if (is_list) {
      out += printed(node.item(i));
      continue;
    }
    const GoEntry entry = node.entry(i);
    out += (entry.merged ? "+" : "") + printed(entry.key) + ": " + printed(entry.value);
  }
  return out + (is_list ? "]" : "}");
}

std::vector<std::string> codes(const GoDocument& generic) {
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : generic.diagnostics()) found.push_back(diagnostic.code);
  return found;
}

struct DecodeCase {
  std::string_view yaml;
  std::string_view decoded;
};

class Decode : public testing::TestWithParam<DecodeCase> {};

TEST_P(Decode, GivesWhatGoYamlV2Meets) {
  const GoDocument generic = read_as_go(GetParam().yaml);
  ASSERT_EQ(generic.outcome(), GoOutcome::accepted)
      << GetParam().yaml << testing::PrintToString(codes(generic));
  EXPECT_EQ(printed(generic.root()), GetParam().decoded) << GetParam().yaml;
}

INSTANTIATE_TEST_SUITE_P(
    Rewriting, Decode,
    testing::Values(DecodeCase{"k: 1_000", "{'k': 1000}"}, DecodeCase{"k: 0x10", "{'k': 16}"},
                    DecodeCase{"k: 1e3", "{'k': 1000}"}, DecodeCase{"k: 15e6", "{'k': 1.5e+07}"},
                    DecodeCase{"k: 1e-5", "{'k': 1e-05}"}, DecodeCase{"k: 0.1", "{'k': 0.1}"},
                    DecodeCase{"k: -0.0", "{'k': -0}"}, DecodeCase{"k: .NaN", "{'k': .nan}"},
                    DecodeCase{"k: 2024-1-1", "{'k': 2024-01-01T00:00:00Z}"},
                    DecodeCase{"k: 2024-01-01 1:2:3.50", "{'k': 2024-01-01T01:02:03.5Z}"},
                    DecodeCase{"k: ~", "{'k': null}"}, DecodeCase{"k:", "{'k': null}"},
                    DecodeCase{"k: True", "{'k': true}"}, DecodeCase{"k: yes", "{'k': 'yes'}"},
                    DecodeCase{"k: \"5\"", "{'k': '5'}"}, DecodeCase{"k: !!str 5", "{'k': '5'}"},
                    DecodeCase{"k: !!binary aGk=", "{'k': 'hi'}"},
                    DecodeCase{"k: !local 5", "{'k': '5'}"}));

INSTANTIATE_TEST_SUITE_P(
    Keys, Decode,
    testing::Values(
        // Keys of the root become Go strings, whatever they look like; null does not.
        DecodeCase{"1: x\n0x10: y\n", "{'1': 'x', '0x10': 'y'}"},
        DecodeCase{"~: x\na: y", "{'a': 'y'}"},
        DecodeCase{"k: {0123: x, 1e3: y, ~: z}", "{'k': {83: 'x', 1000: 'y', null: 'z'}}"},
        DecodeCase{"k: {1: a, 0x1: b}", "{'k': {1: 'b'}}"},
        DecodeCase{"k: {1: a, 1.0: b}", "{'k': {1: 'a', 1: 'b'}}"},
        DecodeCase{"k: {.nan: a, .NaN: b}", "{'k': {.nan: 'a', .nan: 'b'}}"},
        DecodeCase{"a: &x k\nb: {*x : 1, c: 2}", "{'a': 'k', 'b': {'k': 1, 'c': 2}}"},
        DecodeCase{"k: {\"<<\": {a: 1}}", "{'k': {<<: {'a': 1}}}"}));

INSTANTIATE_TEST_SUITE_P(
    Merge, Decode,
    testing::Values(
        DecodeCase{"a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}",
                   "{'a': {'k': 1, 'l': 2}, 'b': {'l': 3, +'k': 1}}"},
        DecodeCase{"b: {l: 3, <<: {k: 1, l: 2}}", "{'b': {'l': 3, +'k': 1}}"},
        DecodeCase{"b: {<<: [{k: 1}, {k: 2, l: 3}]}", "{'b': {+'k': 1, +'l': 3}}"},
        DecodeCase{"b: {<<: {<<: {k: 1}, l: 2}}", "{'b': {+'l': 2, +'k': 1}}"},
        DecodeCase{"b: {!!merge <<: {k: 1}}", "{'b': {+'k': 1}}"},
        DecodeCase{"<<: {k: 1}\n", "{+'k': 1}"},
        // A mapping with string keys takes merged keys as strings; any other keeps their types.
        DecodeCase{"b: {a: 1, <<: {2: x, ~: y}}", "{'b': {'a': 1, +'2': 'x'}}"},
        DecodeCase{"b: {1: a, <<: {2: x}}", "{'b': {1: 'a', +2: 'x'}}"},
        DecodeCase{"1: a\n<<: {1: b}\n", "{+'1': 'b'}"},
        // Entries that are not merged are not checked either.
        DecodeCase{"a: &x\n  k: 1\n  <<: {k: *x}\n", "{'a': {'k': 1}}"}));

INSTANTIATE_TEST_SUITE_P(Roots, Decode,
                         testing::Values(DecodeCase{"{}", "{}"},
                                         DecodeCase{"a: 1\n---\n]", "{'a': 1}"}));

struct RefuseCase {
  std::string_view yaml;
  std::vector<std::string> codes;
  Position first;
};

class Refuse : public testing::TestWithParam<RefuseCase> {};

TEST_P(Refuse, NamesEveryFaultWithItsPlace) {
  const GoDocument generic = read_as_go(GetParam().yaml);
  EXPECT_EQ(generic.outcome(), GoOutcome::refused);
  EXPECT_EQ(codes(generic), GetParam().codes);
  ASSERT_FALSE(generic.diagnostics().empty());
  EXPECT_EQ(generic.diagnostics().front().position, GetParam().first);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Refuse,
    testing::Values(
        RefuseCase{"[a]", {"yaml/not-a-mapping"}, {1, 1}},
        RefuseCase{"hello", {"yaml/not-a-mapping"}, {1, 1}},
        RefuseCase{
            "a: 1\na: 2\nb: {c: 1, c: 2}\n", {"yaml/duplicate-key", "yaml/duplicate-key"}, {2, 1}},
        RefuseCase{"a: {1: x, '1': y}", {"yaml/duplicate-key"}, {1, 11}},
        RefuseCase{"a: {<<: {}, <<: {}}", {"yaml/duplicate-key"}, {1, 13}},
        RefuseCase{"a: {[x]: 1}", {"yaml/complex-key"}, {1, 5}},
        RefuseCase{"a: {[x]: 1, {y: 1}: 2}", {"yaml/complex-key", "yaml/complex-key"}, {1, 5}},
        RefuseCase{"a: {<<: 5}\nb: {<<: [1]}", {"yaml/merge", "yaml/merge"}, {1, 9}},
        RefuseCase{"a: &x [1]\nb: {<<: *x}", {"yaml/merge"}, {2, 9}},
        RefuseCase{"a: {'<<': 5}", {"yaml/merge"}, {1, 11}},
        RefuseCase{"a: &x {b: *x}", {"yaml/alias-cycle"}, {1, 11}},
        RefuseCase{"a: &x {<<: *x}", {"yaml/alias-cycle"}, {1, 12}},
        RefuseCase{"a: *x\nb: *y", {"yaml/unknown-anchor", "yaml/unknown-anchor"}, {1, 4}},
        RefuseCase{"a: !!bool yes\nb: !!int x", {"yaml/tag", "yaml/tag"}, {1, 11}},
        RefuseCase{"a: \"\\tx\\n\"", {"yaml/indented-text"}, {1, 4}},
        RefuseCase{"a: [\" x\\n\"]", {"yaml/indented-text"}, {1, 5}},
        RefuseCase{"a: [\n", {"yaml/syntax"}, {2, 1}}));

TEST(ReadGeneric, GivesNoRootForANullDocument) {
  for (const std::string_view text : {"", "# x", "---\n", "~", "null", "!!null ''"}) {
    const GoDocument generic = read_as_go(text);
    EXPECT_EQ(generic.outcome(), GoOutcome::accepted) << text;
    EXPECT_FALSE(generic.root()) << text;
  }
}

TEST(ReadGeneric, GoesOnBehindFaultsThatAreNotOfSyntax) {
  const GoDocument generic = read_as_go("a: {k: 1, k: 2}\nb: *x\nc: 3\n");
  EXPECT_EQ(printed(generic.root()), "{'a': {'k': 1, 'k': 2}, 'b': null, 'c': 3}");
}

TEST(ReadGeneric, CutsACycleOpen) {
  const GoDocument generic = read_as_go("a: &x {b: *x, c: 1}\n");
  EXPECT_EQ(printed(generic.root()), "{'a': {'b': null, 'c': 1}}");
}

TEST(ReadGeneric, KeepsWhereThingsWereWritten) {
  const GoDocument generic = read_as_go("a: &x {k: 1_0}\nb:\n  <<: *x\n  c: *x\n");
  const GoNode b = generic.root().entry(1).value;
  const GoEntry own = b.entry(0);
  const GoEntry merged = b.entry(1);
  EXPECT_EQ(own.value.source().written_at(), (Position{4, 6}));
  EXPECT_EQ(own.value.source().position(), (Position{1, 7}));
  EXPECT_EQ(merged.key.source().position(), (Position{1, 8}));
  EXPECT_EQ(merged.value.source().text(), "1_0");
}

TEST(ReadGeneric, SaysThatALimitOfOursStoppedIt) {
  Limits limits;
  limits.max_nodes = 2;
  const GoDocument generic = read_as_go("a: [1, 2]", limits);
  EXPECT_EQ(generic.outcome(), GoOutcome::limited);
  EXPECT_THAT(codes(generic), ElementsAre("yaml/too-many-nodes"));
}

TEST(ReadGeneric, PrefersGoYamlsRefusalToALimitOfOurs) {
  Limits limits;
  limits.max_nodes = 6;
  const GoDocument generic = read_as_go("a: *x\nb: [1, 2, 3]", limits);
  EXPECT_EQ(generic.outcome(), GoOutcome::refused);
}

TEST(GoNode, ResolvesAsV2) {
  const GoDocument generic =
      read_as_go("a: 1e5\nb: 1e6\nc: 2024-01-01\nd: yes\ne: 18446744073709551615\nf: ~\n");
  const auto value = [&](std::size_t i) { return generic.root().entry(i).value.value(); };
  EXPECT_EQ(value(0), Scalar(std::int64_t{100000}))
      << "v3 writes 100000, which v2 takes for an int";
  EXPECT_EQ(value(1), Scalar(1e6));
  EXPECT_EQ(value(2), Scalar(Timestamp{"2024-01-01T00:00:00Z"}));
  EXPECT_EQ(value(3), Scalar(std::string("yes")));
  EXPECT_EQ(value(4), Scalar(std::uint64_t{18446744073709551615U}));
  EXPECT_EQ(value(5), Scalar(Null{}));
}

TEST(GoNode, IsAnEmptyStringWhereItIsNull) {
  const GoDocument generic = read_as_go("k: {~: ~}\n");
  const GoEntry entry = generic.root().entry(0).value.entry(0);
  EXPECT_TRUE(entry.key.is_null());
  EXPECT_EQ(entry.key.as_string(), "");
  EXPECT_EQ(entry.key.text(), "null");
}

// go-yaml's own limit tests (limit_test.go), scaled down: what is written once may be followed
// until 99 of 100 steps come from aliases.
std::string repeated_alias(int times) {
  std::string text = "a: &x [1, 2, 3, 4, 5, 6, 7, 8, 9]\nb:\n";
  for (int i = 0; i < times; ++i) text += "- *x\n";
  return text;
}

TEST(AliasExpansion, IsFineWhereEveryAliasIsWrittenOut) {
  EXPECT_EQ(read_as_go(repeated_alias(5000)).outcome(), GoOutcome::accepted);
}

TEST(AliasExpansion, IsRefusedWhereFewAliasesMakeALot) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i <= 9; ++i) {
    const std::string name = "a" + std::to_string(i);
    text += name + ": &" + name + " [";
    for (int j = 0; j < 9; ++j) text += (j > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    text += "]\n";
  }
  const GoDocument generic = read_as_go(text);
  EXPECT_EQ(generic.outcome(), GoOutcome::refused);
  EXPECT_THAT(codes(generic), ElementsAre("yaml/alias-expansion"));
  EXPECT_FALSE(generic.root());
}

TEST(Depth, IsThatOfTheTextThatV3Writes) {
  const std::string open(6000, '[');
  const std::string close(6000, ']');
  const std::string text = "a: &x " + open + "1" + close + "\nb: " + open + "*x" + close + "\n";
  EXPECT_THAT(codes(read_as_go(text)), ElementsAre("yaml/too-deep"));
}

}  // namespace
}  // namespace tempo_admission::yaml
