#include "tempo_admission/kube/glob.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace tempo_admission::kube {
namespace {

struct GlobCase {
  std::string_view pattern;
  std::string_view text;
  bool matches;
};

class Glob : public testing::TestWithParam<GlobCase> {};

TEST_P(Glob, MatchesAsTheTableSays) {
  EXPECT_EQ(matches_glob(GetParam().pattern, GetParam().text), GetParam().matches)
      << GetParam().pattern << " on " << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Glob,
    testing::Values(GlobCase{"", "", true}, GlobCase{"", "a", false}, GlobCase{"*", "", true},
                    GlobCase{"*", "anything", true}, GlobCase{"?", "", false},
                    GlobCase{"?", "a", true}, GlobCase{"?", "ab", false}, GlobCase{"?", "é", true},
                    GlobCase{"tempo-*", "tempo-prod", true}, GlobCase{"tempo-*", "tempo-", true},
                    GlobCase{"tempo-*", "my-tempo-prod", false}, GlobCase{"tempo", "tempo2", false},
                    GlobCase{"tempo", "Tempo", false}, GlobCase{"a*b*c", "aXbYbZc", true},
                    GlobCase{"a*b*c", "aXbYbZ", false}, GlobCase{"*a", "aaa", true},
                    GlobCase{"a?c*", "abcd", true}, GlobCase{"**", "x", true},
                    GlobCase{"*?", "x", true}, GlobCase{"*?", "", false},
                    GlobCase{"[a]", "a", false}, GlobCase{"a.c", "abc", false},
                    GlobCase{"system:serviceaccount:kube-system:*",
                             "system:serviceaccount:kube-system:job-controller", true}));

// The definition in its simplest form.
bool matches_by_definition(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*')
    return matches_by_definition(pattern.substr(1), text) ||
           (!text.empty() && matches_by_definition(pattern, text.substr(1)));
  if (text.empty() || (pattern[0] != '?' && pattern[0] != text[0])) return false;
  return matches_by_definition(pattern.substr(1), text.substr(1));
}

TEST(Glob, AgreesWithItsDefinition) {
  std::mt19937 random(5);
  const auto word = [&](std::string_view letters, int longest) {
    std::string result;
    const int length = std::uniform_int_distribution<int>(0, longest)(random);
    for (int i = 0; i < length; ++i)
      result += letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(random)];
    return result;
  };
  for (int i = 0; i < 20'000; ++i) {
    const auto pattern = word("ab*?", 6);
    const auto text = word("ab", 8);
    EXPECT_EQ(matches_glob(pattern, text), matches_by_definition(pattern, text))
        << pattern << " on " << text;
  }
}

TEST(Glob, DoesNotExplodeOnManyStars) {
  std::string pattern;
  for (int i = 0; i < 1'000; ++i) pattern += "*a";
  EXPECT_FALSE(matches_glob(pattern + "b", std::string(10'000, 'a')));
}

}  // namespace
}  // namespace tempo_admission::kube
