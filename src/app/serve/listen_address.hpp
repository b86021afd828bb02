// "0.0.0.0:8443", "[::1]:8443" or ":8443" (the same as "[::]:8443") as an address to listen on.
// Error: one line.
#pragma once

#include <string_view>

#include "tempo_admission/base/result.hpp"
#include "tempo_admission/server/options.hpp"

namespace tempo_admission::app {

[[nodiscard]] Result<server::Address> parse_listen_address(std::string_view text);

}  // namespace tempo_admission::app
