// The program: runs a command line and returns its exit code. Call once, on the main thread.
#pragma once

namespace tempo_admission::app {

[[nodiscard]] int run(int argc, const char* const* argv) noexcept;

}  // namespace tempo_admission::app
