#include "app/explain/finding_page.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/explain/finding_index.hpp"
#include "app/program_version.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

// Codes by what is before the '/'; the rest is in the page of the policy's own findings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> pages = {{
    {"yaml/", "overrides.md"},
    {"overrides/", "overrides.md"},
    {"declared/", "declared-tenants.md"},
}};

std::string_view page_of(std::string_view code) {
  const auto* const page = std::find_if(
      pages.begin(), pages.end(), [&](const auto& entry) { return code.starts_with(entry.first); });
  return page == pages.end() ? "policy-findings.md" : page->second;
}

// What separates the findings of one room into parts of a page.
std::string_view group_of(const FindingInfo& info) {
  if (!info.section.empty()) return info.section;
  if (is_refused(info.effect)) return "refused";
  if (info.effect == Effect::fatal_later) return "fatal";
  return info.effect == Effect::error ? "error" : "warning";
}

std::string_view without_first_break(std::string_view text) {
  return text.starts_with('\n') ? text.substr(1) : text;
}

std::string example_section(std::string_view title, const FindingExample& example) {
  std::string section = "\n" + std::string(title);
  if (!example.options.empty()) section += " (`" + std::string(example.options) + "`)";
  return section + ":\n\n```yaml\n" + example.file() + "```\n";
}

}  // namespace

std::string severity_words(const FindingInfo& info) {
  std::string words = severity_of(info.effect) == Severity::error ? "error" : "warning";
  if (info.effect == Effect::refused) words += ", Tempo refuses";
  if (fatal_of(info.effect) != Fatal::never) words += ", Tempo crashes";
  if (!info.otherwise.empty()) words += "; " + std::string(info.otherwise);
  return words;
}

std::string page_link(const FindingInfo& info) {
  std::string anchor(info.code);
  std::erase(anchor, '/');
  return std::string(page_of(info.code)) + '#' + anchor;
}

std::string page_address(const FindingInfo& info) {
  const std::string_view docs = docs_address;
  return docs.empty() ? std::string() : std::string(docs) + '/' + page_link(info);
}

std::string page_section(const FindingInfo& info) {
  std::string section = "### " + std::string(info.code) + "\n\n";
  section += "*" + severity_words(info) + "*: " + std::string(info.meaning) + ".\n\n";
  section += std::string(without_first_break(info.why)) + '\n';
  if (!info.bad.text.empty())
    section += example_section("Bad", info.bad) + example_section("Good", info.good);
  return section;
}

std::string all_pages_as_json() {
  Json all = Json::array();
  for (const auto* info : all_findings())
    all.push_back({{"code", info->code},
                   {"severity", severity_words(*info)},
                   {"meaning", info->meaning},
                   {"group", group_of(*info)},
                   {"page", page_link(*info)},
                   {"markdown", page_section(*info)}});
  return all.dump(2) + '\n';
}

}  // namespace tempo_admission::app
