"""Bodies that are not AdmissionReviews are rejected with a Status, over TLS and by `review` (conformance.md, 5.1)."""

import json
import socket

import pytest
from program import Serve, run
from reviews import annotations_added, review, service

GOOD = review(service())
OBJECT = '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":%s}'


@pytest.fixture(scope="module")
def server(certs, tmp_path_factory):
    with Serve(certs, tmp_path_factory.mktemp("envelope") / "log") as started:
        yield started


def changed(**fields):
    return json.dumps({**json.loads(GOOD), **fields})


def with_request(**fields):
    return changed(request={**json.loads(GOOD)["request"], **fields})


def without(key):
    whole = json.loads(GOOD)
    del whole[key]
    return json.dumps(whole)


def with_spec(text):
    """A valid review of a Service with this string as its spec."""
    return GOOD.replace(json.dumps(json.loads(GOOD)["request"]["object"]), OBJECT % text)


def nested(depth):
    return "[" * depth + "]" * depth


REFUSED = [
    ("case_003_version_2", changed(apiVersion="admission.k8s.io/v2")),
    ("case_004_conversion_review", changed(kind="ConversionReview")),
    ("case_004_admission_review_2", changed(kind="AdmissionReview2")),
    ("case_005_no_version", without("apiVersion")),
    ("case_005_no_kind", without("kind")),
    ("case_006_nothing", ""),
    ("case_008_open_brace", "{"),
    ("case_009_control_bytes", b"\x00\x01\x02\x03\x04\x05"),
    ("case_010_empty_object", "{}"),
    ("case_011_no_request", without("request")),
    ("case_012_null_request", changed(request=None)),
    ("case_013_empty_request", changed(request={})),
    ("case_014_number_as_uid", with_request(uid=7)),
    ("case_014_uid_of_a_mebibyte", with_request(uid="u" * (1 << 20))),
    ("case_015_list_as_request", changed(request=[])),
    ("case_015_text_as_request", changed(request="x")),
    ("case_017_second_value", GOOD + "{}"),
    ("case_017_garbage_behind", GOOD + "x"),
    ("case_018_byte_order_mark", b"\xef\xbb\xbf" + GOOD.encode()),
    ("case_018_utf_16", GOOD.encode("utf-16")),
    ("case_018_utf_16_without_mark", GOOD.encode("utf-16-le")),
    ("case_022_two_uids", GOOD.replace('"uid": ', '"uid": "other", "uid": ')),
    ("case_022_two_objects", GOOD.replace('"object": ', '"object": null, "object": ')),
    ("case_022_two_labels", GOOD.replace('"labels": ', '"labels": {}, "labels": ')),
    ("case_023_request_with_a_capital", GOOD.replace('"request"', '"Request"')),
    ("case_023_uid_in_capitals", GOOD.replace('"uid"', '"UID"')),
    ("case_024_five_hundred_lists", with_spec(nested(500))),
    ("case_024_ten_thousand_lists", with_spec(nested(10_000))),
    ("case_024_only_open_brackets", "[" * 100_000),
    ("case_025_number_beyond_range", with_spec('{"n":1e400}')),
    ("case_026_invalid_utf_8", GOOD.encode().replace(b'"querier"', b'"quer\xff"')),
    ("case_026_lone_surrogate", GOOD.replace('"querier"', '"quer\\ud800"')),
]


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in REFUSED])
def test_a_body_that_is_no_review_gets_400_and_a_status(server, body):
    answer = server.post("mutate", body)
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/json"
    said = answer.json
    assert (said["kind"], said["apiVersion"], said["status"], said["code"]) == ("Status", "v1", "Failure", 400)
    assert said["message"]
    alike = run("review", "--phase", "mutate", "-", stdin=body)
    assert (alike.returncode, alike.stdout.removesuffix(b"\n")) == (2, answer.bytes)


TAKEN = [
    ("case_016_line_feed_behind", GOOD + "\n"),
    ("case_019_unknown_fields", changed(extra=[1], kindOfExtra={"a": None})),
    ("case_019_unknown_fields_of_the_request", with_request(extra={"a": [1]})),
    ("case_025_minus_zero", GOOD.replace('"spec": {', '"spec": {"n": -0, ')),
    ("case_025_twenty_digits", GOOD.replace('"spec": {', '"spec": {"n": 12345678901234567890, ')),
]


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in TAKEN])
def test_a_review_of_another_make_gets_the_same_decision(server, body):
    answer = server.post("mutate", body)
    assert answer.status == 200
    assert answer.review == server.post("mutate", GOOD).review
    assert annotations_added(answer.review)


@pytest.mark.parametrize("version", ["v1", "v1beta1"])
def test_cases_001_and_002_an_answer_says_only_what_there_is_to_say(server, version):
    foreign = service()
    foreign["metadata"]["labels"] = {"app.kubernetes.io/name": "loki"}
    sent = {**json.loads(review(foreign)), "apiVersion": f"admission.k8s.io/{version}"}
    answer = server.post("mutate", json.dumps(sent))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == {
        "kind": "AdmissionReview",
        "apiVersion": f"admission.k8s.io/{version}",
        "response": {"uid": sent["request"]["uid"], "allowed": True},
    }


def test_case_007_no_body_and_no_length_is_refused(server):
    with server.dial(timeout=10) as connection:
        connection.sendall(b"POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 411 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == 411


def test_case_021_escapes_of_go_are_read_as_what_they_stand_for(server):
    """Go writes <, > and & as \\u003c, \\u003e and \\u0026: the key with & is there, so it is not added."""
    escaped = review(service(annotations={"prometheus.io/scrape": "<&>"})).replace(
        "prometheus.io/scrape", "prometheus.io\\u002fscrape").replace("<&>", "\\u003c\\u0026\\u003e")
    assert "prometheus.io/scrape" not in annotations_added(server.post("mutate", escaped).review)
