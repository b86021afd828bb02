// Finds the name the user most likely meant, for "did you mean ...?" hints.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tempo_admission {

// Returns the candidate with the smallest edit distance (insert, delete, replace, swap of
// neighbors; a difference in case costs a quarter), or nullopt if the distance is more than a third
// of the longer name. Ties go to the first candidate. Names longer than 128 bytes never match,
// which bounds the work. The result views into `candidates`.
[[nodiscard]] std::optional<std::string_view> nearest_name(
    std::string_view written, std::span<const std::string_view> candidates);

}  // namespace tempo_admission
