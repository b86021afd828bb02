"""`review`: the server's answer on the command line."""

import json

from program import run
from reviews import TYPO, overrides, review, service


def test_it_prints_the_answers_bytes_and_nothing_else():
    done = run("review", "--phase", "mutate", stdin=review(service()))
    assert done.returncode == 0
    body = json.loads(done.stdout)
    assert body["kind"] == "AdmissionReview" and body["response"]["patchType"] == "JSONPatch"
    assert done.stderr == b""


def test_a_denial_is_an_answer_too():
    done = run("review", "--phase", "validate", "-", stdin=review(overrides(TYPO)))
    assert done.returncode == 0
    assert json.loads(done.stdout)["response"]["allowed"] is False


def test_the_server_and_review_say_the_same_bytes(serve):
    server = serve()
    for phase in ("mutate", "validate"):
        for body in (review(service()), review(overrides(TYPO)), review(None, operation="DELETE", old=service())):
            assert server.post(phase, body).bytes == run("review", "--phase", phase, stdin=body).stdout


def test_what_is_no_review_exits_2_with_the_body_that_the_server_would_send(serve):
    done = run("review", "--phase", "mutate", stdin="{}")
    assert done.returncode == 2
    assert json.loads(done.stdout)["kind"] == "Status"
    assert "would answer 400" in done.stderr.decode()
    assert serve().post("mutate", "{}").bytes == done.stdout


def test_the_phase_has_to_be_said():
    done = run("review", stdin="{}")
    assert done.returncode == 2
    assert "--phase" in done.stderr.decode()
