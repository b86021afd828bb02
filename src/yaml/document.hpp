// The way from a public handle to the tree below it, for this room alone.
#pragma once

#include <cstdint>
#include <memory>

#include "tempo_admission/yaml/document.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// What the other files of this room may see of a handle.
struct TreeAccess {
  static const DocumentTree& tree(const Document& document) { return *document.tree_; }
  static Document document(std::unique_ptr<DocumentTree> tree);
  static Node node(const Document& document, std::uint32_t record) {
    return {document.tree_.get(), record};
  }
};

}  // namespace tempo_admission::yaml
