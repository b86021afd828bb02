"""`check`: what the webhook would say, from files, in four formats."""

import json
import os
import pty
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from program import BINARY, check_json, clean_environment, run
from reviews import GOOD_TENANT, TYPO, overrides, review, service

MANIFEST = """# Source: chart/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: tempo-querier
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/component: querier}
spec:
  ports: [{name: http-metrics, port: 3200, targetPort: 3200}]
---
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: tempo-runtime
  namespace: tracing
  labels: {app.kubernetes.io/name: tempo, app.kubernetes.io/version: "3.0.3"}
data:
  overrides.yaml: |

    overrides:
      team-a:
        ingestion:
          rate_limit_byte: 15000000
      team-b:
"""


def findings(report):
    return [finding for result in report["results"] for finding in result["findings"]]


def errors(report):
    return [finding for finding in findings(report) if finding["severity"] == "error"]


@pytest.fixture
def manifest(tmp_path):
    file = tmp_path / "manifest.yaml"
    file.write_text(MANIFEST)
    return file


def test_the_json_report_has_the_contracts_shape(manifest):
    code, report = check_json(manifest)
    assert code == 1
    assert list(report) == ["results", "summary"]
    for result in report["results"]:
        assert list(result) == ["file", "line", "kind", "namespace", "name", "allowed", "patch", "tempoAccepts",
                                "tempoRuns", "tempoVersion", "tempoVersionFrom", "findings"]
        for finding in result["findings"]:
            assert list(finding) == ["rule", "code", "severity", "mode", "message", "key", "path", "line", "column",
                                     "fileLine", "fileColumn", "hint", "edits", "tempoRejects", "tempoFatal"]
    assert report["summary"] == {"files": 1, "objects": 2, "selected": 2, "allowed": 1, "denied": 1, "patched": 1,
                                 "errors": 2, "warnings": report["summary"]["warnings"]}


def test_a_service_is_mutated_and_the_result_is_good(manifest):
    _, report = check_json(manifest)
    querier = report["results"][0]
    assert (querier["kind"], querier["namespace"], querier["name"]) == ("Service", "default", "tempo-querier")
    assert (querier["line"], querier["allowed"], querier["findings"]) == (2, True, [])
    assert querier["patch"] == [{"op": "add", "path": "/metadata/annotations",
                                 "value": {"prometheus.io/path": "/metrics", "prometheus.io/port": "3200",
                                           "prometheus.io/scrape": "true"}}]
    assert querier["tempoAccepts"] is None


def test_a_fault_in_a_block_scalar_is_placed_in_the_string_and_in_the_file(manifest):
    _, report = check_json(manifest)
    runtime = report["results"][1]
    assert runtime["namespace"] == "tracing"
    assert runtime["tempoAccepts"] is False
    assert runtime["tempoRuns"] is False
    assert (runtime["tempoVersion"], runtime["tempoVersionFrom"]) == ("3.0", "label")
    typo, empty = errors(report)
    assert (typo["code"], typo["path"]) == ("overrides/unknown-field", "team-a.ingestion.rate_limit_byte")
    assert (typo["line"], typo["column"], typo["fileLine"], typo["fileColumn"]) == (5, 7, 23, 11)
    assert (empty["code"], empty["line"], empty["column"]) == ("overrides/null-tenant", 6, 3)
    assert (empty["fileLine"], empty["fileColumn"]) == (24, 7)
    assert typo["tempoRejects"] and "rate_limit_bytes" in typo["hint"]
    assert (typo["tempoFatal"], empty["tempoFatal"]) == (None, "load")


def test_the_text_report_points_at_the_line(manifest):
    done = run("check", manifest)
    text = done.stdout.decode()
    assert done.returncode == 1
    assert f"{manifest}:23:11: error: " in text
    assert "    23 |           rate_limit_byte: 15000000\n       |           ^\n" in text
    assert "\x1b[" not in text
    assert text.splitlines()[-1].startswith("1 file, 2 objects, 2 selected by a rule: 1 allowed (1 patched), 1 denied;")


def test_colours_are_for_terminals_without_no_color(manifest):

    def on_a_terminal(environment):
        master, slave = pty.openpty()
        with subprocess.Popen([BINARY, "check", str(manifest)], stdout=slave, stderr=subprocess.DEVNULL,
                              env=clean_environment({"TERM": "xterm", **environment})):
            os.close(slave)
            text = b""
            try:
                while chunk := os.read(master, 65536):
                    text += chunk
            except OSError:  # how Linux reports that the other side is closed
                pass
        os.close(master)
        return text

    assert b"\x1b[1;31m" in on_a_terminal({})
    assert b"\x1b[" not in on_a_terminal({"NO_COLOR": "1"})


def test_the_sarif_report_has_what_code_scanning_reads(manifest):
    log = json.loads(run("check", "--format", "sarif", manifest).stdout)
    assert log["version"] == "2.1.0"
    (only_run,) = log["runs"]
    ids = [rule["id"] for rule in only_run["tool"]["driver"]["rules"]]
    typo = next(result for result in only_run["results"] if result["ruleId"] == "overrides/unknown-field")
    assert ids[typo["ruleIndex"]] == typo["ruleId"]
    assert typo["level"] == "error" and "rate_limit_byte" in typo["message"]["text"]
    physical = typo["locations"][0]["physicalLocation"]
    assert physical["region"] == {"startLine": 23, "startColumn": 11}
    assert physical["artifactLocation"]["uri"].endswith("manifest.yaml")


def test_a_finding_is_explained_without_a_file():
    done = run("check", "--explain", "overrides/null-tenant")
    page = done.stdout.decode()
    assert done.returncode == 0 and done.stderr == b""
    assert page.startswith("### overrides/null-tenant\n\n*error, Tempo crashes*: ")
    assert "\nBad:\n\n```yaml\noverrides:\n  \"team-a\":\n```\n" in page
    assert page.endswith("See docs/overrides.md#overridesnull-tenant\n")


def test_an_unknown_code_exits_2_and_names_the_nearest():
    done = run("check", "--explain", "null-tenent")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "unknown code 'null-tenent'; did you mean 'overrides/null-tenant'?" in done.stderr.decode()


def test_the_edit_of_a_typo_is_placed_in_the_string_and_in_the_file(manifest):
    _, report = check_json(manifest)
    typo = next(finding for finding in findings(report) if finding["code"] == "overrides/unknown-field")
    (edit,) = typo["edits"]
    assert (edit["line"], edit["column"]) == (typo["line"], typo["column"])
    in_file = edit["inFile"]
    assert (in_file["line"], in_file["column"]) == (typo["fileLine"], typo["fileColumn"])
    line = manifest.read_text().split("\n")[in_file["line"] - 1]
    assert line[in_file["column"] - 1:in_file["endColumn"] - 1] == typo["path"].rsplit(".", 1)[1]


def test_the_junit_report_has_a_case_for_each_object(manifest):
    root = ElementTree.fromstring(run("check", "--format", "junit", manifest).stdout)
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["Service default/tempo-querier"].find("failure") is None
    failure = cases["ConfigMap tracing/tempo-runtime"].find("failure")
    assert failure.get("type") == "overrides/unknown-field"
    assert "manifest.yaml:23:11" in failure.text and "manifest.yaml:24:7" in failure.text


@pytest.mark.parametrize("fail_on, code", [("error", 0), ("warning", 1), ("never", 0)])
def test_the_exit_code_for_warnings_is_asked_for(tmp_path, fail_on, code):
    file = tmp_path / "o.yaml"
    file.write_text("overrides:\n  team-a:\n    compaction: {block_retention: 48h}\n")
    assert run("check", "--overrides", "--fail-on", fail_on, file).returncode == code


@pytest.mark.parametrize("fail_on, code", [("error", 1), ("never", 0)])
def test_the_exit_code_for_errors_is_asked_for(manifest, fail_on, code):
    assert run("check", "--fail-on", fail_on, manifest).returncode == code


def test_an_error_in_audit_mode_is_still_an_error(manifest):
    code, report = check_json("--mode", "audit", manifest)
    assert code == 1
    assert all(result["allowed"] and not result["patch"] for result in report["results"])
    assert {finding["mode"] for finding in findings(report)} == {"audit"}
    assert len(errors(report)) == 2


def test_a_phase_narrows_it(manifest):
    _, report = check_json("--phase", "validate", manifest)
    assert [finding["code"] for finding in report["results"][0]["findings"]] == ["service/missing-annotation"] * 3
    assert report["results"][0]["patch"] == []


def test_lists_and_reviews_and_json_are_read_alike(tmp_path):
    items = [service(), overrides(TYPO)]
    inputs = {"list.json": json.dumps({"apiVersion": "v1", "kind": "List", "items": items}),
              "review.json": review(overrides(TYPO)),
              "object.json": json.dumps(overrides(TYPO))}
    for name, text in inputs.items():
        (tmp_path / name).write_text(text)
        code, report = check_json(tmp_path / name)
        assert code == 1, name
        assert [finding["code"] for finding in errors(report)] == ["overrides/unknown-field"], name
        assert [finding["fileLine"] for finding in errors(report)] == [None], name


def test_the_standard_input_is_a_file_named_dash():
    code, report = check_json("-", stdin=MANIFEST)
    assert code == 1
    assert {result["file"] for result in report["results"]} == {"-"}


def test_a_namespace_fills_what_a_manifest_leaves_out(manifest):
    _, report = check_json("--namespace", "elsewhere", manifest)
    assert [result["namespace"] for result in report["results"]] == ["elsewhere", "tracing"]


def test_a_json_file_with_half_surrogates_pairs_is_read(tmp_path):
    file = tmp_path / "o.json"
    file.write_text(json.dumps(overrides("# \U0001f600\n" + TYPO)))
    _, report = check_json(file)
    assert [finding["line"] for finding in errors(report)] == [5]


@pytest.mark.parametrize("text, said", [
    ("a: [", "bad.yaml:"),
    ("just text\n", "bad.yaml:1:1: a Kubernetes object must be a mapping"),
    ("kind: Service\n", "bad.yaml:1:1: a Kubernetes object must have an apiVersion and a kind"),
    (GOOD_TENANT, "use --overrides"),
    ("per_tenant_overrides: {}\n", "use --values"),
])
def test_what_cannot_be_read_exits_2_and_says_where(tmp_path, manifest, text, said):
    bad = tmp_path / "bad.yaml"
    bad.write_text(text)
    done = run("check", "--format", "json", bad, manifest)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert len(json.loads(done.stdout)["results"]) == 2  # the other file is judged all the same


def test_directories_and_missing_files_exit_2(tmp_path):
    for path in (tmp_path, tmp_path / "missing.yaml"):
        done = run("check", path)
        assert done.returncode == 2
        assert str(path) in done.stderr.decode()


def test_an_alias_bomb_in_a_manifest_is_refused_quickly(tmp_path):
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    file = tmp_path / "bomb.yaml"
    file.write_text("apiVersion: v1\nkind: ConfigMap\n" + "\n".join(lines))
    done = run("check", file)
    assert done.returncode == 2
    assert "aliases expanded" in done.stderr.decode()


def test_an_overrides_file_is_judged_at_its_own_positions(tmp_path):
    file = tmp_path / "overrides.yaml"
    file.write_text(TYPO)
    code, report = check_json("--overrides", file)
    (finding,) = errors(report)
    assert code == 1
    assert (finding["line"], finding["column"]) == (finding["fileLine"], finding["fileColumn"]) == (4, 7)


def test_the_flag_beats_the_label_and_an_unknown_version_is_said(manifest):
    done = run("check", "--format", "json", "--tempo-version", "4.1", manifest)
    result = json.loads(done.stdout)["results"][1]
    assert (result["tempoVersion"], result["tempoVersionFrom"]) == ("3.0", "flag")
    assert "4.1 is newer than any known version" in done.stderr.decode()


def test_an_upgrade_check_shows_the_scoped_form_ready_to_paste(tmp_path):
    file = tmp_path / "overrides.yaml"
    file.write_text("overrides:\n  team-a:\n    ingestion_rate_limit_bytes: 15000000\n"
                    "    ingestion_burst_size_bytes: 20000000\n")
    code, before = check_json("--overrides", "--tempo-version", "2.10", file)
    assert code == 0 and before["results"][0]["tempoAccepts"] is True
    done = run("check", "--overrides", "--tempo-version", "3.0", file)
    text = done.stdout.decode()
    assert done.returncode == 1
    assert "rate_limit_bytes: 15000000" in text and "burst_size_bytes: 20000000" in text
    assert "ingestion:" in text


VALUES = """# values of the chart
tempo:
  structuredConfig: {}
per_tenant_overrides:
  team-a:
    ingestion:
      rate_limit_byte: 15000000
provisioner:
  additionalTenants:
  - name: Team_A
    secretNamespace: tempo
other: x
"""


def test_helm_values_are_judged_where_people_write_them(tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text(VALUES)
    code, report = check_json("--values", file)
    assert code == 1
    by_name = {result["name"]: result for result in report["results"]}
    (typo,) = [f for f in by_name["per_tenant_overrides"]["findings"] if f["severity"] == "error"]
    assert (typo["code"], typo["fileLine"], typo["fileColumn"]) == ("overrides/unknown-field", 7, 7)
    tenant = by_name["provisioner.additionalTenants"]["findings"][0]
    assert (tenant["fileLine"], tenant["fileColumn"]) == (10, 11)


@pytest.mark.parametrize("text, line, column", [
    ("overrides: |\n  overrides:\n    team-a:\n      ingestion:\n        rate_limit_byte: 1\n", 5, 9),
    ("overrides:\n  team-a:\n    ingestion:\n      rate_limit_byte: 1\n", 4, 7),
    ("tempo:\n  per_tenant_overrides:\n    team-a:\n      ingestion:\n        rate_limit_byte: 1\nx: y\n", 5, 9),
    ('"per_tenant_overrides":\n    team-a: {ingestion: {rate_limit_byte: 1}}\n', 2, 26),
    ("d: &d {rate_limit_byte: 1}\nper_tenant_overrides:\n  team-a: {ingestion: *d}\n", 1, 8),
    ("x: &x\n  team-a: {ingestion: {rate_limit_byte: 1}}\nper_tenant_overrides: *x\n", 2, 24),
    ("{per_tenant_overrides: {team-a: {ingestion: {rate_limit_byte: 1}}}}\n", 1, 46),
])
def test_every_way_to_write_values(tmp_path, text, line, column):
    file = tmp_path / "values.yaml"
    file.write_text(text)
    _, report = check_json("--values", file)
    (typo,) = errors(report)
    assert typo["code"] == "overrides/unknown-field"
    assert (typo["fileLine"], typo["fileColumn"]) == (line, column)


def test_values_without_tenants_are_no_silent_success(tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text("overrides:\n  defaults: {}\n")
    done = run("check", "--values", file)
    assert done.returncode == 2
    assert "no tenants found" in done.stderr.decode()


def test_overrides_that_no_rule_is_for_are_no_silent_success(tmp_path, policy):
    file = tmp_path / "overrides.yaml"
    file.write_text(TYPO)
    done = run("check", "--overrides", "--policy", policy("services: []\n"), file)
    assert done.returncode == 2
    assert "the policy has no rule for per-tenant overrides" in done.stderr.decode()


def test_overrides_are_judged_by_rules_that_look_for_other_labels_and_keys(tmp_path, policy):
    rules = """tenants:
- name: ours
  mode: enforce
  selector: {matchLabels: {team: tracing}}
  namespaces: ["traces-*"]
  key: limits.yaml
  format: overrides
"""
    file = tmp_path / "overrides.yaml"
    file.write_text(TYPO)
    _, report = check_json("--overrides", "--policy", policy(rules), file)
    assert [(finding["rule"], finding["key"], finding["fileLine"]) for finding in errors(report)] \
        == [("ours", "limits.yaml", 4)]


def test_a_line_that_may_hold_a_credential_is_not_shown(tmp_path):
    file = tmp_path / "overrides.yaml"
    file.write_text("overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n"
                    "    metrics_generator:\n      remote_write_headers: {Authorization: Bearer hunter2hunter2}\n")
    done = run("check", "--overrides", file)
    assert b"hunter2hunter2" not in done.stdout


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_value_from_a_file_is_named_and_not_shown(tmp_path, policy, manifest, output):
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "contact").write_text("hunter2")
    file = policy("mode: enforce\nservices:\n- name: contact\n"
                  "  selector: {matchLabels: {app.kubernetes.io/name: tempo}}\n"
                  "  annotations: {example.com/contact: {fromFile: contact}}\n")
    done = run("check", "--format", output, "--policy", file, "--values-dir", tmp_path / "values", manifest)
    assert b"<from file contact>" in done.stdout
    assert b"hunter2" not in done.stdout


PROVISIONER_ONLY = """apiVersion: tempo-admission.io/v1alpha1
kind: Policy
mode: enforce
tenants:
- name: overrides
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  key: overrides.yaml
  format: overrides
  allowedChangers: ["system:serviceaccount:tempo:provisioner"]
"""


def test_who_will_apply_a_manifest_is_not_asked_and_who_sent_a_review_is(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text(PROVISIONER_ONLY)
    sent = tmp_path / "review.json"
    sent.write_text(review(overrides(GOOD_TENANT)))
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(overrides(GOOD_TENANT)))
    assert errors(check_json("--policy", policy, manifest)[1]) == []
    code, report = check_json("--policy", policy, sent)
    assert (code, [finding["code"] for finding in errors(report)]) == (1, ["tenants/changer-not-allowed"])
