// The memory of one body that did not arrive in one piece: grows as bytes come, charges the budget
// for what is used, goes back to the system as a whole. Knows no HTTP.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "server/http/body_budget.hpp"

namespace tempo_admission::server {

inline constexpr std::size_t body_slack_bytes = 64;  // readable behind every body
// A body up to this is not charged: a usual review is answered also while large ones have taken the
// budget. A connection holds as much for a header.
inline constexpr std::size_t body_free_bytes = std::size_t{16} << 10;

class BodyBuffer {
 public:
  explicit BodyBuffer(BodyBudget& budget) : budget_(budget) {}
  ~BodyBuffer() { release(); }
  BodyBuffer(const BodyBuffer&) = delete;
  BodyBuffer& operator=(const BodyBuffer&) = delete;

  // Space behind the bytes, at most `wanted`, for a caller that then says commit(). Empty when the
  // budget or the memory is spent. `whole` is the size that the body is known to reach, else 0.
  [[nodiscard]] std::span<char> space(std::size_t wanted, std::size_t whole = 0);
  void commit(std::size_t bytes) { size_ += bytes; }
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
