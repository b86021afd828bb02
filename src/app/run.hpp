// The program: a command line in, an exit code out.
#pragma once

namespace tempo_admission::app {

[[nodiscard]] int run(int argc, const char* const* argv) noexcept;

}  // namespace tempo_admission::app
