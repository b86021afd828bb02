#include "app/serve/log.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <thread>
#include <vector>

namespace tempo_admission::app {
namespace {

class LogFile : public testing::Test {
 protected:
  LogFile()
      : path_(std::filesystem::temp_directory_path() /
              ("tempo-admission-log-" + std::to_string(::getpid()) + "-" +
               testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~LogFile() override { std::filesystem::remove(path_); }

  [[nodiscard]] std::string content() const {
    std::ifstream file(path_);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::filesystem::path path_;
};

TEST_F(LogFile, HoldsWhatWasSaidBeforeItWasClosed) {
  {
    const auto log = Log::open(path_, LogLevel::info);
    ASSERT_TRUE(log.has_value());
    (*log)->say(LogLevel::warn, "careful", "a\nb");
  }
  const auto line = nlohmann::json::parse(content());
  EXPECT_EQ(line["level"], "warn");
  EXPECT_EQ(line["message"], "careful");
  EXPECT_EQ(line["detail"], "a\nb");
}

TEST_F(LogFile, LeavesOutWhatIsBelowItsLevel) {
  {
    const auto log = Log::open(path_, LogLevel::warn);
    (*log)->say(LogLevel::info, "nothing much");
    EXPECT_FALSE((*log)->wants(LogLevel::info));
  }
  EXPECT_EQ(content(), "");
}

TEST_F(LogFile, LosesNoLineOfManyThreads) {
  constexpr int threads = 4;
  constexpr int lines = 5'000;
  {
    const auto log = Log::open(path_, LogLevel::info);
    std::vector<std::thread> workers;
    for (int worker = 0; worker < threads; ++worker) {
      workers.emplace_back([channel = (*log)->new_channel()] {
        for (int line = 0; line < lines; ++line) channel->append("{\"x\":\"0123456789\"}\n");
      });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ((*log)->dropped_lines(), 0U);
  }
  std::string expected;
  for (int line = 0; line < threads * lines; ++line) expected += "{\"x\":\"0123456789\"}\n";
  EXPECT_EQ(content(), expected);
}

TEST_F(LogFile, CountsTheLinesThatDoNotFit) {
  const auto log = Log::open(path_, LogLevel::info);
  const auto channel = (*log)->new_channel();
  channel->append(std::string(LogChannel::limit_bytes + 1, '\n'));
  EXPECT_EQ((*log)->dropped_lines(), LogChannel::limit_bytes + 1);
}

TEST(Log, CountsTheLinesThatAFullDiskRefuses) {
  const auto log = Log::open("/dev/full", LogLevel::info);
  ASSERT_TRUE(log.has_value());
  (*log)->say(LogLevel::info, "one");
  while ((*log)->dropped_lines() == 0) std::this_thread::yield();
  EXPECT_EQ((*log)->dropped_lines(), 1U);
}

TEST(LogOpen, SaysWhyAFileCannotBeWritten) {
  const auto log = Log::open("/proc/none/log", LogLevel::info);
  ASSERT_FALSE(log.has_value());
  EXPECT_NE(log.error().message.find("/proc/none/log"), std::string::npos);
}

TEST(LogTime, IsRfc3339WithMicroseconds) {
  LogTime time;
  const std::regex shape(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)");
  const std::string first(time.now());
  EXPECT_TRUE(std::regex_match(first, shape)) << first;
  EXPECT_LE(first, std::string(time.now()));
}

}  // namespace
}  // namespace tempo_admission::app
