// The log: JSON lines, written through spdlog by a thread of its own. Each worker appends to its
// own channel and never waits for the writer. Lines are written within a tenth of a second if the
// reader keeps up; closing the log writes everything that was appended.
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

// Lines waiting for the writer. Use one per thread that logs often; any thread may append.
class LogChannel {
 public:
  // Above this many waiting bytes, lines are dropped and counted.
  static constexpr std::size_t limit_bytes = std::size_t{4} << 20;

  virtual ~LogChannel() = default;
  // `lines` are complete and end with a newline.
  virtual void append(std::string_view lines) = 0;
};

class Log {
 public:
  // Error: "FILE: why". An empty name is standard error.
  [[nodiscard]] static Result<std::unique_ptr<Log>> open(const std::string& file, LogLevel least);
  ~Log();  // writes what was appended; all appending threads must have ended
  // Writes what was appended and accepts no more. False if the reader is too slow: the writer's
  // thread is still blocked, so neither this log nor the standard streams can be closed.
  [[nodiscard]] bool close_within(std::chrono::milliseconds time);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  [[nodiscard]] bool wants(LogLevel level) const { return level >= least_; }
  [[nodiscard]] std::shared_ptr<LogChannel> new_channel();
  [[nodiscard]] std::uint64_t dropped_lines() const;

  // Logs a line about the program itself, from any thread. `message` is a constant, `detail`
  // explains this occurrence.
  void say(LogLevel level, std::string_view message, std::string_view detail = {});
  void append(std::string_view lines) { own_channel_->append(lines); }

 private:
  class Writer;
  Log(std::unique_ptr<Writer> writer, LogLevel least);

  LogLevel least_;
  std::unique_ptr<Writer> writer_;
  std::shared_ptr<LogChannel> own_channel_;
};

// The timestamp of every line. Not thread-safe.
class LogTime {
 public:
  // "2026-09-04T12:34:56.123456Z" in UTC; valid until the next call. The part up to the second is
  // cached.
  [[nodiscard]] std::string_view now();

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

// Starts a line with time, level and message; the caller adds members and calls finish().
[[nodiscard]] JsonLine begin_line(TextBuffer& out, LogLevel level, std::string_view message);

}  // namespace tempo_admission::app
