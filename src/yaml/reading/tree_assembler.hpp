// Assembles the records of a document in the order of the text; the reader calls add(), open() and
// close(). Knows nothing of how the text is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "yaml/tree.hpp"

namespace tempo_admission::yaml {

// Borrows the tree, which must outlive its use. Calls to open() and close() must balance.
class TreeAssembler {
 public:
  // Starts over with an empty `tree`.
  void start(DocumentTree& tree) {
    tree_ = &tree;
    open_.clear();
    pending_.clear();
  }

  // Adds a child of the innermost open collection, or the root. Returns its record number.
  std::uint32_t add(const Record& record) {
    const auto number = static_cast<std::uint32_t>(tree_->records.size());
    if (!open_.empty()) pending_.push_back(number);
    tree_->records.push_back(record);
    return number;
  }

  // Adds a collection whose children follow until close(). Returns its record number.
  std::uint32_t open(const Record& collection) {
    const std::uint32_t number = add(collection);
    open_.push_back({number, pending_.size()});
    return number;
  }

  // Closes the innermost open collection and stores its children consecutively.
  void close() {
    const Open closed = open_.back();
    open_.pop_back();
    const auto first = pending_.begin() + static_cast<std::ptrdiff_t>(closed.first_pending);
    Record& record = tree_->records[closed.record];
    record.first = static_cast<std::uint32_t>(tree_->children.size());
    record.count = static_cast<std::uint32_t>(pending_.end() - first);
    tree_->children.insert(tree_->children.end(), first, pending_.end());
    pending_.erase(first, pending_.end());
  }

 private:
  struct Open {
    std::uint32_t record = 0;
    std::size_t first_pending = 0;
  };

  DocumentTree* tree_ = nullptr;
  std::vector<Open> open_;
  std::vector<std::uint32_t> pending_;  // children of open collections
};

}  // namespace tempo_admission::yaml
