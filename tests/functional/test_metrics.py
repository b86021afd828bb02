"""The metrics page: a scrape returns what docs/metrics.md lists, and its labels are bounded."""

import re
import time

from program import ROOT
from reviews import TYPO, overrides, review, service


def families_of(text):
    return dict(re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE))


def documented():
    rows = re.findall(r"^\| `(tempo_admission_\w+)` \| (\w+) \| ([^|]*)\|", (ROOT / "docs/metrics.md").read_text(),
                      re.MULTILINE)
    return {name: (kind, set(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}


def busy(server):
    """Every kind of request, so that every label appears."""
    for phase in ("mutate", "validate"):
        server.post(phase, review(service()))
        server.post(phase, review(overrides(TYPO)))
        server.post(phase, "{}")
    return server.get("/metrics").bytes.decode()


def test_the_page_lists_each_metric_with_its_type_and_labels(serve, policy):
    text = busy(serve("--mode", "audit"))
    documents = documented()
    assert families_of(text) == {name: kind for name, (kind, _) in documents.items()}
    for name, (_, labels) in documents.items():
        samples = re.findall(rf"^{name}(?:_bucket|_sum|_count)?(?:{{(.*)}})? ", text, re.MULTILINE)
        assert samples, f"{name} has no sample"
        seen = {label for sample in samples for label in re.findall(r'(\w+)="', sample)} - {"le"}
        assert seen == labels, name


def test_case_131_labels_do_not_grow_with_what_callers_send(serve):
    server = serve()
    busy(server)
    before = set(server.metrics())
    connection = server.connect()
    for index in range(50):
        body = review(service(f"tempo-{index}"), uid=f"uid-{index}", namespace=f"ns-{index}",
                      userInfo={"username": f"user-{index}"}, kind={"group": "", "version": "v1", "kind": "Service"})
        server.post("mutate", body, connection)
    connection.close()
    assert set(server.metrics()) == before


def test_case_095_other_kinds_are_allowed_and_counted(serve):
    server = serve()
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "labels": {"app.kubernetes.io/name": "tempo"}}}
    assert server.post("mutate", review(pod)).review["allowed"]
    assert server.metric("tempo_admission_requests_total", kind="other", outcome="unselected") == 1


def test_durations_are_split_into_decode_decide_encode(serve):
    server = serve()
    server.post("mutate", review(service()))
    for stage in ("decode", "decide", "encode"):
        assert server.metric("tempo_admission_stage_duration_seconds_count", phase="mutate", stage=stage) == 1
    buckets = [name for name in server.metrics() if name.startswith("tempo_admission_request_duration_seconds_bucket")]
    assert any('le="5e-05"' in name for name in buckets)


def test_the_certificates_end_is_told(serve):
    server = serve()
    end = server.metric("tempo_admission_certificate_not_after_timestamp_seconds")
    assert end > time.time()


def test_errors_of_http_are_counted_by_status(serve):
    server = serve()
    connection = server.connect()
    connection.request("POST", "/nowhere", body="{}", headers={"Content-Type": "application/json"})
    assert connection.getresponse().status == 404
    connection.close()
    assert server.metric("tempo_admission_http_errors_total", status="404") == 1


def test_what_is_no_review_is_counted(serve):
    server = serve()
    assert server.post("mutate", "{}").status == 400
    assert server.metric("tempo_admission_malformed_requests_total") == 1
    assert server.metric("tempo_admission_internal_errors_total") == 0
