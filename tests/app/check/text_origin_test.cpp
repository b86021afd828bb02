#include "app/check/text_origin.hpp"

#include <gtest/gtest.h>

#include <string>

#include "app/check/node_lookup.hpp"

namespace tempo_admission::app {
namespace {

// Where the X of the value below key "k" is in the file, according to origin_of().
std::optional<Position> place_of_x(const std::string& file) {
  const auto document = yaml::read(file);
  if (!document) return std::nullopt;
  const yaml::Node value = find_value(document->root(), "k");
  const auto origin = origin_of(value, LineIndex(file));
  if (!origin) return std::nullopt;
  const LineIndex string(value.text());
  for (std::uint32_t line = 1; line <= string.line_count(); ++line) {
    const auto column = string.line(line).find('X');
    if (column == std::string_view::npos) continue;
    return origin->in_file({line, static_cast<std::uint32_t>(column + 1)});
  }
  return std::nullopt;
}

std::optional<Position> place_of_x_in_file(const std::string& file) {
  const LineIndex text(file);
  for (std::uint32_t line = 1; line <= text.line_count(); ++line) {
    const auto column = text.line(line).find('X');
    if (column != std::string_view::npos) {
      return Position{line, static_cast<std::uint32_t>(column + 1)};
    }
  }
  return std::nullopt;
}

class ExactOrigin : public testing::TestWithParam<const char*> {};

TEST_P(ExactOrigin, IsWhereTheFileSays) {
  const auto place = place_of_x(GetParam());
  ASSERT_TRUE(place.has_value());
  EXPECT_EQ(*place, *place_of_x_in_file(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Writings, ExactOrigin,
                         testing::Values("k: |\n  a\n  bX\n", "k: |-\n    a\n      X\n",
                                         "k: |\n\n\n  a\n  X\n", "k: |2\n    a\n  X\n",
                                         "# c\nk: !!str |+\n  a: X\n\n\n", "k: &a |\n a\n X\n",
                                         "k: |\r\n  a\r\n  X\r\n", "k:   a X b\n", "k: 'a X'\n",
                                         "k: \"a X\"\n", "j: 1\nk:\n    |\n  a\n  X\n",
                                         "{\"k\": \"a X\"}\n"));

class HiddenOrigin : public testing::TestWithParam<const char*> {};

TEST_P(HiddenOrigin, IsNotGuessed) {
  EXPECT_FALSE(place_of_x(GetParam()).has_value());
}

INSTANTIATE_TEST_SUITE_P(Writings, HiddenOrigin,
                         testing::Values("k: >\n  a\n  X\n", "k: \"a\\nX\"\n", "k: a\n  X\n",
                                         "k: 'it''s X'\n", "k: \"\\u0058 X\"\n",
                                         "k: |\n  a\xC2\x85  X\n", "k: [X]\n"));

}  // namespace
}  // namespace tempo_admission::app
