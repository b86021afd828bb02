#include "yaml/go/literal_text.hpp"

#include <vector>

#include "yaml/reading/fault.hpp"

namespace tempo_admission::yaml {
namespace {

unsigned byte_at(std::string_view text, std::size_t offset) {
  return offset < text.size() ? static_cast<unsigned char>(text[offset]) : 0;
}

bool is_unicode_break(std::string_view text, std::size_t offset) {
  const std::string_view character = text.substr(offset, 3);
  return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

bool is_break(std::string_view text, std::size_t offset) {
  return text[offset] == '\n' || is_unicode_break(text, offset);
}

// True for what v3's emitter escapes: controls, byte order marks, everything beyond U+FFFF.
bool is_escaped(std::string_view text, std::size_t offset) {
  const unsigned lead = byte_at(text, offset);
  if (lead < 0x80) return (lead < 0x20 && lead != '\n' && lead != '\t') || lead == 0x7F;
  if (lead == 0xC2) return byte_at(text, offset + 1) < 0xA0;
  if (lead != 0xEF) return lead >= 0xF0;
  const std::string_view character = text.substr(offset, 3);
  return character == "\xEF\xBB\xBF" || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

bool is_written_as_literal(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text.back() == ' ') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    if (continues) continue;
    if (is_escaped(text, i)) return false;
    if (text[i] == ' ' && is_break(text, i + 1)) return false;
  }
  return true;
}

// True if a line is indented by less than the hint can be off.
bool has_narrow_line(std::string_view text) {
  constexpr std::size_t wrong_by = 2;
  std::size_t spaces = 0;
  bool at_start = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_break(text, i)) {
      if (text[i] != '\n') i += 2;
      at_start = true;
      spaces = 0;
    } else if (at_start && text[i] == ' ') {
      ++spaces;
    } else if (at_start) {
      if (spaces < wrong_by) return true;
      at_start = false;
    }
  }
  return false;
}

// How far v3 indents the contents of a block at `column` (emitterc.go).
constexpr std::uint32_t hint = 4;
constexpr std::uint32_t column_in_list(std::uint32_t column) {
  return column + 2;
}
constexpr std::uint32_t column_in_mapping(std::uint32_t column) {
  return column / hint * hint + hint;
}

// Walks a tree in the layout in which v3 writes it.
class LiteralWalk {
 public:
  Diagnostics run(const GoNode& root) {
    open_.push_back({root, 0});
    while (!open_.empty()) {
      const Place place = open_.back();
      open_.pop_back();
      if (place.node.kind() == NodeKind::sequence) {
        visit_list(place);
      } else {
        visit_mapping(place);
      }
    }
    return std::move(faults_);
  }

 private:
  struct Place {
    GoNode node;
    std::uint32_t column = 0;
  };

  void visit_list(const Place& list) {
    for (std::size_t i = 0; i < list.node.size(); ++i) {
      visit(list.node.item(i), column_in_list(list.column), list.column);
    }
  }

  void visit_mapping(const Place& mapping) {
    const std::uint32_t column = column_in_mapping(mapping.column);
    for (std::size_t i = 0; i < mapping.node.size(); ++i) {
      const GoEntry entry = mapping.node.entry(i);
      visit(entry.key, column, mapping.column);
      visit(entry.value, column, mapping.column);
    }
  }

  // v2 counts the hint from the enclosing block.
  void visit(const GoNode& node, std::uint32_t column, std::uint32_t block) {
    if (node.kind() != NodeKind::scalar) {
      open_.push_back({node, column});
    } else if (column != block + hint &&
               literal_trouble(node.text()) == LiteralTrouble::by_position) {
      faults_.push_back(indented_literal_fault(node.source().written_at()));
    }
  }

  std::vector<Place> open_;
  Diagnostics faults_;
};

}  // namespace

LiteralTrouble literal_trouble(std::string_view text) {
  if (text.empty()) return LiteralTrouble::none;
  const bool tab = text[0] == '\t';
  if (!tab && text[0] != ' ' && !is_break(text, 0)) return LiteralTrouble::none;
  if (!is_written_as_literal(text)) return LiteralTrouble::none;
  if (tab) return LiteralTrouble::always;
  return has_narrow_line(text) ? LiteralTrouble::by_position : LiteralTrouble::none;
}

Diagnostics indented_literals(const GoNode& root) {
  return LiteralWalk().run(root);
}

Diagnostic indented_literal_fault(Position position) {
  return refused("yaml/indented-text",
                 "go-yaml cannot read back an indented string of several lines", position,
                 "start the string with something other than white space");
}

}  // namespace tempo_admission::yaml
