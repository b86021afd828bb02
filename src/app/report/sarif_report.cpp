// SARIF 2.1.0 (OASIS): one run, one rule per code, one result per finding.
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "app/explain/finding_index.hpp"
#include "app/explain/finding_page.hpp"
#include "app/program_version.hpp"
#include "app/report/report_formats.hpp"
#include "tempo_admission/base/clean_text.hpp"

namespace tempo_admission::app {
namespace {

using Json = nlohmann::ordered_json;

bool may_stand_in_uri(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// A relative reference (RFC 3986); the first segment of one must not look like a scheme.
std::string uri_of(std::string_view file) {
  if (file == "-") return "stdin";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : file) {
    if (may_stand_in_uri(c)) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += digits[byte >> 4U];
    uri += digits[byte & 0xFU];
  }
  return uri;
}

Json region_of(const CheckResult& result, const ReportedFinding& reported) {
  if (!reported.in_file) return {{"startLine", result.line}};
  return {{"startLine", reported.in_file->line}, {"startColumn", reported.in_file->column}};
}

std::string message_of(const policy::Finding& finding) {
  std::string text = finding.what.message;
  if (!finding.what.hint.empty()) text += "\n" + finding.what.hint;
  return text;
}

Json replacement_of(const Edit& edit) {
  return {{"deletedRegion",
           {{"startLine", edit.begin.line},
            {"startColumn", edit.begin.column},
            {"endLine", edit.end.line},
            {"endColumn", edit.end.column}}},
          {"insertedContent", {{"text", edit.replacement}}}};
}

// One fix, of all edits; none if one of them cannot be made in the file.
Json fixes_of(const CheckResult& result, const ReportedFinding& reported) {
  Json replacements = Json::array();
  for (const auto& edit : reported.edits_in_file) {
    if (!edit) return Json::array();
    replacements.push_back(replacement_of(*edit));
  }
  if (replacements.empty()) return Json::array();
  const Json change{{"artifactLocation", {{"uri", uri_of(result.file)}}},
                    {"replacements", std::move(replacements)}};
  return Json::array({{{"description", {{"text", reported.finding.what.hint}}},
                       {"artifactChanges", Json::array({change})}}});
}

Json result_of(const CheckResult& result, const ReportedFinding& reported, std::size_t rule) {
  const policy::Finding& finding = reported.finding;
  std::string object = result.kind + '/' + result.namespace_name + '/' + result.name;
  if (!finding.what.path.empty()) object += ':' + finding.what.path;
  const Json location{
      {"physicalLocation",
       {{"artifactLocation", {{"uri", uri_of(result.file)}}},
        {"region", region_of(result, reported)}}},
      {"logicalLocations", Json::array({{{"fullyQualifiedName", object}, {"kind", "object"}}})}};
  const auto fatal = finding.what.tempo_fatal;
  return {{"ruleId", finding.what.code},
          {"ruleIndex", rule},
          {"level", finding.what.severity == Severity::error ? "error" : "warning"},
          {"message", {{"text", message_of(finding)}}},
          {"locations", Json::array({location})},
          {"fixes", fixes_of(result, reported)},
          {"properties",
           {{"policyRule", finding.rule},
            {"mode", to_string(finding.mode)},
            {"tempoRejects", finding.what.tempo_rejects},
            {"tempoFatal", fatal == Fatal::never ? Json() : Json(to_string(fatal))}}}};
}

// What a viewer shows beside each result of the rule.
Json rule_of(const std::string& code) {
  Json rule{{"id", code}};
  const FindingInfo* info = find_finding(code);
  if (info == nullptr) return rule;
  const std::string page = page_section(*info);
  rule["shortDescription"] = {{"text", info->meaning}};
  rule["fullDescription"] = {{"text", std::string(info->meaning) + ": " + severity_words(*info)}};
  rule["help"] = {{"text", page}, {"markdown", page}};
  if (const auto address = page_address(*info); !address.empty()) rule["helpUri"] = address;
  const bool is_error = severity_of(info->effect) == Severity::error;
  rule["defaultConfiguration"] = {{"level", is_error ? "error" : "warning"}};
  return rule;
}

std::set<std::string> codes_of(const Report& report) {
  std::set<std::string> codes;
  for (const CheckResult& result : report.results) {
    for (const ReportedFinding& reported : result.findings) {
      codes.insert(reported.finding.what.code);
    }
  }
  return codes;
}

Json results_of(const Report& report, const std::set<std::string>& codes) {
  Json results = Json::array();
  for (const CheckResult& result : report.results) {
    for (const ReportedFinding& reported : result.findings) {
      const auto rule = std::distance(codes.begin(), codes.find(reported.finding.what.code));
      results.push_back(result_of(result, reported, static_cast<std::size_t>(rule)));
    }
  }
  return results;
}

}  // namespace

std::string write_sarif(const Report& report) {
  const std::set<std::string> codes = codes_of(report);
  Json rules = Json::array();
  for (const std::string& code : codes) rules.push_back(rule_of(code));
  const Json driver{
      {"name", "tempo-admission"}, {"version", program_version}, {"rules", std::move(rules)}};
  const Json run{{"tool", {{"driver", driver}}},
                 {"columnKind", "unicodeCodePoints"},
                 {"results", results_of(report, codes)}};
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}};
  return escape_deceptive(log.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace tempo_admission::app
