#include "tempo/values/tenant_regexes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tempo_admission::tempo {
namespace {

TEST(TenantRegexes, TellsWhatIsWrongWithOne) {
  TenantRegexes regexes;
  EXPECT_FALSE(regexes.fault_of("api|web.*"));
  EXPECT_EQ(regexes.fault_of("(a"), "missing ): (a");
}

TEST(TenantRegexes, TakesOneThatIsTooLargeToBeCompiled) {
  TenantRegexes regexes;
  EXPECT_FALSE(regexes.fault_of("((\\pL{30}){30})"));
}

TEST(TenantRegexes, LooksAtTenThousandUsualOnes) {
  TenantRegexes regexes;
  for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(regexes.fault_of("/api/.*"));
  EXPECT_TRUE(regexes.fault_of("(a"));
}

TEST(TenantRegexes, LooksAtNoMoreOnceItsBudgetIsSpent) {
  TenantRegexes regexes;
  for (int i = 0; i < 200; ++i) ASSERT_FALSE(regexes.fault_of("(\\pL\\pN){490}"));
  EXPECT_FALSE(regexes.fault_of("(a"));
}

// RE2 would parse 20,000 Unicode classes into half a gigabyte before it refuses them.
TEST(TenantRegexes, ChargesUnicodeClassesBeforeTheyAreParsed) {
  std::string pattern;
  for (int i = 0; i < 20'000; ++i) pattern += "\\pL";
  TenantRegexes regexes;
  EXPECT_FALSE(regexes.fault_of(pattern));
  EXPECT_FALSE(regexes.fault_of("(a")) << "the budget is spent";
}

}  // namespace
}  // namespace tempo_admission::tempo
