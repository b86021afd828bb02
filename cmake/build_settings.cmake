# Language level, warnings, hardening and sanitizers: the same for every room.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(TEMPO_ADMISSION_SANITIZE "" CACHE STRING "address;undefined | thread | empty")
option(TEMPO_ADMISSION_WERROR "Warnings are errors (the CI presets)" OFF)
option(TEMPO_ADMISSION_UNITY "Compile the tests of a room in batches: the headers of gmock and nlohmann once for each" ON)
option(TEMPO_ADMISSION_CCACHE "Compile through ccache where it is installed" ON)

if(TEMPO_ADMISSION_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(TEMPO_ADMISSION_CCACHE_PROGRAM ccache)
  if(TEMPO_ADMISSION_CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${TEMPO_ADMISSION_CCACHE_PROGRAM})
  endif()
endif()

include(CheckPIESupported)
check_pie_supported()

add_library(build_settings INTERFACE)
target_compile_options(build_settings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these wrongly inside std::string and coroutine frames at -O2.
  target_compile_options(build_settings INTERFACE -Wno-restrict -Wno-maybe-uninitialized
                                               -Wno-array-bounds -Wno-stringop-overflow
                                               -Wno-stringop-overread)
else()
  # What GCC means by -Wconversion and -Wextra in C++; and clang reports the inside of libstdc++ 12's stable_sort.
  target_compile_options(build_settings INTERFACE -Wno-sign-conversion -Wno-deprecated-declarations
                                               -Wno-missing-designated-field-initializers)
endif()
if(TEMPO_ADMISSION_WERROR)
  target_compile_options(build_settings INTERFACE -Werror)
endif()

if(TEMPO_ADMISSION_SANITIZE)
  string(REPLACE ";" "," sanitizers "${TEMPO_ADMISSION_SANITIZE}")
  target_compile_options(build_settings INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer
                                                  -fno-sanitize-recover=all)
  target_link_options(build_settings INTERFACE -fsanitize=${sanitizers})
  # UBSan opens a pipe to look at an object's type, and dies where a test leaves it no descriptors.
  if("undefined" IN_LIST TEMPO_ADMISSION_SANITIZE)
    target_compile_options(build_settings INTERFACE -fno-sanitize=vptr)
  endif()
elseif(CMAKE_BUILD_TYPE MATCHES "Rel")
  set(ships "$<NOT:$<BOOL:$<TARGET_PROPERTY:IS_TEST>>>") # of whoever links this; nobody attacks a test
  # Protection of the control flow is a feature of the processor.
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    set(branch_protection -fcf-protection)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
    set(branch_protection -mbranch-protection=standard)
  endif()
  target_compile_options(build_settings INTERFACE
    "$<${ships}:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>" -D_GLIBCXX_ASSERTIONS
    "$<${ships}:-fstack-protector-strong;-fstack-clash-protection;${branch_protection}>")
  target_link_options(build_settings INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
  # The same sources give the same bytes wherever they are built: no directory gets into the binary.
  target_compile_options(build_settings INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
                                                  -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
  target_link_options(build_settings INTERFACE -Wl,--build-id=sha1)
endif()

# For tests, besides build_settings: to optimize a test takes longer than to run it, and in a batch
# (TEMPO_ADMISSION_UNITY) a name may hide one of another file.
add_library(test_settings INTERFACE)
target_compile_options(test_settings INTERFACE $<$<CONFIG:Release>:-O0> $<$<BOOL:${TEMPO_ADMISSION_UNITY}>:-Wno-shadow>)

if(TEMPO_ADMISSION_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "TEMPO_ADMISSION_FUZZ needs clang: its libFuzzer (preset fuzz)")
  endif()
  # Coverage for the rooms; the fuzzers alone link libFuzzer's own main.
  target_compile_options(build_settings INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(build_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
