#include "app/serve/decision_log.hpp"

#include <algorithm>
#include <variant>

#include "app/serve/json_line.hpp"
#include "app/serve/outcome.hpp"

namespace tempo_admission::app {
namespace {

// Together with the bound on each string this bounds the line for any object: docs/limits.md.
constexpr std::size_t max_items = 20;

std::uint64_t microseconds(std::chrono::nanoseconds duration) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

void add_who_and_what(JsonLine& line, const kube::AdmissionRequest& request) {
  line.text("uid", request.uid).text("operation", to_string(request.operation));
  line.text("kind", request.kind.kind);
  if (request.request_kind.kind != request.kind.kind ||
      request.request_kind.version != request.kind.version) {
    line.text("requestVersion", request.request_kind.version);
    line.text("requestKind", request.request_kind.kind);
  }
  if (!request.sub_resource.empty()) line.text("subResource", request.sub_resource);
  line.text("namespace", request.namespace_name);
  if (!request.name.empty()) {
    line.text("name", request.name);
  } else {
    line.text("generateName", request.object.generate_name());
  }
  line.text("user", request.username).boolean("dryRun", request.dry_run);
}

void add_rules(JsonLine& line, const policy::Policy& policy, kube::Phase phase,
               const policy::Decision& decision) {
  line.begin_list("rules");
  std::size_t items = 0;
  for (const policy::RuleHit& hit : decision.rules) {
    if (hit.rule >= policy.rules().size() || items++ >= max_items) continue;
    line.begin_object();
    line.text("rule", policy.rules()[hit.rule].name).text("mode", to_string(hit.mode));
    line.text("outcome", to_string(outcome_of(hit, phase)));
    line.end_object();
  }
  line.end_list();
  if (items > max_items) line.number("ruleCount", items);
}

// RFC 6901.
std::string unescaped(std::string_view pointer_token) {
  std::string token(pointer_token);
  for (std::size_t at = 0; (at = token.find('~', at)) != std::string::npos; ++at) {
    token.replace(at, 2, token.compare(at, 2, "~1") == 0 ? "/" : "~");
  }
  return token;
}

// Keys only: values may come from a Secret.
void add_patch_keys(JsonLine& line, const JsonName& name, const std::vector<kube::PatchOp>& patch) {
  if (patch.empty()) return;
  line.begin_list(name);
  std::size_t items = 0;
  for (const kube::PatchOp& op : patch) {
    if (const auto* map = std::get_if<std::map<std::string, std::string>>(&op.value)) {
      for (const auto& entry : *map) {
        if (items++ < max_items) line.item(entry.first);
      }
    } else if (items++ < max_items) {
      const auto token = std::string_view(op.path).substr(op.path.rfind('/') + 1);
      line.item(token.find('~') == std::string_view::npos ? token : unescaped(token));
    }
  }
  line.end_list();
}

void add_findings(JsonLine& line, const policy::Decision& decision) {
  if (decision.findings.empty()) return;
  line.begin_list("findings");
  for (std::size_t index = 0; index < std::min(decision.findings.size(), max_items); ++index) {
    const policy::Finding& finding = decision.findings[index];
    line.begin_object();
    line.text("code", finding.what.code).text("rule", finding.rule);
    line.text("severity", finding.what.severity == Severity::error ? "error" : "warning");
    if (finding.what.tempo_fatal != Fatal::never)
      line.text("tempoFatal", to_string(finding.what.tempo_fatal));
    if (!finding.what.path.empty()) line.text("path", finding.what.path);
    if (finding.what.position.known()) {
      line.number("line", finding.what.position.line);
      line.number("column", finding.what.position.column);
    }
    line.end_object();
  }
  line.end_list();
  line.number("findingCount", decision.findings.size());
}

void add_tenant_changes(JsonLine& line, const policy::Decision& decision) {
  using What = policy::TenantChange::What;
  if (decision.changes.empty()) return;
  line.begin_list("tenantChanges");
  for (std::size_t index = 0; index < std::min(decision.changes.size(), max_items); ++index) {
    const policy::TenantChange& change = decision.changes[index];
    line.begin_object();
    line.text("tenant", change.tenant);
    line.text("change", change.what == What::added     ? "added"
                        : change.what == What::removed ? "removed"
                                                       : "changed");
    if (!change.field.empty()) {
      line.text("field", change.field).text("old", change.before).text("new", change.after);
    }
    line.end_object();
  }
  line.end_list();
  line.number("tenantChangeCount", decision.changes.size());
}

void add_verdict(JsonLine& line, const policy::Policy& policy, kube::Phase phase,
                 const policy::Decision& decision) {
  line.text("outcome", to_string(outcome_of(decision)));
  add_rules(line, policy, phase, decision);
  add_patch_keys(line, "patchKeys", decision.patch);
  add_patch_keys(line, "wouldPatchKeys", decision.would_patch);
  add_findings(line, decision);
  if (decision.tempo_version) {
    line.text("tempoVersion", to_string(*decision.tempo_version));
    line.text("tempoVersionFrom", decision.tempo_version_from);
  }
  if (decision.tempo_accepts) line.boolean("tempoAccepts", *decision.tempo_accepts);
  if (decision.tempo_runs) line.boolean("tempoRuns", *decision.tempo_runs);
  add_tenant_changes(line, decision);
}

}  // namespace

void DecisionLog::write_fault(kube::Phase phase) {
  TextBuffer text;
  begin_line(text, LogLevel::error, "internal error, answered 500")
      .text("phase", to_string(phase))
      .finish();
  channel_->append(text.text());
}

void DecisionLog::write(const policy::Policy& policy, kube::Phase phase,
                        const policy::Admission& admission, const StageTimes& times) {
  if (!wanted_) return;
  line_.clear();
  JsonLine line(line_);
  line.text("time", time_.now()).text("level", "info");
  line.text("message", "admission decision").text("phase", to_string(phase));
  if (admission.http_status == 200) {
    add_who_and_what(line, admission.request);
    add_verdict(line, policy, phase, admission.decision);
  } else {
    line.number("status", admission.http_status).text("error", admission.error);
  }
  line.begin_object("microseconds");
  line.number("decode", microseconds(times.decode)).number("decide", microseconds(times.decide));
  line.number("encode", microseconds(times.encode));
  line.end_object();
  line.finish();
  channel_->append(line_.text());
}

}  // namespace tempo_admission::app
