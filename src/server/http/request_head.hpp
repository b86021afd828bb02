// A parsed request head, and the checks that Beast 1.81 does not make: framing, Host, target, media
// type, Expect. Pure: no stream, no routes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/http/refusal.hpp"
#include "tempo_admission/server/limits.hpp"

namespace tempo_admission::server {

// A field that may occur at most once, and how often it did.
struct HeadField {
  std::string_view value;  // of the last one
  unsigned count = 0;
};

// Views into the buffer that holds the head.
struct RequestHead {
  std::string_view method;
  std::string_view target;
  unsigned version = 11;  // 10 or 11
  unsigned field_count = 0;
  HeadField host;
  HeadField content_length;
  HeadField transfer_encoding;
  HeadField content_type;
  HeadField content_encoding;
  HeadField expect;

  [[nodiscard]] std::string_view path() const { return target.substr(0, target.find('?')); }
  [[nodiscard]] std::string_view query() const {
    const auto mark = target.find('?');
    return mark == target.npos ? std::string_view{} : target.substr(mark + 1);
  }
  [[nodiscard]] bool is_chunked() const { return transfer_encoding.count > 0; }
  [[nodiscard]] bool expects_continue() const { return version >= 11 && expect.count > 0; }
};

// Checks where the request ends and which host it is for (RFC 9112, sections 3.2 and 6). Close the
// connection after any refusal: where the next request starts is uncertain.
[[nodiscard]] std::optional<Refusal> check_framing(const RequestHead& head, const Limits& limits);

// Checks media type, encoding, length and Expect of a POST on a known path.
[[nodiscard]] std::optional<Refusal> check_content(const RequestHead& head, const Limits& limits);

// The value of a Content-Length that check_framing() accepted; 0 without one.
[[nodiscard]] std::uint64_t content_length_of(const RequestHead& head);

// The first `timeout` of a query if it is a positive Go duration, else nullopt. The API server
// sends 1s to 30s; values that cannot be parsed are ignored. At most a day, so that adding it to a
// time point cannot overflow.
[[nodiscard]] std::optional<std::chrono::nanoseconds> timeout_of(std::string_view query);

}  // namespace tempo_admission::server
