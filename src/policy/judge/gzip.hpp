// Bytes that gzip packed, unpacked within a bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::policy {

enum class GzipFault : std::uint8_t { not_gzip, too_large };

// Every member of the stream, as Go's reader does. Stops at max_bytes: never more memory than that.
[[nodiscard]] Result<std::string, GzipFault> gunzip(std::string_view packed, std::size_t max_bytes);

}  // namespace tempo_admission::policy
