#include "app/serve/json_line.hpp"

#include <charconv>

#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

constexpr std::string_view cut_mark = "...";

// Appends code points until the next one would exceed `limit_bytes` of output.
void append_what_fits(TextBuffer& out, std::string_view text, std::size_t limit_bytes) {
  const std::size_t start = out.text().size();
  while (!text.empty()) {
    const std::size_t before = out.text().size();
    const std::size_t length = first_code_point(text).length;
    append_json_string_content(out, text.substr(0, length));
    if (out.text().size() - start > limit_bytes) return out.truncate(before);
    text.remove_prefix(length);
  }
}

void append_bounded(TextBuffer& out, std::string_view text, std::size_t limit_bytes) {
  const std::size_t start = out.text().size();
  append_json_string_content(out, text.substr(0, limit_bytes));
  const std::size_t written = out.text().size() - start;
  if (text.size() <= limit_bytes && written <= limit_bytes) return;
  if (written != limit_bytes) {
    out.truncate(start);
    append_what_fits(out, text, limit_bytes);
  }
  out.append(cut_mark);
}

}  // namespace

void append_json_string(TextBuffer& out, std::string_view text, std::size_t limit_bytes) {
  out.append('"');
  append_bounded(out, text, limit_bytes);
  out.append('"');
}

JsonLine& JsonLine::text(const JsonName& name, std::string_view value, std::size_t limit_bytes) {
  out_.append(name.before_text(is_first()));
  append_bounded(out_, value, limit_bytes);
  out_.append('"');
  return *this;
}

JsonLine& JsonLine::number(const JsonName& name, std::uint64_t value) {
  key(name);
  constexpr std::size_t max_digits = 20;
  char* const to = out_.room(max_digits);
  out_.commit(std::to_chars(to, to + max_digits, value).ptr);
  return *this;
}

JsonLine& JsonLine::boolean(const JsonName& name, bool value) {
  key(name);
  out_.append(value ? "true" : "false");
  return *this;
}

JsonLine& JsonLine::begin_object() {
  comma();
  out_.append('{');
  return *this;
}

JsonLine& JsonLine::begin_object(const JsonName& name) {
  key(name);
  out_.append('{');
  return *this;
}

JsonLine& JsonLine::end_object() {
  out_.append('}');
  return *this;
}

JsonLine& JsonLine::begin_list(const JsonName& name) {
  key(name);
  out_.append('[');
  return *this;
}

JsonLine& JsonLine::item(std::string_view value, std::size_t limit_bytes) {
  comma();
  append_json_string(out_, value, limit_bytes);
  return *this;
}

JsonLine& JsonLine::end_list() {
  out_.append(']');
  return *this;
}

void JsonLine::key(const JsonName& name) {
  out_.append(name.before_value(is_first()));
}

void JsonLine::comma() {
  if (!is_first()) out_.append(',');
}

bool JsonLine::is_first() const {
  const char last = out_.last();
  return last == '{' || last == '[';
}

}  // namespace tempo_admission::app
