"""A webhook that does exactly what a test specifies, right or wrong."""

import base64
import http.server
import json
import ssl
import threading


class FaultyWebhook:
    """HTTPS on loopback with tls.crt and tls.key of the folder `certificates`.

    `answer(review, path)` gives (status, content type, body), or None to hang up.
    """

    def __init__(self, certificates, answer):
        self.reviews = []
        self.headers = []  # of each review
        self.bodies = []  # (path, bytes) of each review
        self._answer = answer
        self._released = threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificates / "tls.crt", certificates / "tls.key")
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        # The handshake belongs to the connection's own thread: a client that refuses us must not end the server.
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True,
                                                  do_handshake_on_connect=False)
        self.address = self._server.server_address
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def never(self, *_):
        """An answer for a test of timeouts: nothing, until the test is over."""
        self._released.wait(60)

    def _handler(self):
        webhook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                review = json.loads(body)
                webhook.bodies.append((self.path, body))
                webhook.reviews.append(review)
                webhook.headers.append(self.headers)
                answer = webhook._answer(review, self.path)
                if answer is None:
                    self.close_connection = True
                    return
                status, content_type, body = answer
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass

        return Handler


def allow(review, patch=None):
    """A valid answer, with a JSON Patch if one is given."""
    response = {"uid": review["request"]["uid"], "allowed": True}
    if patch:
        response["patchType"] = "JSONPatch"
        response["patch"] = base64.b64encode(json.dumps(patch).encode()).decode()
    body = {"apiVersion": review["apiVersion"], "kind": "AdmissionReview", "response": response}
    return 200, "application/json", json.dumps(body).encode()
