#!/usr/bin/env python3
"""Starts the webhook on loopback, sends it three reviews as an API server would, and prints the answers.

usage: scripts/demo.py PROGRAM [--once] [--port N] [--health-port N]     (after certs/make-certs.sh dev certs/dev)
"""

import argparse
import base64
import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CERTS = ROOT / "certs" / "dev"
LOG = ROOT / "build" / "demo.log"
START_SECONDS = 10

# Real AdmissionReviews, kept as golden cases: what they are, and where an API server would send them.
QUESTIONS = [
    ("gossip-ring-opted-out", "Helm creates the gossip-ring Service"),
    ("component-gets-three-annotations", "Helm creates the distributor's Service"),
    ("overrides-typo-and-empty-tenant", "Somebody applies tenant overrides with a typo and an empty tenant"),
]

ABOUT_THE_RECIPE = """\
You may expect the published recipe on the gossip-ring Service: scrape "true", port 7946, path /metrics. 7946 speaks
memberlist, not HTTP: each scrape is an error line in Tempo and a target that is down. So the default says scrape "false"
there, which states the intent and opts out where a scraper's default is to scrape, and gives every Service that serves
metrics its port. The recipe, exactly as published, is one flag away: --policy preset:scrape-gossip-ring."""


class Ink:
    """Colours for a terminal that wants them."""

    def __init__(self, stream):
        on = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._codes = {"bold": "1", "dim": "2", "red": "31", "green": "32", "cyan": "36"} if on else {}

    def __getattr__(self, name):
        code = self._codes.get(name)
        return (lambda text: f"\x1b[{code}m{text}\x1b[0m") if code else (lambda text: text)


ink = Ink(sys.stdout)


class Webhook:
    """The server's process, and one way to ask it."""

    def __init__(self, program, port, health_port):
        LOG.parent.mkdir(exist_ok=True)
        LOG.unlink(missing_ok=True)
        self.process = subprocess.Popen([
            program, "serve", "--tls-cert", CERTS / "tls.crt", "--tls-key", CERTS / "tls.key",
            "--listen", f"127.0.0.1:{port}", "--health-listen", f"127.0.0.1:{health_port}",
            "--drain-delay", "0s", "--log-file", LOG], start_new_session=True)  # Ctrl-C is ours to pass on
        started = self._wait_for_start()
        self.port, self.health_port = started["port"], started["healthPort"]
        self.tls = ssl.create_default_context(cafile=CERTS / "ca.crt")

    def _wait_for_start(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"demo: the server did not start (exit code {self.process.returncode}), see above")
            for line in (LOG.read_text().splitlines() if LOG.exists() else []):
                record = json.loads(line)
                if record["message"] == "serving":
                    return record
            time.sleep(0.01)
        self.process.kill()
        sys.exit(f"demo: the server did not start within {START_SECONDS} s, see {LOG}")

    def ask(self, phase, body):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=10)
        connection.request("POST", f"/{phase}?timeout=10s", body=body, headers={"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["response"]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def show_question(number, title, phase, request):
    metadata = request["object"]["metadata"]
    print("\n" + ink.bold(f"{number}. {title}"))
    print(ink.dim(f"   POST /{phase}   {request['operation']} {request['kind']['kind']} "
                  f"{metadata['namespace']}/{metadata['name']}   by {request['userInfo']['username']}"))
    for port in request["object"].get("spec", {}).get("ports", []):
        print(ink.dim(f"   port {port['name']} {port['port']}"))
    for key, text in request["object"].get("data", {}).items():
        print(f"   {key}")
        for number_of_line, line in enumerate(text.splitlines(), 1):
            print(f"   {ink.dim(f'{number_of_line:4} |')} {line}")


def show_patch(response):
    patch = json.loads(base64.b64decode(response["patch"]))
    print("   " + ink.green("allowed, with a JSON Patch"))
    for op in patch:
        added = op["value"] if isinstance(op["value"], dict) else {op["path"]: op["value"]}
        for key, value in added.items():
            name = key.rsplit("/annotations/", 1)[-1].replace("~1", "/")
            print("   " + ink.green(f"  + {name}: \"{value}\""))
    for op in patch:
        print("   " + ink.dim(json.dumps(op)))


def show_denial(response):
    status = response["status"]
    print("   " + ink.red(f"denied: {status['code']} {status['reason']}"))
    for line in status["message"].splitlines():
        print(textwrap.fill(line, 110, initial_indent="   ", subsequent_indent="     ", break_on_hyphens=False))
    for cause in status.get("details", {}).get("causes", []):
        print(ink.dim(f"   field {cause['field']}"))


def show_answer(response):
    if not response["allowed"]:
        show_denial(response)
    elif "patch" in response:
        show_patch(response)
    else:
        print("   " + ink.green("allowed, nothing to change"))
    for warning in response.get("warnings", []):
        print("   " + ink.cyan(f"Warning: {warning}"))


def show_how_to_try(webhook):
    case = f"tests/golden/{QUESTIONS[0][0]}/review.json"
    print("\n" + ink.bold("Try it yourself"))
    print("   curl --cacert certs/dev/ca.crt -H 'Content-Type: application/json' \\\n"
          f"     --data-binary @{case} https://127.0.0.1:{webhook.port}/mutate | jq")
    print(f"   curl http://127.0.0.1:{webhook.health_port}/metrics")
    print(f"   tail -f {LOG.relative_to(ROOT)} | jq")


def keep_serving(webhook):
    print("\n" + ink.bold(f"Serving on https://127.0.0.1:{webhook.port}; Ctrl-C stops it."), flush=True)
    try:
        webhook.process.wait()
    except KeyboardInterrupt:
        print()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--once", action="store_true", help="end after the three questions")
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--health-port", type=int, default=8080)
    return parser.parse_args()


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    webhook = Webhook(options.program, options.port, options.health_port)
    try:
        print(ink.bold("tempo-admission") + f" serves the default policy on https://127.0.0.1:{webhook.port}")
        for number, (case, title) in enumerate(QUESTIONS, 1):
            folder = ROOT / "tests" / "golden" / case
            body = (folder / "review.json").read_bytes()
            phase = (folder / "phase").read_text().strip()
            show_question(number, title, phase, json.loads(body)["request"])
            show_answer(webhook.ask(phase, body))
        print("\n" + ABOUT_THE_RECIPE)
        show_how_to_try(webhook)
        if not options.once:
            keep_serving(webhook)
    finally:
        webhook.stop()


if __name__ == "__main__":
    main()
