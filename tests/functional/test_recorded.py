"""Recordings of real programs: charts rendered by Helm, AdmissionReviews of an API server, verdicts of real Tempos."""

import base64
import json

import pytest
import recordings
import yaml
from program import check_json, run

SAMPLE_STEP = 40  # every 40th recorded verdict; the tempo room's own test judges all of them
# What the published charts are, under the names of ours.
PUBLISHED = {
    "tempo-distributed-1.61.3-default": "tempo-distributed-1.61.3",
    "tempo-distributed-1.61.3-enterprise": "tempo-distributed-1.61.3-everything",
    "tempo-distributed-2.26.2-default": "tempo-distributed-2.26.2",
}
every_source = pytest.mark.parametrize("source", recordings.SOURCES)


@every_source
def test_every_rendered_chart_is_patched_and_good(source):
    for name, text in recordings.charts(source).items():
        code, report = check_json("-", stdin=text)
        assert code == 0, name
        assert report["summary"]["denied"] == 0, name
        single = not name.startswith("tempo-distributed-")
        assert report["summary"]["patched"] >= (1 if single else 8), name
        rings = [result["patch"] for result in report["results"] if result["name"].endswith("gossip-ring")]
        expected = [{"prometheus.io/scrape": "false"}]
        assert [[op["value"] for op in patch] for patch in rings] == ([] if single else [expected]), name


def test_charts_have_the_services_of_the_published_ones():
    """How many Services each published chart renders: by default, and with everything on."""
    counts = {name: len(services_of(text)) for name, text in recordings.charts("committed").items()}
    assert counts == {
        "tempo-distributed-1.61.3": 10, "tempo-distributed-1.61.3-everything": 18,
        "tempo-distributed-2.26.2": 10, "tempo-distributed-2.26.2-everything": 24,
        "tempo-distributed-3.3.0": 11, "tempo-distributed-3.3.0-everything": 17,
        "tempo": 1, "tempo-everything": 2,
    }


if "beside" in recordings.SOURCES:
    @pytest.mark.parametrize("published", PUBLISHED)
    def test_charts_render_what_the_published_ones_do(published):
        theirs = recordings.charts("beside")[published]
        ours = recordings.charts("committed")[PUBLISHED[published]]
        assert config_maps_of(ours) == config_maps_of(theirs)
        everything = ours_by_name(services_of(theirs), services_of(ours), published)
        for name, (their, our) in everything.items():
            assert our["ports"].items() >= their["ports"].items(), name
            assert {**our, "ports": None} == {**their, "ports": None}, name
            if not PUBLISHED[published].endswith("-everything"):
                assert our["ports"] == their["ports"], name


def ours_by_name(theirs, ours, published):
    """{name: (theirs, ours)}. With everything on, ingesters are by zone and nginx is there: the published file has
    neither."""
    if published.endswith("-enterprise"):
        assert theirs.keys() - ours.keys() == {"t-tempo-ingester"}
    else:
        assert theirs.keys() == ours.keys()
    return {name: (theirs[name], ours[name]) for name in theirs.keys() & ours.keys()}


def objects_of(text, kind):
    return [obj for obj in yaml.safe_load_all(text) if obj and obj["kind"] == kind]


def services_of(text):
    """{name: what an admission webhook looks at}."""
    return {service["metadata"]["name"]: {
        "labels": service["metadata"]["labels"],
        "annotations": service["metadata"].get("annotations", "none"),
        "headless": service["spec"].get("clusterIP"),
        "notReady": service["spec"].get("publishNotReadyAddresses", False),
        "selector": service["spec"]["selector"],
        "ports": {port["name"]: (port["port"], port["targetPort"], port.get("protocol", "TCP"))
                  for port in service["spec"]["ports"]},
    } for service in objects_of(text, "Service")}


def config_maps_of(text):
    return {obj["metadata"]["name"]: (obj["metadata"]["labels"], sorted(obj["data"]))
            for obj in objects_of(text, "ConfigMap")}


@every_source
def test_every_recorded_review_is_answered_by_check_and_review(source, tmp_path):
    file = tmp_path / "review.json"
    for recorded in recordings.reviews(source):
        file.write_text(recorded["body"])
        answer = run("review", "--phase", recorded["phase"], file)
        assert answer.returncode == 0, recorded["name"]
        body = json.loads(answer.stdout)
        _, report = check_json("--phase", recorded["phase"], file)
        assert report["summary"]["objects"] == 1, recorded["name"]
        for result in report["results"]:
            assert result["allowed"] == body["response"]["allowed"], recorded["name"]
            sent = json.loads(base64.b64decode(body["response"].get("patch", "W10=")))
            assert result["patch"] == sent, recorded["name"]


@every_source
def test_faults_of_a_recorded_review_are_named(source):
    bad, = [review["body"] for review in recordings.reviews(source)
            if "overrides-bad-create" in review["name"] and review["phase"] == "validate"]
    _, report = check_json("-", stdin=bad)
    codes = {finding["code"] for finding in report["results"][0]["findings"]}
    assert {"overrides/unknown-field", "overrides/null-tenant"} <= codes


@every_source
def test_check_overrides_agrees_with_the_recorded_verdicts_of_tempo(source, tmp_path):
    cases = recordings.overrides(source)[::SAMPLE_STEP]
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
