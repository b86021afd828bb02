"""Our own errors, as the API server shows them: docs/operations.md explains each message."""

import pytest

from harness.objects import GOOD_OVERRIDES, tenants
from harness.processes import wait_until
from harness.tools import DOCUMENTS, make_certs


@pytest.fixture
def another_ca(folder):
    certificates = folder / "ca-of-nobody"
    if not certificates.exists():
        make_certs("client", certificates)
    return certificates / "ca.crt"


@pytest.mark.parametrize("arguments,text", [
    (["--max-body-bytes=1KiB"], "request body too large"),
    (["--client-ca={another}"], "remote error: tls: unknown certificate authority"),
    (["--client-ca={own}", "--client-name=another"], "remote error: tls: handshake failure"),
], ids=["too large", "another CA", "another name"])
def test_text_reaches_the_caller_and_is_explained(cluster, install, another_ca, arguments, text):
    own_ca = cluster.folder / "webhook-client" / "ca.crt"
    install("enforce", extra_arguments=[a.format(another=another_ca, own=own_ca) for a in arguments])
    # After a refused handshake the API server may meet a broken pipe before it meets the alert.
    wait_until(lambda: text in refusal(cluster), f"'{text}' to be the reason")
    assert f"`{text}`" in (DOCUMENTS / "operations.md").read_text()


def refusal(cluster):
    answer = cluster.api.create(tenants("default", GOOD_OVERRIDES), dry_run=True)
    assert answer.code == 500 and "failed calling webhook" in answer.message, answer.message
    return answer.message
