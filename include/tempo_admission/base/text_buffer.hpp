// Text that grows at its end, for writers that know how much room a piece takes at most: room is
// made once for a piece, not for each of its parts. Knows nothing of what is written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace tempo_admission {

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
  [[nodiscard]] char last() const { return size() > 0 ? at_[-1] : '\0'; }
  // What was written, without a copy. The buffer is empty and usable again.
  [[nodiscard]] std::string take() {
    bytes_.resize(size());
    std::string taken = std::exchange(bytes_, {});
    place(0);
    return taken;
  }
  void clear() { place(0); }

  // So many bytes behind the text are the caller's to write to, until he says up to where he did.
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

  std::string bytes_;  // as long as there is room
  char* at_ = nullptr;
  char* end_ = nullptr;
};

}  // namespace tempo_admission
