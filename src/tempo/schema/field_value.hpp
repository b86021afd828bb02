// What Tempo makes of the value of one field: typed, or refused. Knows nothing of the file around
// it.
#pragma once

#include <optional>
#include <string>

#include "tempo/schema/schema.hpp"
#include "tempo_admission/tempo/field.hpp"
#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::tempo {

// Where a list holds something that does not fit; `item` is an index into it.
struct BadItem {
  yaml::GoNode node;
  std::size_t item = 0;
};

// The node, if there is one, is a scalar that mentions a variable of the environment: ${NAME}.
[[nodiscard]] bool has_env_reference(yaml::GoNode node);

// Where the user wrote it: of an alias where the alias stands.
[[nodiscard]] Position position_of(yaml::GoNode node);

// Of a scalar field or a list of scalars; `node` is not null. Nothing where Tempo refuses the node
// for this type.
[[nodiscard]] std::optional<FieldValue> read_value(const FieldSpec& spec, yaml::GoNode node);

// The first item of a list that does not fit, where the list itself does.
[[nodiscard]] std::optional<BadItem> bad_item(const FieldSpec& spec, yaml::GoNode list);

// One entry of a map field (flags, texts, secrets); null is Go's zero value.
[[nodiscard]] std::optional<FieldValue> read_entry(const FieldSpec& spec, yaml::GoNode node);

}  // namespace tempo_admission::tempo
