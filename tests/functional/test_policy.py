"""`policy`: presets, schema and every diagnostic of a policy file at once."""

import json

from program import run


def test_the_default_policy_is_printed_and_valid(tmp_path):
    file = tmp_path / "default.yaml"
    file.write_bytes(run("policy", "default").stdout)
    done = run("policy", "validate", file)
    assert done.returncode == 0
    assert b"tenants/overrides: enforce" in done.stdout


def test_a_preset_is_printed_by_name():
    done = run("policy", "preset", "scrape-gossip-ring")
    assert done.returncode == 0
    assert b"7946" in done.stdout


def test_the_schema_is_json_schema():
    schema = json.loads(run("policy", "schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12/")


def test_every_fault_of_a_policy_is_told_with_its_place(policy):
    file = policy("mode: audt\nservices:\n- name: a\n  anotations: {}\n")
    done = run("policy", "validate", file)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert any(line.startswith(f"{file}:3:7: ") for line in lines)
    assert any(line.startswith(f"{file}:6:3: ") and "did you mean 'annotations'" in line for line in lines)


def test_a_missing_policy_file_exits_2(tmp_path):
    done = run("policy", "validate", tmp_path / "missing.yaml")
    assert done.returncode == 2
    assert "missing.yaml: No such file or directory" in done.stderr.decode()


def test_a_value_file_must_lie_below_the_directory(policy, tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "values").mkdir()
    file = policy("services:\n- name: a\n  selector: {matchLabels: {a: b}}\n"
                  "  annotations: {example.com/a: {fromFile: ../secret}}\n")
    done = run("policy", "validate", "--values-dir", tmp_path / "values", file)
    assert done.returncode == 1
    assert "must be the name of a file in the values directory" in done.stdout.decode()
