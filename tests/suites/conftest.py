"""A server for the suites that knock from outside, with the tools of the functional tests."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "functional"))

from program import Serve, make_certificates  # noqa: E402  (found only through the line above)


@pytest.fixture(scope="session")
def certs(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("certs"))


@pytest.fixture(scope="session")
def server(certs, tmp_path_factory):
    with Serve(certs, tmp_path_factory.mktemp("server") / "log") as started:
        yield started
        assert started.terminate() == 0
