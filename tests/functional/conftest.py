"""Fixtures: certificates made once, servers ended with their test."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1]))  # recordings.py

from program import Serve, make_certificates  # noqa: E402


@pytest.fixture(scope="session")
def certs(tmp_path_factory):
    return make_certificates(tmp_path_factory.mktemp("certs"))


@pytest.fixture
def serve(certs, tmp_path):
    """serve(*arguments) starts a server; each ends with the test."""
    started = []

    def start(*arguments, certs=certs, **options):
        server = Serve(certs, tmp_path / f"serve-{len(started)}.log", *arguments, **options)
        started.append(server)
        return server

    yield start
    for server in started:
        server.__exit__()


@pytest.fixture
def policy(tmp_path):
    """policy(text) writes a policy file with the two lines that every one begins with."""

    def write(text, name="policy.yaml"):
        path = tmp_path / name
        path.write_text("apiVersion: tempo-admission.io/v1alpha1\nkind: Policy\n" + text)
        return path

    return write
