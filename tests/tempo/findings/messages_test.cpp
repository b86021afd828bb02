#include "tempo/findings/messages.hpp"

#include <gtest/gtest.h>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

struct Hinted {
  const char* block;  // of a tenant's mapping
  const char* code;
  const char* hint;
};

class Hint : public testing::TestWithParam<Hinted> {};

TEST_P(Hint, SaysWhatToWrite) {
  const auto text = tenant_with(GetParam().block);
  const auto found = finding(text, GetParam().code);
  ASSERT_EQ(found.code, GetParam().code) << findings(text);
  EXPECT_EQ(found.hint, GetParam().hint);
}

INSTANTIATE_TEST_SUITE_P(
    WrongTypes, Hint,
    testing::Values(
        Hinted{"metrics_generator: {max_active_series: 4294967296}", "overrides/wrong-type",
               "write at most 4294967295"},
        Hinted{"global: {max_bytes_per_trace: '15,000,000'}", "overrides/wrong-type",
               "write 15000000 (bytes), without quotes or unit"},
        Hinted{"global: {max_bytes_per_trace: '1,5'}", "overrides/wrong-type",
               "write a plain number such as 15000000 (bytes)"},
        Hinted{"global: {max_bytes_per_trace: 15 MB/s}", "overrides/wrong-type",
               "write 15000000 (bytes), without quotes or unit"},
        Hinted{"global: {max_bytes_per_trace: '${SIZE}'}", "overrides/wrong-type",
               "Tempo expands variables only with -config.expand-env=true; if yours does, set "
               "tempo.expandEnv in the policy"},
        Hinted{"read: max_search_duration:1h", "overrides/wrong-type",
               "write a space after the ':' in 'max_search_duration:1h'"},
        Hinted{"read: [max_search_duration: 1h]", "overrides/wrong-type",
               "write the fields without \"- \" before them"},
        Hinted{"forwarders: kafka, otlp", "overrides/wrong-type", "write [kafka, otlp]"},
        Hinted{"forwarders: ', a b,'", "overrides/wrong-type", "write [\"\", \"a b\", \"\"]"},
        Hinted{"metrics_generator: {remote_write_headers: [a]}", "overrides/wrong-type",
               "for example {X-Scope-OrgID: team-a}"},
        Hinted{"cost_attribution: {dimensions: a}", "overrides/wrong-type",
               "for example {service.name: service}"},
        Hinted{"compaction: {block_retention: nan d}", "overrides/wrong-type",
               "use whole numbers with the units ms, s, m, h, d, w and y, for example 336h or 14d"},
        Hinted{"compaction: {block_retention: 1.5d}", "overrides/wrong-type",
               "write 36h (whole numbers with units ms, s, m, h, d, w, y, for example "
               "336h or 14d)"}));

// For a typo, the nearest name in the section takes precedence over the same name elsewhere.
INSTANTIATE_TEST_SUITE_P(
    UnknownNames, Hint,
    testing::Values(Hinted{"forwarder: [kafka]", "overrides/unknown-field",
                           "did you mean 'forwarders'?"},
                    Hinted{"compaction: {bogus: 1}", "overrides/unknown-field",
                           "known here: block_retention, compaction_disabled, compaction_window"},
                    Hinted{"metrics_generator: {bogus: 1}", "overrides/unknown-field", ""}));

class Leak : public testing::TestWithParam<const char*> {};

TEST_P(Leak, IsNotInTheWords) {
  const auto found = finding(tenant_with(GetParam()), "overrides/wrong-type");
  ASSERT_NE(found.message, "");
  EXPECT_EQ((found.message + found.hint).find("sesame"), std::string::npos)
      << found.message << found.hint;
}

INSTANTIATE_TEST_SUITE_P(Credentials, Leak,
                         testing::Values("metrics_generator: 'headers:Bearer sesame,b'",
                                         "forwarders: Bearer sesame, kafka",
                                         "global: {max_bytes_per_trace: Bearer sesame}"));

}  // namespace
}  // namespace tempo_admission::tempo
