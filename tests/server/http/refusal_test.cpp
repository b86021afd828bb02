#include "server/http/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tempo_admission/server/totals.hpp"

namespace tempo_admission::server::testing {
namespace {

// After any other refusal the rest of the request could be read as a second one.
TEST(KeepsFraming, OnlyWhereTheEndOfTheRequestIsCertain) {
  const std::set<unsigned> certain = {404, 405, 415, 503};
  for (const auto status : refusal_statuses)
    EXPECT_EQ(keeps_framing({.status = status, .message = ""}), certain.contains(status)) << status;
}

}  // namespace
}  // namespace tempo_admission::server::testing
