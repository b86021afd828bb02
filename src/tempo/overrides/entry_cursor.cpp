#include "tempo/overrides/entry_cursor.hpp"

namespace tempo_admission::tempo {
namespace {

using yaml::GoNode;
using yaml::NodeKind;

bool merges(GoNode key) {
  return key.as_string() == "<<" && key.is_plain();
}

}  // namespace

std::optional<yaml::GoEntry> EntryCursor::next() {
  while (true) {
    while (index_ < mapping_.size()) {
      const auto entry = mapping_.entry(index_++);
      if (!merges(entry.key)) return entry;
      merge(entry.value);
    }
    if (source_ == merged_.size()) return std::nullopt;
    mapping_ = merged_[source_++];
    index_ = 0;
  }
}

// Values other than mappings were rejected when the file was read.
void EntryCursor::merge(GoNode value) {
  if (value.kind() == NodeKind::mapping) merged_.push_back(value);
  if (value.kind() != NodeKind::sequence) return;
  for (std::size_t i = value.size(); i-- > 0;)
    if (value.item(i).kind() == NodeKind::mapping) merged_.push_back(value.item(i));
}

bool loses_value(GoNode key) {
  return key.as_string() == ".nan" && key.is_plain();
}

}  // namespace tempo_admission::tempo
