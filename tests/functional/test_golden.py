"""tests/golden/CASE: the exact bytes of an answer, from `review` and from a server over TLS alike."""

import pytest
from program import ROOT, run

CASES = sorted(path.parent for path in (ROOT / "tests/golden").glob("*/review.json"))


def policy_of(case):
    file = case / "policy.yaml"
    return ["--policy", file] if file.exists() else []


def ids(case):
    return case.name


def answer_of(case):
    """The body; the file ends with an additional newline."""
    return (case / "answer.json").read_bytes().removesuffix(b"\n")


def test_there_are_cases():
    assert CASES


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_review_prints_the_golden_bytes(case):
    done = run("review", "--phase", (case / "phase").read_text().strip(), *policy_of(case), case / "review.json")
    assert done.stdout == answer_of(case)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_the_server_sends_the_golden_bytes(case, serve):
    server = serve(*policy_of(case))
    answer = server.post((case / "phase").read_text().strip(), (case / "review.json").read_bytes())
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.bytes == answer_of(case)
