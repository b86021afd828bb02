#!/usr/bin/env python3
"""Holds the instructions of one admission against its budget: instruction_budget.py PURE_PATH REVIEW [--set]"""
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
BUDGETS = HERE / "instructions.toml"
HEAD_ROOM = 1.10
sys.path.insert(0, str(HERE.parent.parent / "bench"))
import workload  # noqa: E402


def instructions(pure_path, review, count):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", pure_path, "admit", review, str(count)],
        capture_output=True, text=True)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not collected:
        sys.exit(f"callgrind could not count:\n{run.stderr}")
    return int(collected.group(1))


def instructions_each(pure_path, name):
    """Of one admission once memory is warm: what more admissions cost more, start and load cancel out."""
    few, many = (2, 4) if name == workload.CONFIG_MAP else (10, 110)
    with tempfile.TemporaryDirectory() as directory:
        workload.write(directory)
        review = f"{directory}/{name}.json"
        return (instructions(pure_path, review, many) - instructions(pure_path, review, few)) // (many - few)


def set_budget(name, counted):
    text, changes = re.subn(rf"(?m)^{re.escape(name)} = .*$", f"{name} = {counted}", BUDGETS.read_text())
    if changes != 1:
        sys.exit(f"{BUDGETS} has no line for {name}")
    BUDGETS.write_text(text)


def main():
    pure_path, name, *options = sys.argv[1:]
    counted = instructions_each(pure_path, name)
    if options == ["--set"]:
        return set_budget(name, counted)
    budget = tomllib.loads(BUDGETS.read_text())[name]
    print(f"{name}: {counted:,} instructions, {counted / budget:.2f} of the budget of {budget:,}")
    if counted > budget * HEAD_ROOM:
        sys.exit(f"more than {HEAD_ROOM - 1:.0%} over the budget. Find what came in: valgrind --tool=callgrind {pure_path} "
                 f"admit REVIEW.json 100, then callgrind_annotate.\nIf it is worth it, raise the budget and say why in "
                 f"the commit message:\n  {sys.argv[0]} {pure_path} {name} --set")
    if counted < budget / HEAD_ROOM:
        print(f"Well done. Keep it: {sys.argv[0]} {pure_path} {name} --set")


if __name__ == "__main__":
    main()
