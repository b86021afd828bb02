// A property: whatever good file a fault is planted into, it is found at its spot, and it alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tempo/judged.hpp"
#include "tempo/schema.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr int files = 400;

struct Line {
  std::string indent;
  std::string key;
  std::string value;  // empty for a section
};

std::string good_value(FieldType type) {
  switch (type) {
    case FieldType::bool_:
      return "false";
    case FieldType::float_:
      return "1.1";
    case FieldType::go_duration:
      return "30s";
    case FieldType::prometheus_duration:
      return "14d";
    case FieldType::strings:
      return "[a, b]";
    case FieldType::floats:
      return "[1, 2.5]";
    case FieldType::flags:
      return "{service: true}";
    case FieldType::texts:
    case FieldType::secrets:
      return "{a: b}";
    case FieldType::sections:
      return "[]";
    case FieldType::string:
      return "\"\"";
    default:
      return "7";
  }
}

std::string bad_value(FieldType type) {
  const bool takes_text = type == FieldType::string || type == FieldType::any;
  return takes_text ? "[x]" : "soon";
}

class Planter {
 public:
  explicit Planter(unsigned seed) : random_(seed) {
    const auto tenants = 1 + pick(3);
    for (std::size_t i = 0; i < tenants; ++i) add_tenant("team-" + std::to_string(i));
  }

  // Plants into a random field. The position of what is to be found is kept.
  void plant_unknown_name() {
    const auto at = random_field();
    lines_[at].key += "x";
    expect("overrides/unknown-field", at, Spot::key);
  }

  void plant_wrong_type() {
    const auto at = random_field();
    lines_[at].value = bad_value(types_[at]);
    expect("overrides/wrong-type", at, Spot::value);
  }

  void plant_duplicate() {
    const auto at = random_field();
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at) + 1, lines_[at]);
    expect("overrides/duplicate-key", at + 1, Spot::key);
  }

  void plant_null_tenant() {
    lines_.push_back({"  ", "'\u00e4 team'", ""});
    expect("overrides/null-tenant", lines_.size() - 1, Spot::key);
  }

  [[nodiscard]] std::string text() const {
    std::string text = "# \u65e5\u672c" + line_end_ + "overrides:" + line_end_;
    for (const auto& line : lines_)
      text +=
          line.indent + line.key + ":" + (line.value.empty() ? "" : " " + line.value) + line_end_;
    return text;
  }

  [[nodiscard]] const Diagnostic& expected() const { return expected_; }

 private:
  enum class Spot : unsigned char { key, value };

  std::size_t pick(std::size_t below) { return random_() % below; }

  void add_tenant(const std::string& name) {
    lines_.push_back({"  ", name, ""});
    types_.push_back(FieldType::section);
    add_section(Schema::compiled_in().scoped(), "    ");
  }

  void add_section(const FieldSpec& section, const std::string& indent) {
    bool first = true;
    for (const auto& child : section.children) {
      const bool wanted = first || pick(3) == 0;
      if (!child.known_to(Version::v3_0) || !wanted) continue;
      first = false;
      const bool block = child.type == FieldType::section;
      lines_.push_back({indent, std::string(child.name), block ? "" : good_value(child.type)});
      types_.push_back(child.type);
      if (block) add_section(child, indent + "  ");
    }
  }

  std::size_t random_field() {
    while (true)
      if (const auto at = pick(lines_.size()); types_[at] != FieldType::section) return at;
  }

  void expect(const char* code, std::size_t at, Spot spot) {
    const auto& line = lines_[at];
    const auto indent = static_cast<std::uint32_t>(line.indent.size());
    const auto behind_key = indent + static_cast<std::uint32_t>(line.key.size()) + 3;
    expected_.code = code;
    expected_.position = {static_cast<std::uint32_t>(at) + 3,
                          spot == Spot::key ? indent + 1 : behind_key};
  }

  std::mt19937 random_;
  std::string line_end_ = random_() % 2 == 0 ? "\n" : "\r\n";
  std::vector<Line> lines_;
  std::vector<FieldType> types_;
  Diagnostic expected_;
};

class Plants : public testing::TestWithParam<void (Planter::*)()> {};

TEST_P(Plants, AreFoundAtTheirSpotAndAlone) {
  for (unsigned seed = 0; seed < files; ++seed) {
    Planter planter(seed);
    ASSERT_EQ(judge_overrides(planter.text(), {}).tempo_accepts, true) << planter.text();
    (planter.*GetParam())();
    const auto text = planter.text();
    auto found = judge_overrides(text, {}).diagnostics;
    std::erase_if(found, [](const Diagnostic& d) { return !d.tempo_rejects; });
    ASSERT_EQ(found.size(), 1U) << text << findings(text);
    EXPECT_EQ(found[0].code, planter.expected().code) << text;
    EXPECT_EQ(found[0].position, planter.expected().position) << text << findings(text);
  }
}

INSTANTIATE_TEST_SUITE_P(Random, Plants,
                         testing::Values(&Planter::plant_unknown_name, &Planter::plant_wrong_type,
                                         &Planter::plant_duplicate, &Planter::plant_null_tenant));

}  // namespace
}  // namespace tempo_admission::tempo
