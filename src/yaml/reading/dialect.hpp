// Where go-yaml's scanner and libyaml's part ways, and how libyaml is brought to read what go-yaml
// reads: by putting other characters, of the same length, into the copy that libyaml is given.
// Knows nothing of trees.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "yaml/reading/event_reader.hpp"

namespace tempo_admission::yaml {

// Put another character in the place of every byte of the range, then read again.
struct Repair {
  enum class With : unsigned char { space, semicolon, placeholder } with = With::space;
  std::size_t offset = 0;
  std::size_t length = 1;
};

// A character that the text does not contain and that means nothing to YAML: it stands for one that
// libyaml would not take. Nothing where the text uses them all.
[[nodiscard]] std::optional<char> find_placeholder(std::string_view text);

// How to get past a fault that go-yaml would not find. Nothing where it would.
[[nodiscard]] std::optional<Repair> repair_for(const ReaderFault& fault, std::string_view text);

// A tag in flow style ends before "," for libyaml, but not for go-yaml.
[[nodiscard]] std::optional<Repair> repair_for_tag(std::string_view text, std::size_t start);

// The value of a scalar as libyaml read it from a repaired text, with what was meant.
[[nodiscard]] std::string without_placeholders(std::string_view value, char placeholder);

// Byte order marks behind the start are ordinary characters for go-yaml; libyaml skips them at the
// start of a line.
void hide_byte_order_marks(std::string& text);
void show_byte_order_marks(std::string& text, std::size_t start);

// What libyaml takes and go-yaml does not; each gives the place of the fault.
[[nodiscard]] std::optional<std::size_t> question_mark_in_flow_scalar(std::string_view plain);
[[nodiscard]] std::optional<std::size_t> escaped_slash(std::string_view double_quoted);
[[nodiscard]] bool is_version_go_yaml_reads(std::string_view directive, int minor);

}  // namespace tempo_admission::yaml
