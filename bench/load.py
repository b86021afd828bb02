"""Load over TLS on servers side by side: alternating runs of wrk, so that a slow minute hits all of them."""
import dataclasses
import json
import pathlib
import statistics
import subprocess
import sys

LUA = """
wrk.method = "POST"
local file = io.open("{body}", "rb")
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/json"
{header}
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('{{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "errors": %d}}\\n', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
"""
CLOSE = 'wrk.headers["Connection"] = "close"'


@dataclasses.dataclass
class Request:
    """A body for a path, on kept or new connections."""
    body: pathlib.Path
    path: str = "/mutate"
    new_connections: bool = False

    def script(self, directory):
        script = pathlib.Path(directory) / f"{self.body.stem}{'-close' if self.new_connections else ''}.lua"
        script.write_text(LUA.format(body=self.body, header=CLOSE if self.new_connections else ""))
        return script


@dataclasses.dataclass
class Run:
    rate: float      # requests a second
    cpu: float       # microseconds a request
    p50: float       # milliseconds
    p99: float
    errors: int


class Runs(list):
    """Several runs of one server."""

    def median(self, what):
        return statistics.median(getattr(run, what) for run in self)

    def spread(self, what, digits=0):
        values = [getattr(run, what) for run in self]
        return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}..{max(values):,.{digits}f})"

    def ratio(self, base, what):
        """Of neighbours in time, then their median."""
        return statistics.median(getattr(own, what) / getattr(other, what) for own, other in zip(self, base))


def run_once(server, path, connections, seconds, script, cores):
    before = server.cpu_seconds()
    output = subprocess.run(
        ["taskset", "-c", cores, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script),
         f"https://127.0.0.1:{server.port}{path}"], check=True, capture_output=True, text=True).stdout
    cpu = server.cpu_seconds() - before
    server.forget_output()
    result = json.loads(output.splitlines()[-1])
    requests = max(result["requests"], 1)
    return Run(result["requests"] / (result["duration"] / 1e6), cpu * 1e6 / requests,
               result["p50"] / 1000, result["p99"] / 1000, result["errors"])


def run(server, *arguments):
    # On a crowded machine a short run may end before its handshakes do: tried again, then given up.
    for _ in range(3):
        result = run_once(server, *arguments)
        if result.rate > 0 and result.cpu > 0:
            return result
    sys.exit(f"{server.name} answered nothing: the machine is too busy to measure")


def compare(servers, request, connections, runs, seconds, directory, cores="1"):
    """Runs by server name, in the order of `servers`, whose turn alternates."""
    script = request.script(directory)
    results = {server.name: Runs() for server in servers}
    for turn in range(runs):
        for server in servers if turn % 2 == 0 else reversed(servers):
            results[server.name].append(run(server, request.path, connections, seconds, script, cores))
    return results
