// Decodes a field's value as Tempo does: typed, or refused. Knows nothing of the rest of the file.
#pragma once

#include <optional>
#include <string>

#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// An item that does not have the list's type; `item` is its index.
struct BadItem {
  yaml::GoNode node;
  std::size_t item = 0;
};

// True if the node is a scalar that refers to an environment variable: ${NAME}. False if it is
// empty.
[[nodiscard]] bool has_env_reference(yaml::GoNode node);

// Where the user wrote it: for an alias, the position of the alias.
[[nodiscard]] Position position_of(yaml::GoNode node);

// For a scalar field or a list of scalars; `node` must not be null. nullopt if Tempo refuses the
// node for this type.
[[nodiscard]] std::optional<FieldValue> read_value(const FieldSpec& spec, yaml::GoNode node);

// The first item that does not fit; nullopt if all fit or the node is not a list.
[[nodiscard]] std::optional<BadItem> bad_item(const FieldSpec& spec, yaml::GoNode list);

// One entry of a map field (flags, texts, secrets); null is Go's zero value. nullopt if refused.
[[nodiscard]] std::optional<FieldValue> read_entry(const FieldSpec& spec, yaml::GoNode node);

}  // namespace tempo_admission::tempo
