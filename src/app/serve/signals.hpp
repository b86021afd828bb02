// SIGTERM, SIGINT and SIGHUP as something to read; SIGPIPE ignored.
#pragma once

#include <optional>

namespace tempo_admission::app {

class Signals {
 public:
  // Made before any thread starts: threads inherit what is blocked here.
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }  // readable when one is pending
  [[nodiscard]] std::optional<int> next();

 private:
  int descriptor_;
};

}  // namespace tempo_admission::app
