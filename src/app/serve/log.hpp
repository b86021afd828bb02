// The log: lines of JSON through spdlog, written by a thread of their own.
// A worker appends to a channel of its own and is never kept waiting; what is appended is written
// within a tenth of a second, and nothing that was appended is lost when the log is closed.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "app/serve/json_line.hpp"
#include "tempo_admission/base/result.hpp"

namespace tempo_admission::app {

enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, off };
inline constexpr std::string_view log_level_names[] = {"trace", "debug", "info",
                                                       "warn",  "error", "off"};
[[nodiscard]] LogLevel parse_log_level(std::string_view name);  // "info" for anything unknown

// Lines on their way to the writer. One a thread that logs often; any thread may append.
class LogChannel {
 public:
  // Above this the log is slower than its writers: lines are dropped and counted.
  static constexpr std::size_t limit_bytes = std::size_t{4} << 20;

  virtual ~LogChannel() = default;
  // `lines` are whole and end with a newline.
  virtual void append(std::string_view lines) = 0;
};

class Log {
 public:
  // Error: "FILE: why". An empty file is the standard error stream.
  [[nodiscard]] static Result<std::unique_ptr<Log>> open(const std::string& file, LogLevel least);
  ~Log();  // writes what was appended; every thread that appends has ended
  // Writes what was appended and takes no more. False: the reader is slower than that, a thread
  // still waits for it, and neither this log nor the standard streams can be closed.
  [[nodiscard]] bool close_within(std::chrono::milliseconds time);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  [[nodiscard]] bool wants(LogLevel level) const { return level >= least_; }
  [[nodiscard]] std::shared_ptr<LogChannel> new_channel();
  [[nodiscard]] std::uint64_t dropped_lines() const;

  // A line about the program itself: `detail` explains this one, `message` is constant.
  void say(LogLevel level, std::string_view message, std::string_view detail = {});
  void append(std::string_view lines) { own_channel_->append(lines); }

 private:
  class Writer;
  Log(std::unique_ptr<Writer> writer, LogLevel least);

  LogLevel least_;
  std::unique_ptr<Writer> writer_;
  std::shared_ptr<LogChannel> own_channel_;
};

// The time that every line begins with.
class LogTime {
 public:
  // "2026-09-04T12:34:56.123456Z" of now; the part up to the second is kept between calls.
  [[nodiscard]] std::string_view now();

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

// A line with its time, level and message in `out`, to be added to and finished.
[[nodiscard]] JsonLine begin_line(TextBuffer& out, LogLevel level, std::string_view message);

}  // namespace tempo_admission::app
