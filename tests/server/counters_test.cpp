#include "server/counters.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::server::testing {
namespace {

TEST(WorkerCounters, CountEachRefusalUnderItsStatus) {
  WorkerCounters counters;
  counters.count_refusal(refusal_statuses.back());
  for (std::size_t i = 0; i < refusal_statuses.size(); ++i)
    EXPECT_EQ(counters.refused_requests[i].value(), i + 1 == refusal_statuses.size() ? 1U : 0U)
        << refusal_statuses[i];
}

TEST(WorkerCounters, CountNoRefusalUnderAnUnknownStatus) {
  WorkerCounters counters;
  counters.count_refusal(200);
  for (const auto& counter : counters.refused_requests) EXPECT_EQ(counter.value(), 0U);
}

TEST(WorkerCounters, CountEachTimeoutUnderItsPhase) {
  WorkerCounters counters;
  counters.count_timeout(TimeoutPhase::idle);
  EXPECT_EQ(counters.timeouts[static_cast<std::size_t>(TimeoutPhase::idle)].value(), 1U);
  EXPECT_EQ(counters.timeouts[static_cast<std::size_t>(TimeoutPhase::handshake)].value(), 0U);
}

}  // namespace
}  // namespace tempo_admission::server::testing
