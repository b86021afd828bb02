// Keys that go-yaml v2 considers equal; strict mode rejects the second. Usually they are written
// differently, because go-yaml v3 has already rejected the others.
#pragma once

#include <cstddef>
#include <unordered_set>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

enum class KeySearch : unsigned char { differently_written, all };

// For a mapping decoded to Go strings (1 and "1"): the indices, in the order of EntryCursor, of
// keys whose name occurred before.
[[nodiscard]] std::unordered_set<std::size_t> repeated_names(
    yaml::GoNode mapping, KeySearch search = KeySearch::differently_written);

// For anything decoded into Go's `any`: the first key, at any depth, whose value equals that of an
// earlier key of its mapping (1 and 1.0). Empty if there is none.
[[nodiscard]] yaml::GoNode repeated_value(yaml::GoNode node);

}  // namespace tempo_admission::tempo
