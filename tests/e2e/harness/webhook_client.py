"""Talks to the webhook port as the API server does, without an API server: for what only a socket shows."""

import http.client
import json
import socket
import ssl

from harness.tools import E2E

REVIEW = json.loads((E2E / "gossip-ring.json").read_text())
BODY = (json.dumps(REVIEW) + "\n").encode()
HEAD = (b"POST /mutate?timeout=3s HTTP/1.1\r\nHost: tempo-admission.tempo-admission.svc:443\r\n"
        b"User-Agent: kube-apiserver-admission\r\nContent-Length: %d\r\nAccept: application/json, */*\r\n"
        b"Content-Type: application/json\r\n\r\n" % len(BODY))


class Connection:
    """One TLS connection, with what was sent and what was read under the test's control."""

    def __init__(self, address, ca_file, timeout=10):
        context = ssl.create_default_context(cafile=str(ca_file))
        context.set_alpn_protocols(["http/1.1"])
        plain = socket.create_connection(address, timeout=timeout)
        self.socket = context.wrap_socket(plain, server_hostname="tempo-admission.tempo-admission.svc")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def answer(self):
        """(status, headers, AdmissionReview) of the next answer."""
        response = http.client.HTTPResponse(self.socket, method="POST")
        response.begin()
        return response.status, response.headers, json.loads(response.read())

    def review(self):
        """A whole exchange."""
        self.send(HEAD + BODY)
        return self.answer()

    def closed_by_server(self):
        try:
            return self.socket.recv(1) == b""
        except (ConnectionError, ssl.SSLError):
            return True


def is_patched(answer):
    status, _, review = answer
    return status == 200 and review["response"]["allowed"] and "patch" in review["response"]
