#include "app/serve/readiness.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace tempo_admission::app::readiness_test {
namespace {

using Clock = std::chrono::system_clock;

class Ready : public testing::Test {
 protected:
  Metrics metrics_{1};
  Readiness readiness_{metrics_};
};

TEST_F(Ready, IsNotSaidBeforeThereIsACertificate) {
  EXPECT_NE(readiness_.why_not_ready(), "");
}

TEST_F(Ready, IsSaidWithAValidCertificate) {
  readiness_.set_certificate_end(Clock::now() + std::chrono::hours(1));
  EXPECT_EQ(readiness_.why_not_ready(), "");
}

TEST_F(Ready, EndsWithTheCertificate) {
  readiness_.set_certificate_end(Clock::now() - std::chrono::seconds(1));
  EXPECT_NE(readiness_.why_not_ready().find("certificate"), std::string::npos);
}

TEST_F(Ready, EndsWithTheDrainWhateverTheCertificate) {
  readiness_.set_certificate_end(Clock::now() + std::chrono::hours(1));
  readiness_.drain();
  EXPECT_EQ(readiness_.why_not_ready(), "draining");
}

}  // namespace
}  // namespace tempo_admission::app::readiness_test
