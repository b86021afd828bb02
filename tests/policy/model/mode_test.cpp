#include "tempo_admission/policy/mode.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::policy {
namespace {

TEST(Mode, IsReadAsItIsWritten) {
  for (const auto mode : {Mode::off, Mode::audit, Mode::warn, Mode::enforce})
    EXPECT_EQ(parse_mode(to_string(mode)), mode);
}

TEST(Mode, HasNoOtherNames) {
  for (const auto* text : {"", "Enforce", "deny", "dryrun", "audit "})
    EXPECT_EQ(parse_mode(text), std::nullopt) << text;
}

TEST(Mode, IsLoweredByACeilingAndNeverRaised) {
  EXPECT_EQ(under_ceiling(Mode::enforce, Mode::audit), Mode::audit);
  EXPECT_EQ(under_ceiling(Mode::audit, Mode::enforce), Mode::audit);
  EXPECT_EQ(under_ceiling(Mode::off, Mode::enforce), Mode::off);
}

}  // namespace
}  // namespace tempo_admission::policy
