#include "yaml/libyaml_twin.hpp"

#include <cstddef>
#include <memory>

#include "yaml/reading/plain_reader.hpp"
#include "yaml/reading/tree_builder.hpp"

namespace tempo_admission::yaml {
namespace {

bool same(const Record& a, const Record& b) {
  return a.offset == b.offset && a.first == b.first && a.count == b.count && a.kind == b.kind &&
         a.style == b.style && a.owned == b.owned && a.has_properties == b.has_properties;
}

std::string words(const Record& record) {
  const auto number = [](auto value) { return std::to_string(static_cast<unsigned>(value)); };
  return "kind " + number(record.kind) + " style " + number(record.style) + " at " +
         number(record.offset) + ", " + number(record.count) + " from " + number(record.first);
}

std::string difference(const DocumentTree& usual, const DocumentTree& other) {
  if (usual.records.size() != other.records.size())
    return std::to_string(usual.records.size()) + " records, libyaml " +
           std::to_string(other.records.size());
  for (std::size_t i = 0; i < usual.records.size(); ++i)
    if (!same(usual.records[i], other.records[i]))
      return "record " + std::to_string(i) + " is " + words(usual.records[i]) + "; libyaml's " +
             words(other.records[i]);
  if (usual.children != other.children) return "other children";
  return usual.owned.empty() && usual.properties.empty() && !usual.more_documents
             ? ""
             : "something unusual";
}

}  // namespace

Twins read_twice(std::string_view text) {
  const auto source = std::make_shared<const Source>(text);
  const auto usual = read_plain_text(source, {});
  if (!usual) return {};
  Effort effort(ample_steps(text.size()));
  EventReader reader(source->text.text(), source->text.is_ascii(), effort);
  PatchedText patched;
  patched.text = source->text.text();
  TreeBuilder builder(source, patched, {});
  if (builder.build(reader) != TreeBuilder::Outcome::document)
    return {true, "libyaml refuses the text"};
  const BuiltDocument built = builder.take();
  if (builder.build(reader) != TreeBuilder::Outcome::end)
    return {true, "libyaml reads more documents"};
  if (built.nodes_followed != usual->records.size()) return {true, "libyaml counts other nodes"};
  return {true, difference(*usual, *built.tree)};
}

}  // namespace tempo_admission::yaml
