#include "app/serve/server_events.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace tempo_admission::app::server_events_test {
namespace {

class LoggedEvents : public testing::Test {
 protected:
  ~LoggedEvents() override { std::filesystem::remove(path_); }

  // The log after this event, one line or none.
  std::string logged(const server::Event& event, LogLevel least = LogLevel::info) {
    {
      const auto log = Log::open(path_, least);
      EXPECT_TRUE(log.has_value());
      ServerEvents(**log).on_event(event);
    }
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string path_ = std::filesystem::temp_directory_path() /
                      ("tempo-admission-events-" + std::to_string(::getpid()));
};

TEST_F(LoggedEvents, NamePeerDetailAndHowManyWereDropped) {
  server::Event event;
  event.level = server::Event::Level::warning;
  event.message = "tls handshake failed";
  event.peer = "10.0.0.1";
  event.detail = "no shared cipher";
  event.suppressed = 7;
  const auto line = nlohmann::json::parse(logged(event));
  EXPECT_EQ(line["level"], "warn");
  EXPECT_EQ(line["message"], "tls handshake failed");
  EXPECT_EQ(line["peer"], "10.0.0.1");
  EXPECT_EQ(line["detail"], "no shared cipher");
  EXPECT_EQ(line["suppressed"], 7);
}

TEST_F(LoggedEvents, LeaveOutWhatTheyDoNotKnow) {
  server::Event event;
  event.message = "listening";
  const auto line = nlohmann::json::parse(logged(event));
  EXPECT_FALSE(line.contains("peer") || line.contains("detail") || line.contains("suppressed"));
}

TEST_F(LoggedEvents, AreDroppedBelowTheLogsLevel) {
  server::Event event;
  event.message = "listening";
  EXPECT_EQ(logged(event, LogLevel::error), "");
}

TEST_F(LoggedEvents, SignalTheEndOfTheServer) {
  const auto log = Log::open(path_, LogLevel::info);
  ASSERT_TRUE(log.has_value());
  ServerEvents events(**log);
  pollfd one{.fd = events.stopped_descriptor(), .events = POLLIN, .revents = 0};
  EXPECT_EQ(::poll(&one, 1, 0), 0);
  events.on_stopped();
  EXPECT_EQ(::poll(&one, 1, 0), 1);
}

}  // namespace
}  // namespace tempo_admission::app::server_events_test
