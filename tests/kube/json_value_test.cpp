#include "tempo_admission/kube/json_value.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "kube/parsed.hpp"

namespace tempo_admission::kube {
namespace {

using nlohmann::json;

bool is_read(std::string_view text, JsonLimits limits = {}) {
  return JsonReader(limits).read({text}).has_value();
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

struct Verdict {
  std::string_view name;
  std::string_view text;
};

class JsonReaderAccepts : public testing::TestWithParam<Verdict> {};
class JsonReaderRefuses : public testing::TestWithParam<Verdict> {};

std::string verdict_name(const testing::TestParamInfo<Verdict>& info) {
  return std::string(info.param.name);
}

TEST_P(JsonReaderAccepts, AsText) {
  EXPECT_TRUE(is_read(GetParam().text));
}
TEST_P(JsonReaderRefuses, AsText) {
  EXPECT_FALSE(is_read(GetParam().text));
}

INSTANTIATE_TEST_SUITE_P(
    Table, JsonReaderAccepts,
    testing::Values(
        Verdict{"Case016TrailingNewline", "{}\n"}, Verdict{"SpaceAround", " \t\r\n[] \t\r\n"},
        Verdict{"Scalar", "\"a\""}, Verdict{"Case025MinusZero", "[-0]"},
        Verdict{"Case025IntegerOfTwentyDigits", "[12345678901234567890]"},
        Verdict{"Case025IntegerOfThirtyDigits", "{\"a\":-123456789012345678901234567890}"},
        Verdict{"Case025LongIntegerAtTheEnd", "99999999999999999999"},
        Verdict{"LargestUnsigned", "[18446744073709551615]"},
        Verdict{"JustBeyondUnsigned", "[18446744073709551616]"},
        Verdict{"SmallestSigned", "[-9223372036854775808]"},
        Verdict{"JustBelowSigned", "[-9223372036854775809]"}, Verdict{"Underflow", "[1e-400]"},
        Verdict{"EscapedNul", "[\"\\u0000\"]"}, Verdict{"SurrogatePair", "[\"\\ud83d\\ude00\"]"},
        Verdict{"Noncharacter", "[\"\\uFFFF\"]"},
        Verdict{"EscapedBackslashBeforeSurrogateLookalike", "[\"\\\\ud800\"]"},
        Verdict{"DoubledKey", "{\"a\":1,\"a\":2}"}),
    verdict_name);

INSTANTIATE_TEST_SUITE_P(
    Table, JsonReaderRefuses,
    testing::Values(
        Verdict{"Case006Empty", ""}, Verdict{"OnlySpace", " \n"}, Verdict{"Case008OpenBrace", "{"},
        Verdict{"Case009ControlBytes", std::string_view("\0\1\2\3\4\5", 6)},
        Verdict{"Case017SecondValue", "{} {}"}, Verdict{"Case017Garbage", "{}x"},
        Verdict{"Case018ByteOrderMark", "\xEF\xBB\xBF{}"},
        Verdict{"Case018Utf16LittleEndian", std::string_view("\xFF\xFE{\0}\0", 6)},
        Verdict{"Case018Utf16WithoutMark", std::string_view("\0{\0}", 4)},
        Verdict{"Case025HugeExponent", "[1e400]"},
        Verdict{"Case025HugeExponentBesideLongInteger", "[12345678901234567890,1e400]"},
        Verdict{"Case026InvalidUtf8", "[\"\xFF\"]"},
        Verdict{"Case026OverlongUtf8", "[\"\xC0\xAF\"]"},
        Verdict{"Case026EncodedSurrogate", "[\"\xED\xA0\x80\"]"},
        Verdict{"Case026LoneHighSurrogate", "[\"\\ud800\"]"},
        Verdict{"Case026LoneLowSurrogate", "[\"\\udc00\"]"},
        Verdict{"Case026HighSurrogateThenText", "[\"\\uD83Dx\"]"},
        Verdict{"Case026TwoHighSurrogates", "[\"\\ud83d\\ud83d\"]"},
        Verdict{"Case026SwappedSurrogates", "[\"\\ude00\\ud83d\"]"},
        Verdict{"Case026LoneLowSurrogateAsKey", "{\"\\uDFFF\":1}"}, Verdict{"LeadingZero", "[01]"},
        Verdict{"LongIntegerWithLeadingZero", "[012345678901234567890]"}, Verdict{"Plus", "[+1]"},
        Verdict{"NaN", "[NaN]"}, Verdict{"Infinity", "[Infinity]"}, Verdict{"Hexadecimal", "[0x1]"},
        Verdict{"BareFraction", "[.5]"}, Verdict{"OpenFraction", "[1.]"},
        Verdict{"TrailingComma", "[1,]"}, Verdict{"Comment", "[] // a"},
        Verdict{"SingleQuotes", "{'a':1}"}, Verdict{"NewlineInString", "[\"a\nb\"]"},
        Verdict{"TabInString", "[\"\t\"]"}, Verdict{"UnknownEscape", "[\"\\x41\"]"},
        Verdict{"BareWord", "[nul]"}, Verdict{"KeyWithoutQuotes", "{a:1}"},
        Verdict{"MissingValue", "{\"a\":}"}, Verdict{"MismatchedBrackets", "[1}"},
        Verdict{"NulBetween", std::string_view("[1,\0]", 5)}),
    verdict_name);

TEST(JsonReader, Case024AcceptsTheDepthThatIsAllowed) {
  EXPECT_TRUE(is_read(nested(100)));
}

TEST(JsonReader, Case024RefusesOneLevelMore) {
  EXPECT_FALSE(is_read(nested(101)));
}

TEST(JsonReader, Case024RefusesHundredThousandOpenBrackets) {
  EXPECT_FALSE(is_read(std::string(100'000, '[')));
}

TEST(JsonReader, SaysHowDeepIsTooDeep) {
  JsonReader reader;
  EXPECT_EQ(reader.read({nested(10'000)}).error().message,
            "the JSON is nested deeper than 100 levels");
}

TEST(JsonReader, AcceptsAsManyValuesAsAllowed) {
  EXPECT_TRUE(is_read(R"({"a":[1,{},[]]})", {.max_values = 6}));
}

TEST(JsonReader, RefusesOneValueMore) {
  EXPECT_FALSE(is_read(R"({"a":[1,{},[],2]})", {.max_values = 6}));
}

TEST(JsonReader, RefusesFarTooManyValues) {
  std::string text = "[0";
  for (int i = 0; i < 10'000; ++i) text += ",0";
  EXPECT_FALSE(is_read(text + "]", {.max_values = 100}));
}

TEST(JsonReader, ReadsInPlaceWhereTheTextHasSlack) {
  std::string buffer = R"({"a":"b"})";
  const std::size_t size = buffer.size();
  buffer.append(64, 'x');
  JsonReader reader;
  const auto value = reader.read({std::string_view(buffer).substr(0, size), 64});
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["a"].string(), "b");
}

TEST(JsonReader, ReadsSmallTextsAfterABigOne) {
  JsonReader reader;
  ASSERT_TRUE(reader.read({"\"" + std::string(3U << 20, 'x') + "\""}));
  const auto value = reader.read({"[true]"});
  ASSERT_TRUE(value);
  EXPECT_EQ((*(*value).begin()).value.boolean(), true);
}

TEST(JsonReader, ReadsAfterAFailure) {
  JsonReader reader;
  ASSERT_FALSE(reader.read({"{"}));
  EXPECT_TRUE(reader.read({"{}"}));
}

TEST(JsonReader, KeepsItsValuesWhenMoved) {
  JsonReader reader;
  const auto value = reader.read({"\"kept\""});
  const JsonReader moved = std::move(reader);
  EXPECT_EQ(value->string(), "kept");
}

TEST(JsonValue, IsMissingByDefault) {
  EXPECT_EQ(JsonValue().type(), JsonType::missing);
}

TEST(JsonValue, TellsEveryType) {
  const Parsed parsed(R"([null,true,1,-1,1.5,18446744073709551615,"",[],{}])");
  std::vector<JsonType> types;
  for (const auto& [key, value] : *parsed) types.push_back(value.type());
  EXPECT_EQ(types, (std::vector{JsonType::null, JsonType::boolean, JsonType::number,
                                JsonType::number, JsonType::number, JsonType::number,
                                JsonType::string, JsonType::array, JsonType::object}));
}

TEST(JsonValue, FindsMembersExactly) {
  const Parsed parsed(R"({"Request":1,"request":2})");
  EXPECT_EQ((*parsed)["request"].integer(), 2);
}

TEST(JsonValue, GivesTheFirstOfDoubledMembers) {
  EXPECT_EQ((*Parsed(R"({"a":1,"a":2})"))["a"].integer(), 1);
}

TEST(JsonValue, SkipsNestedValuesWhileSearching) {
  const Parsed parsed(R"({"x":{"a":1},"y":[{"a":2}],"z":18446744073709551615,"a":3})");
  EXPECT_EQ((*parsed)["a"].integer(), 3);
}

TEST(JsonValue, HasNoMembersWhereItIsNoObject) {
  EXPECT_EQ((*Parsed("[1]"))["a"].type(), JsonType::missing);
}

TEST(JsonValue, GivesNothingForWhatItIsNot) {
  const Parsed parsed("\"1\"");
  EXPECT_FALSE((*parsed).integer() || (*parsed).boolean());
}

TEST(JsonValue, HasNoIntegerBeyondSixtyFourBits) {
  EXPECT_EQ((*Parsed("123456789012345678901")).integer(), std::nullopt);
}

TEST(JsonValue, HasNoIntegerForAFraction) {
  EXPECT_EQ((*Parsed("1.0")).integer(), std::nullopt);
}

TEST(JsonValue, Case021DecodesHtmlEscapes) {
  EXPECT_EQ((*Parsed(R"("\u003c\u003e\u0026")")).string(), "<>&");
}

TEST(JsonValue, KeepsEmbeddedNuls) {
  EXPECT_EQ((*Parsed(R"("a\u0000b")")).string(), std::string_view("a\0b", 3));
}

TEST(JsonValue, IteratesNothingForScalars) {
  const Parsed parsed("1");
  EXPECT_EQ((*parsed).begin(), (*parsed).end());
}

TEST(JsonValue, IteratesNothingForEmptyContainers) {
  const Parsed parsed("{}");
  EXPECT_EQ((*parsed).begin(), (*parsed).end());
}

// The same value in the oracle's representation.
json to_oracle(JsonValue value) {
  json result;
  switch (value.type()) {
    case JsonType::object:
      result = json::object();
      for (const auto& [key, member] : value) result[std::string(key)] = to_oracle(member);
      return result;
    case JsonType::array:
      result = json::array();
      for (const auto& [key, item] : value) result.push_back(to_oracle(item));
      return result;
    case JsonType::string:
      return std::string(*value.string());
    case JsonType::boolean:
      return *value.boolean();
    case JsonType::number:
      return value.integer() ? json(*value.integer()) : json("a number");
    default:
      return nullptr;
  }
}

// Our view has no numbers other than int64.
json without_wide_numbers(json value) {
  if (value.is_number_float()) return "a number";
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return "a number";
  for (auto& item : value)
    if (value.is_structured()) item = without_wide_numbers(item);
  return value;
}

std::string random_text(std::mt19937& random) {
  static constexpr std::array<std::string_view, 34> pieces = {
      "{",       "}",           "[",
      "]",       ":",           ",",
      "\"",      "\"a\"",       "\"b\":",
      "1",       "-0",          "1.5e3",
      "1e400",   "true",        "null",
      "fals",    " ",           "\n",
      "\\",      "\"\\ud800",   "\\udc00\"",
      "\"\\n\"", "\xC3\xA9",    "\xED\xA0\x80",
      "\xFF",    "\"\\u00e9\"", "12345678901234567890123",
      "0",       "[]",          "{}",
      "\"x\":1", "[1,2]",       ",\"y\":",
      "\x01"};
  std::string text;
  const auto count = std::uniform_int_distribution<int>(1, 8)(random);
  for (int i = 0; i < count; ++i)
    text += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(random)];
  return text;
}

constexpr std::string_view specimen =
    R"({"kind":"AdmissionReview","request":{"uid":"1","n":[0,-1,2.5e-3,99999999999999999999],)"
    R"("labels":{"a/b":"c","é":"\ud83d\ude00\n"},"object":null,"dryRun":false,"e":{},"f":[[]]}})";

std::string mutated_specimen(std::mt19937& random) {
  std::string text(specimen);
  const auto edits = std::uniform_int_distribution<int>(1, 3)(random);
  for (int i = 0; i < edits; ++i) {
    const auto at = std::uniform_int_distribution<std::size_t>(0, text.size() - 1)(random);
    const auto other = std::uniform_int_distribution<std::size_t>(0, specimen.size() - 1)(random);
    switch (std::uniform_int_distribution<int>(0, 2)(random)) {
      case 0:
        text[at] = specimen[other];
        break;
      case 1:
        text.erase(at, 1);
        break;
      default:
        text.insert(at, 1, specimen[other]);
    }
  }
  return text;
}

void expect_oracle_agrees(const std::string& text) {
  JsonReader reader;
  const auto ours = reader.read({text});
  const json theirs = json::parse(text, nullptr, false);
  ASSERT_EQ(ours.has_value(), !theirs.is_discarded()) << text;
  if (!ours) return;
  // The oracle keeps the last of duplicate keys, as does to_oracle().
  EXPECT_EQ(to_oracle(*ours), without_wide_numbers(theirs)) << text;
}

TEST(JsonReader, AgreesWithTheOracleOnRandomTokens) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) expect_oracle_agrees(random_text(random));
}

TEST(JsonReader, AgreesWithTheOracleOnMutatedReviews) {
  std::mt19937 random(2);
  for (int i = 0; i < 20'000; ++i) expect_oracle_agrees(mutated_specimen(random));
}

// After a long run of plain characters, which are searched in blocks.
TEST(JsonReader, Case026FindsALoneSurrogateAtEveryPlace) {
  for (std::size_t place = 0; place < 200; ++place) {
    std::string text = "\"" + std::string(200, 'a') + "\"";
    text.insert(1 + place, "\\udc00");
    EXPECT_FALSE(is_read(text)) << place;
  }
}

}  // namespace
}  // namespace tempo_admission::kube
