#include "tempo_admission/base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace tempo_admission {
namespace {

TEST(Diagnostic, DoesNotStopTempoByItself) {
  EXPECT_FALSE(Diagnostic{}.stops_tempo());
}

TEST(Diagnostic, StopsTempoWhereTempoRejectsTheFile) {
  Diagnostic rejected;
  rejected.tempo_rejects = true;
  EXPECT_TRUE(rejected.stops_tempo());
}

TEST(Diagnostic, StopsTempoWhereTempoExitsAtAnyTime) {
  for (const auto when : {Fatal::load, Fatal::start, Fatal::later}) {
    Diagnostic fatal;
    fatal.tempo_fatal = when;
    EXPECT_TRUE(fatal.stops_tempo()) << to_string(when);
  }
}

}  // namespace
}  // namespace tempo_admission
