#include "app/check/node_lookup.hpp"

namespace tempo_admission::app {

yaml::Entry find_entry(const yaml::Node& mapping, std::string_view key) {
  if (!mapping || mapping.kind() != yaml::NodeKind::mapping) return {};
  for (std::size_t index = mapping.size(); index-- > 0;) {
    const yaml::Entry entry = mapping.entry(index);
    if (entry.key.kind() == yaml::NodeKind::scalar && entry.key.text() == key) return entry;
  }
  return {};
}

yaml::Node find_value(const yaml::Node& mapping, std::string_view key) {
  return find_entry(mapping, key).value;
}

}  // namespace tempo_admission::app
