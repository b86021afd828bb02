// A connection between its acceptance and its worker: descriptor and slot, both given back if no
// worker ever takes them.
#pragma once

#include <unistd.h>

#include <utility>

#include "server/connection_slots.hpp"

namespace tempo_admission::server {

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

struct AcceptedSocket {
  Descriptor descriptor;
  Family family;
  ConnectionSlot slot;
};

}  // namespace tempo_admission::server
