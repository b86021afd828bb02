// What the program's exit code says: a contract that users script.
#pragma once

namespace tempo_admission::app {

inline constexpr int exit_ok = 0;
inline constexpr int exit_findings = 1;    // something was judged and found wanting
inline constexpr int exit_cannot_run = 2;  // bad flags, unreadable files, no start

}  // namespace tempo_admission::app
