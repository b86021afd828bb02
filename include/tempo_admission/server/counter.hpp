// A number that one thread increments and any thread may read. Knows nothing of metrics.
#pragma once

#include <atomic>
#include <cstdint>

namespace tempo_admission::server {

// Call add() from one thread only, so that it needs no locked instruction. Call value() from any
// thread: it may be slightly stale, but never torn.
class Counter {
 public:
  void add(std::uint64_t count = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

}  // namespace tempo_admission::server
