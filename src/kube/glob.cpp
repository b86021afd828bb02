#include "tempo_admission/kube/glob.hpp"

#include <cstddef>

#include "tempo_admission/base/utf8.hpp"

namespace tempo_admission::kube {
namespace {

constexpr auto none = std::string_view::npos;

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = none;          // the last '*' seen in the pattern
  std::size_t covered_by_star = 0;  // where the text continues after what that '*' covers so far
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      covered_by_star = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      t += first_code_point(text.substr(t)).length;
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != none) {
      p = star + 1;
      covered_by_star += first_code_point(text.substr(covered_by_star)).length;
      t = covered_by_star;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == none;
}

}  // namespace tempo_admission::kube
