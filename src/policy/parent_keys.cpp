#include "policy/parent_keys.hpp"

namespace tempo_admission::policy {
namespace {

bool is_mapping(const yaml::Node& node) {
  return node && node.kind() == yaml::NodeKind::mapping;
}

bool is_text(const yaml::Node& node, std::string_view text) {
  return node.kind() == yaml::NodeKind::scalar && node.text() == text;
}

// The entry that `wanted` says yes to; empty nodes where there is none.
template <class Wanted>
yaml::Entry entry_of(const yaml::Node& mapping, const Wanted& wanted) {
  if (!is_mapping(mapping)) return {};
  for (std::size_t i = 0; i < mapping.size(); ++i)
    if (const auto entry = mapping.entry(i); wanted(entry.key)) return entry;
  return {};
}

}  // namespace

yaml::Node ParentKeys::tenants() {
  if (!is_read_) {
    is_read_ = true;
    if (auto document = yaml::read(text_)) document_ = std::move(*document);
  }
  if (!document_) return {};
  return entry_of(document_->root(), [](const auto& key) { return is_text(key, "overrides"); })
      .value;
}

ParentKeys::Nearest ParentKeys::find(const tempo::Tenant& tenant, std::string_view path) {
  // By position, since Tempo may read another name than the one that is written.
  auto block = entry_of(tenants(), [&](const auto& key) {
                 return key.written_at() == tenant.position;
               }).value;
  Nearest nearest{.position = tenant.position};
  while (true) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    const auto entry = entry_of(block, [&](const auto& key) { return is_text(key, name); });
    if (!entry.key) return nearest;
    nearest.position = entry.key.written_at();
    nearest.is_field = dot == path.npos;
    if (nearest.is_field) return nearest;
    block = entry.value;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace tempo_admission::policy
