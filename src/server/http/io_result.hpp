// The result of one non-blocking read or write.
#pragma once

#include <cstddef>

namespace tempo_admission::server {

// wants_*: wait for that direction, then repeat the call; TLS may need either one for both. closed:
// orderly end by the peer.
enum class IoStatus : unsigned char { ok, wants_read, wants_write, closed, failed };

struct IoResult {
  IoStatus status = IoStatus::ok;
  std::size_t bytes = 0;
};

enum class Direction : unsigned char { read, write };

[[nodiscard]] constexpr bool must_wait(IoStatus status) {
  return status == IoStatus::wants_read || status == IoStatus::wants_write;
}

[[nodiscard]] constexpr Direction direction_of(IoStatus status) {
  return status == IoStatus::wants_write ? Direction::write : Direction::read;
}

}  // namespace tempo_admission::server
