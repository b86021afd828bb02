// Property: whatever surrounds it, an error planted at a known place is found there.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tempo_admission/yaml/go_document.hpp"

namespace tempo_admission::yaml {
namespace {

// Writes mappings with random formatting and remembers where it wrote one particular thing.
class Planter {
 public:
  explicit Planter(unsigned seed) : random_(seed) {}

  std::string write(std::string_view planted) {
    const bool crlf = pick(2) == 0;
    line_end_ = crlf ? "\r\n" : "\n";
    const int lines = 5 + pick(20);
    const int planted_line = 1 + pick(lines - 1);
    if (pick(3) == 0) text_ += "\xEF\xBB\xBF";
    for (int i = 0; i < lines; ++i) write_line(i, i == planted_line ? planted : "");
    return text_;
  }
  [[nodiscard]] Position position() const { return position_; }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  void put(std::string_view piece) {
    text_ += piece;
    for (const char c : piece) column_ += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  }

  void end_line() {
    text_ += line_end_;
    ++line_;
    column_ = 1;
  }

  void write_noise() {
    constexpr std::string_view noise[] = {"", "# a comment", "# \xE6\x97\xA5\xE6\x9C\xAC: {not",
                                          "   # g\xC3\xB6\xC3\x9F"
                                          "er"};
    if (pick(3) > 0) return;
    put(noise[pick(4)]);
    end_line();
  }

  void write_line(int number, std::string_view planted) {
    constexpr std::string_view values[] = {"1",
                                           "'quoted # text'",
                                           "\"tab\there\"",
                                           "{a: 1, b: [x, \xF0\x9F\x98\x80]}",
                                           "&anchor\xC3 word",
                                           "plain \xC3\xA4 text",
                                           "|"};
    write_noise();
    const std::string name = "k" + std::to_string(number);
    put(pick(2) == 0 ? name : "\"" + name + "\"");
    put(pick(2) == 0 ? ": " : ":   ");
    if (!planted.empty()) {
      if (pick(2) == 0) put("[\xE6\x97\xA5, 'x', ");
      const bool in_list = text_.ends_with(", ");
      position_ = {line_, column_};
      put(planted);
      if (in_list) put("]");
    } else {
      const std::string_view value = values[pick(7)];
      put(value.starts_with('&') ? "&anchor word" : value);
      if (value == "|") {
        end_line();
        put("  block \xC3\xA4 text");
      }
    }
    if (!text_.ends_with("text") && pick(3) == 0) put("  # behind it \xC3\xA4");
    end_line();
  }

  std::mt19937 random_;
  std::string text_;
  std::string_view line_end_;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  Position position_;
};

struct Planted {
  std::string_view text;
  std::string_view code;
  std::uint32_t offset = 0;  // of the error within what is planted
};

class PlantedFault : public testing::TestWithParam<Planted> {};

TEST_P(PlantedFault, IsFoundWhereItWasPlanted) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    Planter planter(seed);
    const std::string text = planter.write(GetParam().text);
    const GoDocument generic = read_as_go(text);
    ASSERT_EQ(generic.diagnostics().size(), 1U) << "seed " << seed << "\n" << text;
    EXPECT_EQ(generic.diagnostics().front().code, GetParam().code) << text;
    Position planted = planter.position();
    planted.column += GetParam().offset;
    EXPECT_EQ(generic.diagnostics().front().position, planted) << "seed " << seed << "\n" << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, PlantedFault,
                         testing::Values(Planted{"*nowhere", "yaml/unknown-anchor"},
                                         Planted{"@at", "yaml/syntax"},
                                         Planted{"`tick", "yaml/syntax"},
                                         Planted{"!!int many", "yaml/tag", 6}));

}  // namespace
}  // namespace tempo_admission::yaml
