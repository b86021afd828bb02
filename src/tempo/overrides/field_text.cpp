#include "tempo_admission/tempo/field_text.hpp"

#include <optional>
#include <string>

#include "tempo/findings/messages.hpp"
#include "tempo/schema/field_value.hpp"
#include "tempo/schema/schema.hpp"

namespace tempo_admission::tempo {
namespace {

struct Target {
  const FieldSpec* spec = nullptr;
  Part part = Part::whole;  // item: an entry of a map
};

Target find_target(std::string_view path) {
  const auto& schema = Schema::compiled_in();
  if (const auto* spec = schema.find(path)) return {spec, Part::whole};
  for (const auto* row : schema.rows()) {
    const bool map = row->type == FieldType::flags || row->type == FieldType::texts ||
                     row->type == FieldType::secrets;
    const bool below = path.size() > row->path.size() + 1 && path.starts_with(row->path) &&
                       path[row->path.size()] == '.';
    if (map && below) return {row, Part::item};
  }
  return {};
}

// A value read from a text of its own has no place in a file.
std::optional<FieldValue> read_as(const Target& target, const std::string& text) {
  const auto document = yaml::read_as_go(text);
  if (!document.root() || document.root().size() != 1) return std::nullopt;
  const auto node = document.root().entry(0).value;
  if (!node || (node.kind() == yaml::NodeKind::scalar && node.is_null())) return std::nullopt;
  return target.part == Part::item ? read_entry(*target.spec, node)
                                   : read_value(*target.spec, node);
}

std::string refusal(const Target& target, const std::string& text) {
  const auto document = yaml::read_as_go(text);
  if (!document.root() || document.root().size() != 1) return "not a YAML value";
  return wrong_type_message(*target.spec, target.part, document.root().entry(0).value).message;
}

}  // namespace

Result<FieldValue> read_field_text(std::string_view scoped_path, std::string_view scalar) {
  const auto target = find_target(scoped_path);
  if (target.spec == nullptr) return failure("no known version of Tempo has this field");
  const std::string text = "value: " + std::string(scalar) + "\n";
  if (auto value = read_as(target, text)) return *std::move(value);
  const std::string list = "value: [" + std::string(scalar) + "]\n";
  if (auto value = read_as(target, list)) return *std::move(value);
  return failure(refusal(target, text));
}

}  // namespace tempo_admission::tempo
