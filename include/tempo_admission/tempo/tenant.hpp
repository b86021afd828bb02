// One tenant of an overrides file as it was read: its fields, and where they were written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tempo_admission/base/position.hpp"
#include "tempo_admission/tempo/field.hpp"

namespace tempo_admission::tempo {

// A key that was written in a tenant's block and is not a single value: a section, a map or a list.
struct WrittenKey {
  std::string_view path;  // scoped, from the table: lives as long as the program
  Position position;
};

// One tenant's block. Fields are those that are set (null sets nothing) and could be read, in
// schema order.
struct Tenant {
  std::string name;      // as Tempo holds it ("83" for an unquoted 0123)
  Position position;     // of the key
  bool is_null = false;  // nothing stands behind the key: Tempo dies of it
  std::vector<Field> fields;
  std::vector<WrittenKey> written_keys;  // in the order of the text
  // Fields that have a value, but none that could be read: it is wrong, or ${NAME} will give it.
  std::vector<std::string> unread_fields;
  std::string_view
      block;  // the text of the key and its block, as written; to tell whether it changed

  // Linear: to look up many, see policy's FieldsByPath.
  [[nodiscard]] const Field* field(std::string_view path) const;
};

}  // namespace tempo_admission::tempo
