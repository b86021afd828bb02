// Bounds the bytes of request bodies held at once by all workers. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>

namespace tempo_admission::server {

class BodyBudget {
 public:
  explicit BodyBudget(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // Returns false, and takes nothing, if the limit would be exceeded. Each take() needs a
  // give_back() of the same size.
  [[nodiscard]] bool take(std::size_t bytes) {
    if (used_bytes_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= limit_bytes_)
      return true;
    give_back(bytes);
    return false;
  }
  void give_back(std::size_t bytes) { used_bytes_.fetch_sub(bytes, std::memory_order_relaxed); }

  [[nodiscard]] std::size_t limit_bytes() const { return limit_bytes_; }
  [[nodiscard]] std::size_t used_bytes() const {
    return used_bytes_.load(std::memory_order_relaxed);
  }

 private:
  const std::size_t limit_bytes_;
  std::atomic<std::size_t> used_bytes_{0};
};

}  // namespace tempo_admission::server
