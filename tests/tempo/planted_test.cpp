// Property: in whatever valid file an error is planted, and however the file is formatted, exactly
// that error is found, at its position.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tempo/judged.hpp"
#include "tempo/schema/schema.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr unsigned files = 600;

enum class Fault : unsigned char {
  unknown_field,
  wrong_type,
  wrong_item,
  duplicate_key,
  null_tenant
};

std::string_view code_of(Fault fault) {
  switch (fault) {
    case Fault::unknown_field:
      return "overrides/unknown-field";
    case Fault::duplicate_key:
      return "overrides/duplicate-key";
    case Fault::null_tenant:
      return "overrides/null-tenant";
    default:
      return "overrides/wrong-type";
  }
}

std::string_view good_value(FieldType type) {
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
      return "[\u00e4, 'b, c']";
    case FieldType::floats:
      return "[1, 2.5]";
    case FieldType::flags:
      return "{service: true}";
    case FieldType::texts:
    case FieldType::secrets:
      return "{a: \"b \u65e5\tc\"}";
    case FieldType::sections:
      return "[]";
    case FieldType::string:
      return "\"\"";
    default:
      return "7";
  }
}

std::string_view bad_value(FieldType type) {
  const bool takes_text = type == FieldType::string || type == FieldType::any;
  return takes_text ? "[x]" : "soon";
}

struct Plan {
  const FieldSpec* spec = nullptr;
  std::vector<Plan> children;
  bool planted = false;
};

// Writes files with random formatting: block and flow style, LF and CRLF, quoted keys, comments,
// tabs, anchors, wide characters. Remembers where it wrote what it planted.
class Planter {
 public:
  Planter(unsigned seed, Fault fault) : random_(seed), fault_(fault) { plan(); }

  [[nodiscard]] std::string write(bool with_fault) {
    text_.clear();
    position_ = {};
    line_ = column_ = 1;
    with_fault_ = with_fault;
    write_header();
    for (std::size_t i = 0; i < tenants_.size(); ++i) write_tenant(i);
    if (with_fault_ && fault_ == Fault::null_tenant) write_null_tenant();
    return text_;
  }

  [[nodiscard]] Position position() const { return position_; }

 private:
  std::size_t pick(std::size_t below) { return random_() % below; }
  bool maybe(std::size_t one_in) { return pick(one_in) == 0; }

  bool takes_fault(FieldType type) const {
    if (fault_ != Fault::wrong_item) return type != FieldType::section;
    return type == FieldType::floats;
  }

  // Every plan has a list of floats, so that every error can be planted.
  void plan() {
    const auto tenants = 1 + pick(3);
    for (std::size_t i = 0; i < tenants; ++i)
      tenants_.push_back(section_plan(Schema::compiled_in().scoped()));
    std::vector<Plan*> candidates;
    for (auto& tenant : tenants_) collect(tenant, candidates);
    if (fault_ != Fault::null_tenant) candidates.at(pick(candidates.size()))->planted = true;
  }

  Plan section_plan(const FieldSpec& section) {
    Plan plan{&section, {}};
    for (const auto& child : section.children) {
      constexpr std::array<std::string_view, 4> always = {"metrics_generator", "processor",
                                                          "span_metrics", "histogram_buckets"};
      const bool needed = plan.children.empty() ||
                          std::find(always.begin(), always.end(), child.name) != always.end();
      if (!child.known_to(Version::v3_0) || !(needed || maybe(3))) continue;
      const bool block = child.type == FieldType::section;
      plan.children.push_back(block ? section_plan(child) : Plan{&child, {}});
    }
    std::shuffle(plan.children.begin(), plan.children.end(), random_);
    return plan;
  }

  void collect(Plan& plan, std::vector<Plan*>& candidates) {
    for (auto& child : plan.children) {
      if (takes_fault(child.spec->type)) candidates.push_back(&child);
      collect(child, candidates);
    }
  }

  void put(std::string_view piece) {
    text_ += piece;
    for (const char c : piece)
      column_ += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
  }

  void end_line() {
    constexpr std::array<std::string_view, 4> tails = {"  # a comment: {not: yaml}",
                                                       "\t# tab before", "  # \u65e5\u672c\u8a9e",
                                                       " # gr\u00f6\u00dfer"};
    if (maybe(3)) put(tails.at(pick(tails.size())));
    text_ += line_end_;
    ++line_;
    column_ = 1;
  }

  void write_header() {
    if (maybe(4)) text_ += "\xEF\xBB\xBF";
    while (maybe(2)) {
      put("# overrides: \u00e4");
      end_line();
    }
    put(maybe(3) ? "\"overrides\":" : "overrides:");
    end_line();
  }

  void write_tenant(std::size_t number) {
    constexpr std::array<std::string_view, 4> names = {"team", "'team \u00e4'", "\"\U0001F600\"",
                                                       "A.B"};
    put("  ");
    const auto name = names.at(pick(names.size()));
    const bool quoted = name.ends_with('\'') || name.ends_with('"');
    const auto bare = quoted ? name.substr(0, name.size() - 1) : name;
    put(std::string(bare) + std::to_string(number) + (quoted ? std::string(1, name.back()) : ""));
    put(":");
    write_section(tenants_[number], "    ", maybe(4));
  }

  void write_null_tenant() {
    put("  ");
    position_ = {line_, column_};
    put("'\u00e4 team':");
    if (maybe(2)) put(" ~");
    end_line();
  }

  void write_section(const Plan& section, const std::string& indent, bool flow) {
    if (maybe(6)) put(" &a" + std::to_string(line_) + "x" + std::to_string(column_));
    if (flow) {
      put(" {");
      bool first = true;
      for (const auto& child : section.children) {
        if (!std::exchange(first, false)) put(maybe(2) ? ", " : ",   ");
        write_field(child, indent, true);
      }
      put("}");
      return in_flow_ ? void() : end_line();
    }
    end_line();
    for (const auto& child : section.children) {
      put(indent);
      write_field(child, indent, false);
    }
  }

  // Writes one entry and, in block style, the end of its line.
  void write_field(const Plan& field, const std::string& indent, bool flow) {
    const bool planted = with_fault_ && field.planted;
    if (planted && fault_ == Fault::duplicate_key) {
      write_entry(field, indent, flow, false);
      put(flow ? ", " : indent);
    }
    write_entry(field, indent, flow, planted);
  }

  void write_entry(const Plan& field, const std::string& indent, bool flow, bool planted) {
    const bool at_key =
        planted && (fault_ == Fault::unknown_field || fault_ == Fault::duplicate_key);
    if (at_key) position_ = {line_, column_};
    const std::string name =
        std::string(field.spec->name) + (planted && fault_ == Fault::unknown_field ? "x" : "");
    put(maybe(5) ? "\"" + name + "\":" : name + ":");
    if (field.spec->type == FieldType::section) {
      const bool was_in_flow = std::exchange(in_flow_, flow);
      write_section(field, indent + "  ", flow || maybe(5));
      in_flow_ = was_in_flow;
      return;
    }
    put(maybe(4) ? "   " : " ");
    write_value(field, indent, flow, planted);
  }

  void write_value(const Plan& field, const std::string& indent, bool flow, bool planted) {
    if (planted && fault_ == Fault::wrong_item) return write_bad_list(indent, flow);
    if (planted && fault_ == Fault::wrong_type) {
      position_ = {line_, column_};
      put(bad_value(field.spec->type));
    } else {
      if (maybe(8)) put("&b" + std::to_string(line_) + "x" + std::to_string(column_) + " ");
      put(good_value(field.spec->type));
    }
    if (!flow) end_line();
  }

  // A list on one line is reported as a whole; on several lines, its item is.
  void write_bad_list(const std::string& indent, bool flow) {
    if (flow || maybe(2)) {
      position_ = {line_, column_};
      put("[1, soon]");
      if (!flow) end_line();
      return;
    }
    end_line();
    for (const std::string_view item : {"1", "soon", "3"}) {
      put(indent + "- ");
      if (item == "soon") position_ = {line_, column_};
      put(item);
      end_line();
    }
  }

  std::mt19937 random_;
  Fault fault_;
  std::string_view line_end_ = random_() % 3 == 0 ? "\r\n" : "\n";
  std::vector<Plan> tenants_;
  bool with_fault_ = false;
  bool in_flow_ = false;
  std::string text_;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  Position position_;
};

class Plants : public testing::TestWithParam<Fault> {};

TEST_P(Plants, AreFoundAtTheirSpotAndAlone) {
  for (unsigned seed = 0; seed < files; ++seed) {
    Planter planter(seed, GetParam());
    const auto good = planter.write(false);
    ASSERT_EQ(judge_overrides(good, {}).tempo_accepts, true) << good << findings(good);
    const auto text = planter.write(true);
    auto found = judge_overrides(text, {}).diagnostics;
    std::erase_if(found, [](const Diagnostic& d) { return !d.tempo_rejects; });
    ASSERT_EQ(found.size(), 1U) << "seed " << seed << "\n" << text << findings(text);
    EXPECT_EQ(found[0].code, code_of(GetParam())) << "seed " << seed << "\n" << text;
    EXPECT_EQ(found[0].position, planter.position()) << "seed " << seed << "\n"
                                                     << text << findings(text);
  }
}

INSTANTIATE_TEST_SUITE_P(Random, Plants,
                         testing::Values(Fault::unknown_field, Fault::wrong_type, Fault::wrong_item,
                                         Fault::duplicate_key, Fault::null_tenant));

}  // namespace
}  // namespace tempo_admission::tempo
