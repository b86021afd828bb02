#include "yaml/event_reader.hpp"

#include <new>

#include "yaml/dialect.hpp"

namespace tempo_admission::yaml {
namespace {

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

EventReader::EventReader(std::string_view text, bool ascii) : text_(text), offsets_(text, ascii) {
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                               text.size());
}

EventReader::~EventReader() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

const yaml_event_t* EventReader::next() {
  yaml_event_delete(&event_);
  if (yaml_parser_parse(&parser_, &event_) != 0) {
    return event_.type == YAML_NO_EVENT ? nullptr : &event_;
  }
  if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  fault_ = ReaderFault{.problem = parser_.problem != nullptr ? parser_.problem : "",
                       .offset = offsets_.at(parser_.problem_mark.index)};
  return nullptr;
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

LookAhead EventReader::look_ahead() {
  constexpr std::ptrdiff_t tokens_go_yaml_has_read = 3;
  const bool explicit_end =
      event_.type == YAML_DOCUMENT_END_EVENT && event_.data.document_end.implicit == 0;
  std::ptrdiff_t taken = explicit_end ? 1 : 0;
  LookAhead result;
  bool ended = false;
  while (!ended && !result.fault && taken < tokens_go_yaml_has_read) {
    yaml_token_t token;
    if (yaml_parser_scan(&parser_, &token) == 0) {
      if (taken + parser_.tokens.tail - parser_.tokens.head < tokens_go_yaml_has_read) {
        result.fault = ReaderFault{parser_.problem, offsets_.at(parser_.problem_mark.index)};
      }
      result.more_documents = true;
      break;
    }
    ended = token.type == YAML_STREAM_END_TOKEN || token.type == YAML_NO_TOKEN;
    const bool marks_end = ended || token.type == YAML_DOCUMENT_END_TOKEN;
    result.more_documents = result.more_documents || !marks_end;
    check_ahead(token, result);
    yaml_token_delete(&token);
    ++taken;
  }
  result.end = offsets_.at(parser_.mark.index);
  return result;
}

}  // namespace tempo_admission::yaml
