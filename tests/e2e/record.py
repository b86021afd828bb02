#!/usr/bin/python3
"""Writes what the tests have recorded from Helm and the API server: tests/charts/rendered.jsonl.gz and
tests/kube/data/reviews.jsonl.gz. Run it after a change to tests/charts or to Kubernetes' version:
tests/e2e/tools.sh && tests/e2e/record.py"""

import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

import recordings  # noqa: E402
from harness import charts, recorder  # noqa: E402
from harness.control_plane import ControlPlane  # noqa: E402
from harness.tools import make_certs  # noqa: E402


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_certs("dev", folder / "certificates")
        cluster = ControlPlane(folder / "control-plane")
        try:
            cluster.start()
            recordings.write_lines(recordings.CHARTS, charts.rendered(cluster))
            recordings.write_lines(recordings.REVIEWS, recorder.record(cluster, folder / "certificates"))
        finally:
            cluster.stop()


main()
