// Reads the texts that people usually write, several times as fast as libyaml: block mappings and
// lists, scalars and flow collections of one line, comments, plain ASCII. Says nothing at all of
// any other text, right or wrong.
#pragma once

#include <memory>
#include <optional>

#include "tempo_admission/yaml/limits.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// The very tree that libyaml's events give. Nothing where the text has anything unusual anywhere
// (an anchor, a tag, an escape, a second document, a scalar of two lines, a fault, ...) or needs a
// limit: libyaml has to read it.
[[nodiscard]] std::unique_ptr<DocumentTree> read_plain_text(std::shared_ptr<const Source> source,
                                                            const Limits& limits);

}  // namespace tempo_admission::yaml
