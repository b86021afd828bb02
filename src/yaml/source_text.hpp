// A YAML stream as UTF-8: encodings, byte order marks, characters that YAML forbids. Knows nothing
// of YAML's grammar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tempo_admission::yaml {

// The first character that go-yaml's reader rejects.
struct Unreadable {
  enum class Reason : unsigned char { encoding, control_character } reason = Reason::encoding;
  std::size_t raw_offset = 0;  // in the input bytes
  unsigned value = 0;          // the byte (encoding) or the code point (control character)
  bool is_cut_off = false;     // the input ends inside a character; only at the very end
};

// Converts UTF-16; uses UTF-8 in place, so the input must outlive this. Const members may be called
// from any thread.
class SourceText {
 public:
  explicit SourceText(std::string_view raw);

  // Without the byte order mark, up to the first unreadable character.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::optional<Unreadable>& unreadable() const { return unreadable_; }
  [[nodiscard]] bool is_ascii() const { return ascii_; }
  // U+FEFF after the start, which is an ordinary character to go-yaml.
  [[nodiscard]] bool has_inner_byte_order_mark() const { return inner_byte_order_mark_; }

 private:
  void read_utf8(std::string_view raw, std::size_t mark);
  void read_utf16(std::string_view raw, std::size_t low);
  bool accept(unsigned code_point, std::size_t raw_offset);

  std::string_view text_;
  std::vector<char> converted_;
  std::optional<Unreadable> unreadable_;
  bool ascii_ = true;
  bool inner_byte_order_mark_ = false;
};

// Appends the UTF-8 bytes of a valid code point.
void append_utf8(std::vector<char>& out, unsigned code_point);

}  // namespace tempo_admission::yaml
