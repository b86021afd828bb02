// The current time, for the rooms that have no clock.
#pragma once

#include <chrono>

namespace tempo_admission::app {

[[nodiscard]] inline std::chrono::sys_seconds now_in_seconds() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace tempo_admission::app
