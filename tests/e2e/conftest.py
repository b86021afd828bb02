import secrets
import shutil
import signal
import sys

import pytest

from harness.control_plane import ControlPlane
from harness.installation import Installation
from harness.tools import CACHE, make_certs


def pytest_sessionstart(session):
    # A polite kill ends like Ctrl-C: fixtures still stop what they started.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))


@pytest.fixture(scope="session")
def folder(request):
    """Everything the run writes. Kept when a test failed, with all logs in it."""
    path = CACHE / "runs" / secrets.token_hex(4)
    path.mkdir(parents=True)
    yield path
    if request.session.testsfailed:
        print(f"\ne2e: logs are kept in {path}", file=sys.stderr)
    else:
        shutil.rmtree(path)


@pytest.fixture(scope="session")
def cluster(folder):
    control_plane = ControlPlane(folder / "control-plane")
    try:
        control_plane.start()
        yield control_plane
    finally:
        control_plane.stop()


@pytest.fixture(scope="session")
def local_certificate(folder):
    """A folder with a certificate for localhost and its CA, unknown to every webhook configuration."""
    make_certs("dev", folder / "local-certificate")
    return folder / "local-certificate"


@pytest.fixture(scope="module")
def install(cluster, folder):
    """install(overlay, ...) -> Installation; at most one at a time, stopped with the module."""
    current = []

    def stop():
        while current:
            current.pop().stop()

    def start(overlay, **options):
        stop()
        current.append(Installation(cluster, folder / f"{overlay}-{secrets.token_hex(2)}", overlay, **options))
        current[0].start()
        return current[0]

    yield start
    stop()
