// The memory of one body that did not arrive in one piece: grows as bytes arrive, charges the
// budget for what is used, and is freed as a whole. Knows no HTTP.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "server/http/body_budget.hpp"

namespace tempo_admission::server {

inline constexpr std::size_t body_slack_bytes = 64;  // readable after every body
// Bodies up to this size are not charged, so that ordinary reviews are answered even while large
// ones use up the budget. A connection may hold as much for its header.
inline constexpr std::size_t body_free_bytes = std::size_t{16} << 10;

// Not thread-safe; the budget must outlive it. The destructor frees memory and charge.
class BodyBuffer {
 public:
  explicit BodyBuffer(BodyBudget& budget) : budget_(budget) {}
  ~BodyBuffer() { release(); }
  BodyBuffer(const BodyBuffer&) = delete;
  BodyBuffer& operator=(const BodyBuffer&) = delete;

  // Returns at most `wanted` writable bytes after the content; call commit() with the number
  // written. Empty if the budget or memory is exhausted. `whole` is the final size if known, else
  // 0. Invalidates bytes().
  [[nodiscard]] std::span<char> space(std::size_t wanted, std::size_t whole = 0);
  void commit(std::size_t bytes) { size_ += bytes; }
  // Copies `bytes`; false if the budget or memory is exhausted.
  [[nodiscard]] bool append(std::string_view bytes, std::size_t whole = 0);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }
  void release();

 private:
  [[nodiscard]] bool charge(std::size_t bytes, std::size_t whole);
  [[nodiscard]] bool grow(std::size_t capacity);

  BodyBudget& budget_;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  // without the slack
  std::size_t charged_bytes_ = 0;
};

}  // namespace tempo_admission::server
