// One tenant of an overrides file: its fields and where they were written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/tempo/field.hpp"

namespace tempo_admission::tempo {

// A key in a tenant's mapping whose value is not a single value: a section, a map or a list.
struct WrittenKey {
  std::string_view path;  // scoped, from the table: valid for the life of the program
  Position position;
};

// One tenant. `fields` are those that are set (null sets nothing) and could be read, in schema
// order.
struct Tenant {
  std::string name;                   // as Tempo stores it ("83" for an unquoted 0123)
  Position position;                  // of the key
  bool is_null = false;               // the key has no value: Tempo crashes when it loads this
  bool name_has_placeholder = false;  // ${NAME} in the key: the real name is unknown
  std::vector<Field> fields;
  std::vector<WrittenKey> written_keys;    // in the order of the file
  std::vector<std::string> unread_fields;  // their value is wrong
  // What ${NAME} provides and is not a Field: the text of a field's value, or of a key or value
  // that may become any fields of the block at this path ("": the whole tenant).
  std::vector<Field> placeholders;
  // The key and its value as written, to detect changes. Points into the file.
  std::string_view block;

  // nullptr if not set. Linear: for many look-ups, see policy's FieldsByPath.
  [[nodiscard]] const Field* field(std::string_view path) const;
};

}  // namespace tempo_admission::tempo
