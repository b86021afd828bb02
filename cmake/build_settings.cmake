# Language level, warnings, hardening and sanitizers: the same for every room.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(TEMPO_ADMISSION_SANITIZE "" CACHE STRING "address;undefined | thread | empty")

add_library(build_settings INTERFACE)
target_compile_options(build_settings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these wrongly inside std::string and coroutine frames at -O2.
  target_compile_options(build_settings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()

if(TEMPO_ADMISSION_SANITIZE)
  string(REPLACE ";" "," sanitizers "${TEMPO_ADMISSION_SANITIZE}")
  target_compile_options(build_settings INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer
                                                  -fno-sanitize-recover=all)
  target_link_options(build_settings INTERFACE -fsanitize=${sanitizers})
elseif(CMAKE_BUILD_TYPE MATCHES "Rel")
  target_compile_options(build_settings INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS
                                                  -fstack-protector-strong -fstack-clash-protection -fcf-protection)
  target_link_options(build_settings INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
endif()
