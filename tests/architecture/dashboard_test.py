"""The Grafana dashboard and the alerts ask only for metrics and labels that docs/metrics.md names.

That page in turn is held against a running server by tests/functional.
"""

import json
import re
import unittest

from rooms import ROOT

MONITORING = ROOT / "manifests" / "monitoring"
METRIC = re.compile(r"tempo_admission_\w+")
SELECTOR = re.compile(r"(tempo_admission_\w+)\{([^}]*)\}")
ADDED_BY_PROMETHEUS = {"namespace", "pod", "le"}


def documented():
    """{metric: its labels}, with the series of a histogram."""
    metrics = {}
    rows = re.findall(r"^\| `(tempo_admission_\w+)` \| (\w+) \| ([^|]*)\|", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE)
    for name, kind, labels in rows:
        for suffix in ("_bucket", "_sum", "_count") if kind == "histogram" else ("",):
            metrics[name + suffix] = set(re.findall(r"`(\w+)`", labels))
    return metrics


def expressions():
    panels = json.loads((MONITORING / "dashboard.json").read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]] + [
        (MONITORING / "prometheus-rules.yaml").read_text()]


def unknown(expression, metrics):
    names = [name for name in METRIC.findall(expression) if name not in metrics]
    for name, matchers in SELECTOR.findall(expression):
        asked = set(re.findall(r"(\w+)\s*(?:=~|!=|=)", matchers)) - ADDED_BY_PROMETHEUS
        names += [f"{name}{{{label}}}" for label in asked - metrics.get(name, set())]
    return names


class Dashboard(unittest.TestCase):
    def test_asks_only_for_what_is_documented(self):
        metrics = documented()
        self.assertEqual([], [name for expression in expressions() for name in unknown(expression, metrics)])

    def test_every_panel_has_a_place_of_its_own(self):
        places = [tuple(p["gridPos"].values()) for p in json.loads((MONITORING / "dashboard.json").read_text())["panels"]]
        self.assertEqual(len(places), len(set(places)))


class TheCheckItself(unittest.TestCase):
    def test_a_planted_metric_is_found(self):
        self.assertEqual(["tempo_admission_no_such"], unknown("rate(tempo_admission_no_such[5m])", documented()))

    def test_a_planted_label_is_found(self):
        self.assertEqual(["tempo_admission_requests_total{uid}"],
                         unknown('tempo_admission_requests_total{uid="1"}', documented()))


if __name__ == "__main__":
    unittest.main()
