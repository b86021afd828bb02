#include "policy/tenants/field_limits.hpp"

#include <gmock/gmock.h>

#include <array>
#include <optional>
#include <random>

#include "policy/model/model.hpp"
#include "policy/review.hpp"

namespace tempo_admission::policy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Diagnostics check(const std::string& limit, const std::string& tenants,
                  const tempo::OverridesSettings& settings = {}) {
  const auto policy = policy_of(
      policy_text("tenants: [{name: r, selector: {}, key: a, format: overrides, limits: [{" +
                  limit + "}]}]\n"));
  const std::string text = "overrides: {" + tenants + "}\n";
  const auto judgement = tempo::judge_overrides(text, settings);
  Diagnostics faults;
  for (const auto& tenant : judgement.tenants)
    for (auto& fault : check_limits(policy.model().tenants.front().limits, tenant))
      faults.push_back(std::move(fault));
  return faults;
}

struct Case {
  std::string_view name;
  std::string_view limit;
  std::string_view tenant;
  std::string_view code;  // without "tenants/"; empty: no finding
};

class LimitTable : public testing::TestWithParam<Case> {};

TEST_P(LimitTable, Holds) {
  const auto faults =
      check(std::string(GetParam().limit), "a: {" + std::string(GetParam().tenant) + "}");
  if (GetParam().code.empty()) {
    EXPECT_THAT(faults, testing::IsEmpty());
  } else {
    ASSERT_THAT(faults, testing::SizeIs(1));
    EXPECT_EQ(faults[0].code, "tenants/" + std::string(GetParam().code));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Fields, LimitTable,
    testing::Values(
        Case{"BelowMin", "path: ingestion.rate_limit_bytes, min: 10",
             "ingestion: {rate_limit_bytes: 9}", "below-minimum"},
        Case{"AtMin", "path: ingestion.rate_limit_bytes, min: 10",
             "ingestion: {rate_limit_bytes: 10}", ""},
        Case{"AboveMax", "path: ingestion.rate_limit_bytes, max: 10",
             "ingestion: {rate_limit_bytes: 11}", "above-maximum"},
        Case{"AtMax", "path: ingestion.rate_limit_bytes, max: 10",
             "ingestion: {rate_limit_bytes: 10}", ""},
        Case{"NoNumberIsInNoRange",
             "path: metrics_generator.native_histogram_bucket_factor, max: 2",
             "metrics_generator: {native_histogram_bucket_factor: .nan}", "above-maximum"},
        Case{"AbsentRateIsZero", "path: ingestion.rate_limit_bytes, min: 1", "", "below-minimum"},
        Case{"AbsentRateIsNotTooMuch", "path: ingestion.rate_limit_bytes, max: 1", "", ""},
        Case{"RequiredSaysItOnce", "path: ingestion.rate_limit_bytes, min: 1, required: true", "",
             "required-field"},
        Case{"ZeroTracesIsUnlimited", "path: ingestion.max_traces_per_user, max: 10",
             "ingestion: {max_traces_per_user: 0}", "unlimited"},
        Case{"NoTracesIsUnlimited", "path: ingestion.max_traces_per_user, max: 10", "",
             "unlimited"},
        Case{"UnlimitedIsAboveEveryMin", "path: ingestion.max_traces_per_user, min: 10",
             "ingestion: {max_traces_per_user: 0}", ""},
        Case{"NegativeBytesPerTraceIsUnlimited", "path: global.max_bytes_per_trace, max: 10",
             "global: {max_bytes_per_trace: -1}", "unlimited"},
        Case{"NegativeTracesAreBelowAMin", "path: ingestion.max_traces_per_user, min: 100",
             "ingestion: {max_traces_per_user: -5}", "below-minimum"},
        Case{"NegativeIntervalIsBelowAMin", "path: metrics_generator.collection_interval, min: 15s",
             "metrics_generator: {collection_interval: -1s}", "below-minimum"},
        Case{"NullIsUnlimited", "path: global.max_bytes_per_trace, max: 5000000",
             "global: {max_bytes_per_trace: ~}", "unlimited"},
        Case{"NullIsNotSet", "path: global.max_bytes_per_trace, required: true",
             "global: {max_bytes_per_trace: }", "required-field"},
        Case{"ANullSectionSetsNothing", "path: global.max_bytes_per_trace, required: true",
             "global: null", "required-field"},
        Case{"NullInsteadOfAMergedValue", "path: global.max_bytes_per_trace, max: 10",
             "global: {<<: {max_bytes_per_trace: 5}, max_bytes_per_trace: ~}", "unlimited"},
        Case{"NullInsteadOfAValueThatOnlyTheSecondDecoderMerges",
             "path: global.max_bytes_per_trace, max: 10",
             "global: {'<<': {max_bytes_per_trace: 5}, max_bytes_per_trace: ~}", "unlimited"},
        Case{"ASectionMustBeSet", "path: metrics_generator.forwarder, required: true",
             "metrics_generator: {forwarder: {}}", "required-field"},
        Case{"ASectionIsSetByAnyField", "path: metrics_generator.forwarder, required: true",
             "metrics_generator: {forwarder: {workers: 2}}", ""},
        Case{"ASectionMustNotBeSet", "path: metrics_generator.forwarder, forbidden: true",
             "metrics_generator: {forwarder: {workers: 2}}", "forbidden-field"},
        Case{"AHeaderHasNoCase",
             "path: metrics_generator.remote_write_headers.Authorization, pattern: 'x'",
             "metrics_generator: {remote_write_headers: {authorization: y}}", "pattern-mismatch"},
        Case{"EachSpellingOfAHeaderCounts",
             "path: metrics_generator.remote_write_headers.Authorization, pattern: 'x'",
             "metrics_generator: {remote_write_headers: {Authorization: x, AUTHORIZATION: y}}",
             "pattern-mismatch"},
        Case{"AHeaderIsForbiddenInEverySpelling",
             "path: metrics_generator.remote_write_headers.X-Scope-OrgID, forbidden: true",
             "metrics_generator: {remote_write_headers: {x-scope-orgid: a}}", "forbidden-field"},
        Case{"ZeroSeriesIsUnlimited", "path: metrics_generator.max_active_series, max: 10",
             "metrics_generator: {max_active_series: 0}", "unlimited"},
        Case{"Duration", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 23h}", "below-minimum"},
        Case{"DurationInOtherUnits", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 13w}", "above-maximum"},
        Case{"DurationWithin", "path: compaction.block_retention, min: 24h, max: 90d",
             "compaction: {block_retention: 1d}", ""},
        Case{"ZeroRetentionIsTempos", "path: compaction.block_retention, min: 24h",
             "compaction: {block_retention: 0}", ""},
        Case{"AbsentRetentionIsTempos", "path: compaction.block_retention, min: 24h", "", ""},
        Case{"GoDuration", "path: metrics_generator.collection_interval, min: 15s",
             "metrics_generator: {collection_interval: 10s}", "below-minimum"},
        Case{"Allowed", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {unsafe_query_hints: false}", ""},
        Case{"NotAllowed", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {unsafe_query_hints: true}", "value-not-allowed"},
        Case{"AbsentIsAllowed", "path: read.unsafe_query_hints, allowed: [false]", "", ""},
        Case{"AllowedItems",
             "path: metrics_generator.processors, allowed: [span-metrics, host-info]",
             "metrics_generator: {processors: [host-info, span-metrics]}", ""},
        Case{"OneItemTooMany", "path: metrics_generator.processors, allowed: [span-metrics]",
             "metrics_generator: {processors: [span-metrics, host-info]}", "value-not-allowed"},
        Case{"Forbidden", "path: compaction.compaction_disabled, forbidden: true",
             "compaction: {compaction_disabled: false}", "forbidden-field"},
        Case{"ForbiddenAndAbsent", "path: compaction.compaction_disabled, forbidden: true", "", ""},
        Case{"Pattern", "path: metrics_generator.trace_id_label_name, pattern: '[a-z]+'",
             "metrics_generator: {trace_id_label_name: traceid}", ""},
        Case{"PatternIsForTheWholeText",
             "path: metrics_generator.trace_id_label_name, pattern: '[a-z]+'",
             "metrics_generator: {trace_id_label_name: traceID}", "pattern-mismatch"},
        Case{"PatternOfItems", "path: forwarders, pattern: 'f-.*'", "forwarders: [f-1, g-1]",
             "pattern-mismatch"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Limits, HoldForEveryTenantAndTheWildcard) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1",
                            "a: {ingestion: {rate_limit_bytes: 2}}, '*': {ingestion: "
                            "{rate_limit_bytes: 2}}");
  EXPECT_THAT(faults, testing::SizeIs(2));
}

TEST(Limits, ExceptTenantsByName) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1, except: [big-*]",
                            "big-a: {ingestion: {rate_limit_bytes: 2}}, b: {ingestion: "
                            "{rate_limit_bytes: 2}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_EQ(faults[0].path, "b.ingestion.rate_limit_bytes");
}

TEST(Limits, HoldForChosenTenantsOnly) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, max: 1, tenants: [b]",
                    "a: {ingestion: {rate_limit_bytes: 2}}"),
              testing::IsEmpty());
}

TEST(Limits, HoldForWhatAMergeKeyBringsIn) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, max: 1",
                    "a: {ingestion: &i {rate_limit_bytes: 2}}, b: {ingestion: {<<: *i}}"),
              testing::SizeIs(2));
}

TEST(Limits, SayTheReasonAndPointAtTheValue) {
  const auto faults = check("path: ingestion.rate_limit_bytes, max: 1, reason: ask SRE",
                            "a: {ingestion: {rate_limit_bytes: 2}}");
  EXPECT_EQ(faults.at(0).hint, "ask SRE");
  EXPECT_EQ(faults.at(0).position, (Position{1, 47}));
}

TEST(Limits, PointAtTheTenantWhereAFieldIsMissing) {
  const auto faults = check("path: ingestion.rate_limit_bytes, required: true", "team-a: {}");
  EXPECT_EQ(faults.at(0).position, (Position{1, 13}));
}

TEST(Limits, DoNotCallAFieldAbsentThatCouldNotBeRead) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, min: 1, required: true",
                    "a: {ingestion: {rate_limit_bytes: 30MB}}"),
              testing::IsEmpty());
}

TEST(Limits, AskNothingOfATenantWithoutABlock) {
  EXPECT_THAT(check("path: ingestion.rate_limit_bytes, min: 1, required: true", "a: ~"),
              testing::IsEmpty());
}

TEST(Limits, NeverShowASecret) {
  const auto faults =
      check("path: metrics_generator.remote_write_headers.Authorization, pattern: '[$][{].*'",
            "a: {metrics_generator: {remote_write_headers: {Authorization: Bearer hunter2}}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_THAT(faults[0].message, testing::Not(HasSubstr("hunter2")));
}

TEST(CheckLimits, NamesTheItemsOfAListThatAreNotAllowed) {
  const auto faults =
      check("path: metrics_generator.processors, allowed: [span-metrics]",
            "a: {metrics_generator: {processors: [span-metrics, host-info, service-graphs]}}");
  ASSERT_THAT(faults, testing::SizeIs(1));
  EXPECT_EQ(faults[0].message,
            "metrics_generator.processors contains host-info, service-graphs; supported values: "
            "span-metrics");
}

std::string codes_with_environment(const std::string& limit, const std::string& tenants) {
  tempo::OverridesSettings settings;
  settings.expand_env = true;
  std::string codes;
  for (const auto& fault : check(limit, tenants, settings)) codes += fault.code + " ";
  return codes;
}

class Placeholders : public testing::TestWithParam<Case> {};

TEST_P(Placeholders, AreRefusedByALimitThatCannotBeChecked) {
  const auto tenants = GetParam().tenant.find("${T}") == std::string_view::npos
                           ? "a: {" + std::string(GetParam().tenant) + "}"
                           : std::string(GetParam().tenant);
  const auto code = GetParam().code.empty() ? "" : "tenants/" + std::string(GetParam().code) + " ";
  EXPECT_EQ(codes_with_environment(std::string(GetParam().limit), tenants), code);
  if (GetParam().code != "placeholder") return;
  const auto allowing = std::string(GetParam().limit) + ", placeholders: allowed";
  EXPECT_EQ(codes_with_environment(allowing, tenants), "");
}

INSTANTIATE_TEST_SUITE_P(
    Limits, Placeholders,
    testing::Values(
        Case{"Max", "path: ingestion.tenant_shard_size, max: 5",
             "ingestion: {tenant_shard_size: '${Y:-0}'}", "placeholder"},
        Case{"Min", "path: metrics_generator.collection_interval, min: 15s",
             "metrics_generator: {collection_interval: '${Y:-1s}'}", "placeholder"},
        Case{"Allowed", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {unsafe_query_hints: '${Y:-true}'}", "placeholder"},
        Case{"Required", "path: metrics_generator.remote_write_headers.a, required: true",
             "metrics_generator: {remote_write_headers: {a: '${Y}'}}", "placeholder"},
        Case{"AnItem", "path: metrics_generator.processors, allowed: [span-metrics]",
             "metrics_generator: {processors: [span-metrics, '${Y}']}", "placeholder"},
        Case{"AWholeList", "path: metrics_generator.processors, allowed: [span-metrics]",
             "metrics_generator: {processors: '${Y}'}", "placeholder"},
        Case{"AWholeSection", "path: read.unsafe_query_hints, allowed: [false]", "read: '${Y}'",
             "placeholder"},
        Case{"AKey", "path: read.unsafe_query_hints, allowed: [false]",
             "read: {'${K:-unsafe_query_hints}': true}", "placeholder"},
        Case{"AKeyOfTheTenant", "path: read.unsafe_query_hints, forbidden: true",
             "'${K:-read}': {}", "placeholder"},
        Case{"AHeadersName", "path: metrics_generator.remote_write_headers.a, required: true",
             "metrics_generator: {remote_write_headers: {'${K}': b}}", "placeholder"},
        Case{"AWholeTenant", "path: read.unsafe_query_hints, forbidden: true", "'${T}': '${X}'",
             "placeholder"},
        Case{"ATenantsName", "path: ingestion.tenant_shard_size, max: 5, tenants: [a]",
             "'${T}': {ingestion: {tenant_shard_size: 6}}", "above-maximum"},
        Case{"Forbidden", "path: read.unsafe_query_hints, forbidden: true",
             "read: {unsafe_query_hints: '${Y}'}", "forbidden-field"},
        Case{"APatternFitsTheTextAsWritten",
             "path: metrics_generator.remote_write_headers.Authorization, pattern: '[$].[A-Z]+.'",
             "metrics_generator: {remote_write_headers: {authorization: '${TOKEN}'}}", ""},
        Case{"APatternOfAScalar",
             "path: metrics_generator.trace_id_label_name, pattern: '[$].[A-Z]+.'",
             "metrics_generator: {trace_id_label_name: '${NAME:-x}'}", "pattern-mismatch"},
        Case{"ElsewhereInTheTenant", "path: ingestion.tenant_shard_size, max: 5",
             "ingestion: {tenant_shard_size: 5, burst_size_bytes: '${X}'}", ""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Placeholders, AreOrdinaryTextWhereTempoDoesNotExpandThem) {
  EXPECT_THAT(check("path: metrics_generator.trace_id_label_name, required: true",
                    "a: {metrics_generator: {trace_id_label_name: '${X}'}}"),
              testing::IsEmpty());
}

TEST(Placeholders, OfTheTenantsThemselvesAreRefusedAndRatcheted) {
  const auto policy = policy_of(
      policy_text("mode: enforce\ntempo: {expandEnv: true}\ntenants: [{name: r, selector: {}, key: "
                  "overrides.yaml, format: overrides, limits: [{path: "
                  "ingestion.tenant_shard_size, max: 5}]}]\n"));
  const auto hidden = overrides_map("overrides: ${TENANTS}\n");
  EXPECT_FALSE(validate(policy, create(hidden)).allowed);
  const auto stored = [](const std::string& more) {
    return overrides_map("overrides:\n  a: {ingestion: {tenant_shard_size: '${X}'}}\n" + more);
  };
  EXPECT_FALSE(validate(policy, create(stored(""))).allowed);
  EXPECT_TRUE(validate(policy, update(stored("  b: {}\n"), stored(""))).allowed);
}

// Writes one decoded number in one of the ways that YAML and Go's decoders have for it.
class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::optional<std::int64_t> number() {
    const std::array<std::int64_t, 9> numbers = {-5, -1, 0, 1, 4, 5, 6, 100, 1'000'000};
    return below(4) == 0 ? std::nullopt : std::optional(numbers.at(below(numbers.size())));
  }

  std::string tenants(std::string_view section, const std::string& key,
                      std::optional<std::int64_t> number, std::string_view unit) {
    const auto value = text_of(number, unit);
    const std::string field = key + ": " + value;
    const auto in = [&](const std::string& content) {
      return std::string(section) + ": {" + content + "}";
    };
    switch (below(6)) {
      case 0:  // by an alias for the value
        return "x: &s {}, y: {" + in(key + ": &v " + value) + "}, a: {" + in(key + ": *v") + "}";
      case 1:  // by an alias for the section
        return "y: {" + std::string(section) + ": &s {" + field + "}}, a: {" +
               std::string(section) + ": *s}";
      case 2:  // by a merge key, over a value that loses
        return "y: &s {" + in(key + ": 7" + std::string(unit)) + "}, a: {<<: *s, " + in(field) +
               "}";
      case 3:  // by a merge key into the section
        return "a: {" + in("<<: {" + field + "}") + "}";
      case 4:  // the first of several merged mappings wins
        return "a: {" + in("<<: [{" + field + "}, {" + key + ": 7" + std::string(unit) + "}]") +
               "}";
      default:
        return "a: {" + in(field) + "}";
    }
  }

  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::string text_of(std::optional<std::int64_t> number, std::string_view unit) {
    constexpr std::array nulls = {"null", "~", "", "Null"};
    if (!number) return nulls.at(below(nulls.size()));
    if (!unit.empty()) return std::to_string(*number) + std::string(unit);
    if (*number > 0 && below(3) == 0) return "+" + std::to_string(*number);
    if (*number == 100 && below(2) == 0) return "0x64";
    if (*number == 1'000'000 && below(2) == 0) return below(2) == 0 ? "1_000_000" : "1e6";
    return std::to_string(*number) + (below(3) == 0 ? ".0" : "");
  }

  std::mt19937 random_;
};

struct Limited {
  std::string_view section;
  const char* key;
  std::string_view unit;
  ZeroMeans zero;
};

constexpr std::array limited_fields = {
    Limited{"ingestion", "rate_limit_bytes", "", ZeroMeans::nothing},
    Limited{"ingestion", "max_traces_per_user", "", ZeroMeans::unlimited},
    Limited{"ingestion", "tenant_shard_size", "", ZeroMeans::zero},
    Limited{"metrics_generator", "collection_interval", "s", ZeroMeans::global}};

// What docs/policy.md says about a decoded value; nullopt if it is null or absent.
bool is_within(const Limited& field, std::optional<std::int64_t> value, int min, int max) {
  if (!value && field.zero != ZeroMeans::nothing) return field.zero != ZeroMeans::unlimited;
  const auto number = value.value_or(0);
  if (field.zero == ZeroMeans::global && number == 0) return true;
  if (field.zero == ZeroMeans::unlimited && number <= 0) return false;
  return number >= min && number <= max;
}

TEST(Limits, GiveTheVerdictOfTheDecodedValueHoweverItIsWritten) {
  for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
    Writer writer(seed);
    const auto& field = limited_fields.at(writer.below(limited_fields.size()));
    const auto value = writer.number();
    const int min = static_cast<int>(writer.below(8));
    const int max = min + static_cast<int>(writer.below(8));
    const std::string unit(field.unit);
    const auto limit = "path: " + std::string(field.section) + "." + field.key +
                       ", tenants: [a], min: " + std::to_string(min) + unit +
                       ", max: " + std::to_string(max) + unit;
    const auto tenants = writer.tenants(field.section, field.key, value, field.unit);
    EXPECT_EQ(check(limit, tenants).empty(), is_within(field, value, min, max)) << limit << "\n"
                                                                                << tenants;
  }
}

}  // namespace
}  // namespace tempo_admission::policy
