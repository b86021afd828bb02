"""The seven expectations that users have of an audit mode (six here, the fifth through check on a dump), and warn."""

import json

import pytest
from program import check_json, wait_until
from reviews import TYPO, annotations_added, overrides, patch_of, review, service

RULES = """services:
- name: metrics
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {prometheus.io/scrape: "true"}
tenants:
- name: overrides
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  key: overrides.yaml
  format: overrides
"""


@pytest.fixture
def in_mode(serve, policy):
    return lambda mode: serve("--policy", policy(f"mode: {mode}\n{RULES}"))


@pytest.mark.parametrize("mode", ["audit", "warn"])
def test_case_101_expectation_1_nothing_is_blocked_and_nothing_is_changed(in_mode, mode):
    server = in_mode(mode)
    changed = server.post("mutate", review(service())).review
    refused = server.post("validate", review(overrides(TYPO))).review
    assert changed["allowed"] and patch_of(changed) == [] and "patchType" not in changed
    assert refused["allowed"] and "status" not in refused


def test_case_118_expectation_2_the_caller_is_told_in_warn_and_only_there(in_mode):
    warned = in_mode("warn")
    warnings = [*warned.post("mutate", review(service())).review["warnings"],
                *warned.post("validate", review(overrides(TYPO))).review["warnings"]]
    assert any("prometheus.io/scrape" in warning for warning in warnings)
    assert any("rate_limit_byte" in warning for warning in warnings)
    assert all(len(warning) <= 120 and warning.isprintable() for warning in warnings)
    audited = in_mode("audit")
    assert "warnings" not in audited.post("mutate", review(service())).review
    assert "warnings" not in audited.post("validate", review(overrides(TYPO))).review


@pytest.mark.parametrize("mode", ["audit", "warn"])
def test_expectation_3_one_number_for_each_rule(in_mode, mode):
    server = in_mode(mode)
    for _ in range(3):
        server.post("mutate", review(service()))
        server.post("validate", review(overrides(TYPO)))
    assert server.metric("tempo_admission_would_patch_total", rule="metrics", mode=mode) == 3
    assert server.metric("tempo_admission_would_deny_total", rule="overrides", mode=mode) == 3


def test_expectation_4_each_hit_can_be_found_without_the_api_servers_audit_log(in_mode):
    server = in_mode("audit")
    server.post("validate", review(overrides(TYPO)))
    line = wait_until(lambda: server.lines("admission decision"), "the decision is logged")[0]
    assert line["user"] == "alice"
    assert (line["kind"], line["namespace"], line["name"]) == ("ConfigMap", "tempo", "tempo-runtime")
    assert line["outcome"] == "would_deny"
    (finding,) = [finding for finding in line["findings"] if finding["severity"] == "error"]
    assert finding["rule"] == "overrides"
    assert finding["code"] == "overrides/unknown-field"
    assert finding["path"] == "team-a.ingestion.rate_limit_byte"
    assert (finding["line"], finding["column"]) == (4, 7)


def test_expectation_5_objects_that_exist_already_are_counted_by_check_on_a_dump(policy):
    dump = {"apiVersion": "v1", "kind": "List", "items": [service(), overrides(TYPO)]}
    code, report = check_json("--policy", policy(f"mode: audit\n{RULES}"), "-", stdin=json.dumps(dump))
    assert code == 1
    codes = [finding["code"] for result in report["results"] for finding in result["findings"]]
    assert "service/would-patch" in codes
    assert "overrides/unknown-field" in codes
    assert all(result["allowed"] and result["patch"] == [] for result in report["results"])


def test_expectation_6_enforce_and_back_is_one_field_and_no_restart(serve, policy):
    file = policy(f"mode: audit\n{RULES}")
    server = serve("--policy", file)
    for mode, denied in (("enforce", True), ("audit", False)):
        policy(f"mode: {mode}\n{RULES}")
        wait_until(lambda denied=denied: server.post("validate", review(overrides(TYPO))).review["allowed"]
                   is not denied, f"{mode} is in use")
    assert not server.exited()


@pytest.mark.parametrize("mode", ["audit", "warn", "enforce"])
def test_expectation_7_every_record_names_its_mode(in_mode, mode):
    server = in_mode(mode)
    answer = server.post("mutate", review(service())).review
    line = wait_until(lambda: server.lines("admission decision"), "the decision is logged")[0]
    assert [rule["mode"] for rule in line["rules"]] == [mode]
    assert server.metric("tempo_admission_rule_decisions_total", rule="metrics", mode=mode) == 1
    assert mode in json.dumps(answer["auditAnnotations"])


def test_audit_annotations_hold_the_patch_that_was_held_back(in_mode):
    answer = in_mode("audit").post("mutate", review(service())).review
    assert "prometheus.io/scrape" in json.dumps(answer["auditAnnotations"])


def test_off_is_as_if_the_rule_were_not_there(in_mode):
    server = in_mode("off")
    answer = server.post("mutate", review(service())).review
    assert answer["allowed"] and patch_of(answer) == [] and "auditAnnotations" not in answer
    assert server.metric("tempo_admission_rule_decisions_total") == 0


def test_the_ceiling_turns_enforce_into_audit(serve, policy):
    server = serve("--policy", policy(f"mode: enforce\n{RULES}"), "--mode", "audit")
    assert server.post("validate", review(overrides(TYPO))).review["allowed"]


def test_case_121_rules_of_three_modes_on_one_object(serve, policy):
    rule = """- name: {name}
  mode: {mode}
  selector: {{matchLabels: {{app.kubernetes.io/name: tempo}}}}
  annotations: {{example.com/{name}: "1"}}
"""
    text = "services:\n" + "".join(rule.format(name=f"by-{mode}", mode=mode) for mode in ("enforce", "warn", "audit"))
    server = serve("--policy", policy(text))
    answer = server.post("mutate", review(service())).review
    assert annotations_added(answer) == {"example.com/by-enforce": "1"}
    assert any("by-warn" in warning for warning in answer["warnings"])
    assert not any("by-audit" in warning for warning in answer["warnings"])
    assert server.metric("tempo_admission_rule_decisions_total", outcome="patched") == 1
    assert server.metric("tempo_admission_rule_decisions_total", outcome="would_patch") == 2


def test_case_100_dry_run_is_answered_alike_and_counted_apart(in_mode):
    server = in_mode("enforce")
    wet = server.post("mutate", review(service())).review
    dry = server.post("mutate", review(service(), dryRun=True)).review
    assert patch_of(wet) == patch_of(dry) != []
    assert server.metric("tempo_admission_requests_total", dry_run="true") == 1
    assert server.metric("tempo_admission_requests_total", dry_run="false") == 1
