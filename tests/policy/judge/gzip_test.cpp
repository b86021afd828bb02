#include "policy/judge/gzip.hpp"

#include <gtest/gtest.h>

#include "policy/packed.hpp"

namespace tempo_admission::policy {
namespace {

constexpr std::size_t bound = 1 << 20;

TEST(Gunzip, GivesBackWhatWasPacked) {
  const std::string text(100'000, 'x');
  EXPECT_EQ(gunzip(packed(text), bound), text);
}

TEST(Gunzip, ReadsEveryMemberAsGoDoes) {
  EXPECT_EQ(gunzip(packed("one ") + packed("two"), bound), "one two");
}

TEST(Gunzip, TakesTextThatIsExactlyAsLongAsTheBound) {
  EXPECT_EQ(gunzip(packed(std::string(bound, 'x')), bound), std::string(bound, 'x'));
}

TEST(Gunzip, StopsAtTheBound) {
  EXPECT_EQ(gunzip(packed(std::string(10 * bound, 'x')), bound),
            tl::unexpected(GzipFault::too_large));
}

TEST(Gunzip, RefusesWhatIsNotGzip) {
  for (const std::string& bytes : {std::string(), std::string("overrides: {}"),
                                   packed("text").substr(0, 12), packed("text") + "trailing"})
    EXPECT_EQ(gunzip(bytes, bound), tl::unexpected(GzipFault::not_gzip));
}

}  // namespace
}  // namespace tempo_admission::policy
