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

// RE2 bounds what it compiles, but not the tree that it parses first: a Unicode class of three
// bytes is hundreds of ranges. Instructions, measured with callgrind, rounded up.
constexpr std::int64_t for_pattern_byte = 2'000;
constexpr std::int64_t for_unicode_class = 300'000;
constexpr std::int64_t max_parsing = 300'000'000;

std::int64_t cost_of_parsing(std::string_view pattern) {
  std::int64_t classes = 0;
  for (std::size_t at = 0; at + 1 < pattern.size(); ++at)
    if (pattern[at] == '\\' && (pattern[at + 1] == 'p' || pattern[at + 1] == 'P')) ++classes;
  return static_cast<std::int64_t>(pattern.size()) * for_pattern_byte + classes * for_unicode_class;
}

}  // namespace

TenantRegexes::TenantRegexes() : parsing_left_(max_parsing) {}

std::optional<std::string> TenantRegexes::fault_of(std::string_view pattern) {
  if (instructions_left_ <= 0) return std::nullopt;
  parsing_left_ -= cost_of_parsing(pattern);
  if (parsing_left_ < 0) {
    instructions_left_ = 0;
    return std::nullopt;
  }
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
