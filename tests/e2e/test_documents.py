"""docs/install.md and docs/operations.md, typed in as they are: one story, in one cluster and in this order."""

import re
import shutil

import pytest

from harness import charts
from harness.documented import Reader, sections, shell_blocks
from harness.installation import CONFIGURATIONS, NAME, NAMESPACE, Installation
from harness.objects import BAD_OVERRIDES, GOOD_OVERRIDES, SERVES_METRICS, service, tenants
from harness.processes import wait_until
from harness.tools import DOCUMENTS

INSTALL, OPERATE = sections("install.md"), sections("operations.md")
FOLDER = "my-tempo-admission"
TYPED = {"1. An image", "2. A certificate", "3. Audit only", "4. Read the findings", "5. Enforce",
         "The way out, at once", "Certificates", "Changing the policy", "Webhook configurations of your own"}
AGAIN = f"kubectl apply -k {FOLDER}"


@pytest.fixture
def installation(cluster, folder):
    installation = Installation(cluster, folder / "documented")
    yield installation
    installation.stop()


def test_pages_work_as_they_are_from_the_first_command_to_the_last(cluster, folder, installation):
    reader = Reader(cluster, folder / "reader", installation.port)
    for step in (install_audit_only, read_the_findings, enforce, renew_the_certificate,
                 rotate_the_ca_in_the_order_of_the_table, change_the_policy, register_for_it, restart, back_to_audit,
                 take_the_way_out, remove_everything):
        step(cluster, reader, installation)


def test_every_section_with_commands_is_typed_in_here():
    found = {heading for page in (INSTALL, OPERATE) for heading, text in page.items() if shell_blocks(text)}
    assert found == TYPED


def install_audit_only(cluster, reader, installation):
    for heading in ("1. An image", "2. A certificate"):
        for block in shell_blocks(INSTALL[heading]):
            reader.type(block)
    apply, probe = shell_blocks(INSTALL["3. Audit only"])
    reader.type(apply)
    installation.run_pods()
    cluster.api.create({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "tempo"}})
    reader.type(probe)
    about_probe = wait_until(lambda: decisions_about("probe", "tempo", installation), "two lines in the log")
    assert sorted(record["phase"] for record in about_probe) == ["mutate", "validate"]


def decisions_about(name, namespace, installation):
    """The decisions on that object, once there are two."""
    found = [record for replica in installation.replicas for record in replica.log_records()
             if (record.get("name"), record.get("namespace")) == (name, namespace)]
    return found if len(found) == 2 else None


def read_the_findings(cluster, reader, installation):
    for obj in (service("tempo", name="old"), tenants("tempo", BAD_OVERRIDES, name="old-tenants")):
        assert cluster.api.create(obj).ok
    shutil.copytree(charts.DISTRIBUTED, reader.folder / "grafana-community" / "tempo-distributed")
    (reader.folder / "values.yaml").write_text("")
    block, = shell_blocks(INSTALL["4. Read the findings"])
    in_cluster, in_git = block.splitlines()
    printed = reader.type(in_cluster, exit_codes=(1,))
    assert "rate_limit_byte" in printed and "prometheus.io/scrape" in printed
    assert "prometheus.io/port" in reader.type(in_git)


def enforce(cluster, reader, installation):
    reader.edit(f"{FOLDER}/kustomization.yaml", "overlays/audit-only", "overlays/enforce")
    reader.type(AGAIN)
    installation.sync_and_wait("policy")
    assert cluster.api.get("Service", "tempo", "old").annotations == {}
    reader.type(*shell_blocks(INSTALL["5. Enforce"]))
    assert cluster.api.get("Service", "tempo", "old").annotations == SERVES_METRICS
    wait_until(lambda: cluster.api.create(tenants("tempo", BAD_OVERRIDES), dry_run=True).code == 422,
               "a bad tenant ConfigMap to be refused")


def renew_the_certificate(cluster, reader, installation):
    status, renew = shell_blocks(OPERATE["Certificates"])
    assert "bundle: 1 CA" in reader.type(status)
    serial = reader.type(f"openssl x509 -noout -serial -in {FOLDER}/certificates/tls.crt")
    reader.type(renew)
    installation.sync_and_wait("certificate")
    assert reader.type(f"openssl x509 -noout -serial -in {FOLDER}/certificates/tls.crt") != serial


def rotate_the_ca_in_the_order_of_the_table(cluster, reader, installation):
    steps = re.findall(r"`(certs/make-certs\.sh rotate \S+ \S+)`", OPERATE["Certificates"])
    assert [step.split()[-1] for step in steps] == ["add-ca", "swap-leaf", "drop-ca"]
    for step in steps:
        reader.type(step.replace("DIR", f"{FOLDER}/certificates"))
        reader.type(AGAIN)
        if step.endswith("swap-leaf"):
            installation.sync_and_wait("certificate")
    wait_until(lambda: cluster.api.create(service("tempo"), dry_run=True).annotations == SERVES_METRICS,
               "the API server to call by the new CA alone")


def change_the_policy(cluster, reader, installation):
    own, change = shell_blocks(OPERATE["Changing the policy"])
    reader.type(own)
    reader.edit(f"{FOLDER}/policy.yaml", "prometheus.io/path: /metrics", "prometheus.io/path: /other")
    reader.type(change)
    installation.sync_and_wait("policy")
    answer = cluster.api.create(service("tempo"), dry_run=True)
    assert answer.annotations == {**SERVES_METRICS, "prometheus.io/path": "/other"}


def register_for_it(cluster, reader, installation):
    replace, print_them, compare = shell_blocks(OPERATE["Webhook configurations of your own"])
    reader.edit(f"{FOLDER}/policy.yaml", "  key: overrides.yaml\n", "  key: overrides.yaml\n  deleteProtection: true\n")
    assert "no webhook is called for DELETE" in reader.type(compare, exit_codes=(1,))
    reader.type(replace)
    reader.type(print_them)
    reader.edit(f"{FOLDER}/webhooks.yaml", "port: 443", f"port: {installation.port}")
    reader.type(AGAIN)
    installation.sync_and_wait("policy")
    assert "sends all that the policy judges" in reader.type(compare)
    made = tenants("tempo", GOOD_OVERRIDES)
    assert cluster.api.create(made).ok
    wait_until(lambda: cluster.api.delete("ConfigMap", "tempo", made["metadata"]["name"], dry_run=True).code == 403,
               "deletions to be judged")


def restart(cluster, reader, installation):
    command, = re.findall(r"`(kubectl [^`]*rollout restart [^`]*)`", OPERATE["Restarts and upgrades"])
    assert "restarted" in reader.type(command)


def back_to_audit(cluster, reader, installation):
    reader.edit(f"{FOLDER}/overlay/kustomization.yaml", "overlays/enforce", "overlays/audit-only")
    reader.edit(f"{FOLDER}/policy.yaml", "\nmode: enforce\n", "\nmode: audit\n")
    reader.type(AGAIN)
    installation.sync_and_wait("policy")
    assert cluster.api.create(tenants("tempo", BAD_OVERRIDES), dry_run=True).ok


def take_the_way_out(cluster, reader, installation):
    out, = shell_blocks(OPERATE["The way out, at once"])
    assert f"`{out.strip()}`" in INSTALL["6. Back"]
    reader.type(out)
    assert all(cluster.api.get(kind, None, NAME).code == 404 for kind in CONFIGURATIONS)


def remove_everything(cluster, reader, installation):
    command = f"kubectl delete -k {FOLDER} --ignore-not-found"
    assert f"`{command}`" in INSTALL["6. Back"]
    reader.type(f"{command} --wait=false")  # a namespace is removed when its controller has emptied it
    assert cluster.api.get("Deployment", NAMESPACE, NAME).code == 404
    cluster.finalize_namespace(NAMESPACE)


def test_pages_name_only_files_that_exist():
    for page in ("install.md", "operations.md"):
        for word in re.findall(r"\b(?:manifests|certs)/[\w./-]+\w", (DOCUMENTS / page).read_text()):
            assert (DOCUMENTS.parent / word).exists(), f"{page} names {word}"
