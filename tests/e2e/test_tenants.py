"""Tenant ConfigMaps in the overlay `enforce`: refused with a readable message, or stored."""

import base64
import json

import pytest
import yaml

from harness.faulty_webhook import allow
from harness.objects import BAD_OVERRIDES, GOOD_OVERRIDES, tenants, tempo_labels, unique
from harness.processes import wait_until
from harness.second_webhook import second_webhook

# Line and column in the text of overrides.yaml, as a person counts them in an editor.
TYPO = ("overrides.yaml:4:7", "rate_limit_byte", "did you mean 'rate_limit_bytes'?")
EMPTY_TENANT = ("overrides.yaml:5:3", "team-b")


@pytest.fixture(scope="module")
def installation(install):
    return install("enforce")


@pytest.fixture(scope="module")
def namespace(cluster, installation):
    return cluster.create_namespace("tenants")


def says_both_faults(text):
    return all(part in text for part in (*TYPO, *EMPTY_TENANT))


def test_good_overrides_are_stored(cluster, namespace):
    answer = cluster.api.create(tenants(namespace, GOOD_OVERRIDES))
    assert answer.ok and not answer.warnings, answer.message


def test_refusal_is_unprocessable_and_names_each_field(cluster, namespace):
    answer = cluster.api.create(tenants(namespace, BAD_OVERRIDES))
    assert (answer.code, answer.body["reason"]) == (422, "Invalid")
    fields = {cause["field"] for cause in answer.body["details"]["causes"]}
    assert fields == {"data[overrides.yaml].team-a.ingestion.rate_limit_byte", "data[overrides.yaml].team-b"}


@pytest.mark.parametrize("verb", [["create"], ["apply"], ["apply", "--server-side"]], ids=" ".join)
def test_kubectl_names_the_object_and_every_fault_with_line_and_column(cluster, namespace, verb):
    bad = tenants(namespace, BAD_OVERRIDES)
    done = cluster.kubectl(*verb, "-f", "-", stdin=json.dumps(bad), check=False)
    assert done.returncode == 1
    printed = done.stderr.splitlines()
    headline = printed.index(f'The ConfigMap "{bad["metadata"]["name"]}" is invalid: ')
    first, second = printed[headline + 1:]
    assert first.startswith("* data[overrides.yaml].team-a.ingestion.rate_limit_byte: overrides.yaml:4:7: "), first
    assert "did you mean 'rate_limit_bytes'?" in first
    assert second.startswith("* data[overrides.yaml].team-b: overrides.yaml:5:3: "), second


def test_bad_overrides_are_refused_at_once(cluster, namespace):
    """By the mutating webhook, before any other one spends work on them."""
    before = [calls(cluster, kind) for kind in ("admit", "validating")]
    assert not cluster.api.create(tenants(namespace, BAD_OVERRIDES)).ok
    assert [calls(cluster, kind) for kind in ("admit", "validating")] == [before[0] + 1, before[1]]


def calls(cluster, kind):
    return cluster.webhook_calls("overrides.tempo-admission.io", kind)


def test_final_word_is_about_what_a_second_webhook_made_of_them(cluster, local_certificate, namespace):
    """Good when ours saw them first, bad when they would be stored."""
    def spoil(review, _path):
        return allow(review, [{"op": "replace", "path": "/data/overrides.yaml", "value": BAD_OVERRIDES}])

    with second_webhook(cluster, local_certificate, namespace, "configmaps", spoil):
        answer = wait_until(lambda: refused(cluster, namespace), "the second webhook to be called")
        assert answer.code == 422 and says_both_faults(answer.message), answer.message


def refused(cluster, namespace):
    answer = cluster.api.create(tenants(namespace, GOOD_OVERRIDES), dry_run=True)
    return None if answer.ok else answer


def test_update_that_breaks_a_good_file_is_refused(cluster, namespace):
    made = tenants(namespace, GOOD_OVERRIDES)
    cluster.api.create(made)
    answer = cluster.api.merge("ConfigMap", namespace, made["metadata"]["name"],
                               {"data": {"overrides.yaml": BAD_OVERRIDES}})
    assert answer.code == 422 and says_both_faults(answer.message), answer.message
    stored = cluster.api.get("ConfigMap", namespace, made["metadata"]["name"]).body
    assert stored["data"]["overrides.yaml"] == GOOD_OVERRIDES


def test_dry_run_is_judged_too(cluster, namespace):
    assert cluster.api.create(tenants(namespace, BAD_OVERRIDES), dry_run=True).code == 422


def test_server_side_apply_is_judged_too(cluster, namespace):
    assert cluster.api.apply(tenants(namespace, BAD_OVERRIDES)).code == 422


def test_binary_data_does_not_hide_the_file(cluster, namespace):
    hidden = tenants(namespace, "")
    hidden["binaryData"] = {"overrides.yaml": base64.b64encode(b"overrides:\n  team-a:\n").decode()}
    del hidden["data"]
    answer = cluster.api.create(hidden)
    assert answer.code == 422 and "team-a" in answer.message, answer.message


def test_declared_tenants_are_judged(cluster, namespace):
    declared = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"tenants.yaml": "tenants: [{name: 'a/b'}]\n"},
                "metadata": {"name": unique("declared"), "namespace": namespace,
                             "labels": {"tempo-admission.io/tenants": "true"}}}
    answer = cluster.api.create(declared)
    assert answer.code in (403, 422) and "tenants.tempo-admission.io" in answer.message, answer.message


def test_delete_is_not_held_up(cluster, namespace):
    made = tenants(namespace, GOOD_OVERRIDES)
    cluster.api.create(made)
    assert cluster.api.delete("ConfigMap", namespace, made["metadata"]["name"]).ok


DECLARED = {"tempo-admission.io/tenants": "true"}
LEADER = {"control-plane.alpha.kubernetes.io/leader": "{}"}


@pytest.mark.parametrize("metadata", [
    {"name": "kube-root-ca.crt", "labels": tempo_labels()},
    {"name": "leader", "labels": tempo_labels(), "annotations": LEADER},
    {"name": "kube-root-ca.crt", "labels": DECLARED},
    {"name": "leader", "labels": DECLARED, "annotations": LEADER},
    {"name": "unlabelled"},
    {"name": "no-overrides", "labels": tempo_labels()},
], ids=lambda metadata: f"{metadata['name']}-{''.join(metadata.get('labels', ['none']))}")
def test_cluster_machinery_never_reaches_the_webhook(cluster, namespace, metadata):
    """Its keys are not ours, even where somebody gave it our labels."""
    data = {"ca.crt": "x", "tempo.yaml": "target: all\n"}
    if metadata["name"] == "unlabelled":
        data["overrides.yaml"] = BAD_OVERRIDES
    before = all_calls(cluster)
    answer = cluster.api.create({"apiVersion": "v1", "kind": "ConfigMap", "data": data,
                                 "metadata": {**metadata, "namespace": namespace}}, dry_run=True)
    assert answer.ok, answer.message
    assert all_calls(cluster) == before


@pytest.mark.parametrize("labels, key, text", [(tempo_labels(), "overrides.yaml", BAD_OVERRIDES),
                                               (DECLARED, "tenants.yaml", "tenants: [{name: 'a/b'}]\n")])
@pytest.mark.parametrize("metadata", [{"name": "kube-root-ca.crt"}, {"name": "leader", "annotations": LEADER},
                                      {"generateName": "kube-root-ca.crt"}], ids=lambda metadata: "".join(metadata))
def test_the_name_or_annotation_of_cluster_machinery_hides_nothing(cluster, namespace, metadata, labels, key, text):
    answer = cluster.api.create({"apiVersion": "v1", "kind": "ConfigMap", "data": {key: text},
                                 "metadata": {**metadata, "namespace": namespace, "labels": labels}}, dry_run=True)
    assert answer.code == 422, answer.message


def all_calls(cluster):
    return [cluster.webhook_calls(f"{name}.tempo-admission.io", kind)
            for name in ("overrides", "tenants") for kind in ("admit", "validating")]


def test_helm_install_fails_with_the_same_message_and_upgrade_repairs_it(cluster, namespace, folder):
    chart = write_chart(folder / "tenants-chart")
    bad = folder / "bad-values.yaml"
    bad.write_text(yaml.safe_dump({"overrides": BAD_OVERRIDES}))
    good = folder / "good-values.yaml"
    good.write_text(yaml.safe_dump({"overrides": GOOD_OVERRIDES}))
    failed = cluster.helm("install", "tenants", str(chart), "-n", namespace, "-f", str(bad), check=False)
    assert failed.returncode == 1 and says_both_faults(failed.stderr), failed.stderr
    cluster.helm("upgrade", "tenants", str(chart), "-n", namespace, "-f", str(good))
    status = json.loads(cluster.helm("status", "tenants", "-n", namespace, "-o", "json").stdout)
    assert status["info"]["status"] == "deployed"
    stored = cluster.api.get("ConfigMap", namespace, "tenants-overrides").body
    assert stored["data"]["overrides.yaml"] == GOOD_OVERRIDES


def write_chart(folder):
    """A chart whose one template is a tenant ConfigMap."""
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: tenants\nversion: 0.1.0\n")
    (folder / "templates" / "overrides.yaml").write_text("""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-overrides
  labels:
    app.kubernetes.io/name: tempo
data:
  overrides.yaml: |
{{ .Values.overrides | indent 4 }}
""")
    return folder
