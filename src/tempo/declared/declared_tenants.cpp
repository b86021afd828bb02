#include "tempo_admission/tempo/declared_tenants.hpp"

#include <algorithm>

#include "tempo/declared/reader.hpp"
#include "tempo/declared/report.hpp"
#include "tempo/declared/rules.hpp"
#include "tempo/declared/secrets.hpp"
#include "tempo/overrides/second_document.hpp"

namespace tempo_admission::tempo {
namespace {

constexpr std::size_t deepest_nesting = 100;  // the format itself nests six levels

// Instructions for a node, and for a byte that may be part of a credential; measured with
// callgrind, rounded up.
constexpr std::uint64_t for_node = 2000;
constexpr std::uint64_t for_byte = 200;

Result<yaml::Document, Diagnostic> read_part(std::string_view text, const yaml::Limits& limits) {
  const auto spend = [&](std::uint64_t instructions, std::string_view doing) {
    return limits.effort == nullptr || limits.effort->spend(steps_of(instructions), doing);
  };
  if (!spend(text.size() * for_byte, "looking for credentials"))
    return tl::unexpected(yaml::too_costly(*limits.effort, {}));
  auto document = yaml::read(text, limits);
  if (document && !spend(document->node_count() * for_node, "reading the tenants"))
    return tl::unexpected(yaml::too_costly(*limits.effort, {}));
  return document;
}

// The readable documents and their parts; errors of the others have been reported.
std::vector<std::pair<std::size_t, yaml::Document>> read_parts(
    const std::vector<DeclaredTenantsPart>& parts, const DeclaredTenantsSettings& settings,
    DeclaredReport& report) {
  auto limits = settings.yaml;
  limits.max_depth = std::min(limits.max_depth, deepest_nesting);
  std::vector<std::pair<std::size_t, yaml::Document>> documents;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto document = read_part(parts[i].text, limits);
    if (!document) {
      report.add(i, std::move(document.error()));
      check_lines_for_secrets(parts[i].text, i, report);
      continue;
    }
    if (document->more_documents())
      report.add(declared::more_documents, {i, "", find_second_document(parts[i].text)},
                 "a second YAML document follows, which nothing reads",
                 "put everything into the first document, or into separate keys");
    limits.max_bytes -= std::min(limits.max_bytes, parts[i].text.size());
    limits.max_nodes -= document->node_count();
    documents.emplace_back(i, *std::move(document));
  }
  return documents;
}

}  // namespace

DeclaredTenantsJudgement judge_declared_tenants(const std::vector<DeclaredTenantsPart>& parts,
                                                const DeclaredTenantsSettings& settings) {
  DeclaredReport report(parts, settings.max_diagnostics);
  const auto documents = read_parts(parts, settings, report);
  Declaration declaration;
  for (const auto& [part, document] : documents) {
    for (auto& twin : yaml::duplicate_keys(document)) report.add(part, std::move(twin));
    read_declared(document, part, report, declaration);
    check_values_for_secrets(document, part, report);
    check_comments_for_secrets(parts[part].text, part, report);
  }
  check_declared(declaration, settings, report);

  DeclaredTenantsJudgement judgement;
  judgement.diagnostics = report.take();
  judgement.more_diagnostics = report.more();
  judgement.unlisted_codes = report.take_unlisted_codes();
  for (const auto& tenant : declaration.tenants)
    if (tenant.name) judgement.tenants.emplace_back(tenant.name->text);
  return judgement;
}

}  // namespace tempo_admission::tempo
