#include "yaml/reading/event_reader.hpp"

#include <algorithm>
#include <new>

#include "yaml/reading/dialect.hpp"

namespace tempo_admission::yaml {
namespace {

// Instructions for describing one finding and carrying it to the response, rounded up.
constexpr std::uint64_t for_finding = 15'000;

constexpr std::ptrdiff_t tokens_go_yaml_has_read = 3;

// libyaml asks for more input in the middle of a token, which may be as long as the file: small
// chunks ensure that reading is charged before it happens.
constexpr std::size_t chunk_bytes = 2048;

// Instructions, measured with callgrind; each is the observed maximum, rounded up.
constexpr std::uint64_t for_byte = 75;
constexpr std::uint64_t for_gap = 75;          // between two words, in addition to its bytes
constexpr std::uint64_t for_token = 700;       // including the tree builder's share
constexpr std::uint64_t for_open_flow = 16;    // every token visits every open flow collection
constexpr std::uint64_t for_moved_token = 6;   // a key recognized late moves the tokens after it
constexpr std::uint64_t for_cleared_byte = 2;  // every gap clears buffers of the longest one
constexpr std::uint64_t for_directive = 40;    // comparing it with each other directive
constexpr std::uint64_t farthest_key = 1100;   // tokens between a key and its ":"

constexpr std::string_view doing = "reading the YAML";

bool is_blank_or_break(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

std::size_t ByteOffsets::at(std::size_t character) {
  if (ascii_) return character < text_.size() ? character : text_.size();
  while (character_ < character && offset_ < text_.size()) {
    ++offset_;
    while (offset_ < text_.size() && is_continuation(text_[offset_])) ++offset_;
    ++character_;
  }
  while (character_ > character) {
    --offset_;
    while (is_continuation(text_[offset_])) --offset_;
    --character_;
  }
  return offset_;
}

EventReader::EventReader(std::string_view text, bool ascii, Effort& effort)
    : text_(text), unread_(text), effort_(effort), offsets_(text, ascii) {
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input(&parser_, read_chunk, this);
}

EventReader::~EventReader() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

int EventReader::read_chunk(void* self, unsigned char* buffer, std::size_t size,
                            std::size_t* count) {
  auto& reader = *static_cast<EventReader*>(self);
  const auto chunk = reader.unread_.substr(0, std::min(size, chunk_bytes));
  if (!reader.charge_chunk(chunk)) return 0;
  std::copy(chunk.begin(), chunk.end(), buffer);
  reader.unread_.remove_prefix(chunk.size());
  *count = chunk.size();
  return 1;
}

bool EventReader::charge_chunk(std::string_view chunk) {
  std::uint64_t gaps = 0;
  std::uint64_t directives = 0;
  longest_in_chunk_ = blank_run_;
  for (const char c : chunk) {
    const bool is_blank = is_blank_or_break(c);
    blank_run_ = is_blank ? blank_run_ + 1 : 0;
    longest_in_chunk_ = std::max(longest_in_chunk_, blank_run_);
    gaps += is_blank ? 1 : 0;
    directives += c == '%' ? 1 : 0;
  }
  longest_in_token_ = std::max(longest_in_token_, longest_in_chunk_);
  const auto known =
      static_cast<std::uint64_t>(parser_.tag_directives.top - parser_.tag_directives.start);
  return charge_tokens() &&
         effort_.spend(steps_of(chunk.size() * for_byte +
                                gaps * (for_gap + for_cleared_byte * longest_in_token_) +
                                directives * (known + directives) * for_directive),
                       doing);
}

// Charges for what libyaml has scanned since the last call.
bool EventReader::charge_tokens() {
  const auto queued = static_cast<std::uint64_t>(parser_.tokens.tail - parser_.tokens.head);
  const auto open = static_cast<std::uint64_t>(parser_.simple_keys.top - parser_.simple_keys.start);
  const auto directives =
      static_cast<std::uint64_t>(parser_.tag_directives.top - parser_.tag_directives.start);
  const std::uint64_t scanned = parser_.tokens_parsed + queued;
  const std::uint64_t added = scanned - tokens_charged_;
  tokens_charged_ = scanned;
  return effort_.spend(
      steps_of((added + 1) * open * for_open_flow +
               added * (for_token + directives * for_directive) +
               std::min(added, farthest_key) * std::min(queued, farthest_key) * for_moved_token),
      doing);
}

const yaml_event_t* EventReader::next() {
  yaml_event_delete(&event_);
  longest_in_token_ = longest_in_chunk_;
  const bool parsed = yaml_parser_parse(&parser_, &event_) != 0;
  if (!charge_tokens()) return nullptr;
  if (parsed) return event_.type == YAML_NO_EVENT ? nullptr : &event_;
  if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  fault_ = ReaderFault{.problem = parser_.problem != nullptr ? parser_.problem : "",
                       .offset = offsets_.at(parser_.problem_mark.index)};
  return nullptr;
}

void EventReader::charge_finding() {
  (void)effort_.spend(steps_of(for_finding), "describing what is wrong");
}

std::size_t EventReader::scanned_offset() {
  return offsets_.at(parser_.mark.index);
}

std::size_t EventReader::start_offset() {
  return offsets_.at(event_.start_mark.index);
}

std::size_t EventReader::end_offset() {
  return offsets_.at(event_.end_mark.index);
}

void EventReader::check_ahead(const yaml_token_t& token, LookAhead& result) {
  if (token.type != YAML_SCALAR_TOKEN) return;
  if (token.data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE) return;
  const std::size_t start = offsets_.at(token.start_mark.index);
  const std::size_t end = offsets_.at(token.end_mark.index);
  if (const auto slash = escaped_slash(text_.substr(start, end - start))) {
    result.fault = ReaderFault{unknown_escape, start + *slash};
  }
}

// Scans one token; false if it was the last that matters.
bool EventReader::scan_ahead(std::ptrdiff_t taken, LookAhead& result) {
  yaml_token_t token;
  const bool scanned = yaml_parser_scan(&parser_, &token) != 0;
  if (!charge_tokens()) {
    if (scanned) yaml_token_delete(&token);
    return false;
  }
  if (!scanned) {
    if (taken + parser_.tokens.tail - parser_.tokens.head < tokens_go_yaml_has_read) {
      result.fault = ReaderFault{parser_.problem, offsets_.at(parser_.problem_mark.index)};
    }
    result.more_documents = true;
    return false;
  }
  const bool ended = token.type == YAML_STREAM_END_TOKEN || token.type == YAML_NO_TOKEN;
  const bool marks_end = ended || token.type == YAML_DOCUMENT_END_TOKEN;
  result.more_documents = result.more_documents || !marks_end;
  check_ahead(token, result);
  yaml_token_delete(&token);
  return !ended && !result.fault;
}

LookAhead EventReader::look_ahead() {
  const bool explicit_end =
      event_.type == YAML_DOCUMENT_END_EVENT && event_.data.document_end.implicit == 0;
  std::ptrdiff_t taken = explicit_end ? 1 : 0;
  LookAhead result;
  while (taken < tokens_go_yaml_has_read && scan_ahead(taken, result)) ++taken;
  result.end = scanned_offset();
  return result;
}

}  // namespace tempo_admission::yaml
