#include "policy/judge/service.hpp"

#include <algorithm>
#include <array>

#include "policy/finding_lists.hpp"
#include "policy/tenants/severity.hpp"
#include "tempo_admission/kube/annotations.hpp"

namespace tempo_admission::policy {
namespace code {

constexpr FindingInfo would_patch{
    .code = "service/would-patch",
    .effect = Effect::warning,
    .meaning = "modes `warn` and `audit`: an annotation that `enforce` would add",
    .why = R"(
The rule is in mode `warn` or `audit`, so the Service stays as it is. In `enforce` the annotation
would be added.)",
    .bad = {"mode=audit", R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {"mode=audit", R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "3200", prometheus.io/path: /metrics}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

constexpr FindingInfo missing_annotation{
    .code = "service/missing-annotation",
    .effect = Effect::warning,
    .cause = Cause::missing,
    .meaning = "`/validate`: an annotation of the rule is missing",
    .otherwise = "error if the rule has `required: true`",
    .why = R"(
The final object lacks the annotation: the mutating webhook was not called, or something removed
the annotation afterwards. This is a warning so that a mutation that failed open does not block an
installation.)",
    .bad = {"phase=validate", R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {"phase=validate", R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "3200", prometheus.io/path: /metrics}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

constexpr FindingInfo different_value{
    .code = "service/different-value",
    .effect = Effect::warning,
    .meaning = "an annotation has another value than the rule's; it is kept",
    .why = R"(
An existing value is never overwritten, because somebody chose it. If it is the wrong one, fix it
where the Service is written.)",
    .bad = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9090", prometheus.io/path: /metrics}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "3200", prometheus.io/path: /metrics}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

constexpr FindingInfo unresolved_template{
    .code = "service/unresolved-template",
    .effect = Effect::warning,
    .meaning = "a value template that the Service cannot fill in; the annotation is left out",
    .why = R"(
The rule's template asks for a port or a label that this Service does not have. An annotation with
half a value would be worse than none. Let the rule select only Services that have it, for example
with `ports`. A port is a TCP port; if its `targetPort` is a name, only the pods know the number, so
write a number unless the port is one of Tempo's own.)",
    .bad = {{}, R"(
# the rule
annotations: {example.com/team: '{{ label "team" }}'}
---
# the Service
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {{}, R"(
# the rule
annotations: {example.com/team: '{{ label "app.kubernetes.io/component" }}'}
---
# the Service
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

constexpr FindingInfo annotations_too_large{
    .code = "service/annotations-too-large",
    .effect = Effect::warning,
    .meaning = "the annotations would exceed 256 KiB, so none are added",
    .why = R"(
Kubernetes refuses an object with more than 256 KiB of annotations, so the Service would be
refused because of the patch. Nothing is added instead.)",
    .bad = {"padded-to=262144", R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {example.com/notes: "PADDING"}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {example.com/notes: "short"}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

constexpr FindingInfo scrapes_memberlist{
    .code = "service/scrapes-memberlist",
    .effect = Effect::warning,
    .meaning = "Prometheus would scrape port 7946, which does not speak HTTP",
    .why = R"(
Port 7946 speaks memberlist, not HTTP. Each scrape is an error line in Tempo, and the target is
always down. The pods serve their metrics on their HTTP port, through their own Services.)",
    .bad = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-gossip-ring
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: gossip-ring}
  annotations: {prometheus.io/scrape: "true", prometheus.io/port: "7946"}
spec:
  ports:
  - {name: gossip-ring, port: 7946})"},
    .good = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-gossip-ring
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: gossip-ring}
  annotations: {prometheus.io/scrape: "false"}
spec:
  ports:
  - {name: gossip-ring, port: 7946})"},
};

constexpr FindingInfo malformed_metadata{
    .code = "service/malformed-metadata",
    .effect = Effect::warning,
    .meaning = "labels or annotations that are not a map of strings; the Service is left alone",
    .why = R"(
Only an untyped client can send this, and no rule can judge it. The API server refuses the Service
anyway.)",
    .bad = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/port: 3200}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
    .good = {{}, R"(
apiVersion: v1
kind: Service
metadata:
  name: tempo-distributor
  namespace: tempo
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: distributor}
  annotations: {prometheus.io/port: "3200"}
spec:
  ports:
  - {name: http-metrics, port: 3200})"},
};

}  // namespace code

namespace {

constexpr std::string_view scrape_key = "prometheus.io/scrape";
constexpr std::string_view port_key = "prometheus.io/port";
constexpr std::string_view memberlist_port = "7946";
constexpr std::int64_t memberlist_port_number = 7946;

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

bool has_port(const std::vector<kube::ServicePort>& ports, const std::string& name) {
  return std::any_of(ports.begin(), ports.end(),
                     [&](const auto& p) { return p.name == name && p.can_serve_http(); });
}

bool looks_at_ports(const ServiceRule& rule) {
  return !rule.ports.empty() || !rule.without_ports.empty();
}

bool ports_match(const ServiceRule& rule, const std::vector<kube::ServicePort>& ports) {
  const auto is_there = [&](const std::string& name) { return has_port(ports, name); };
  return (rule.ports.empty() || std::any_of(rule.ports.begin(), rule.ports.end(), is_there)) &&
         std::none_of(rule.without_ports.begin(), rule.without_ports.end(), is_there);
}

// An annotation that a rule requires and no earlier rule provides.
struct Claim {
  const AnnotationRule* annotation;
  const ServiceRule* rule;
  std::size_t hit;  // index into Decision::rules

  [[nodiscard]] bool is_enforced() const { return rule->mode == Mode::enforce; }
};

struct Missing {
  Claim claim;
  std::string value;

  // The value as it may be shown: injected values are hidden.
  [[nodiscard]] std::string shown() const {
    const auto* injected = std::get_if<InjectedValue>(&claim.annotation->value);
    return injected ? "<from file " + injected->file + ">" : value;
  }
};

// The same message in both phases, so that the API server, which drops duplicates, shows it once.
std::string missing_text(const Missing& missing) {
  return "annotation " + missing.claim.annotation->key + ": " + quoted(missing.shown()) +
         (missing.claim.is_enforced() ? " is missing" : " is missing and would be added");
}

class ServiceJudge {
 public:
  ServiceJudge(const Model& model, kube::Phase phase, const kube::AdmissionRequest& request,
               Decision& decision)
      : model_(model), phase_(phase), request_(request), decision_(decision) {}

  void judge() {
    if (is_malformed_throughout()) return;
    find_hits();
    if (hits_.empty()) return;
    if (service().annotations().state() == kube::StringMap::State::malformed) {
      note_malformed(hits_.front(), "metadata.annotations is not a map of strings");
      return;
    }
    claim_annotations();
    missing_.reserve(claims_.size());
    for (const auto& claim : claims_) judge_claim(claim);
    drop_what_does_not_fit();
    check_memberlist();
    if (phase_ == kube::Phase::mutate)
      hand_out_missing();
    else
      report_missing();
  }

 private:
  [[nodiscard]] const kube::Object& service() const { return request_.object; }

  const std::vector<kube::ServicePort>& ports() {
    if (!ports_) ports_ = service().service_ports();
    return *ports_;
  }

  // Malformed metadata, which no rule can judge: only untyped clients can send it.
  bool is_malformed_throughout() {
    const bool no_labels = service().labels().state() == kube::StringMap::State::malformed;
    if (service().has_metadata() && !no_labels) return false;
    const auto rule = std::max_element(
        model_.services.begin(), model_.services.end(),
        [](const ServiceRule& a, const ServiceRule& b) { return a.mode < b.mode; });
    if (rule == model_.services.end() || rule->mode == Mode::off) return true;
    note_malformed(&*rule, no_labels ? "metadata.labels is not a map of strings"
                                     : "the Service has no metadata");
    return true;
  }

  void note_malformed(const ServiceRule* rule, std::string message) {
    note(*rule, code::malformed_metadata, Severity::warning, std::move(message), "metadata",
         "nothing was changed");
  }

  void find_hits() {
    for (std::size_t i = 0; i < model_.services.size(); ++i) {
      const auto& rule = model_.services[i];
      if (rule.mode == Mode::off || !covers(rule.filter, request_.operation)) continue;
      if (!selects(rule.filter, service(), request_)) continue;
      if (looks_at_ports(rule) && !ports_match(rule, ports())) continue;
      hits_.push_back(&rule);
      decision_.rules.push_back({.rule = i, .mode = rule.mode});
    }
  }

  // A rule in audit or warn must not change what enforced rules do: an annotation that it claims
  // stays available to them.
  void claim(const AnnotationRule& annotation, std::size_t hit) {
    const Claim wanted{&annotation, hits_[hit], hit};
    for (const auto& earlier : claims_) {
      const bool stands_in_the_way = earlier.is_enforced() || !wanted.is_enforced();
      if (earlier.annotation->key == annotation.key && stands_in_the_way) return;
    }
    claims_.push_back(wanted);
  }

  void claim_annotations() {
    std::size_t most = hits_.size() * model_.common_annotations.size();
    for (const auto* rule : hits_) most += rule->annotations.size();
    claims_.reserve(most);
    for (std::size_t hit = 0; hit < hits_.size(); ++hit)
      for (const auto& annotation : hits_[hit]->annotations) claim(annotation, hit);
    for (std::size_t hit = 0; hit < hits_.size(); ++hit)
      for (const auto& annotation : model_.common_annotations) claim(annotation, hit);
  }

  Result<std::string> value_of(const AnnotationRule& annotation) {
    if (const auto* injected = std::get_if<InjectedValue>(&annotation.value))
      return injected->value;
    const auto& value = std::get<ValueTemplate>(annotation.value);
    if (const auto literal = value.literal()) return std::string(*literal);
    return render(value, {request_.namespace_name, request_.name, service(), ports()});
  }

  void judge_claim(const Claim& claim) {
    const auto& key = claim.annotation->key;
    const auto present = service().annotations().find(key);
    auto value = value_of(*claim.annotation);
    if (value && !present) {
      missing_.push_back({claim, std::move(*value)});
    } else if (value && *present != *value) {
      const Missing wanted{claim, std::move(*value)};
      note(*claim.rule, code::different_value, Severity::warning,
           "annotation " + key + " is not " + quoted(wanted.shown()) + ", the value of the rule",
           annotation_path(key), "existing values are never overwritten");
    } else if (!value && !present) {
      note(*claim.rule, code::unresolved_template, Severity::warning,
           "annotation " + key + " cannot be added: " + value.error().message, annotation_path(key),
           "nothing was added");
    }
  }

  // The API server rejects an object with more than 256 KiB of annotations, so add none of ours.
  void drop_what_does_not_fit() {
    if (missing_.empty()) return;
    std::size_t bytes = service().annotations().total_bytes();
    for (const auto& m : missing_) bytes += m.claim.annotation->key.size() + m.value.size();
    if (bytes <= kube::total_annotation_limit_bytes) return;
    note(*missing_.front().claim.rule, code::annotations_too_large, Severity::warning,
         "the annotations would take " + std::to_string(bytes) + " bytes; Kubernetes allows 262144",
         "metadata.annotations", "nothing was added");
    missing_.clear();
  }

  void hand_out_missing() {
    kube::Annotations now;
    kube::Annotations later;
    for (auto& m : missing_) {
      decision_.rules[m.claim.hit].would_patch = true;
      const auto& key = m.claim.annotation->key;
      if (m.claim.is_enforced()) {
        now.emplace(key, std::move(m.value));
        continue;
      }
      later.emplace(key, m.shown());
      note(*m.claim.rule, code::would_patch, Severity::warning, missing_text(m),
           annotation_path(key), m.claim.rule->reason);
    }
    if (!now.empty()) decision_.patch = kube::add_missing(service().annotations(), std::move(now));
    if (!later.empty())
      decision_.would_patch = kube::add_missing(service().annotations(), std::move(later));
  }

  void report_missing() {
    for (const auto& m : missing_) {
      const auto& key = m.claim.annotation->key;
      note(*m.claim.rule, code::missing_annotation,
           m.claim.rule->required ? Severity::error : Severity::warning, missing_text(m),
           annotation_path(key), m.claim.rule->reason);
    }
  }

  // The value of the annotation after the patch is applied.
  [[nodiscard]] std::string_view effective(std::string_view key) const {
    if (const auto present = service().annotations().find(key)) return *present;
    for (const auto& m : missing_)
      if (m.claim.annotation->key == key) return m.value;
    return {};
  }

  [[nodiscard]] const ServiceRule& rule_that_gives(std::string_view key) const {
    for (const auto& claim : claims_)
      if (claim.annotation->key == key) return *claim.rule;
    return *hits_.front();
  }

  void check_memberlist() {
    const auto port = effective(port_key);
    const auto scrape = effective(scrape_key);
    if (scrape == "false") return;
    const bool all_ports = port.empty() && scrape == "true" && has_memberlist_port();
    if (port != memberlist_port && !all_ports) return;
    note(rule_that_gives(port_key), code::scrapes_memberlist, Severity::warning,
         "port 7946 speaks memberlist, not HTTP: each scrape logs an error in Tempo and the "
         "target is down",
         annotation_path(port.empty() ? scrape_key : port_key),
         "set prometheus.io/scrape: \"false\"; the pods serve their metrics on the HTTP port");
  }

  bool has_memberlist_port() {
    return std::any_of(ports().begin(), ports().end(), [](const kube::ServicePort& p) {
      return p.target_port.value_or(p.port) == memberlist_port_number;
    });
  }

  void note(const ServiceRule& rule, const FindingInfo& info, Severity severity,
            std::string message, std::string path, std::string hint) {
    Diagnostic what{.code = std::string(info.code),
                    .severity = severity,
                    .message = std::move(message),
                    .path = std::move(path),
                    .position = {},
                    .hint = std::move(hint)};
    what.cause = info.cause;
    what.severity = severity_of(model_, what);
    decision_.findings.push_back(
        {.rule = rule.name, .mode = rule.mode, .key = {}, .what = std::move(what)});
  }

  const Model& model_;
  kube::Phase phase_;
  const kube::AdmissionRequest& request_;
  Decision& decision_;
  std::optional<std::vector<kube::ServicePort>> ports_;
  std::vector<const ServiceRule*> hits_;
  std::vector<Claim> claims_;
  std::vector<Missing> missing_;
};

}  // namespace

std::string annotation_path(std::string_view key) {
  return "metadata.annotations[" + std::string(key) + "]";
}

void judge_service(const Model& model, kube::Phase phase, const kube::AdmissionRequest& request,
                   Decision& decision) {
  const bool is_write =
      request.operation == kube::Operation::create || request.operation == kube::Operation::update;
  if (is_write && request.object.present()) ServiceJudge(model, phase, request, decision).judge();
}

FindingList service_findings() {
  static constexpr std::array list = {&code::would_patch,           &code::missing_annotation,
                                      &code::different_value,       &code::unresolved_template,
                                      &code::annotations_too_large, &code::scrapes_memberlist,
                                      &code::malformed_metadata};
  return list;
}

}  // namespace tempo_admission::policy
