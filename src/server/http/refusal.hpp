// An answer that the server gives by itself, before the application sees the request.
#pragma once

#include <cstdint>
#include <string_view>

namespace tempo_admission::server {

struct Refusal {
  std::uint16_t status = 400;
  std::string_view message;  // a constant sentence for the client
};

// Whether the end of the refused request is certain, so that the next one can be found behind it.
[[nodiscard]] constexpr bool keeps_framing(const Refusal& refusal) {
  switch (refusal.status) {
    case 404:
    case 405:
    case 415:
    case 503:
      return true;
    default:
      return false;
  }
}

}  // namespace tempo_admission::server
