#include "tempo/values/header_name.hpp"

#include <algorithm>

#include "tempo_admission/base/ascii.hpp"
#include "tempo_admission/tempo/secret.hpp"

namespace tempo_admission::tempo {
namespace {

bool is_token_character(char c) {
  constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
  return is_letter(c) || is_digit(c) || signs.find(c) != std::string_view::npos;
}

}  // namespace

bool is_header_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token_character) &&
         !looks_like_secret(name);
}

}  // namespace tempo_admission::tempo
