// "Did you mean ...?": the name that a writer most likely meant.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace tempo_admission {

// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours; case
// counts a quarter), or nullopt if even that one is too far (more than a third of the longer name).
// Ties go to the first candidate. Names longer than 128 bytes have no neighbour: the work is
// bounded.
[[nodiscard]] std::optional<std::string_view> nearest_name(
    std::string_view written, std::span<const std::string_view> candidates);

}  // namespace tempo_admission
