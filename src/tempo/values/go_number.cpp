#include "tempo/values/go_number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace tempo_admission::tempo {
namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;

// How amd64, and therefore Go, converts a float that is out of range.
std::int64_t cut_to_int(double number) {
  const bool fits = number >= -two_to_63 && number < two_to_63;
  return fits ? static_cast<std::int64_t>(number) : std::numeric_limits<std::int64_t>::min();
}

std::uint64_t cut_to_uint(double number) {
  constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;
  if (number < two_to_63) return static_cast<std::uint64_t>(cut_to_int(number));
  return static_cast<std::uint64_t>(cut_to_int(number - two_to_63)) | top_bit;
}

}  // namespace

std::optional<std::int64_t> go_int(const yaml::Scalar& scalar) {
  if (const auto* number = std::get_if<std::int64_t>(&scalar)) return *number;
  const auto* real = std::get_if<double>(&scalar);
  if (real == nullptr || std::isnan(*real) || *real > two_to_63) return std::nullopt;
  return cut_to_int(*real);
}

std::optional<std::uint64_t> go_uint(const yaml::Scalar& scalar, std::uint64_t max) {
  std::uint64_t value = 0;
  if (const auto* number = std::get_if<std::int64_t>(&scalar)) {
    if (*number < 0) return std::nullopt;
    value = static_cast<std::uint64_t>(*number);
  } else if (const auto* large = std::get_if<std::uint64_t>(&scalar)) {
    value = *large;
  } else if (const auto* real = std::get_if<double>(&scalar);
             real != nullptr && !std::isnan(*real) && *real <= two_to_64) {
    value = cut_to_uint(*real);
  } else {
    return std::nullopt;
  }
  return value <= max ? std::optional(value) : std::nullopt;
}

std::optional<double> go_float(const yaml::Scalar& scalar) {
  if (const auto* number = std::get_if<std::int64_t>(&scalar)) return static_cast<double>(*number);
  if (const auto* large = std::get_if<std::uint64_t>(&scalar)) return static_cast<double>(*large);
  if (const auto* real = std::get_if<double>(&scalar)) return *real;
  return std::nullopt;
}

std::string number_text(double number) {
  if (std::isnan(number)) return ".nan";
  if (std::isinf(number)) return number > 0 ? ".inf" : "-.inf";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

}  // namespace tempo_admission::tempo
