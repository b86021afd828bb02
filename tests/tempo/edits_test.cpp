// Every edit of the pages' examples is applied and judged again: that finding is gone, and there is
// no new error. And what an edit leaves alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "apply_edits.hpp"
#include "finding_example.hpp"
#include "judged.hpp"
#include "tempo/declared/rfc3339.hpp"
#include "tempo_admission/tempo/declared_tenants.hpp"
#include "tempo_admission/tempo/findings.hpp"
#include "tempo_admission/yaml/findings.hpp"

namespace tempo_admission::tempo::edits_test {
namespace {

using Judge = Diagnostics (*)(const std::string& text, const FindingExample& example);

Diagnostics judge_file(const std::string& text, const FindingExample& example) {
  OverridesSettings settings;
  if (const auto version = option(example, "version"); !version.empty())
    settings.version = parse_version(version)->version;
  settings.expand_env = has_flag(example, "expand-env");
  settings.forwarders = list_option(example, "forwarders");
  return judge_overrides(text, settings).diagnostics;
}

Diagnostics judge_declaration(const std::string& text, const FindingExample& example) {
  DeclaredTenantsSettings settings;
  settings.now = parse_rfc3339(option(example, "now"));
  Diagnostics found;
  for (auto& one : judge_declared_tenants({{"tenants.yaml", text}}, settings).diagnostics)
    found.push_back(std::move(one.diagnostic));
  return found;
}

using Key = std::pair<std::string, std::string>;  // code and path

std::multiset<Key> errors_of(const Diagnostics& found) {
  std::multiset<Key> errors;
  for (const auto& one : found)
    if (one.severity == Severity::error) errors.emplace(one.code, one.path);
  return errors;
}

bool has(const Diagnostics& found, const Diagnostic& wanted) {
  return std::any_of(found.begin(), found.end(), [&](const Diagnostic& one) {
    return one.code == wanted.code && one.message == wanted.message &&
           one.position == wanted.position;
  });
}

// The codes whose examples have edits; each edit is applied alone.
std::set<std::string> codes_with_edits(std::string_view prefix, Judge judge) {
  std::set<std::string> codes;
  auto all = yaml::finding_list();
  for (const auto* info : finding_list()) all.push_back(info);
  for (const auto* info : all) {
    const bool is_meant =
        prefix.empty() ? !info->code.starts_with("declared/") : info->code.starts_with(prefix);
    if (!is_meant || info->bad.text.empty() || has_flag(info->bad, "escaped")) continue;
    const auto text = info->bad.file();
    const auto before = judge(text, info->bad);
    for (const auto& one : before) {
      if (one.edits.empty()) continue;
      codes.insert(one.code);
      const auto edited = applied(text, one.edits);
      const auto after = judge(edited, info->bad);
      EXPECT_FALSE(has(after, one)) << one.code << "\n" << edited;
      const auto old_errors = errors_of(before);
      for (const auto& error : errors_of(after))
        EXPECT_TRUE(old_errors.contains(error)) << error.first << " " << error.second << "\n"
                                                << edited;
    }
  }
  return codes;
}

TEST(Edits, OfTheOverridesExamplesFixThem) {
  EXPECT_EQ(
      codes_with_edits("", judge_file),
      (std::set<std::string>{
          "overrides/intrinsic-dimension", "overrides/label-name", "overrides/legacy-deprecated",
          "overrides/legacy-format", "overrides/mixed-formats", "overrides/rewritten-tenant",
          "overrides/unknown-field", "overrides/unknown-forwarder", "overrides/wrong-type"}));
}

TEST(Edits, OfTheDeclaredExamplesFixThem) {
  EXPECT_EQ(codes_with_edits("declared/", judge_declaration),
            (std::set<std::string>{"declared/bad-timestamp", "declared/unknown-field",
                                   "declared/unknown-policy", "declared/unknown-scope",
                                   "declared/unknown-tenant", "declared/wrong-type"}));
}

// The text after the edits of the first finding with this code; the text itself if it has none.
std::string fixed(const std::string& text, std::string_view code,
                  const OverridesSettings& settings = {}) {
  return applied(text, finding(text, code, settings).edits);
}

struct ValueCase {
  const char* name;
  const char* field;
  const char* after;
};

class WrongTypeEdits : public testing::TestWithParam<ValueCase> {};

TEST_P(WrongTypeEdits, WriteTheValueThatWasMeant) {
  const auto text = "overrides: {t: {" + std::string(GetParam().field) + "}}\n";
  EXPECT_EQ(fixed(text, "overrides/wrong-type"),
            "overrides: {t: {" + std::string(GetParam().after) + "}}\n");
}

INSTANTIATE_TEST_SUITE_P(
    Values, WrongTypeEdits,
    testing::Values(ValueCase{"Bytes", "ingestion: {rate_limit_bytes: 30MB}",
                              "ingestion: {rate_limit_bytes: 30000000}"},
                    ValueCase{"Quoted", "ingestion: {rate_limit_bytes: '30'}",
                              "ingestion: {rate_limit_bytes: 30}"},
                    ValueCase{"Bool", "compaction: {compaction_disabled: 'yes'}",
                              "compaction: {compaction_disabled: true}"},
                    ValueCase{"Duration", "metrics_generator: {collection_interval: 1d}",
                              "metrics_generator: {collection_interval: 24h}"},
                    ValueCase{"List", "forwarders: kafka", "forwarders: [kafka]"},
                    ValueCase{"Commas", "forwarders: 'kafka, otlp'", "forwarders: [kafka, otlp]"},
                    ValueCase{"NoGuess", "ingestion: {rate_limit_bytes: many}",
                              "ingestion: {rate_limit_bytes: many}"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(UnknownFieldEdits, RenameTheKey) {
  EXPECT_EQ(
      fixed("overrides: {t: {ingestion: {\"rate_limit_byte\": 1}}}\n", "overrides/unknown-field"),
      "overrides: {t: {ingestion: {rate_limit_bytes: 1}}}\n");
  EXPECT_EQ(fixed("override: {t: {}}\n", "overrides/unknown-field"), "overrides: {t: {}}\n");
}

TEST(UnknownFieldEdits, AreNotMadeWhereTheNameIsTakenOrTheValueDoesNotFit) {
  for (const std::string text :
       {"overrides: {t: {ingestion: {rate_limit_byte: 1, rate_limit_bytes: 2}}}\n",
        "overrides: {t: {ingestion: {rate_limit_byte: 30MB}}}\n",
        "overrides: {t: {ingestions: 5}}\n", "overrides: {}\noverride: {t: {}}\n"})
    EXPECT_EQ(fixed(text, "overrides/unknown-field"), text);
}

TEST(FormatEdits, TakeThePlaceOfTheTenantAndKeepTheIndentation) {
  EXPECT_EQ(fixed("overrides:\n    a:\n        ingestion_rate_limit_bytes: 1\n    b: {}\n",
                  "overrides/legacy-format"),
            "overrides:\n    a:\n      ingestion:\n        rate_limit_bytes: 1\n    b: {}\n");
}

TEST(FormatEdits, ChangeAllTenantsAtOnceWhereTempoAcceptsTheOldFormat) {
  EXPECT_EQ(fixed("overrides:\n  a: {ingestion_rate_limit_bytes: 1}\n"
                  "  b: {ingestion_rate_limit_bytes: 2}\n",
                  "overrides/legacy-deprecated", on(Version::v2_10)),
            "overrides:\n  a:\n    ingestion:\n      rate_limit_bytes: 1\n"
            "  b:\n    ingestion:\n      rate_limit_bytes: 2\n");
}

TEST(FormatEdits, AreNotMadeWhereSomethingWouldBeLost) {
  for (const std::string rest :
       {"ingestion_rate_limit_bytes: 1 # why", "ingestion_rate_limit_bytes: &r 1",
        "ingestion_rate_limit_bytes: x", "{ingestion_rate_limit_bytes: 1, max_blocks: 3}",
        "metrics_generator_remote_write_headers: {X-Scope-OrgID: a}"}) {
    const auto text = "overrides:\n  a:\n    " + rest + "\n";
    EXPECT_EQ(fixed(text, "overrides/legacy-format"), text);
  }
  const std::string flow = "overrides: {a: {ingestion_rate_limit_bytes: 1}}\n";
  EXPECT_EQ(fixed(flow, "overrides/legacy-format"), flow);
}

}  // namespace
}  // namespace tempo_admission::tempo::edits_test
