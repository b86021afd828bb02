#include "tempo_admission/yaml/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::yaml {
namespace {

using testing::HasSubstr;

// The value of a key in the root mapping.
Node value_of(const Document& document, std::string_view key) {
  const Node root = document.root();
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (root.entry(i).key.text() == key) return root.entry(i).value;
  }
  return {};
}

Document good(std::string_view text, const Limits& limits = {}) {
  auto document = read(text, limits);
  EXPECT_TRUE(document) << text << ": " << document.error().message;
  return document ? std::move(*document) : Document();
}

Diagnostic bad(std::string_view text, const Limits& limits = {}) {
  auto document = read(text, limits);
  EXPECT_FALSE(document) << text;
  return document ? Diagnostic{} : document.error();
}

TEST(Read, GivesNoRootForAnEmptyText) {
  EXPECT_FALSE(good("").root());
}

TEST(Read, GivesNoRootForCommentsAlone) {
  EXPECT_FALSE(good("# nothing\n\n").root());
}

TEST(Read, GivesAnEmptyScalarForAnEmptyDocument) {
  const Document document = good("---\n");
  ASSERT_TRUE(document.root());
  EXPECT_EQ(document.root().kind(), NodeKind::scalar);
  EXPECT_EQ(document.root().text(), "");
}

TEST(Read, KeepsEntriesInTheOrderWritten) {
  const Document document = good("b: 1\na: 2\n<<: {c: 3}\n");
  const Node root = document.root();
  ASSERT_EQ(root.size(), 3U);
  EXPECT_EQ(root.entry(0).key.text(), "b");
  EXPECT_EQ(root.entry(1).key.text(), "a");
  EXPECT_EQ(root.entry(2).key.text(), "<<");
}

struct TextCase {
  std::string_view yaml;
  std::string_view text;
  ScalarStyle style;
};

class ScalarText : public testing::TestWithParam<TextCase> {};

TEST_P(ScalarText, IsUnescapedAndUnfolded) {
  const Document document = good(GetParam().yaml);
  const Node value = value_of(document, "k");
  EXPECT_EQ(value.text(), GetParam().text);
  EXPECT_EQ(value.style(), GetParam().style);
}

INSTANTIATE_TEST_SUITE_P(
    Styles, ScalarText,
    testing::Values(TextCase{"k: plain text # comment\n", "plain text", ScalarStyle::plain},
                    TextCase{"k: two\n  lines\n\n  more\n", "two lines\nmore", ScalarStyle::plain},
                    TextCase{"k: 'it''s'\n", "it's", ScalarStyle::single_quoted},
                    TextCase{"k: \"a\\tb\\u00e9\\x41\"\n",
                             "a\tb\xC3\xA9"
                             "A",
                             ScalarStyle::double_quoted},
                    TextCase{"k: \"same\"\n", "same", ScalarStyle::double_quoted},
                    TextCase{"k: |\n  a\n   b\n\n", "a\n b\n", ScalarStyle::literal},
                    TextCase{"k: >-\n  a\n  b\n", "a b", ScalarStyle::folded},
                    TextCase{"k:\n", "", ScalarStyle::plain},
                    TextCase{"k: \xE6\x97\xA5\xE6\x9C\xAC\n", "\xE6\x97\xA5\xE6\x9C\xAC",
                             ScalarStyle::plain},
                    TextCase{"k: |\r\n  a\r\n  b\r\n", "a\nb\n", ScalarStyle::literal}));

struct PlaceCase {
  std::string_view name;
  std::string_view yaml;
  Position value;  // of the value of "k"
};

class NodePosition : public testing::TestWithParam<PlaceCase> {};

TEST_P(NodePosition, PointsAtTheContent) {
  const Document document = good(GetParam().yaml);
  EXPECT_EQ(value_of(document, "k").position(), GetParam().value) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    Places, NodePosition,
    testing::Values(
        PlaceCase{"plain", "a: 1\nk:   5\n", {2, 6}}, PlaceCase{"quoted", "k: 'x'\n", {1, 4}},
        PlaceCase{"next line", "k:\n   5\n", {2, 4}}, PlaceCase{"CRLF", "a: 1\r\nk: 5\r\n", {2, 4}},
        PlaceCase{"CR alone", "a: 1\rk: 5\r", {2, 4}},
        PlaceCase{
            "code points", "\"\xF0\x9F\x98\x80\": 1\n{\"\xC3\xA4\": x, k: 5}: 1\nk: 5\n", {3, 4}},
        PlaceCase{"code points on the line", "{\"\xE6\x97\xA5\": x, k: 5}\n", {1, 13}},
        PlaceCase{"byte order mark", "\xEF\xBB\xBFk: 5\n", {1, 4}},
        PlaceCase{"NEL ends no line here", "a: x\xC2\x85k: 5\n", {1, 9}},
        PlaceCase{"behind an anchor", "k: &name 5\n", {1, 10}},
        PlaceCase{"behind a tag and a comment", "k: !!str # why\n  5\n", {2, 3}},
        PlaceCase{"anchored block mapping", "k: &name\n  a: 1\n", {2, 3}},
        PlaceCase{"anchored flow mapping", "k: &name {a: 1}\n", {1, 10}},
        PlaceCase{"anchored list", "k: &name\n- 1\n", {2, 1}},
        PlaceCase{"anchored indented list", "k: &name\n  - 1\n", {2, 3}},
        PlaceCase{"anchored nothing", "k: &name\na: 1\n", {1, 9}},
        PlaceCase{"block mapping", "k:\n  a: 1\n", {2, 3}},
        PlaceCase{"UTF-16", std::string_view("\xFF\xFE\x0A\0k\0:\0 \0005\0", 12), {2, 4}}));

TEST(Alias, IsSeenThrough) {
  const Document document = good("a: &x {b: 1}\nk: *x\n");
  const Node alias = value_of(document, "k");
  EXPECT_TRUE(alias.is_alias());
  EXPECT_EQ(alias.kind(), NodeKind::mapping);
  EXPECT_EQ(alias.entry(0).key.text(), "b");
  EXPECT_EQ(alias.anchor(), "x");
}

TEST(Alias, TellsWhereItStandsAndWhereItLeads) {
  const Document document = good("a: &x {b: 1}\nk: *x\n");
  const Node alias = value_of(document, "k");
  EXPECT_EQ(alias.position(), (Position{1, 7}));
  EXPECT_EQ(alias.written_at(), (Position{2, 4}));
}

TEST(Alias, NamesTheLatestAnchor) {
  const Document document = good("a: &x 1\nb: &x 2\nk: *x\n");
  EXPECT_EQ(value_of(document, "k").text(), "2");
}

TEST(Tag, IsGivenInFull) {
  const Document document = good("k: !!int 5\nl: !local 5\nm: ! 5\nn: 5\n");
  EXPECT_EQ(value_of(document, "k").tag(), "tag:yaml.org,2002:int");
  EXPECT_EQ(value_of(document, "l").tag(), "!local");
  EXPECT_EQ(value_of(document, "m").tag(), "!");
  EXPECT_EQ(value_of(document, "n").tag(), "");
}

struct FaultCase {
  std::string_view yaml;
  std::string_view code;
  Position position;
};

class ReadFault : public testing::TestWithParam<FaultCase> {};

TEST_P(ReadFault, HasACodeAndAPosition) {
  const Diagnostic fault = bad(GetParam().yaml);
  EXPECT_EQ(fault.code, GetParam().code);
  EXPECT_EQ(fault.position, GetParam().position);
  EXPECT_FALSE(fault.message.empty());
  EXPECT_TRUE(fault.tempo_rejects);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, ReadFault,
    testing::Values(FaultCase{"a: b: c\n", "yaml/syntax", {1, 5}},
                    FaultCase{"a: 1\n b: 2\n", "yaml/syntax", {2, 3}},
                    FaultCase{"a: [1, 2\n", "yaml/syntax", {2, 1}},
                    FaultCase{"a:\n\tb: 1\n", "yaml/syntax", {2, 1}},
                    FaultCase{"a: 'x\n", "yaml/syntax", {2, 1}},
                    FaultCase{"\xC3\xA4: \"\\q\"\n", "yaml/syntax", {1, 5}},
                    FaultCase{"a: *x\n", "yaml/unknown-anchor", {1, 4}},
                    FaultCase{"a: &x [*x]\n", "yaml/alias-cycle", {1, 8}},
                    FaultCase{"a: t\xE4m\n", "yaml/encoding", {1, 5}},
                    FaultCase{"a: x\n# \xC3", "yaml/encoding", {2, 3}},
                    FaultCase{"a: \x07\n", "yaml/control-character", {1, 4}},
                    FaultCase{std::string_view("a: x\0\n", 6), "yaml/control-character", {1, 5}}));

TEST(Limits, StopATextThatIsTooLarge) {
  Limits limits;
  limits.max_bytes = 3;
  const Diagnostic fault = bad("a: b", limits);
  EXPECT_EQ(fault.code, "yaml/too-large");
  EXPECT_FALSE(fault.tempo_rejects);
}

TEST(Limits, StopATextOfTooManyNodes) {
  Limits limits;
  limits.max_nodes = 3;
  EXPECT_EQ(bad("[a, b, c]", limits).code, "yaml/too-many-nodes");
}

TEST(Limits, StopATextThatIsNestedTooDeep) {
  Limits limits;
  limits.max_depth = 2;
  const Diagnostic fault = bad("[[[x]]]", limits);
  EXPECT_EQ(fault.code, "yaml/too-deep");
  EXPECT_FALSE(fault.tempo_rejects) << "go-yaml would read it";
}

TEST(Limits, AreThoseOfGoYamlForDepth) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(read(nested(10'000)));
  const Diagnostic fault = bad(nested(10'001));
  EXPECT_EQ(fault.code, "yaml/too-deep");
  EXPECT_TRUE(fault.tempo_rejects);
}

TEST(Limits, CountNodesWithAliasesFollowed) {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i);
    text += name + ": &" + name + " [" + below + ", " + below + "]\n";
  }
  EXPECT_EQ(bad(text).code, "yaml/alias-expansion");
}

TEST(MoreDocuments, IsKnownWithoutReadingThem) {
  EXPECT_FALSE(good("a: 1\n").more_documents());
  EXPECT_FALSE(good("a: 1\n...\n").more_documents());
  EXPECT_TRUE(good("a: 1\n---\nb: 2\n").more_documents());
  EXPECT_TRUE(good("a: 1\n---\nb: 2\nc: [\n").more_documents()) << "the second cannot be read";
}

TEST(ReadAll, GivesEveryDocument) {
  const auto documents = read_all("a: 1\n---\n---\nb: 2\n");
  ASSERT_TRUE(documents);
  ASSERT_EQ(documents->size(), 3U);
  EXPECT_EQ((*documents)[0].root().entry(0).key.text(), "a");
  EXPECT_EQ((*documents)[2].root().entry(0).key.text(), "b");
  EXPECT_TRUE((*documents)[1].more_documents());
  EXPECT_FALSE((*documents)[2].more_documents());
}

TEST(ReadAll, ForgetsAnchorsAtTheEndOfADocument) {
  const auto documents = read_all("a: &x 1\n---\nb: *x\n");
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().code, "yaml/unknown-anchor");
}

TEST(ReadAll, StopsAtADocumentThatCannotBeRead) {
  const auto documents = read_all("a: 1\n---\nb: [\n");
  ASSERT_FALSE(documents);
  EXPECT_EQ(documents.error().code, "yaml/syntax");
}

TEST(Document, KeepsItsNodesWhenItIsMoved) {
  Document document = good("k: \"\\x41\"\n");
  const Node value = value_of(document, "k");
  const Document moved = std::move(document);
  EXPECT_EQ(value.text(), "A");
}

}  // namespace
}  // namespace tempo_admission::yaml
