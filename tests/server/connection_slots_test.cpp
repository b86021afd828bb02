#include "server/connection_slots.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tempo_admission::server {
namespace {

using Answer = ConnectionSlots::Answer;

TEST(ConnectionSlots, Case062GrantsUpToTheLimit) {
  ConnectionSlots slots(2, 10);
  EXPECT_EQ(slots.take("a"), Answer::granted);
  EXPECT_EQ(slots.take("b"), Answer::granted);
  EXPECT_EQ(slots.take("c"), Answer::all_taken);
}

TEST(ConnectionSlots, OnePeerCannotTakeAll) {
  ConnectionSlots slots(10, 1);
  EXPECT_EQ(slots.take("a"), Answer::granted);
  EXPECT_EQ(slots.take("a"), Answer::peer_has_too_many);
  EXPECT_EQ(slots.take("b"), Answer::granted);
}

TEST(ConnectionSlots, ASlotComesBackAtItsEndAndOnlyOnce) {
  ConnectionSlots slots(1, 1);
  {
    ASSERT_EQ(slots.take("a"), Answer::granted);
    ConnectionSlot slot(slots, "a");
    const ConnectionSlot moved(std::move(slot));
    EXPECT_EQ(slots.taken(), 1u);
    EXPECT_EQ(moved.peer(), "a");
  }
  EXPECT_EQ(slots.taken(), 0u);
  EXPECT_EQ(slots.take("a"), Answer::granted);
}

}  // namespace
}  // namespace tempo_admission::server
