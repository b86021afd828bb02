// Finds the end of a request's head in raw bytes and refuses what Beast's parser would let through
// or could not show any more: bare LF, folded lines, NUL. Knows no field.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/http/refusal.hpp"

namespace tempo_admission::server {

// Looks at each byte once, however the head arrives.
class HeadScanner {
 public:
  explicit HeadScanner(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // `bytes` begin with the head and grow from call to call. True once the empty line is in them.
  // A fault shows as soon as its line is complete.
  [[nodiscard]] bool scan(std::string_view bytes);

  [[nodiscard]] std::size_t length() const { return next_; }  // with the empty line, after true
  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  [[nodiscard]] bool refuse(std::uint16_t status, std::string_view message);

  std::size_t limit_bytes_;
  std::size_t next_ = 0;  // where the first line that is not yet complete begins
  std::size_t seen_ = 0;  // bytes in which no further LF is
  std::optional<Refusal> refusal_;
};

}  // namespace tempo_admission::server
