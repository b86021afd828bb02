#include "yaml/reading/plain_reader.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo_admission/yaml/limits.hpp"
#include "yaml/reading/tree_assembler.hpp"

namespace tempo_admission::yaml {
namespace {

// YAML requires a key and its colon within 1,024 characters on one line.
constexpr std::ptrdiff_t longest_line = 1024;
constexpr std::size_t max_levels = 64;  // of blocks, and of nested flow collections

// Neither a space nor an indicator: what a plain scalar may start with and, in a flow collection,
// consist of. "-" is an indicator only before a space.
constexpr std::array<bool, 256> make_ordinary() {
  std::array<bool, 256> ordinary{};
  for (std::size_t byte = '!'; byte <= '~'; ++byte) ordinary[byte] = true;
  for (const unsigned char indicator : std::string_view("?:,[]{}#&*!|>'\"%@`"))
    ordinary[indicator] = false;
  return ordinary;
}
constexpr auto ordinary = make_ordinary();

bool is_ordinary(char c) {
  return ordinary[static_cast<unsigned char>(c)];
}

char closing_of(RecordKind flow) {
  return flow == RecordKind::sequence ? ']' : '}';
}

class PlainReader {
 public:
  PlainReader(std::shared_ptr<const Source> source, const Limits& limits)
      : tree_(std::make_unique<DocumentTree>()),
        limits_(limits),
        text_(source->text.text().data()),
        end_(text_ + source->text.text().size()),
        max_levels_(std::min(limits.max_depth, max_levels)) {
    tree_->source = std::move(source);
    // Estimate: most lines hold a key and a value; a file of empty lines holds neither.
    const auto bytes = static_cast<std::size_t>(end_ - text_);
    tree_->records.reserve(std::min<std::size_t>(2 * tree_->source->lines.line_count(), bytes / 8));
    assembler_.start(*tree_);
  }

  std::unique_ptr<DocumentTree> run() {
    const bool is_usual = read_lines() && finish();
    return is_usual ? std::move(tree_) : nullptr;
  }

 private:
  // An open block mapping or list.
  struct Level {
    std::ptrdiff_t column = 0;
    RecordKind kind = RecordKind::mapping;
    bool is_indented = true;  // a list may be at the same indentation as its key
  };

  bool read_lines();
  bool read_line();
  bool find_level(std::ptrdiff_t column, RecordKind kind);
  [[nodiscard]] bool opens_value(std::ptrdiff_t column, RecordKind kind) const;
  [[nodiscard]] bool is_over(const Level& level, std::ptrdiff_t column, RecordKind kind) const;
  bool read_entry();
  bool read_item(const char* line);
  bool read_value();
  bool read_inline();
  bool read_flow(std::size_t depth);
  bool read_flow_parts(std::size_t depth, RecordKind kind);
  bool read_flow_key();
  bool read_flow_value(std::size_t depth);

  bool scan_scalar(Record& scalar);
  bool scan_flow_scalar(Record& scalar);
  bool scan_quoted(Record& scalar);
  bool scan_plain(Record& scalar);
  bool scan_flow_plain(Record& scalar);

  bool open_level(std::ptrdiff_t column, RecordKind kind);
  void close_level() {
    assembler_.close();
    levels_.pop_back();
  }
  void add_null();
  bool finish();

  [[nodiscard]] Record record_at(RecordKind kind, const char* place) const {
    Record record;
    record.kind = kind;
    record.offset = static_cast<std::uint32_t>(place - text_);
    return record;
  }
  void set_text(Record& scalar, const char* begin, const char* behind) const {
    scalar.first = static_cast<std::uint32_t>(begin - text_);
    scalar.count = static_cast<std::uint32_t>(behind - begin);
  }

  void skip_spaces() {
    while (at_ < line_end_ && *at_ == ' ') ++at_;
  }
  [[nodiscard]] bool stands(char c) const { return at_ < line_end_ && *at_ == c; }
  [[nodiscard]] bool ends_word(const char* place) const {
    return place == line_end_ || *place == ' ';
  }
  [[nodiscard]] bool is_item() const { return stands('-') && ends_word(at_ + 1); }
  [[nodiscard]] bool is_colon(const char* place) const {
    return place < line_end_ && *place == ':' && ends_word(place + 1);
  }
  // True if the rest of the line is empty or a comment preceded by a space.
  [[nodiscard]] bool is_rest_empty() const { return at_ == line_end_ || *at_ == '#'; }
  bool ends_line() {
    if (!ends_word(at_)) return false;
    skip_spaces();
    return is_rest_empty();
  }

  std::unique_ptr<DocumentTree> tree_;
  const Limits& limits_;
  const char* text_;
  const char* end_;
  std::size_t max_levels_;
  const char* at_ = nullptr;
  const char* line_end_ = nullptr;
  TreeAssembler assembler_;
  std::vector<Level> levels_;
  const char* key_end_ = nullptr;  // end of the colon of a key whose value is still to come
};

bool PlainReader::read_lines() {
  for (const char* line = text_; line < end_; line = line_end_ + 1) {
    const auto left = static_cast<std::size_t>(end_ - line);
    const auto* newline = static_cast<const char*>(std::memchr(line, '\n', left));
    line_end_ = newline != nullptr ? newline : end_;
    at_ = line;
    if (!read_line() || tree_->records.size() > limits_.max_nodes) return false;
  }
  return true;
}

bool PlainReader::read_line() {
  const char* const line = at_;
  skip_spaces();
  if (is_rest_empty()) return true;
  if (line_end_ - line > longest_line) return false;
  const std::string_view start(
      line, static_cast<std::size_t>(std::min<std::ptrdiff_t>(3, line_end_ - line)));
  if (start == "---" || start == "...") return false;
  const RecordKind kind = is_item() ? RecordKind::sequence : RecordKind::mapping;
  if (!find_level(at_ - line, kind)) return false;
  return kind == RecordKind::sequence ? read_item(line) : read_entry();
}

// Closes and opens levels by the line's first column. False if no level fits.
bool PlainReader::find_level(std::ptrdiff_t column, RecordKind kind) {
  if (levels_.empty())
    return kind == RecordKind::mapping && tree_->records.empty() && open_level(column, kind);
  if (opens_value(column, kind)) {
    key_end_ = nullptr;
    return open_level(column, kind);
  }
  if (key_end_ != nullptr) add_null();
  while (!levels_.empty() && is_over(levels_.back(), column, kind)) close_level();
  return !levels_.empty() && levels_.back().column == column && levels_.back().kind == kind;
}

bool PlainReader::opens_value(std::ptrdiff_t column, RecordKind kind) const {
  const std::ptrdiff_t key = levels_.back().column;
  return key_end_ != nullptr && (column > key || (column == key && kind == RecordKind::sequence));
}

bool PlainReader::is_over(const Level& level, std::ptrdiff_t column, RecordKind kind) const {
  return column < level.column ||
         (column == level.column && !level.is_indented && kind != level.kind);
}

bool PlainReader::read_entry() {
  Record key = record_at(RecordKind::scalar, at_);
  if (!scan_scalar(key) || !is_colon(at_)) return false;
  assembler_.add(key);
  return read_value();
}

bool PlainReader::read_item(const char* line) {
  ++at_;
  skip_spaces();
  if (is_rest_empty() || is_item()) return false;
  if (stands('[') || stands('{')) return read_flow(0) && ends_line();
  const char* const begin = at_;
  Record scalar = record_at(RecordKind::scalar, begin);
  if (!scan_scalar(scalar)) return false;
  if (!is_colon(at_)) {
    assembler_.add(scalar);
    return ends_line();
  }
  const char* const colon = std::exchange(at_, begin);  // a mapping's record comes before its key's
  if (!open_level(begin - line, RecordKind::mapping)) return false;
  at_ = colon;
  assembler_.add(scalar);
  return read_value();
}

// Reads what follows the colon: a value, or nothing yet.
bool PlainReader::read_value() {
  const char* const behind = ++at_;
  skip_spaces();
  if (!is_rest_empty()) return read_inline() && ends_line();
  key_end_ = behind;
  return true;
}

bool PlainReader::read_inline() {
  if (stands('[') || stands('{')) return read_flow(0);
  Record scalar = record_at(RecordKind::scalar, at_);
  if (!scan_scalar(scalar)) return false;
  assembler_.add(scalar);
  return true;
}

bool PlainReader::read_flow(std::size_t depth) {
  if (depth == max_levels_) return false;
  const RecordKind kind = *at_ == '[' ? RecordKind::sequence : RecordKind::mapping;
  assembler_.open(record_at(kind, at_));
  ++at_;
  skip_spaces();
  if (!stands(closing_of(kind)) && !read_flow_parts(depth, kind)) return false;
  ++at_;
  assembler_.close();
  return true;
}

// Reads up to the closing bracket. A trailing "," is unusual.
bool PlainReader::read_flow_parts(std::size_t depth, RecordKind kind) {
  while (true) {
    if (kind == RecordKind::mapping && !read_flow_key()) return false;
    if (!read_flow_value(depth)) return false;
    skip_spaces();
    if (stands(closing_of(kind))) return true;
    if (!stands(',')) return false;
    ++at_;
    skip_spaces();
  }
}

bool PlainReader::read_flow_key() {
  Record key = record_at(RecordKind::scalar, at_);
  if (!scan_flow_scalar(key) || !is_colon(at_)) return false;
  assembler_.add(key);
  ++at_;
  skip_spaces();
  return true;
}

bool PlainReader::read_flow_value(std::size_t depth) {
  if (stands('[') || stands('{')) return read_flow(depth + 1);
  Record scalar = record_at(RecordKind::scalar, at_);
  if (!scan_flow_scalar(scalar)) return false;
  assembler_.add(scalar);
  return true;
}

bool PlainReader::scan_scalar(Record& scalar) {
  return stands('"') || stands('\'') ? scan_quoted(scalar) : scan_plain(scalar);
}

bool PlainReader::scan_flow_scalar(Record& scalar) {
  return stands('"') || stands('\'') ? scan_quoted(scalar) : scan_flow_plain(scalar);
}

// One line without escapes, so the value is the text between the quotes.
bool PlainReader::scan_quoted(Record& scalar) {
  const char quote = *at_++;
  const char* const begin = at_;
  while (at_ < line_end_ && *at_ != quote && *at_ != '\\') ++at_;
  if (!stands(quote)) return false;
  set_text(scalar, begin, at_++);
  scalar.style = quote == '"' ? ScalarStyle::double_quoted : ScalarStyle::single_quoted;
  return !stands(quote);  // a doubled quote is an escape
}

bool PlainReader::scan_plain(Record& scalar) {
  const char* const begin = at_;
  if (at_ == line_end_ || !is_ordinary(*at_) || is_item()) return false;
  const char* behind = begin;
  for (; at_ < line_end_; ++at_) {
    if (*at_ == ' ') continue;
    if (*at_ == ':' && ends_word(at_ + 1)) break;
    if (*at_ == '#' && at_[-1] == ' ') break;
    behind = at_ + 1;
  }
  at_ = behind;
  set_text(scalar, begin, behind);
  return true;
}

bool PlainReader::scan_flow_plain(Record& scalar) {
  const char* const begin = at_;
  const char* behind = begin;
  for (; at_ < line_end_ && (*at_ == ' ' || is_ordinary(*at_)); ++at_)
    if (*at_ != ' ') behind = at_ + 1;
  at_ = behind;
  set_text(scalar, begin, behind);
  if (begin == behind) return false;
  return *begin != '-' || (begin + 1 < behind && is_ordinary(begin[1]));
}

bool PlainReader::open_level(std::ptrdiff_t column, RecordKind kind) {
  if (levels_.size() == max_levels_) return false;
  const bool is_indented = levels_.empty() || column > levels_.back().column;
  assembler_.open(record_at(kind, at_));
  levels_.push_back({.column = column, .kind = kind, .is_indented = is_indented});
  return true;
}

// Adds the value of a key that has none.
void PlainReader::add_null() {
  Record null = record_at(RecordKind::scalar, std::exchange(key_end_, nullptr));
  null.first = null.offset;
  assembler_.add(null);
}

bool PlainReader::finish() {
  if (key_end_ != nullptr) add_null();
  while (!levels_.empty()) close_level();
  return !tree_->records.empty() && tree_->records.size() <= limits_.max_nodes;
}

// One pass for what would stop the reading anywhere: non-ASCII characters, tabs and CR.
bool has_usual_characters(const SourceText& text) {
  const std::string_view bytes = text.text();
  return text.is_ascii() && !text.unreadable() && bytes.find('\t') == std::string_view::npos &&
         bytes.find('\r') == std::string_view::npos;
}

}  // namespace

std::unique_ptr<DocumentTree> read_plain_text(std::shared_ptr<const Source> source,
                                              const Limits& limits) {
  if (!has_usual_characters(source->text)) return nullptr;
  return PlainReader(std::move(source), limits).run();
}

}  // namespace tempo_admission::yaml
