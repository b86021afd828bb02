"""Child processes that never outlive the tests, and ports that are free."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path


class Process:
    """One program in a process group of its own, its output in a file."""

    def __init__(self, argv, log: Path, env=None):
        self.name = Path(argv[0]).name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            # setpriv: the kernel ends the child with us, even when we are killed without a word.
            self._popen = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *map(str, argv)],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})}, start_new_session=True)

    @property
    def pid(self):
        return self._popen.pid

    def running(self):
        return self._popen.poll() is None

    def signal(self, number):
        self._popen.send_signal(number)

    def wait(self, timeout):
        """The exit code."""
        return self._popen.wait(timeout)

    def stop(self, grace=10):
        """Stops it: SIGTERM first, then SIGKILL. Returns the exit code."""
        if self.running():
            self.signal(signal.SIGTERM)
            try:
                return self.wait(grace)
            except subprocess.TimeoutExpired:
                pass
        return self.kill()

    def kill(self):
        if self.running():
            os.killpg(self._popen.pid, signal.SIGKILL)
        return self._popen.wait()

    def output(self):
        return self.log.read_text(errors="replace")


def free_port(host="127.0.0.1"):
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def wait_until(condition, what, timeout=30.0, interval=0.05):
    """The first true value of `condition()`; fails naming `what` after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {timeout} s for {what}")
        time.sleep(interval)
