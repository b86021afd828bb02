#include "app/serve/fingerprint.hpp"

#include <gtest/gtest.h>

namespace tempo_admission::app {
namespace {

TEST(Fingerprint, TellsListsOfPartsApart) {
  EXPECT_EQ(Fingerprint().add("ab").text(), Fingerprint().add("ab").text());
  EXPECT_NE(Fingerprint().add("ab").text(), Fingerprint().add("a").add("b").text());
}

}  // namespace
}  // namespace tempo_admission::app
