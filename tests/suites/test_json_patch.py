"""json-patch-test-suite: it proves an applier, and the applier proves our patches on the suite's own documents."""

import json

import jsonpatch
import pytest
from conftest import ROOT
from reviews import patch_of, review, service

SUITE = ROOT / "build" / "suites" / "json-patch-test-suite"
CASES = [case for name in ("tests.json", "spec_tests.json")
         for case in json.loads((SUITE / name).read_text(encoding="utf-8")) if "patch" in case and not case.get("disabled")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("comment", ""))
def test_the_applier_does_as_the_suite_says(case):
    if "error" in case:
        with pytest.raises((jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, TypeError)):
            jsonpatch.apply_patch(case["doc"], case["patch"])
    else:
        assert jsonpatch.apply_patch(case["doc"], case["patch"]) == case.get("expected", case["doc"])


def answered(server, holder):
    answer = server.post("mutate", review(holder))
    assert answer.status == 200 and answer.review["allowed"]
    return patch_of(answer.review)


def services():
    """A Service with each document of the suite in it, and with each that is a map of texts as its annotations."""
    for case in CASES:
        holder = service()
        holder["spec"]["x"] = case["doc"]
        yield holder
        if isinstance(case["doc"], dict):
            yield service(annotations={key: text for key, text in case["doc"].items() if isinstance(text, str)})
    yield {**service(), "metadata": {**service()["metadata"], "annotations": None}}


@pytest.mark.parametrize("holder", services())
def test_cases_084_and_088_our_patch_applies_adds_only_and_once(server, holder):
    patch = answered(server, holder)
    patched = jsonpatch.apply_patch(holder, patch)
    before, after = holder["metadata"].get("annotations") or {}, patched["metadata"]["annotations"]
    assert before.items() <= after.items()
    assert {"prometheus.io/scrape", "prometheus.io/port", "prometheus.io/path"} <= after.keys()
    assert answered(server, patched) == []
    patched["metadata"]["annotations"] = holder["metadata"].get("annotations")
    if "annotations" not in holder["metadata"]:
        del patched["metadata"]["annotations"]
    assert patched == holder
