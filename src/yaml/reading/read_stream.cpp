#include "yaml/reading/read_stream.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "tempo_admission/yaml/limits.hpp"
#include "yaml/reading/fault.hpp"
#include "yaml/reading/plain_reader.hpp"

namespace tempo_admission::yaml {
namespace {

// go-yaml decodes its input in blocks of this size and rejects a whole block for one character.
constexpr std::size_t go_yaml_block = 512;

// Instructions per byte: its encoding, line index, and the plain reader.
constexpr std::uint64_t for_byte = 20;

// How many bytes of UTF-8 go-yaml has decoded by the time it needs the byte at `needed`.
std::size_t decoded_by(std::string_view raw, std::size_t needed) {
  std::size_t end = 0;
  while (end <= needed && end < raw.size()) {
    end = std::min(end + go_yaml_block, raw.size());
    std::size_t start = end;
    while (start > 0 && start < raw.size() &&
           (static_cast<unsigned char>(raw[start]) & 0xC0) == 0x80 && end - start < 4) {
      --start;
    }
    end = start;
  }
  return end;
}

class StreamReading {
 public:
  StreamReading(std::string_view raw, const Limits& limits, Wanted wanted, Effort& effort)
      : raw_(raw), limits_(limits), wanted_(wanted), effort_(effort) {}

  StreamRead run();

 private:
  // Returns true when reading has finished, with or without an error; false to read the repaired
  // text again.
  bool attempt();
  void take_fault(TreeBuilder& builder);
  bool finish_first(EventReader& reader);
  bool apply(const Repair& repair);
  void copy_text();
  [[nodiscard]] bool go_yaml_meets_unreadable(std::size_t end) const;
  [[nodiscard]] Diagnostic unreadable() const;

  std::string_view raw_;
  Limits limits_;
  Wanted wanted_;
  Effort& effort_;
  StreamRead result_;
  PatchedText patched_text_;
  std::string patched_;
};

StreamRead StreamReading::run() {
  constexpr std::size_t addressable = std::size_t{1} << 31U;
  if (raw_.size() > std::min(limits_.max_bytes, addressable)) {
    result_.fault = limited("yaml/too-large",
                            "the file has " + std::to_string(raw_.size()) +
                                " bytes; the limit is " + std::to_string(limits_.max_bytes),
                            {});
    return std::move(result_);
  }
  if (!effort_.spend(steps_of(raw_.size() * for_byte), "reading the YAML")) {
    result_.fault = too_costly(effort_, {});
    return std::move(result_);
  }
  result_.source = std::make_shared<const Source>(raw_);
  patched_text_.text = result_.source->text.text();
  if (auto tree = read_plain_text(result_.source, limits_)) {
    BuiltDocument built;
    built.nodes_followed = tree->records.size();
    built.tree = std::move(tree);
    result_.documents.push_back(std::move(built));
    return std::move(result_);
  }
  if (result_.source->text.has_inner_byte_order_mark()) {
    copy_text();
    hide_byte_order_marks(patched_);
    patched_text_.hides_byte_order_marks = true;
  }
  while (!attempt()) result_.documents.clear();
  return std::move(result_);
}

bool StreamReading::attempt() {
  EventReader reader(patched_text_.text, result_.source->text.is_ascii(), effort_);
  TreeBuilder builder(result_.source, patched_text_, limits_);
  while (true) {
    switch (builder.build(reader)) {
      case TreeBuilder::Outcome::repair:
        if (apply(builder.repair())) return false;
        result_.fault = limited("yaml/too-costly",
                                "the file uses too many different characters to be read here",
                                result_.source->lines.position(builder.repair().offset));
        return true;
      case TreeBuilder::Outcome::fault:
        take_fault(builder);
        return true;
      case TreeBuilder::Outcome::end:
        if (result_.source->text.unreadable()) result_.fault = unreadable();
        return true;
      case TreeBuilder::Outcome::document:
        result_.documents.push_back(builder.take());
        if (wanted_ == Wanted::first_document) return finish_first(reader);
        if (result_.documents.size() > 1) {
          result_.documents[result_.documents.size() - 2].tree->more_documents = true;
        }
    }
  }
}

void StreamReading::take_fault(TreeBuilder& builder) {
  // A text cut at an unreadable character often ends in the middle of a construct.
  const bool at_end = builder.fault_offset() + 1 >= patched_text_.text.size();
  const bool cut = result_.source->text.unreadable().has_value() && at_end && !effort_.is_spent();
  result_.fault = cut ? unreadable() : builder.fault();
  result_.before_fault = builder.take().unknown_anchors;
}

bool StreamReading::finish_first(EventReader& reader) {
  const LookAhead ahead = reader.look_ahead();
  result_.documents.back().tree->more_documents = ahead.more_documents;
  if (effort_.is_spent()) {
    result_.fault = too_costly(effort_, result_.source->lines.position(ahead.end));
  } else if (ahead.fault && !repair_for(*ahead.fault, patched_text_.text)) {
    result_.fault = syntax_fault(*ahead.fault, patched_text_.text,
                                 result_.source->lines.position(ahead.fault->offset));
  } else if (go_yaml_meets_unreadable(ahead.end)) {
    result_.fault = unreadable();
  }
  return true;
}

// Returns false if no character is free to serve as the placeholder.
bool StreamReading::apply(const Repair& repair) {
  char with = repair.with == Repair::With::semicolon ? ';' : ' ';
  if (repair.with == Repair::With::placeholder) {
    if (!patched_text_.placeholder)
      patched_text_.placeholder = find_placeholder(patched_text_.text);
    if (!patched_text_.placeholder) return false;
    with = *patched_text_.placeholder;
  }
  copy_text();
  std::fill_n(patched_.begin() + static_cast<std::ptrdiff_t>(repair.offset), repair.length, with);
  return true;
}

void StreamReading::copy_text() {
  if (!patched_.empty()) return;
  patched_ = patched_text_.text;
  patched_text_.text = patched_;
}

bool StreamReading::go_yaml_meets_unreadable(std::size_t end) const {
  const auto& unreadable = result_.source->text.unreadable();
  if (!unreadable) return false;
  // A comment belongs to the token before it and is read with it.
  const std::string_view text = patched_text_.text;
  const std::size_t behind = std::min(text.find_first_not_of(" \t", end), text.size());
  if (text.substr(behind, 1) == "#") end = std::min(text.find('\n', behind), text.size());
  if (end >= text.size()) return true;
  if (unreadable->is_cut_off) return false;
  const std::size_t mark = raw_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const bool utf16 = raw_.starts_with("\xFF\xFE") || raw_.starts_with("\xFE\xFF");
  return utf16 || unreadable->raw_offset < decoded_by(raw_, mark + end);
}

Diagnostic StreamReading::unreadable() const {
  const std::size_t end = result_.source->text.text().size();
  return unreadable_fault(*result_.source->text.unreadable(), result_.source->lines.position(end));
}

}  // namespace

StreamRead read_stream(std::string_view raw, const Limits& limits, Wanted wanted) {
  Effort own(ample_steps(raw.size()));
  return StreamReading(raw, limits, wanted, limits.effort != nullptr ? *limits.effort : own).run();
}

}  // namespace tempo_admission::yaml
