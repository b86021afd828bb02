// Access from public handles to the tree, for this room only.
#pragma once

#include <cstdint>
#include <memory>

#include "tempo_admission/yaml/document.hpp"
#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// What the other files of this room may see of a handle. References live as long as the document.
struct TreeAccess {
  static const DocumentTree& tree(const Document& document) { return *document.tree_; }
  static Document document(std::unique_ptr<DocumentTree> tree);
  static Node node(const Document& document, std::uint32_t record) {
    return {document.tree_.get(), record};
  }
};

}  // namespace tempo_admission::yaml
