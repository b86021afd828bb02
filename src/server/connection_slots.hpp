// Counts connections, in total and per client address, and decides whether one more is allowed.
// Thread-safe; used once per connection, never per request.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace tempo_admission::server {

class ConnectionSlots {
 public:
  // granted: call give_back() once, or let a ConnectionSlot do it.
  enum class Answer : unsigned char { granted, all_taken, peer_has_too_many };

  ConnectionSlots(std::size_t limit, std::size_t limit_per_peer)
      : limit_(limit), limit_per_peer_(limit_per_peer) {}

  [[nodiscard]] Answer take(const std::string& peer);
  void give_back(const std::string& peer);
  [[nodiscard]] std::size_t taken() const { return taken_.load(std::memory_order_relaxed); }

 private:
  const std::size_t limit_;
  const std::size_t limit_per_peer_;
  std::atomic<std::size_t> taken_{0};
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> by_peer_;
};

// Owns one granted slot and gives it back. `slots` must outlive it.
class ConnectionSlot {
 public:
  ConnectionSlot(ConnectionSlots& slots, std::string peer)
      : slots_(&slots), peer_(std::move(peer)) {}
  ConnectionSlot(ConnectionSlot&& other) noexcept
      : slots_(std::exchange(other.slots_, nullptr)), peer_(std::move(other.peer_)) {}
  ConnectionSlot& operator=(ConnectionSlot&&) = delete;
  ~ConnectionSlot() {
    if (slots_ != nullptr) slots_->give_back(peer_);
  }

  [[nodiscard]] const std::string& peer() const { return peer_; }

 private:
  ConnectionSlots* slots_;
  std::string peer_;
};

}  // namespace tempo_admission::server
