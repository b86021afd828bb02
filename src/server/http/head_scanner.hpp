// Finds the end of a request's head in raw bytes and rejects what Beast's parser accepts or hides:
// bare LF, folded lines, NUL (RFC 9112, sections 2.2 and 5.2). Knows no fields.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/http/refusal.hpp"

namespace tempo_admission::server {

// Examines each byte once, however the head arrives.
class HeadScanner {
 public:
  explicit HeadScanner(std::size_t limit_bytes) : limit_bytes_(limit_bytes) {}

  // `bytes` start with the head and grow from call to call. Returns true once they contain the
  // empty line. False with a refusal() as soon as an invalid line is complete or the limit is
  // exceeded.
  [[nodiscard]] bool scan(std::string_view bytes);

  [[nodiscard]] std::size_t length() const {
    return next_;
  }  // including the empty line; valid after true
  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  [[nodiscard]] bool refuse(std::uint16_t status, std::string_view message);

  std::size_t limit_bytes_;
  std::size_t next_ = 0;  // where the first line that is not yet complete begins
  std::size_t seen_ = 0;  // bytes already searched for LF
  std::optional<Refusal> refusal_;
};

}  // namespace tempo_admission::server
