"""The recordings of the other tests are what Helm and this API server produce. tests/e2e/record.py writes it anew."""

import os

import recordings

from harness import charts, recorder


def test_rendered_charts_are_as_recorded(cluster):
    assert charts.rendered(cluster) == recordings.lines(recordings.CHARTS)


def test_reviews_are_as_recorded(cluster, local_certificate):
    now = recorder.shape(recorder.record(cluster, local_certificate))
    then = recorder.shape(recordings.reviews("committed"))
    assert [(one["name"], one["phase"]) for one in now] == [(one["name"], one["phase"]) for one in then]
    if "K8S" not in os.environ:  # another Kubernetes may add fields
        assert now == then
