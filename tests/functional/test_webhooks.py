"""`policy webhooks` prints what a policy needs, `policy validate --webhooks` compares it with what is registered."""

import base64
import json

import pytest
import yaml

from program import ROOT, run, wait_until

MANIFESTS = ROOT / "manifests"
PROTECTED = ("mode: enforce\ntenants:\n- name: limits\n  format: overrides\n  key: limits.yaml\n"
             "  selector: {matchLabels: {tier: gold}}\n  deleteProtection: true\n")


def printed(*arguments):
    """The two configurations, mutating first."""
    done = run("policy", "webhooks", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return list(yaml.safe_load_all(done.stdout))


def shipped():
    return [yaml.safe_load((MANIFESTS / "base" / f"{kind}-webhooks.yaml").read_text())
            for kind in ("mutating", "validating")]


def without_failure_policies(configurations):
    for configuration in configurations:
        for webhook in configuration["webhooks"]:
            webhook.pop("failurePolicy")
    return configurations


def test_the_manifests_are_those_of_the_default_policy():
    assert without_failure_policies(shipped()) == without_failure_policies(printed())


def test_the_manifests_are_those_of_their_own_policy():
    own = printed("--policy", MANIFESTS / "base" / "policy.yaml")
    assert without_failure_policies(shipped()) == without_failure_policies(own)


def test_the_overlays_change_failure_policies_alone():
    patch = yaml.safe_load((MANIFESTS / "overlays" / "enforce" / "fail-closed-for-tenants.yaml").read_text())
    closed = [w["name"] for w in printed("--fail-closed")[1]["webhooks"] if w["failurePolicy"] == "Fail"]
    assert [w["name"] for w in patch["webhooks"]] == closed
    assert all(set(w) == {"name", "failurePolicy"} for w in patch["webhooks"])


def test_it_fails_open_unless_asked_otherwise_and_services_always_do():
    for flags in ([], ["--fail-open"]):
        assert {w["failurePolicy"] for c in printed(*flags) for w in c["webhooks"]} == {"Ignore"}
    mutating, validating = printed("--fail-closed")
    assert {w["failurePolicy"] for w in mutating["webhooks"]} == {"Ignore"}
    assert {w["name"]: w["failurePolicy"] for w in validating["webhooks"]} == {
        "services.tempo-admission.io": "Ignore", "overrides.tempo-admission.io": "Fail",
        "tenants.tempo-admission.io": "Fail"}


def test_the_webhook_is_where_it_is_said_to_be(tmp_path):
    ca = tmp_path / "ca.crt"
    ca.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    for configuration, path in zip(printed("--namespace", "guards", "--service", "tempo-guard", "--ca-bundle", ca),
                                   ("/mutate", "/validate")):
        for webhook in configuration["webhooks"]:
            client = webhook["clientConfig"]
            assert client["service"] == {"name": "tempo-guard", "namespace": "guards", "port": 443, "path": path}
            assert base64.b64decode(client["caBundle"]) == ca.read_bytes()
            left_out, = webhook["namespaceSelector"]["matchExpressions"]
            assert left_out["values"] == ["guards", "kube-system"]


@pytest.mark.parametrize("content", ["", "x", "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\n"])
def test_a_ca_bundle_is_certificates_and_nothing_secret(tmp_path, content):
    (tmp_path / "ca.crt").write_text(content)
    done = run("policy", "webhooks", "--ca-bundle", tmp_path / "ca.crt")
    assert done.returncode == 2 and b"ca.crt: " in done.stderr and not done.stdout


@pytest.mark.parametrize("flags", [["--namespace", "A"], ["--service", ""], ["--fail-open", "--fail-closed"],
                                   ["--output", "json"], ["--policy", "missing.yaml"]], ids=" ".join)
def test_a_wrong_flag_prints_nothing_and_exits_2(flags):
    done = run("policy", "webhooks", *flags)
    assert done.returncode == 2 and done.stderr and not done.stdout


def test_helm_values_are_the_same_webhooks():
    values, = printed("--output", "helm")
    mutating, validating = printed()
    assert values == {"webhooks": {"mutating": mutating["webhooks"], "validating": validating["webhooks"]}}


def test_values_from_files_are_not_needed(policy):
    file = policy("services:\n- name: a\n  selector: {matchLabels: {a: b}}\n"
                  "  annotations: {example.com/a: {fromFile: secret}}\n")
    assert [w["name"] for w in printed("--policy", file)[0]["webhooks"]] == ["services.tempo-admission.io"]


def test_a_policy_of_ones_own_gets_webhooks_of_its_own(policy):
    webhook, = printed("--policy", policy(PROTECTED))[1]["webhooks"]
    assert webhook["rules"][0]["operations"] == ["CREATE", "UPDATE", "DELETE"]
    assert webhook["objectSelector"] == {"matchLabels": {"tier": "gold"}}
    condition, = webhook["matchConditions"]
    assert "'limits.yaml.gz' in oldObject.?binaryData" in condition["expression"]
    for word in ("name", "annotations", "user"):
        assert word not in condition["expression"]


def test_no_condition_is_about_names_annotations_or_users():
    for configuration in printed():
        for webhook in configuration["webhooks"]:
            for condition in webhook.get("matchConditions", []):
                assert not any(word in condition["expression"] for word in ("metadata", "request")), condition


def write(path, configurations):
    path.write_text(yaml.safe_dump_all(configurations))
    return path


def test_the_printed_webhooks_send_all_that_the_policy_judges(policy, tmp_path):
    for text in (PROTECTED, run("policy", "default").stdout.decode().split("kind: Policy\n")[1]):
        file = policy(text)
        registered = write(tmp_path / "registered.yaml", printed("--policy", file, "--namespace", "elsewhere"))
        done = run("policy", "validate", "--webhooks", registered, file)
        assert done.returncode == 0, done.stdout.decode()
        assert b"registered.yaml: sends all that the policy judges" in done.stdout


def test_what_is_never_sent_is_reported_rule_by_rule(policy, tmp_path):
    registered = write(tmp_path / "registered.yaml", printed())
    done = run("policy", "validate", "--webhooks", registered, policy(PROTECTED))
    assert done.returncode == 1
    assert b"registered.yaml: not everything is sent to tenants/limits (validate): " in done.stdout


def test_a_list_from_kubectl_is_read_too(tmp_path):
    listed = tmp_path / "registered.json"
    listed.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": printed()}))
    done = run("policy", "validate", "--webhooks", listed, MANIFESTS / "base" / "policy.yaml")
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("content", ["", "a: [", "kind: ConfigMap\napiVersion: v1\n"])
def test_a_file_without_webhook_configurations_is_not_compared(tmp_path, content):
    (tmp_path / "registered.yaml").write_text(content)
    done = run("policy", "validate", "--webhooks", tmp_path / "registered.yaml", MANIFESTS / "base" / "policy.yaml")
    assert done.returncode == 2 and b"registered.yaml: " in done.stderr


# Each makes the webhooks of the default policy send less than it judges.
NARROWER = {
    "operation": lambda w: w["rules"][0].update(operations=["CREATE"]),
    "resource": lambda w: w["rules"][0].update(resources=["secrets"]),
    "scope": lambda w: w["rules"][0].update(scope="Cluster"),
    "group": lambda w: w["rules"][0].update(apiGroups=["apps"]),
    "label": lambda w: w["objectSelector"]["matchLabels"].update(team="a"),
    "namespace": lambda w: w["namespaceSelector"]["matchExpressions"][0]["values"].append("tempo"),
    "namespace label": lambda w: w["namespaceSelector"].update(matchLabels={"guarded": "true"}),
    "condition": lambda w: w.setdefault("matchConditions", []).append(
        {"name": "x", "expression": "object.metadata.name != 'kube-root-ca.crt'"}),
    "name": lambda w: w.update(name="webhook.example.com"),
    "operator": lambda w: w["objectSelector"].update(matchExpressions=[{"key": "a", "operator": "Near"}]),
}


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("change", NARROWER)
def test_a_narrower_webhook_is_found(tmp_path, change, index):
    configurations = printed()
    NARROWER[change](configurations[1]["webhooks"][index])
    registered = write(tmp_path / "registered.yaml", configurations)
    done = run("policy", "validate", "--webhooks", registered, MANIFESTS / "base" / "policy.yaml")
    assert done.returncode == 1, done.stdout.decode()


# And these send more, or the same.
WIDER = {
    "operations": lambda w: w["rules"][0].update(operations=["*"]),
    "resources": lambda w: w["rules"][0].update(resources=["*/*"], apiGroups=["*"], apiVersions=["*"], scope="*"),
    "objects": lambda w: w.pop("objectSelector"),
    "namespaces": lambda w: w.update(namespaceSelector={}),
    "conditions": lambda w: w.pop("matchConditions", None),
    "several rules": lambda w: w.update(rules=[{**w["rules"][0], "operations": [o]} for o in ("CREATE", "UPDATE")]),
}


@pytest.mark.parametrize("change", WIDER)
def test_a_wider_webhook_is_good(tmp_path, change):
    configurations = printed()
    for configuration in configurations:
        for webhook in configuration["webhooks"]:
            WIDER[change](webhook)
    registered = write(tmp_path / "registered.yaml", configurations)
    done = run("policy", "validate", "--webhooks", registered, MANIFESTS / "base" / "policy.yaml")
    assert done.returncode == 0, done.stdout.decode()


BEYOND = "tempo_admission_reloads_beyond_webhooks_total"
RULES = "tempo_admission_rules_beyond_webhooks"
WARNING = "the policy needs more than the registered webhooks send"


def test_a_reload_that_needs_more_than_is_registered_is_logged_and_counted(serve, policy, tmp_path):
    plain = PROTECTED.replace("  deleteProtection: true\n", "")
    file = policy(plain)
    registered = write(tmp_path / "registered.yaml", printed("--policy", file))
    server = serve("--policy", file, "--webhooks", registered, "--own-namespace", "tempo-admission",
                   "--poll-interval", "1h")
    assert server.metric(BEYOND) == server.metric(RULES) == 0

    policy(PROTECTED)
    line = wait_until(lambda: server.lines(WARNING), "the reload is logged")[0]
    assert line["detail"] == "tenants/limits (validate): no webhook is called for DELETE of configmaps"
    assert server.metric(BEYOND) == server.metric(RULES) == 1

    write(registered, printed("--policy", file))
    wait_until(lambda: server.metric(RULES) == 0, "the new copy is seen")
    assert server.metric(BEYOND) == 1
    assert server.metric("tempo_admission_reloads_total", what="policy", result="success") == 2


def test_a_start_with_more_than_is_registered_is_logged_and_serves(serve, policy, tmp_path):
    registered = write(tmp_path / "registered.yaml", printed())
    server = serve("--policy", policy(PROTECTED), "--webhooks", registered)
    wait_until(lambda: server.lines(WARNING), "the start is logged")
    assert server.metric(BEYOND) == 1 and server.get("/readyz").status == 200


def test_a_copy_that_cannot_be_read_stops_nothing(serve, tmp_path):
    server = serve("--webhooks", tmp_path / "missing.yaml", "--poll-interval", "100ms")
    wait_until(lambda: server.lines("registered webhooks not compared"), "the missing copy is logged")
    assert server.get("/readyz").status == 200 and server.metric(BEYOND) == 0
    write(tmp_path / "missing.yaml", printed("--namespace", "elsewhere"))
    wait_until(lambda: server.lines(WARNING), "the copy is found")
