#include "app/report/report_formats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/report/one_typo.hpp"

namespace tempo_admission::app {
namespace {

using testing::HasSubstr;

TEST(JunitReport, EscapesWhatXmlWouldRead) {
  const std::string xml = write_junit(one_typo(), FailOn::error);
  EXPECT_THAT(xml, HasSubstr("unknown field &lt;b&gt;"));
  EXPECT_THAT(xml, HasSubstr("failures=\"1\""));
}

TEST(JunitReport, FailsNothingWhereNothingShallFail) {
  EXPECT_THAT(write_junit(one_typo(), FailOn::never), HasSubstr("failures=\"0\""));
}

}  // namespace
}  // namespace tempo_admission::app
