// What the grammars of durations share: units in nanoseconds, and taking a string apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tempo_admission {

inline constexpr std::uint64_t microsecond = 1000;
inline constexpr std::uint64_t millisecond = 1000 * microsecond;
inline constexpr std::uint64_t second = 1000 * millisecond;
inline constexpr std::uint64_t minute = 60 * second;
inline constexpr std::uint64_t hour = 60 * minute;
inline constexpr std::uint64_t day = 24 * hour;

// One past the largest duration that Go's int64 holds, in nanoseconds.
inline constexpr std::uint64_t duration_limit = std::uint64_t{1} << 63;

struct DurationUnit {
  std::string_view name;
  std::uint64_t nanoseconds;
};

// Removes the longest prefix of characters that are all wanted from `text` and returns it.
inline std::string_view take_while(std::string_view& text, bool (*wanted)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), wanted);
  const auto taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace tempo_admission
