"""Recorded data beside the checkout: charts and AdmissionReviews of real clusters, verdicts of real Tempos."""

import base64
import json

from program import check_json, run

SAMPLE_STEP = 40  # every 40th recorded verdict; the tempo room's own test judges all of them


def test_every_rendered_chart_is_patched_and_good(shared_data):
    charts = sorted((shared_data / "charts").glob("*.yaml"))
    assert charts
    for chart in charts:
        code, report = check_json(chart)
        assert code == 0, chart.name
        assert report["summary"]["denied"] == 0, chart.name
        assert report["summary"]["patched"] >= 8, chart.name
        rings = [result for result in report["results"] if result["name"].endswith("gossip-ring")]
        assert [op["value"] for op in rings[0]["patch"]] == [{"prometheus.io/scrape": "false"}], chart.name


def test_every_recorded_review_is_answered_by_check_and_review(shared_data):
    reviews = sorted((shared_data / "admission-reviews").glob("*.json"))
    assert reviews
    for file in reviews:
        phase = "mutate" if ".mutate." in file.name else "validate"
        answer = run("review", "--phase", phase, file)
        assert answer.returncode == 0, file.name
        body = json.loads(answer.stdout)
        _, report = check_json("--phase", phase, file)
        assert report["summary"]["objects"] == 1, file.name
        for result in report["results"]:
            assert result["allowed"] == body["response"]["allowed"], file.name
            sent = json.loads(base64.b64decode(body["response"].get("patch", "W10=")))
            assert result["patch"] == sent, file.name


def test_a_fault_of_a_recorded_review_is_named(shared_data):
    _, report = check_json(shared_data / "admission-reviews" / "configmaps-overrides-bad-create.validate.json")
    codes = {finding["code"] for finding in report["results"][0]["findings"]}
    assert {"overrides/unknown-field", "overrides/null-tenant"} <= codes


def recorded_verdicts(shared_data):
    lines = (shared_data / "overrides" / "cases.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines[::SAMPLE_STEP]]


def test_check_overrides_agrees_with_the_recorded_verdicts_of_tempo(shared_data, tmp_path):
    cases = recorded_verdicts(shared_data)
    files = []
    for index, case in enumerate(cases):
        file = tmp_path / f"{index}.yaml"
        file.write_bytes(base64.b64decode(case["yaml_base64"]) if "yaml_base64" in case
                         else case["yaml"].encode())
        files.append(file)
    for version in ("2.9", "2.10", "3.0"):
        _, report = check_json("--overrides", "--tempo-version", version, *files)
        verdicts = {result["file"]: result["tempoAccepts"] for result in report["results"]}
        wrong = [case["name"] for case, file in zip(cases, files)
                 if verdicts.get(str(file)) != (case["tempo"][version] == "accept")]
        assert wrong == [], version
