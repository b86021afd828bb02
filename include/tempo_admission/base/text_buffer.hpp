// A growing string for writers that know the maximum size of what they append: space is checked
// once per piece. Knows nothing of what is written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace tempo_admission {

// Owns its bytes. Pointers and views into it are valid until the next non-const call. A moved-from
// buffer is empty and usable. Not thread-safe.
class TextBuffer {
 public:
  explicit TextBuffer(std::size_t expected_bytes = 256) : bytes_(expected_bytes, '\0') { place(0); }
  TextBuffer(TextBuffer&& other) noexcept {
    const std::size_t written = other.size();
    bytes_ = std::exchange(other.bytes_, {});
    place(written);
    other.place(0);
  }
  TextBuffer& operator=(TextBuffer&&) = delete;
  ~TextBuffer() = default;

  [[nodiscard]] std::string_view text() const { return {bytes_.data(), size()}; }
  // The last byte written, or '\0' if the buffer is empty.
  [[nodiscard]] char last() const { return size() > 0 ? at_[-1] : '\0'; }
  // Moves the text out without copying; the buffer is then empty and usable.
  [[nodiscard]] std::string take() {
    bytes_.resize(size());
    std::string taken = std::exchange(bytes_, {});
    place(0);
    return taken;
  }
  void clear() { place(0); }
  // Drops what follows the first `size` bytes, which must have been written.
  void truncate(std::size_t size) { place(size); }

  // Reserves `bytes` bytes after the text and returns where they start; call commit() with the end
  // of what was written, which must lie within them.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) grow(bytes);
    return at_;
  }
  void commit(char* end) { at_ = end; }

  void append(std::string_view piece) {
    std::memcpy(room(piece.size()), piece.data(), piece.size());
    at_ += piece.size();
  }
  void append(char c) {
    *room(1) = c;
    ++at_;
  }

 private:
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(at_ - bytes_.data()); }
  void place(std::size_t size) {
    at_ = bytes_.data() + size;
    end_ = bytes_.data() + bytes_.size();
  }
  [[gnu::noinline]] void grow(std::size_t bytes) {
    const std::size_t written = size();
    bytes_.resize(std::max(2 * bytes_.size(), written + bytes));
    place(written);
  }

  std::string bytes_;  // its size is the capacity; the text ends at at_
  char* at_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace tempo_admission
