#!/usr/bin/env python3
"""Load over TLS on servers side by side: alternating runs, median and spread, CPU a request, memory.

  bench/load.py --body REVIEW.json --server limit='build/release/bench/limit_server {cert} {key} {port}' \
                --server ours='build/release/src/tempo-admission serve --tls-cert {cert} --tls-key {key} --listen 127.0.0.1:{port} ...'

The first server is what the others are divided by. Servers run on one core, wrk on another.
Machines drift: trust the ratios of one run, not the numbers of two.
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time

LUA = """
wrk.method = "POST"
local file = io.open("{body}", "rb")
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/json"
{extra}
done = function(summary, latency)
  io.write(string.format('{{"requests": %d, "duration": %d, "p99": %d, "errors": %d}}\\n', summary.requests,
    summary.duration, latency:percentile(99), summary.errors.status + summary.errors.connect +
    summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, spec, certificate, key, core):
        self.name, command = spec.split("=", 1)
        self.port = free_port()
        command = command.format(cert=certificate, key=key, port=self.port, health_port=free_port())
        # What a server prints goes to a file, as it would in service.
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen(["taskset", "-c", str(core), *shlex.split(command)],
                                        stdout=self.output, stderr=self.output)
        self.wait_until_listening()

    def wait_until_listening(self):
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.02)
        sys.exit(f"{self.name} does not listen")

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.output.close()


def load(server, path, connections, seconds, script, core):
    # On a crowded machine a short run may end before its handshakes do: tried again, then given up.
    for _ in range(3):
        result = load_once(server, path, connections, seconds, script, core)
        if result["rate"] > 0:
            return result
    sys.exit(f"{server.name} answered nothing within {seconds} s: the machine is too busy to measure")


def load_once(server, path, connections, seconds, script, core):
    before = cpu_seconds(server.process.pid)
    output = subprocess.run(
        ["taskset", "-c", str(core), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", script,
         f"https://127.0.0.1:{server.port}{path}"], check=True, capture_output=True, text=True).stdout
    result = json.loads(output.splitlines()[-1])
    cpu = cpu_seconds(server.process.pid) - before
    return {"rate": result["requests"] / (result["duration"] / 1e6), "p99": result["p99"] / 1000,
            "cpu": cpu * 1e6 / max(result["requests"], 1), "errors": result["errors"],
            "memory": resident_mib(server.process.pid)}


def spread(values):
    return f"{statistics.median(values):10.1f} ({min(values):.1f}..{max(values):.1f})"


def compare(servers, arguments, title, connections, script):
    runs = {server.name: [] for server in servers}
    for turn in range(arguments.runs):
        for server in servers if turn % 2 == 0 else reversed(servers):
            runs[server.name].append(load(server, arguments.path, connections, arguments.seconds,
                                          script, arguments.load_core))
    print(f"\n{title}, {connections} connections, {arguments.runs} runs of {arguments.seconds} s")
    print(f"  {'server':16} {'requests/s':>28} {'ratio':>6} {'CPU us/request':>26} {'ratio':>6}"
          f" {'p99 ms':>7} {'RSS MiB':>8} {'errors':>6}")
    base = runs[servers[0].name]
    for server in servers:
        own = runs[server.name]
        # Ratios of neighbours in time, then their median: a slow minute hits both.
        rate = statistics.median(o["rate"] / b["rate"] for o, b in zip(own, base))
        cpu = statistics.median(o["cpu"] / b["cpu"] for o, b in zip(own, base))
        print(f"  {server.name:16} {spread([o['rate'] for o in own]):>28} {rate:6.2f}"
              f" {spread([o['cpu'] for o in own]):>26} {cpu:6.2f}"
              f" {statistics.median(o['p99'] for o in own):7.2f} {own[-1]['memory']:8.1f}"
              f" {sum(o['errors'] for o in own):6}")


def measure_idle_memory(spec, certificate, key, core, counts):
    server = Server(spec, certificate, key, core)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    held = []
    print(f"  {server.name:16}", end="")
    for count in counts:
        while len(held) < count:
            held.append(context.wrap_socket(socket.create_connection(("127.0.0.1", server.port))))
        time.sleep(0.3)
        print(f"  {count}: {resident_mib(server.process.pid):.1f} MiB", end="")
    print()
    for connection in held:
        connection.close()
    server.stop()


def make_certificate(directory):
    certificate, key = f"{directory}/tls.crt", f"{directory}/tls.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=bench", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    return certificate, key


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--body", required=True)
    parser.add_argument("--path", default="/mutate")
    parser.add_argument("--connections", default="1,8,25,100")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--modes", default="keep-alive,new-connection,idle-memory")
    parser.add_argument("--idle", default="0,25,250,1000", help="connections for idle-memory")
    parser.add_argument("--server-core", type=int, default=0)
    parser.add_argument("--load-core", type=int, default=1)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    modes = arguments.modes.split(",")
    with tempfile.TemporaryDirectory() as directory:
        certificate, key = make_certificate(directory)
        body = os.path.abspath(arguments.body)
        for mode, extra in (("keep-alive", ""), ("new-connection", 'wrk.headers["Connection"] = "close"')):
            if mode not in modes:
                continue
            script = f"{directory}/{mode}.lua"
            pathlib.Path(script).write_text(LUA.format(body=body, extra=extra))
            servers = [Server(spec, certificate, key, arguments.server_core) for spec in arguments.server]
            for connections in map(int, arguments.connections.split(",")):
                compare(servers, arguments, mode, connections, script)
            for server in servers:
                server.stop()
        if "idle-memory" in modes:
            print("\nresident memory with idle connections")
            for spec in arguments.server:
                measure_idle_memory(spec, certificate, key, arguments.server_core,
                                    list(map(int, arguments.idle.split(","))))


if __name__ == "__main__":
    main()
