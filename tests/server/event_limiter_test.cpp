#include "server/event_limiter.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tempo_admission::server {
namespace {

class Kept final : public EventSink {
 public:
  void on_event(const Event& event) noexcept override { suppressed.push_back(event.suppressed); }
  std::vector<std::uint64_t> suppressed;
};

TEST(EventLimiter, LetsAFewASecondThroughAndSaysHowManyItDropped) {
  Kept sink;
  EventLimiter limiter(sink);
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < 25; ++i) limiter.report(start, {});
  EXPECT_EQ(sink.suppressed, std::vector<std::uint64_t>(10, 0));
  limiter.report(start + std::chrono::seconds(1), {});
  EXPECT_EQ(sink.suppressed.back(), 15u);
}

}  // namespace
}  // namespace tempo_admission::server
