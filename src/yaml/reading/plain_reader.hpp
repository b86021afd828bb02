// A fast path, several times as fast as libyaml, for YAML as people usually write it: block
// mappings and lists, scalars and flow collections on one line, comments, plain ASCII. Reports
// nothing about any other input, valid or not.
#pragma once

#include <memory>
#include <optional>

#include "tempo_admission/yaml/limits.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// Returns exactly the tree that libyaml's events would give. nullptr if anything in the text is
// unusual (an anchor, a tag, an escape, a second document, a multi-line scalar, an error, ...) or
// exceeds a limit: libyaml must read it.
[[nodiscard]] std::unique_ptr<DocumentTree> read_plain_text(std::shared_ptr<const Source> source,
                                                            const Limits& limits);

}  // namespace tempo_admission::yaml
