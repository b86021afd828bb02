#include "tempo/wording.hpp"

#include <gtest/gtest.h>

#include "tempo/judged.hpp"

namespace tempo_admission::tempo {
namespace {

struct Hinted {
  const char* block;  // of a tenant
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
        Hinted{"forwarders: kafka, otlp", "overrides/wrong-type", "write [kafka, otlp]"},
        Hinted{"forwarders: ', a b,'", "overrides/wrong-type", "write [\"\", \"a b\", \"\"]"},
        Hinted{"metrics_generator: {remote_write_headers: [a]}", "overrides/wrong-type",
               "for example {X-Scope-OrgID: team-a}"},
        Hinted{"cost_attribution: {dimensions: a}", "overrides/wrong-type",
               "for example {service.name: service}"},
        Hinted{"compaction: {block_retention: 1.5d}", "overrides/wrong-type",
               "write 36h (whole numbers with units ms, s, m, h, d, w, y, for example "
               "336h or 14d)"}));

// The nearest name of the section wins over the same name elsewhere, where it is a slip.
INSTANTIATE_TEST_SUITE_P(
    UnknownNames, Hint,
    testing::Values(Hinted{"forwarder: [kafka]", "overrides/unknown-field",
                           "did you mean 'forwarders'?"},
                    Hinted{"compaction: {bogus: 1}", "overrides/unknown-field",
                           "known here: block_retention, compaction_disabled, compaction_window"},
                    Hinted{"metrics_generator: {bogus: 1}", "overrides/unknown-field", ""}));

}  // namespace
}  // namespace tempo_admission::tempo
