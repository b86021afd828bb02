// The bytes that a connection has received but not consumed. While the connection runs they are in
// a buffer shared by all connections of the worker; it needs memory of its own only if it waits
// with bytes left.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

#include "server/http/body_buffer.hpp"

namespace tempo_admission::server {

class Input {
 public:
  // `shared` must outlive this; its last body_slack_bytes are never filled.
  explicit Input(std::span<char> shared) : shared_(shared) { use_shared(); }

  [[nodiscard]] std::string_view bytes() const { return {begin_, size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // Writable space after the bytes, never empty; may move them, which invalidates bytes(). Call
  // commit() with the number of bytes written.
  [[nodiscard]] std::span<char> space() {
    if (room() < least_room_bytes) move_to_own();
    return {begin_ + size_, room()};
  }
  void commit(std::size_t count) { size_ += count; }
  void consume(std::size_t count) {
    begin_ += count;
    size_ -= count;
    if (size_ == 0) use_shared();
  }
  // Call before the connection waits, because others then use the shared buffer. Invalidates
  // bytes().
  void keep() {
    if (own_ == nullptr && size_ > 0) move_to_own();
  }

 private:
  static constexpr std::size_t least_room_bytes = 4096;

  [[nodiscard]] std::size_t room() const { return static_cast<std::size_t>(end_ - begin_) - size_; }
  void use_shared() {
    own_.reset();
    begin_ = shared_.data();
    end_ = shared_.data() + shared_.size() - body_slack_bytes;
  }
  void move_to_own() {
    const std::size_t capacity = size_ + std::max(size_, least_room_bytes);
    auto memory = std::make_unique_for_overwrite<char[]>(capacity + body_slack_bytes);
    std::memcpy(memory.get(), begin_, size_);
    own_ = std::move(memory);
    begin_ = own_.get();
    end_ = begin_ + capacity;
  }

  std::span<char> shared_;
  std::unique_ptr<char[]> own_;
  char* begin_ = nullptr;
  char* end_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace tempo_admission::server
