"""`serve`, `review` and `check` are one engine: they agree on any file."""

import json
import random

import pytest
import recordings
from program import check_json, run
from reviews import overrides, review

SEED = 20_240_901  # the same files in every run
ALPHABET = "\n\n  \t:-?,[]{}#&*!|>'\"%@`~0123456789abcxyz<é\u2028\u0085\U0001f600"


def recorded_texts():
    """Those that Tempo 3.0 loads, and those that it refuses."""
    cases = [case for case in recordings.overrides("committed") if "yaml" in case]
    return [[case["yaml"] for case in cases if (case["tempo"]["3.0"] == "accept") is loads] for loads in (True, False)]


def mutated(random_, texts):
    text = list(random_.choice(random_.choice(texts)))
    for _ in range(random_.randrange(3)):
        at = random_.randrange(len(text) + 1)
        text[at:at + random_.randrange(2)] = random_.choice(ALPHABET) * random_.choice((1, 1, 2, 40))
    return "".join(text)


@pytest.fixture(scope="module")
def texts():
    random_, recorded = random.Random(SEED), recorded_texts()
    return [mutated(random_, recorded) for _ in range(60)]


def said_by_check(obj):
    _, report = check_json("-", stdin=json.dumps(obj))
    [result] = report["results"]
    return result


def test_the_server_and_review_answer_with_the_same_bytes(serve, texts):
    server = serve()
    for text in texts:
        body = review(overrides(text))
        for phase in ("mutate", "validate"):
            assert run("review", "--phase", phase, "-", stdin=body).stdout.rstrip(b"\n") == \
                server.post(phase, body).bytes.rstrip(b"\n"), repr(text)


def test_the_server_refuses_what_check_refuses_and_for_the_same_reasons(serve, texts):
    server = serve()
    for text in texts:
        obj = overrides(text)
        answer, result = server.post("validate", review(obj)).review, said_by_check(obj)
        assert answer["allowed"] == result["allowed"], repr(text)
        if not answer["allowed"]:
            errors = [f for f in result["findings"] if f["severity"] == "error"]
            shown = answer["status"]["message"]
            assert f"{len(errors)} error" in shown, repr(text)
            for error in errors[:20]:
                where = f"overrides.yaml:{error['line']}:{error['column']}" if error["line"] else "overrides.yaml"
                assert where in shown and f"[{error['code']}]" in shown, repr(text)


def test_the_texts_are_of_both_kinds(texts):
    allowed = [said_by_check(overrides(text))["allowed"] for text in texts]
    assert 10 <= allowed.count(True) <= 50
