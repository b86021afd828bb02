// A stream for Connection without a socket: returns the given pieces, then the end, and records
// what is written. Time never passes, and waits end at once.
#pragma once

#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <string>

#include "server/http/io_result.hpp"
#include "server/networking.hpp"

namespace tempo_admission::server::testing {

struct Script {
  std::deque<std::string> pieces;     // each arrives separately
  std::size_t write_limit = 16'384;   // bytes taken by one write
  bool blocks_between_pieces = true;  // a wait is needed before each piece
  std::string written;
  std::size_t waits = 0;
  bool has_shut_down = false;
};

class ScriptedStream {
 public:
  explicit ScriptedStream(Script& script) : script_(&script) {}

  IoStatus handshake() { return IoStatus::ok; }
  bool has_buffered() const { return !script_->blocks_between_pieces; }

  IoResult read_some(std::span<char> target) {
    if (must_wait_ && script_->blocks_between_pieces) return {IoStatus::wants_read, 0};
    if (script_->pieces.empty()) return {IoStatus::closed, 0};
    std::string& piece = script_->pieces.front();
    const std::size_t bytes = std::min(piece.size(), target.size());
    std::memcpy(target.data(), piece.data(), bytes);
    piece.erase(0, bytes);
    if (piece.empty()) {
      script_->pieces.pop_front();
      must_wait_ = true;
    }
    return {IoStatus::ok, bytes};
  }
  IoResult write_some(std::string_view source) {
    const std::size_t bytes = std::min(source.size(), script_->write_limit);
    script_->written.append(source.substr(0, bytes));
    return {IoStatus::ok, bytes};
  }
  Task<void> wait(Direction) {
    ++script_->waits;
    must_wait_ = false;
    co_return;
  }
  Task<void> yield() { co_return; }
  void end_wait() {}
  void shutdown_write() { script_->has_shut_down = true; }
  IoResult discard_some(std::span<char>) { return {IoStatus::closed, 0}; }
  std::string fault() const { return {}; }

 private:
  Script* script_;
  bool must_wait_ = true;
};

}  // namespace tempo_admission::server::testing
