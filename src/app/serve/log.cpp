#include "app/serve/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "app/signals.hpp"

namespace tempo_admission::app {
namespace {

// Waking the writer costs more than a line, so lines are written in batches.
constexpr std::chrono::milliseconds gathering_time{20};
// A detail may list every error of a policy file.
constexpr std::size_t detail_limit_bytes = 16U << 10;

std::uint64_t count_lines(std::string_view lines) {
  return static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
}

spdlog::sink_ptr open_sink(const std::string& file) {
  if (file.empty()) return std::make_shared<spdlog::sinks::stderr_sink_st>();
  return std::make_shared<spdlog::sinks::basic_file_sink_st>(file);
}

// spdlog adds the last newline itself.
std::unique_ptr<spdlog::logger> logger_for(spdlog::sink_ptr sink) {
  auto logger = std::make_unique<spdlog::logger>("tempo-admission", std::move(sink));
  logger->set_pattern("%v");
  logger->set_level(spdlog::level::trace);
  return logger;
}

}  // namespace

LogLevel parse_log_level(std::string_view name) {
  const auto* found = std::ranges::find(log_level_names, name);
  if (found == std::end(log_level_names)) return LogLevel::info;
  return static_cast<LogLevel>(found - std::begin(log_level_names));
}

// Owns spdlog, the writer's thread and the channels that it empties.
class Log::Writer {
 public:
  explicit Writer(std::unique_ptr<spdlog::logger> logger)
      : logger_(std::move(logger)), thread_([this] { run(); }) {}

  ~Writer() {
    begin_closing();
    thread_.join();
  }

  bool close_within(std::chrono::milliseconds time) {
    begin_closing();
    std::unique_lock lock(mutex_);
    return end_.wait_for(lock, time, [this] { return ended_; });
  }

  std::shared_ptr<LogChannel> new_channel();
  [[nodiscard]] std::uint64_t dropped_lines() const { return dropped_.load(); }

 private:
  class Channel;

  void run();
  void write_until_closed();
  void write_all();
  void write(std::string_view lines);

  void begin_closing() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    wake_.notify_one();
  }

  void lines_are_waiting() {
    {
      const std::lock_guard lock(mutex_);
      waiting_ = true;
    }
    wake_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool waiting_ = false;
  bool closing_ = false;
  std::condition_variable end_;
  bool ended_ = false;
  std::vector<std::shared_ptr<Channel>> channels_;
  std::atomic<std::uint64_t> dropped_{0};
  std::unique_ptr<spdlog::logger> logger_;
  std::thread thread_;  // last: it uses all of the above
};

class Log::Writer::Channel final : public LogChannel {
 public:
  explicit Channel(Writer& writer) : writer_(writer) {}

  void append(std::string_view lines) override {
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      if (lines_.size() + lines.size() > limit_bytes) {
        writer_.dropped_ += count_lines(lines);
        return;
      }
      first = lines_.empty();
      lines_ += lines;
    }
    if (first) writer_.lines_are_waiting();
  }

  // Swaps, so that both strings keep their memory.
  void take(std::string& lines) {
    lines.clear();
    const std::lock_guard lock(mutex_);
    lines_.swap(lines);
  }

 private:
  Writer& writer_;
  std::mutex mutex_;
  std::string lines_;
};

std::shared_ptr<LogChannel> Log::Writer::new_channel() {
  auto channel = std::make_shared<Channel>(*this);
  const std::lock_guard lock(mutex_);
  channels_.push_back(channel);
  return channel;
}

void Log::Writer::run() {
  leave_signals_to_main_thread();
  write_until_closed();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  end_.notify_all();
}

void Log::Writer::write_until_closed() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return waiting_ || closing_; });
    wake_.wait_for(lock, gathering_time, [this] { return closing_; });
    const bool last_time = closing_;
    waiting_ = false;
    lock.unlock();
    write_all();
    if (last_time) return;
    lock.lock();
  }
}

void Log::Writer::write_all() {
  std::vector<std::shared_ptr<Channel>> channels;
  {
    const std::lock_guard lock(mutex_);
    channels = channels_;
  }
  std::string lines;
  for (const auto& channel : channels) {
    channel->take(lines);
    if (!lines.empty()) write(lines);
  }
}

// A disk that is full makes spdlog call its error handler instead of throwing.
void Log::Writer::write(std::string_view lines) {
  bool failed = false;
  logger_->set_error_handler([&failed](const std::string&) { failed = true; });
  logger_->log(spdlog::level::info, spdlog::string_view_t(lines.data(), lines.size() - 1));
  logger_->flush();
  if (failed) dropped_ += count_lines(lines);
}

Log::Log(std::unique_ptr<Writer> writer, LogLevel least)
    : least_(least), writer_(std::move(writer)), own_channel_(writer_->new_channel()) {}

Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::open(const std::string& file, LogLevel least) {
  try {
    auto writer = std::make_unique<Writer>(logger_for(open_sink(file)));
    return std::unique_ptr<Log>(new Log(std::move(writer), least));
  } catch (const spdlog::spdlog_ex& error) {
    return failure(file + ": " + error.what());
  }
}

std::shared_ptr<LogChannel> Log::new_channel() {
  return writer_->new_channel();
}

bool Log::close_within(std::chrono::milliseconds time) {
  return writer_->close_within(time);
}

std::uint64_t Log::dropped_lines() const {
  return writer_->dropped_lines();
}

void Log::say(LogLevel level, std::string_view message, std::string_view detail) {
  if (!wants(level)) return;
  TextBuffer text;
  JsonLine line = begin_line(text, level, message);
  if (!detail.empty()) line.text("detail", detail, detail_limit_bytes);
  line.finish();
  append(text.text());
}

JsonLine begin_line(TextBuffer& out, LogLevel level, std::string_view message) {
  JsonLine line(out);
  line.text("time", LogTime().now());
  line.text("level", log_level_names[static_cast<std::size_t>(level)]);
  line.text("message", message);
  return line;
}

std::string_view LogTime::now() {
  using std::chrono::duration_cast;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto second = duration_cast<std::chrono::seconds>(since_epoch).count();
  auto micros = duration_cast<std::chrono::microseconds>(since_epoch).count() % 1'000'000;
  if (second != second_) {
    second_ = second;
    const std::time_t time = second;
    std::tm utc{};
    gmtime_r(&time, &utc);
    char date[32];
    const std::size_t size = std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S.000000Z", &utc);
    text_.assign(date, size);
  }
  for (std::size_t at = text_.size() - 2; text_[at] != '.'; --at) {
    text_[at] = static_cast<char>('0' + micros % 10);
    micros /= 10;
  }
  return text_;
}

}  // namespace tempo_admission::app
