#!/usr/bin/env python3
"""Everything that is measured, in one run and one table: bench/run.py BUILD_DIRECTORY

  BENCH_RUNS     alternating runs of each server and repetitions of each micro benchmark (5)
  BENCH_SECONDS  of each run (3)

The server has one core, the load another. A shared machine drifts: trust the ratios of one run, not the numbers of two.
"""
import os
import pathlib
import platform
import signal
import subprocess
import sys
import tempfile

import load
import micro
import workload
from servers import Fleet, Server, make_certificate

RUNS = int(os.environ.get("BENCH_RUNS", "5"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "3"))
CONNECTIONS = (1, 8, 25, 100)
IDLE_CONNECTIONS = (0, 25, 250, 1000)


def say(line=""):
    print(line, flush=True)


def load_average():
    return f"{os.getloadavg()[0]:.1f}"


def print_machine():
    cpu = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    say(f"{os.cpu_count()} cores of {cpu}, Linux {platform.release()}, load {load_average()}; commit {commit}; "
        f"{RUNS} runs of {SECONDS} s: median (least..most)")


def print_admission(build, directory):
    files = [directory / f"{name}.json" for name in (*workload.SERVICES, workload.CONFIG_MAP)]
    took = micro.times(f"{build}/bench/admission_benchmark", files, RUNS)
    say(f"\n{'one admission, us':26}{'bytes':>9}{'decode':>10}{'decide':>10}{'encode':>10}{'all (least..most)':>32}")
    for file in files:
        decode, decide, encode, admit = (took[f"{stage}/{file.stem}"]
                                         for stage in ("decode", "decide", "encode", "admit"))
        total = f"{admit[0]:,.2f} ({admit[1]:,.2f}..{admit[2]:,.2f})"
        say(f"  {file.stem:24}{file.stat().st_size:9,}{decode[0]:10,.2f}{decide[0]:10,.2f}{encode[0]:10,.2f}{total:>32}")


def print_overrides(build, directory):
    """Returns what libyaml takes for the ConfigMap's text, in microseconds."""
    files = [directory / f"tenants-{tenants}.yaml" for tenants in workload.TENANTS]
    files.append(directory / f"{workload.CONFIG_MAP}.yaml")
    took = micro.times(f"{build}/bench/overrides_benchmark", files, RUNS)
    pure_path = f"{build}/bench/pure_path/pure_path"
    say(f"\n{'judging overrides':26}{'bytes':>9}{'libyaml us':>12}{'judge us (least..most)':>32}{'ratio':>7}{'us/tenant':>11}"
        f"{'peak memory':>13}")
    for file, tenants in zip(files, (*workload.TENANTS, 1000)):
        libyaml, judge = took[f"libyaml/{file.stem}"], took[f"judge/{file.stem}"]
        size = file.stat().st_size
        peak = micro.peak_bytes(pure_path, "judge", file) / size if size > 100_000 else 0
        own = f"{judge[0]:,.1f} ({judge[1]:,.1f}..{judge[2]:,.1f})"
        say(f"  {file.stem:24}{size:9,}{libyaml[0]:12,.1f}{own:>32}{judge[0] / libyaml[0]:7.2f}{judge[0] / tenants:11.2f}"
            + (f"{peak:9.1f} x in" if peak else f"{'':>13}"))
    return took[f"libyaml/{workload.CONFIG_MAP}"][0]


def print_load_head(title):
    say(f"\n{title:26}{'conns':>6}  {'server':12}{'requests/s':>28}{'/limit':>8}{'/const':>8}{'CPU us/request':>30}"
        f"{'/limit':>8}{'/const':>8}{'p50 ms':>8}{'p99 ms':>8}{'/limit':>8}{'errors':>8}")


def print_load(what, connections, results):
    limit, constant = results["limit"], results["constant"]
    for name, runs in results.items():
        rates = f"{runs.ratio(limit, 'rate'):8.2f}{runs.ratio(constant, 'rate'):8.2f}"
        cpus = f"{runs.ratio(limit, 'cpu'):8.2f}{runs.ratio(constant, 'cpu'):8.2f}"
        say(f"  {what:24}{connections:6}  {name:12}{runs.spread('rate'):>28}{rates}{runs.spread('cpu', 1):>30}{cpus}"
            f"{runs.median('p50'):8.2f}{runs.median('p99'):8.2f}{runs.ratio(limit, 'p99'):8.2f}"
            f"{sum(run.errors for run in runs):8}")


def compare(servers, request, connections, directory, cores="1"):
    return load.compare(servers, request, connections, RUNS, SECONDS, directory, cores)


def print_services(fleet, directory):
    body = directory / "gossip-ring.json"
    print_load_head("gossip-ring Service")
    with Server(*fleet.limit) as limit, Server(*fleet.constant) as constant, Server(*fleet.ours) as ours:
        for server in (limit, constant, ours):
            server.wait_for_answer(body.read_bytes())
        for new_connections in (False, True):
            request = load.Request(body, new_connections=new_connections)
            for connections in CONNECTIONS:
                print_load("new connections" if new_connections else "keep-alive", connections,
                           compare((limit, constant, ours), request, connections, directory))
        say(f"  memory after that load: ours {ours.memory_mib():.1f} MiB, at most {ours.memory_mib('VmHWM'):.1f} "
            f"(limit {limit.memory_mib():.1f})")


def print_config_map(fleet, directory, libyaml):
    body = directory / f"{workload.CONFIG_MAP}.json"
    print_load_head("ConfigMap, 1,000 tenants")
    with Server(*fleet.limit) as limit, Server(*fleet.constant) as constant, Server(*fleet.ours) as ours:
        for server in (limit, constant, ours):
            server.wait_for_answer(body.read_bytes())
        results = compare((limit, constant, ours), load.Request(body, "/validate"), 8, directory)
        print_load("keep-alive", 8, results)
        least = results["limit"].median("cpu") + libyaml
        own = results["ours"].median("cpu")
        say(f"  CPU of ours / (limit + libyaml alone): {own:,.0f} / {least:,.0f} us = {own / least:.2f}; memory after that "
            f"load: {ours.memory_mib():.1f} MiB, at most {ours.memory_mib('VmHWM'):.1f}")


def print_two_workers(fleet, directory):
    body = directory / "gossip-ring.json"
    with Server(*fleet.ours, cores="0,1") as one, Server(*fleet.two_workers, cores="0,1") as two:
        for server in (one, two):
            server.wait_for_answer(body.read_bytes())
        results = compare((one, two), load.Request(body), 8, directory, cores="0,1")
    ratio = results["two workers"].ratio(results["ours"], "cpu")
    say(f"\ntwo workers, CPU us/request at 8 connections: {results['two workers'].spread('cpu', 1)}, of one worker "
        f"{results['ours'].spread('cpu', 1)}: {ratio:.2f}")


def print_idle_memory(fleet, directory):
    body = (directory / "gossip-ring.json").read_bytes()
    for command in (fleet.limit, fleet.ours):
        with Server(*command) as server:
            server.wait_for_answer(body)
            held, told = [], []
            for count in IDLE_CONNECTIONS:
                while len(held) < count:
                    held.append(server.connect())
                told.append(f"{count}: {server.memory_mib():.1f}")
            say(f"memory with idle connections, {server.name}: {', '.join(told)} MiB")
            for connection in held:
                connection.close()


def print_start(fleet, directory):
    body = (directory / "gossip-ring.json").read_bytes()
    for command in (fleet.limit, fleet.ours):
        took = []
        for _ in range(max(RUNS, 3)):
            with Server(*command) as server:
                took.append(server.wait_for_answer(body) * 1000)
        took.sort()
        say(f"start to first good answer, {server.name}: {took[len(took) // 2]:.0f} ms ({took[0]:.0f}..{took[-1]:.0f})")


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # and stops the servers
    build = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        directory = pathlib.Path(temporary)
        workload.write(directory)
        fleet = Fleet(build, *make_certificate(directory))
        print_machine()
        print_admission(build, directory)
        libyaml = print_overrides(build, directory)
        print_services(fleet, directory)
        print_config_map(fleet, directory, libyaml)
        print_two_workers(fleet, directory)
        print_idle_memory(fleet, directory)
        print_start(fleet, directory)
        say(f"load average at the end: {load_average()}")


if __name__ == "__main__":
    main()
