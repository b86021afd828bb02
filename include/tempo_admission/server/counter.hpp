// A number that one thread counts up and any thread may read. Knows no metric.
#pragma once

#include <atomic>
#include <cstdint>

namespace tempo_admission::server {

// add() is for one thread only, so it needs no locked instruction; value() is for any thread and
// never sees a torn value.
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
