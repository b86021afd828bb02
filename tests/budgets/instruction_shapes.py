#!/usr/bin/env python3
"""Holds the instructions of a whole review of every costly shape below a bound: instruction_shapes.py PURE_PATH [PART OF A NAME]

Each shape is reviewed at x, 4x and 16x, as the text of a CREATE, and at the size that took most as both texts of an UPDATE. No review may
take more than MOST instructions, and from one size to the next they may grow 1.3 times as fast as the text does, unless
the budget has stopped the larger one.
"""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import shapes  # noqa: E402

MOST = 1_600_000_000
FASTEST = 1.3
SIZES = (64_000, 256_000, 1_024_000)
SMALL = {"four nests": (20_000, 80_000, 320_000), "as deep as may be": SIZES, "nest": (2_500, 10_000, 40_000),
         "much in the deep": (5_000, 20_000, 80_000)}
CAPPED = 300_000_000  # the budget stops a text; whatever takes more may be one of those


def sizes_of(name):
    return next((sizes for part, sizes in SMALL.items() if part in name), SIZES)


def config_map(text, generation):
    return {"apiVersion": "v1", "kind": "ConfigMap",
            "metadata": {"name": "tempo-runtime", "namespace": "tempo", "generation": generation,
                         "labels": {"app.kubernetes.io/name": "tempo", "app.kubernetes.io/version": "3.0.3"}},
            "data": {"overrides.yaml": text}}


def review(text, stored=None):
    request = {"uid": "7f0c2a4e-0000-4000-8000-000000000001", "kind": {"group": "", "version": "v1", "kind": "ConfigMap"},
               "resource": {"group": "", "version": "v1", "resource": "configmaps"}, "name": "tempo-runtime",
               "namespace": "tempo", "operation": "CREATE" if stored is None else "UPDATE",
               "userInfo": {"username": "somebody"}, "object": config_map(text, 2)}
    if stored is not None:
        request["oldObject"] = config_map(stored, 1)
    return {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": request}


def instructions(pure_path, body):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(body, file)
        file.flush()
        run = subprocess.run(
            ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", pure_path, "answer",
             file.name, "1"],
            capture_output=True, text=True)
    collected = re.search(r"I +refs: +([\d,]+)", run.stderr)
    if run.returncode != 0 or not collected:
        sys.exit(f"cachegrind could not count:\n{run.stderr}")
    return int(collected.group(1).replace(",", ""))


def measure(pure_path, name, base):
    shape = shapes.SHAPES[name]
    texts = [shape(size) for size in sizes_of(name)]
    costs = [instructions(pure_path, review(text)) - base for text in texts]
    worst = texts[costs.index(max(costs))]
    update = instructions(pure_path, review(worst + "# new\n", worst)) - base
    growth = [b / a / (len(y) / len(x)) for a, b, x, y in zip(costs, costs[1:], texts, texts[1:])]
    faults = [f"{name}: {cost:,} instructions" for cost in (*costs, update) if cost > MOST]
    faults += [f"{name}: grows {rate:.2f} times as fast as the text" for rate, cost in zip(growth, costs[1:])
               if rate > FASTEST and cost < CAPPED]
    line = " ".join(f"{cost / 1e6:8.1f}" for cost in (*costs, update))
    print(f"{name:34} {line}  {' '.join(f'{rate:.2f}' for rate in growth)}", flush=True)
    return faults


def main():
    pure_path, *part = sys.argv[1:]
    names = [name for name in shapes.SHAPES if not part or part[0] in name]
    base = instructions(pure_path, review(""))
    print(f"{'millions of instructions':34} {'x':>8} {'4x':>8} {'16x':>8} {'update':>8}  growth")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        faults = [fault for found in pool.map(lambda name: measure(pure_path, name, base), names) for fault in found]
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
