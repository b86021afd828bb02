"""What was recorded from real programs: the project's own, committed as gzip files, and more where ../shared/data
lies beside the checkout. What is not there has no tests: nothing is skipped.

A recording is by its source: "committed", or "beside" for what lies beside.
"""

import gzip
import json
from pathlib import Path

TESTS = Path(__file__).resolve().parent
BESIDE = TESTS.parents[1] / "shared" / "data"
SOURCES = ["committed", "beside"] if BESIDE.is_dir() else ["committed"]
REVIEWS = TESTS / "kube" / "data" / "reviews.jsonl.gz"
CHARTS = TESTS / "charts" / "rendered.jsonl.gz"
OVERRIDES = TESTS / "tempo" / "data" / "cases.jsonl.gz"


def lines(file):
    """One JSON value a line."""
    with gzip.open(file, "rt") as text:
        return [json.loads(line) for line in text]


def write_lines(file, values):
    """The same values give the same bytes."""
    file.parent.mkdir(exist_ok=True)
    text = "".join(json.dumps(value) + "\n" for value in values)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def reviews(source):
    """AdmissionReviews of a real API server: name, phase, and body as it was sent."""
    if source == "committed":
        return lines(REVIEWS)
    return [{"name": file.name, "phase": "mutate" if ".mutate." in file.name else "validate", "body": file.read_text()}
            for file in sorted((BESIDE / "admission-reviews").glob("*.json"))]


def charts(source):
    """{name: YAML} of charts as Helm renders them: the project's own of tests/charts, or published ones."""
    if source == "committed":
        return {chart["name"]: chart["yaml"] for chart in lines(CHARTS)}
    return {file.stem: file.read_text() for file in sorted((BESIDE / "charts").glob("*.yaml"))}


def overrides(source):
    """Overrides files with the verdict of each Tempo."""
    if source == "committed":
        return lines(OVERRIDES)
    return [json.loads(line) for line in (BESIDE / "overrides" / "cases.jsonl").read_text().splitlines()]
