// Exit codes of the program. Scripts depend on them.
#pragma once

namespace tempo_admission::app {

inline constexpr int exit_ok = 0;
inline constexpr int exit_findings =
    1;  // check: findings as --fail-on selects; an invalid policy; health: not ready
inline constexpr int exit_cannot_run = 2;  // bad flags, unreadable files, no start

}  // namespace tempo_admission::app
