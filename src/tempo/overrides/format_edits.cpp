#include "tempo/overrides/format_edits.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "tempo/overrides/tenant_reader.hpp"
#include "tempo_admission/base/line_index.hpp"

namespace tempo_admission::tempo {
namespace {

// A larger file is converted with a script anyway; this bounds the work.
constexpr std::size_t max_tenants = 100;

bool is_about_format(const Diagnostic& diagnostic) {
  return diagnostic.code == code::legacy_format.code ||
         diagnostic.code == code::mixed_formats.code ||
         diagnostic.code == code::legacy_deprecated.code;
}

// The block is a whole entry of a block mapping, and its text holds nothing but keys and values.
bool can_be_rewritten(std::string_view line_before, std::string_view block) {
  constexpr std::array<std::string_view, 4> lost = {"#", "&", " *", "<<"};
  const auto has = [&](std::string_view piece) { return block.find(piece) != block.npos; };
  const bool is_first_on_line = line_before.find_first_not_of(' ') == line_before.npos;
  const bool is_balanced =
      std::count(block.begin(), block.end(), '{') == std::count(block.begin(), block.end(), '}');
  return is_first_on_line && is_balanced && !block.ends_with(',') &&
         std::none_of(lost.begin(), lost.end(), has);
}

// The scoped form loses no value.
bool is_complete(const Tenant& tenant) {
  const bool has_secret = std::any_of(tenant.fields.begin(), tenant.fields.end(),
                                      [](const Field& field) { return field.value.secret; });
  return !tenant.is_null && !tenant.block.empty() && tenant.unread_fields.empty() && !has_secret;
}

class FormatEdits {
 public:
  FormatEdits(std::string_view text, OverridesJudgement& judgement)
      : text_(text), lines_(text), judgement_(judgement) {}

  void add() {
    for (std::size_t i = 0; i < judgement_.diagnostics.size(); ++i) {
      auto& diagnostic = judgement_.diagnostics[i];
      if (!is_about_format(diagnostic)) continue;
      // A file has one format: where Tempo still accepts this one, all tenants change at once.
      if (diagnostic.code == code::legacy_deprecated.code)
        diagnostic.edits = edits_of_all();
      else if (auto edit = edit_of(judgement_.diagnostic_tenants[i]))
        diagnostic.edits = {*std::move(edit)};
    }
  }

 private:
  [[nodiscard]] std::vector<Edit> edits_of_all() const {
    std::vector<Edit> edits;
    for (std::uint32_t i = 0; i < judgement_.tenants.size(); ++i) {
      auto edit = edit_of(i);
      if (!edit) return {};
      edits.push_back(*std::move(edit));
    }
    return edits;
  }

  // Another error in the tenant may be about a field that the scoped form lacks.
  [[nodiscard]] bool has_other_error(std::uint32_t index) const {
    for (std::size_t i = 0; i < judgement_.diagnostics.size(); ++i) {
      const auto& other = judgement_.diagnostics[i];
      const auto tenant = judgement_.diagnostic_tenants[i];
      const bool concerns = tenant == index || tenant == UnlistedFinding::no_tenant;
      if (concerns && other.severity == Severity::error && !is_about_format(other)) return true;
    }
    return !judgement_.unlisted.empty();
  }

  [[nodiscard]] std::optional<Edit> edit_of(std::uint32_t index) const {
    const auto* tenant = judgement_.tenant_of(index);
    if (tenant == nullptr || !is_complete(*tenant) || has_other_error(index)) return std::nullopt;
    const auto begin = lines_.offset_of(tenant->position);
    const auto line = lines_.offset_of_line(tenant->position.line);
    if (!can_be_rewritten(text_.substr(line, begin - line), tenant->block)) return std::nullopt;
    return Edit{tenant->position, lines_.position(begin + tenant->block.size()),
                indented_form(*tenant)};
  }

  // The first line takes the place of the tenant's key; the others are as far to the right.
  static std::string indented_form(const Tenant& tenant) {
    auto form = scoped_form(tenant);
    form.pop_back();  // the last line break
    const std::string indent(tenant.position.column - 1, ' ');
    for (auto at = form.find('\n'); at != form.npos; at = form.find('\n', at + 1))
      form.insert(at + 1, indent);
    return form;
  }

  std::string_view text_;
  LineIndex lines_;
  OverridesJudgement& judgement_;
};

}  // namespace

void add_format_edits(std::string_view text, OverridesJudgement& judgement) {
  const auto& found = judgement.diagnostics;
  if (judgement.tenants.size() > max_tenants ||
      std::none_of(found.begin(), found.end(), is_about_format))
    return;
  FormatEdits(text, judgement).add();
}

}  // namespace tempo_admission::tempo
