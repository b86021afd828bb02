// An answer that the server gives itself, before the application sees the request.
#pragma once

#include <cstdint>
#include <string_view>

namespace tempo_admission::server {

// `status` is one of refusal_statuses.
struct Refusal {
  std::uint16_t status = 400;
  std::string_view message;  // a constant sentence for the client
};

// Returns true if the end of the refused request is certain, so that the connection may continue
// with the next one.
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
