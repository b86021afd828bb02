#include "tempo/values/tenant_regexes.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>

namespace tempo_admission::tempo {
namespace {

// RE2 derives a limit of some thousand instructions from it.
constexpr std::int64_t memory_bytes = 64 << 10;
constexpr int most_instructions = 1024;
constexpr int least_instructions = 16;

}  // namespace

std::optional<std::string> TenantRegexes::fault_of(std::string_view pattern) {
  if (instructions_left_ <= 0) return std::nullopt;
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory_bytes);
  const re2::RE2 regex(re2::StringPiece(pattern.data(), pattern.size()), options);
  instructions_left_ -=
      regex.ok() ? std::max(regex.ProgramSize(), least_instructions) : most_instructions;
  if (regex.ok() || regex.error_code() == re2::RE2::ErrorPatternTooLarge) return std::nullopt;
  return regex.error();
}

}  // namespace tempo_admission::tempo
