"""Whatever the engine would judge reaches it: what the API server sends to the webhooks of a policy is a superset."""

import concurrent.futures
import subprocess

import pytest

from harness.objects import GOOD_OVERRIDES, tenants, unique
from harness.processes import wait_until
from harness.random_writes import RandomWrites
from harness.reach import EVERYTHING, KINDS, OWN_NAMESPACE, Reach, judged, webhooks_for
from harness.tools import binary

WRITERS = 6
WRITES = 500  # of each writer
HEAD = "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\nmode: enforce\n"
LEADER = "!('control-plane.alpha.kubernetes.io/leader' in object.metadata.?annotations.orValue({}))"
TEMPO = "  selector: {matchLabels: {app.kubernetes.io/name: tempo}}\n"


def rule(name, more, selector="  selector: {}\n", keys="overrides.yaml", form="overrides"):
    return f"- name: {name}\n{selector}  keys: [{keys}]\n  format: {form}\n{more}"


def many_keys(count):
    return ", ".join(f"key-{number}" for number in range(count))


POLICIES = {
    "protected": HEAD + "tenants:\n" + rule("a", "  deleteProtection: true\n", TEMPO)
    + rule("b", "  allowedChangers: ['*']\n", "  selector: {matchLabels: {tempo-admission.io/tenants: 'true'}}\n",
           "tenants.yaml", "tenants"),
    "several": HEAD + "services:\n- name: s\n  selector: {matchLabels: {team: x}}\n  annotations: {a: b}\n"
    "- name: t\n  selector: {matchExpressions: [{key: tier, operator: In, values: [gold]}]}\n  annotations: {a: b}\n"
    "tenants:\n" + rule("a", "", "  selector: {matchExpressions: [{key: tier, operator: In, values: [gold, silver]}]}\n",
                        "limits.yaml, overrides.yaml")
    + rule("b", "  changes: {removalAnnotation: example.com/remove}\n",
           "  selector: {matchExpressions: [{key: tier, operator: Exists}, {key: team, operator: NotIn, values: [y]}]}\n")
    + rule("c", "  operations: [CREATE]\n", "  selector: {matchExpressions: [{key: team, operator: DoesNotExist}]}\n",
           "tenants.yaml", "tenants"),
    "longest": HEAD + "tenants:\n" + rule("a", "  deleteProtection: true\n", keys=many_keys(42)),
    "unconditional": HEAD + "tenants:\n" + rule("a", "  deleteProtection: true\n", keys=many_keys(500)),
    "some-namespaces": HEAD + "exempt: {namespaces: ['kube-*', reach-exempt]}\ntenants:\n"
    + rule("a", "  namespaces: [reach-a, kube-system]\n  deleteProtection: true\n")
    + rule("b", "  namespaces: [reach-b]\n", keys="limits.yaml"),
}


@pytest.fixture(scope="module")
def policies(folder):
    """{name: file}"""
    files = {}
    for name, text in {**POLICIES, "default": default_policy()}.items():
        files[name] = folder / f"policy-{name}.yaml"
        files[name].write_text(text)
    return files


def default_policy():
    return subprocess.run([binary(), "policy", "default"], check=True, text=True, capture_output=True).stdout


def namespaces(cluster):
    for name in ("reach-a", "reach-b", "reach-exempt", OWN_NAMESPACE):
        made = cluster.api.create({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
        assert made.ok, made.message
        yield name
    yield "kube-system"


def with_the_former_condition(webhooks):
    """What the manifests had: a tenant's own annotation keeps the ConfigMap away."""
    for list_of_phase in webhooks.values():
        for webhook in list_of_phase:
            if "configmaps" in webhook["rules"][0]["resources"]:
                webhook["matchConditions"].append(
                    {"name": "not-cluster-machinery", "expression": f"object == null || {LEADER}"})
    return webhooks


def expression_errors(cluster):
    """Of the API server's whole life: other files break conditions on purpose."""
    return cluster.metric("apiserver_admission_match_condition_evaluation_errors_total")


@pytest.fixture(scope="module")
def reach(cluster, local_certificate, policies):
    """All that was sent of thousands of random writes, to the webhooks of all policies at once."""
    sets = {name: webhooks_for(file) for name, file in policies.items()}
    sets["former"] = with_the_former_condition(webhooks_for(policies["default"]))
    errors = expression_errors(cluster)
    places = list(namespaces(cluster))

    def write(seed):
        writes = RandomWrites(cluster, places, seed)
        return [writes.write() for _ in range(WRITES)]

    with Reach(cluster, local_certificate, sets, places[0]) as recorded:
        with concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
            recorded.answers = [answer for answers in pool.map(write, range(WRITERS)) for answer in answers]
        recorded.expression_errors = expression_errors(cluster) - errors
        recorded.everything = {phase: recorded.sent(EVERYTHING, phase) for phase in KINDS}
        yield recorded


def lost(reach, policy_file, name, phase, folder):
    """Requests that the engine would judge and that were not sent."""
    return judged(policy_file, reach.everything[phase], folder) - reach.sent(name, phase).keys()


def test_no_expression_errs(reach):
    assert len(reach.answers) == WRITERS * WRITES
    # Nothing but what happens without webhooks: absent, there already, in conflict, invalid.
    refused = [answer.message for answer in reach.answers if not answer.ok and answer.code not in (404, 409, 422)]
    assert not refused, refused[:3]
    assert reach.expression_errors == 0


def test_the_writes_are_of_every_kind(reach):
    operations = {(request[0], request[1]) for request in reach.everything["validate"]}
    assert operations == {(o, r) for o in ("CREATE", "UPDATE", "DELETE") for r in ("configmaps", "services")}
    assert len(reach.everything["validate"]) > WRITERS * WRITES / 4


@pytest.mark.parametrize("phase", KINDS)
@pytest.mark.parametrize("name", [*POLICIES, "default"])
def test_what_is_judged_is_sent(reach, policies, folder, name, phase):
    wanted = judged(policies[name], reach.everything[phase], folder)
    assert len(wanted) > 50
    missing = wanted - reach.sent(name, phase).keys()
    assert not missing, [reach.everything[phase][one] for one in list(missing)[:3]]


def test_the_longest_expression_is_one_that_the_api_server_takes(policies):
    conditions = {name: [len(c["expression"]) for w in webhooks_for(policies[name])["validate"]
                         for c in w.get("matchConditions", [])] for name in ("longest", "unconditional")}
    assert conditions["unconditional"] == [] and conditions["longest"][0] > 15_000


def test_not_everything_is_sent(reach):
    assert OWN_NAMESPACE not in {request[2] for request in reach.sent("unconditional", "validate")}
    assert len(reach.sent("default", "validate")) < len(reach.everything["validate"]) / 2


def test_the_former_condition_is_found_to_lose_some(reach, policies, folder):
    assert lost(reach, policies["default"], "former", "validate", folder)


NAMESPACE_CONTROLLER = "system:serviceaccount:kube-system:namespace-controller"


@pytest.fixture(scope="module")
def protected(install, policies):
    """The program itself, registered for deletions."""
    installation = install("enforce", policy=policies["protected"].read_text())
    installation.register(policies["protected"])
    return installation


def is_stored(cluster, obj):
    return cluster.api.get("ConfigMap", obj["metadata"]["namespace"], obj["metadata"]["name"]).ok


@pytest.fixture
def guarded(cluster, protected):
    """A protected ConfigMap in a namespace of its own, once the API server asks about deletions."""
    made = tenants(cluster.create_namespace("guarded"), GOOD_OVERRIDES, unique("tenants"))
    assert cluster.api.create(made).ok
    place = ("ConfigMap", made["metadata"]["namespace"], made["metadata"]["name"])
    wait_until(lambda: cluster.api.delete(*place, dry_run=True).code == 403, "deletions to be judged")
    return made


def test_case_115_a_protected_config_map_is_not_deleted(cluster, guarded):
    answer = cluster.api.delete("ConfigMap", guarded["metadata"]["namespace"], guarded["metadata"]["name"])
    assert answer.code == 403 and "tenants/delete-protected" in answer.message, answer.message
    assert is_stored(cluster, guarded)


def test_a_protected_config_map_is_not_deleted_among_others(cluster, guarded):
    answer = cluster.api.delete_collection("ConfigMap", guarded["metadata"]["namespace"])
    assert answer.code == 403, answer.message
    assert is_stored(cluster, guarded)


def test_a_protected_config_map_gets_no_owner(cluster, guarded):
    owner = {"apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": "00000000-0000-4000-8000-000000000000"}
    place = (guarded["metadata"]["namespace"], guarded["metadata"]["name"])
    answer = cluster.api.merge("ConfigMap", *place, {"metadata": {"ownerReferences": [owner]}})
    assert answer.code == 403 and "ownerReference" in answer.message, answer.message


def test_a_namespace_that_is_deleted_takes_it_along(cluster, guarded):
    namespace = guarded["metadata"]["namespace"]
    assert cluster.api.delete("Namespace", None, namespace).ok
    answer = cluster.api.delete_collection("ConfigMap", namespace, user=NAMESPACE_CONTROLLER)
    assert answer.ok, answer.message
    assert not is_stored(cluster, guarded)
    cluster.finalize_namespace(namespace)
    wait_until(lambda: not cluster.api.get("Namespace", None, namespace).ok, "the namespace to be gone")
