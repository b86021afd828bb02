"""The log: one bounded JSON line per decision, without secrets."""

import json

from program import wait_until
from reviews import GOOD_TENANT, TYPO, overrides, review, service

SECRET = "correct-horse-battery-staple"


def decisions(server, count=1):
    return wait_until(lambda: len(server.lines("admission decision")) >= count and server.lines("admission decision"),
                      f"{count} decisions are logged")


def test_a_decision_says_who_what_which_rule_and_how_long(serve):
    server = serve()
    server.post("mutate", review(service()))
    line = decisions(server)[0]
    assert line["level"] == "info"
    assert line["uid"] == "4a8f7d3c-0000-4000-8000-000000000001"
    assert (line["phase"], line["operation"], line["outcome"]) == ("mutate", "CREATE", "patched")
    assert line["rules"] == [{"rule": "component-metrics", "mode": "enforce", "outcome": "patched"}]
    assert line["patchKeys"] == ["prometheus.io/path", "prometheus.io/port", "prometheus.io/scrape"]
    assert line["dryRun"] is False
    assert set(line["microseconds"]) == {"decode", "decide", "encode"}


def test_case_097_an_object_without_a_name_is_logged_by_generate_name(serve):
    server = serve()
    nameless = service()
    del nameless["metadata"]["name"]
    nameless["metadata"]["generateName"] = "tempo-"
    server.post("mutate", review(nameless))
    line = decisions(server)[0]
    assert line["generateName"] == "tempo-"
    assert "name" not in line


def test_case_104_the_kind_that_the_caller_sent_is_logged_where_it_differs(serve):
    server = serve()
    server.post("mutate", review(service(), requestKind={"group": "", "version": "v0", "kind": "OldService"}))
    assert decisions(server)[0]["requestKind"] == "OldService"


def test_case_014_a_uid_of_quotes_and_newlines_makes_no_second_line(serve):
    server = serve()
    uid = 'a"b\nc\u2028{"message":"admission decision"}'
    answer = server.post("mutate", review(service(), uid=uid))
    assert answer.review["uid"] == uid
    assert [line["uid"] for line in decisions(server)] == [uid]


def test_values_from_files_are_never_printed(serve, policy, tmp_path):
    (tmp_path / "values").mkdir()
    (tmp_path / "values" / "contact").write_text(SECRET)
    file = policy("""services:
- name: audited
  mode: audit
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/audited: {fromFile: contact}}
- name: warned
  mode: warn
  selector: {matchLabels: {app.kubernetes.io/name: tempo}}
  annotations: {example.com/warned: {fromFile: contact}}
""")
    server = serve("--policy", file, "--values-dir", tmp_path / "values")
    answers = [server.post(phase, review(service())) for phase in ("mutate", "validate")]
    decisions(server, 2)
    assert SECRET not in server.log_file.read_text()
    assert SECRET not in server.get("/metrics").bytes.decode()
    for answer in answers:
        assert SECRET not in json.dumps(answer.review)
    assert "<from file contact>" in json.dumps(answers[0].review)


def test_credentials_in_the_object_are_never_logged(serve):
    headers = """overrides:
  team-a:
    ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}
    metrics_generator:
      remote_write_headers: {Authorization: "Bearer %s"}
""" % SECRET
    server = serve()
    holder = overrides(headers)
    holder["metadata"]["annotations"] = {"example.com/token": SECRET}
    before = overrides(headers.replace("Bearer", "Basic"))
    bodies = [review(holder), review(holder, operation="UPDATE", old=before)]
    answers = [server.post("validate", body).bytes.decode() for body in bodies]
    decisions(server, 2)
    assert SECRET not in server.log_file.read_text()
    assert all(SECRET not in answer for answer in answers)


def test_case_105_the_object_is_not_logged(serve):
    server = serve()
    holder = service()
    holder["metadata"]["managedFields"] = [{"manager": "helm-of-a-user"}]
    holder["metadata"]["annotations"] = {"kubectl.kubernetes.io/last-applied-configuration": SECRET}
    server.post("mutate", review(holder))
    decisions(server)
    text = server.log_file.read_text()
    assert "helm-of-a-user" not in text
    assert SECRET not in text


def test_a_line_is_bounded_whatever_the_object_holds(serve):
    server = serve()
    tenants = "".join(f"  t{index}{'x' * 100}: {{ingestion: {{nonsense{'y' * 300}: 1}}}}\n" for index in range(500))
    server.post("validate", review(overrides("overrides:\n" + tenants)))
    wait_until(lambda: server.lines("admission decision"), "the decision is logged")
    assert max(len(line) for line in server.log_file.read_text().splitlines()) < 32_768


def test_a_decision_says_whether_tempo_runs_and_when_it_dies(serve):
    server = serve()
    text = GOOD_TENANT + "    metrics_generator: {forwarder: {queue_size: -1}}\n"
    answer = server.post("validate", review(overrides(text)))
    assert not answer.review["allowed"]
    assert answer.review["auditAnnotations"]["tempo-runs"] == "false"
    assert answer.review["auditAnnotations"]["tempo-fatal"] == "later"
    line = decisions(server)[0]
    assert (line["tempoAccepts"], line["tempoRuns"]) == (True, False)
    assert [(finding["code"], finding["tempoFatal"]) for finding in line["findings"]] == [
        ("overrides/fatal-value", "later")]
    assert server.metric("tempo_admission_tempo_verdicts_total", phase="validate", accepts="true", runs="false") == 1


def test_changes_of_tenants_are_told_also_when_allowed(serve):
    server = serve()
    old = overrides("overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 1000, burst_size_bytes: 2000}\n")
    new = overrides("overrides:\n  team-a:\n    ingestion: {rate_limit_bytes: 3000, burst_size_bytes: 2000}\n"
                    "  team-b:\n    ingestion: {rate_limit_bytes: 1000, burst_size_bytes: 2000}\n")
    assert server.post("validate", review(new, operation="UPDATE", old=old)).review["allowed"]
    changes = decisions(server)[0]["tenantChanges"]
    assert {"tenant": "team-b", "change": "added"} in changes
    assert {"tenant": "team-a", "change": "changed", "field": "ingestion.rate_limit_bytes",
            "old": "1000", "new": "3000"} in changes


def test_a_body_that_is_no_review_is_logged_without_it(serve):
    server = serve()
    assert server.post("mutate", '{"secret":"%s"}' % SECRET).status == 400
    line = decisions(server)[0]
    assert line["status"] == 400
    assert SECRET not in server.log_file.read_text()


def test_nothing_is_lost_when_the_process_ends(serve):
    server = serve("--drain-delay", "0s")
    connection = server.connect()
    for _ in range(500):
        server.post("validate", review(overrides(TYPO)), connection)
    connection.close()
    assert server.terminate() == 0
    assert len(server.lines("admission decision")) == 500
    assert server.lines("stopped")
