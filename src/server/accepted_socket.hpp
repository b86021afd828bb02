// A connection on its way from the listener to its worker: descriptor and slot, both released if no
// worker takes them.
#pragma once

#include <unistd.h>

#include <utility>

#include "server/connection_slots.hpp"

namespace tempo_admission::server {

// Owns a file descriptor and closes it.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(other.release()) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }

  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

enum class Family : unsigned char { v4, v6 };

// Moved from the control thread to the worker's thread.
struct AcceptedSocket {
  Descriptor descriptor;
  Family family;
  ConnectionSlot slot;
};

}  // namespace tempo_admission::server
