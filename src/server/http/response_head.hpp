// Writes the head of an answer. Knows no body and no stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tempo_admission::server {

enum class Persistence : unsigned char { keep_alive, close };

struct ResponseHead {
  std::uint16_t status = 200;
  std::string_view content_type;
  std::size_t content_length = 0;
  std::optional<unsigned> retry_after_seconds;
  Persistence persistence = Persistence::keep_alive;
  std::string_view date;  // IMF-fixdate
};

// Appends the head with its empty line. Never a redirect (CVE-2020-8561): an unknown status becomes
// 500. 405 includes `Allow: POST`.
void append_head(std::string& out, const ResponseHead& head);

// "Sun, 06 Nov 1994 08:49:37 GMT"
// The format of the Date field (RFC 9110, section 5.6.7):
[[nodiscard]] std::string imf_fixdate(std::int64_t unix_seconds);

}  // namespace tempo_admission::server
