// Unpacks gzip within a bound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tempo_admission/base/result.hpp"

namespace tempo_admission::policy {

enum class GzipFault : std::uint8_t { not_gzip, too_large };

// Unpacks every member of the stream, as Go's gzip.Reader does. Fails as soon as the result exceeds
// max_bytes.
[[nodiscard]] Result<std::string, GzipFault> gunzip(std::string_view packed, std::size_t max_bytes);

}  // namespace tempo_admission::policy
