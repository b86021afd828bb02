"""Bounds of the files that are read (docs/limits.md), each at its edge."""

import shutil

import pytest
from program import Serve, run

KIB, MIB = 1 << 10, 1 << 20
POLICY = "apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n"


def rule(name, annotation='"true"'):
    return (f"- {{name: {name}, mode: audit, selector: {{matchLabels: {{app.kubernetes.io/name: {name}}}}},"
            f" annotations: {{example.com/{name}: {annotation}}}}}\n")


def validated(policy, *arguments):
    return run("policy", "validate", *arguments, "-", stdin=policy)


@pytest.mark.parametrize("size, code", [(MIB, 0), (MIB + 1, 2)])
def test_a_policy_file_has_a_mebibyte(size, code):
    text = POLICY + "mode: audit\n#"
    assert validated(text + "x" * (size - len(text))).returncode == code


@pytest.mark.parametrize("count, code", [(1_000, 0), (1_001, 1)])
def test_a_policy_has_a_thousand_rules(count, code):
    assert validated(POLICY + "services:\n" + "".join(rule(f"r{index}") for index in range(count))).returncode == code


@pytest.mark.parametrize("size, code", [(256 * KIB, 0), (256 * KIB + 1, 1)])
def test_a_value_from_a_file_has_256_kib(tmp_path, size, code):
    (tmp_path / "value").write_text("x" * size)
    policy = POLICY + "services:\n" + rule("a", "{fromFile: value}")
    assert validated(policy, "--values-dir", tmp_path).returncode == code


@pytest.mark.parametrize("size, code", [(1_024, 0), (1_025, 1)])
def test_a_pattern_has_1024_bytes(size, code):
    limit = f'{{path: metrics_generator.trace_id_label_name, pattern: "{"x" * size}"}}'
    policy = POLICY + (
        "tenants:\n- {name: overrides, mode: audit, selector: {}, key: overrides.yaml, format: overrides,"
        f" limits: [{limit}]}}\n")
    assert validated(policy).returncode == code


@pytest.mark.parametrize("size, starts", [(256 * KIB, True), (256 * KIB + 1, False)])
def test_a_certificate_file_has_256_kib(certs, tmp_path, size, starts):
    shutil.copytree(certs, tmp_path / "tls")
    chain = (certs / "tls.crt").read_bytes()
    (tmp_path / "tls" / "tls.crt").write_bytes(chain + b"\n" * (size - len(chain)))
    if starts:
        Serve(tmp_path / "tls", tmp_path / "log").__exit__()
    else:
        with pytest.raises(AssertionError, match="larger than"):
            Serve(tmp_path / "tls", tmp_path / "log")
