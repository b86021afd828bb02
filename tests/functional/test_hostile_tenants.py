"""Hostile YAML as a tenant file: judged within bounds, and as Tempo would (conformance.md, 110)."""

import json

import pytest
from program import Serve
from reviews import GOOD_TENANT, overrides, review

LIMIT = "ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: 20000000}"


@pytest.fixture(scope="module")
def server(certs, tmp_path_factory):
    with Serve(certs, tmp_path_factory.mktemp("tenants") / "log") as started:
        yield started


def alias_bomb(names="abcdefghijk", width=10):
    lines = [f"a: &a [{', '.join('x' * width)}]"]
    for before, name in zip(names, names[1:]):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * width)}]")
    return "\n".join(lines) + "\n"


REFUSED = [
    ("alias_bomb", alias_bomb(), "yaml/alias-expansion"),
    ("duplicate_key", GOOD_TENANT + f"  team-a:\n    {LIMIT}\n", "overrides/duplicate-key"),
    ("tab_as_indentation", GOOD_TENANT.replace("    ingestion", "\tingestion"), "yaml/"),
    ("deep_flow", "overrides: " + "[" * 100_000, "yaml/"),
    ("deep_flow_that_closes", "overrides: " + "[" * 100_000 + "]" * 100_000, "yaml/too-"),
    ("keys_on_one_line", "{" + ",".join(f"{key:x}" for key in range(60_000)) + "}", "overrides/"),
    ("tenants_on_one_line", "overrides: {" + ",".join(f"{key:x}" for key in range(30_000)) + "}", "overrides/"),
    ("many_dashes", "- " * 20_000, "yaml/"),
    ("alias_to_itself", "overrides: &a\n  team-a: *a\n", "yaml/"),
]


@pytest.mark.parametrize("text, code", [pytest.param(text, code, id=name) for name, text, code in REFUSED])
def test_case_110_what_was_made_to_hurt_is_denied(server, text, code):
    response = server.post("validate", review(overrides(text))).review
    assert not response["allowed"]
    assert response["status"]["code"] == 422
    assert code in json.dumps(response["status"])


def patterns(text, count):
    """A tenant whose filters contain this many regular expressions."""
    policies = ",".join(f'{{include: {{match_type: regex, attributes: [{{key: kind, value: "{text}"}}]}}}}'
                        for _ in range(count))
    return f"overrides:\n  team-a:\n    {LIMIT}\n    metrics_generator: {{processor: {{span_metrics: " \
           f"{{filter_policies: [{policies}]}}}}}}\n"


TAKEN = [
    ("patterns_that_take_seconds_to_compile", patterns("((\\\\pL{30}){30})", 10_000)),
    ("merge_key", f"overrides:\n  team-a: &base\n    {LIMIT}\n  team-b:\n    <<: *base\n"),
    ("alias", f"overrides:\n  team-a: &base\n    {LIMIT}\n  team-b: *base\n"),
    ("tag", GOOD_TENANT.replace("15000000", "!!int 15000000")),
    ("byte_order_mark", "\ufeff" + GOOD_TENANT),
    ("carriage_returns", GOOD_TENANT.replace("\n", "\r\n")),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TAKEN])
def test_case_110_what_tempo_loads_is_allowed(server, text):
    response = server.post("validate", review(overrides(text))).review
    assert response["allowed"], response["status"]["message"]


def test_case_110_a_second_document_is_a_warning(server):
    response = server.post("validate", review(overrides(GOOD_TENANT + "---\noverrides: {}\n"))).review
    assert response["allowed"]
    assert any("document" in warning for warning in response["warnings"])
