// The differences between go-yaml's scanner and libyaml's, and how libyaml is made to read what
// go-yaml reads: characters are replaced by others of the same length in the copy given to libyaml.
// Knows nothing of trees.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "yaml/reading/event_reader.hpp"

namespace tempo_admission::yaml {

// Replace every byte of the range with this character, then read again.
struct Repair {
  enum class With : unsigned char { space, semicolon, placeholder } with = With::space;
  std::size_t offset = 0;
  std::size_t length = 1;
};

// Finds a character that the text does not contain and that means nothing to YAML, to replace one
// that libyaml rejects. nullopt if the text uses all of them.
[[nodiscard]] std::optional<char> find_placeholder(std::string_view text);

// How to get past an error that go-yaml would not report; nullopt if it would.
[[nodiscard]] std::optional<Repair> repair_for(const ReaderFault& fault, std::string_view text);

// Inside a flow collection libyaml ends a tag before "," but go-yaml does not. nullopt if the tag
// at `start` needs no repair.
[[nodiscard]] std::optional<Repair> repair_for_tag(std::string_view text, std::size_t start);

// Restores the intended characters in a scalar that libyaml read from a repaired copy.
[[nodiscard]] std::string without_placeholders(std::string_view value, char placeholder);

// Byte order marks after the start are ordinary characters to go-yaml, but libyaml skips them at
// the start of a line. Both calls keep the length.
void hide_byte_order_marks(std::string& text);
void show_byte_order_marks(std::string& text, std::size_t start);

// What libyaml accepts and go-yaml rejects; each returns the offset of the error, or nullopt.
[[nodiscard]] std::optional<std::size_t> question_mark_in_flow_scalar(std::string_view plain);
[[nodiscard]] std::optional<std::size_t> escaped_slash(std::string_view double_quoted);
// False for a %YAML directive that go-yaml rejects: minor is not 1, or a number is too long.
[[nodiscard]] bool is_version_go_yaml_reads(std::string_view directive, int minor);

}  // namespace tempo_admission::yaml
