// Keys that are the same to go-yaml v2, which refuses the second in strict mode: mostly keys that
// differ as written, for go-yaml v3 has refused the others before.
#pragma once

#include <cstddef>
#include <unordered_set>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

enum class KeySearch : unsigned char { differently_written, all };

// Of a map to Go strings (1 and "1"): the keys whose name came before, by their place in an
// EntryCursor's walk.
[[nodiscard]] std::unordered_set<std::size_t> repeated_names(
    yaml::GoNode mapping, KeySearch search = KeySearch::differently_written);

// Of anything read into Go's `any`: the first key in it, at any depth, that has the value of one
// before (1 and 1.0).
[[nodiscard]] yaml::GoNode repeated_value(yaml::GoNode node);

}  // namespace tempo_admission::tempo
