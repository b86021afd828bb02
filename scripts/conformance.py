#!/usr/bin/env python3
"""Counts the conformance cases that really ran: reads test results (JUnit XML of ctest and pytest), not sources.

usage: scripts/conformance.py [--require-all] RESULTS.xml...

A case counts if a test with its number in its name (Case083, test_case_083_...) ran and passed, and none failed.
Cases argued away are listed in docs/conformance.md, at most five. Exit 1 for a failed case, or with --require-all for a
case that neither ran nor is argued away.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

CASES = range(1, 136)
MOST_ARGUED_AWAY = 5
NUMBERS = re.compile(r"[Cc]ases?_?\d{3}(?:_?(?:[Aa]nd|[Cc]ase)?_?\d{3})*(?!\d)")


def numbers_in(name):
    """Case083 -> {83}; Case083And084 and test_case_083_084_x -> {83, 84}."""
    return {int(n) for run in NUMBERS.findall(name) for n in re.findall(r"\d{3}", run)}


def outcome_of(testcase):
    if testcase.find("failure") is not None or testcase.find("error") is not None:
        return "failed"
    if testcase.find("skipped") is not None or testcase.get("status") in {"notrun", "disabled"}:
        return "skipped"
    return "passed"


def outcomes(xml_texts):
    """{case: {"passed" | "failed" | "skipped", ...}} of every numbered test in the results."""
    seen = {}
    for text in xml_texts:
        for testcase in ElementTree.fromstring(text).iter("testcase"):
            for number in numbers_in(f"{testcase.get('classname', '')}.{testcase.get('name', '')}"):
                seen.setdefault(number, set()).add(outcome_of(testcase))
    return seen


def argued_away(markdown):
    """The numbers in the first column of the table in docs/conformance.md."""
    return {int(n) for n in re.findall(r"^\|\s*(\d{1,3})\s*\|", markdown, re.MULTILINE)}


def report(seen, excused, require_all):
    """Lines to print, and whether all is well."""
    failed = sorted(n for n in seen if "failed" in seen[n])
    passed = sorted(n for n in CASES if seen.get(n, set()) >= {"passed"} and n not in failed)
    missing = sorted(set(CASES) - set(passed) - set(failed) - excused)
    lines = [f"conformance: {len(passed)} of {len(CASES)} cases ran and passed, {len(excused)} argued away"]
    for label, numbers in (("failed", failed), ("not run", missing)):
        if numbers:
            lines.append(f"conformance: {label}: {' '.join(map(str, numbers))}")
    unknown = sorted(set(seen) - set(CASES))
    if unknown:
        lines.append(f"conformance: no such case: {' '.join(map(str, unknown))}")
    if len(excused) > MOST_ARGUED_AWAY:
        lines.append(f"conformance: more than {MOST_ARGUED_AWAY} cases argued away")
    good = not failed and not unknown and len(excused) <= MOST_ARGUED_AWAY and not (require_all and missing)
    return lines, good


def main(arguments):
    require_all = "--require-all" in arguments
    paths = [Path(a) for a in arguments if a != "--require-all"]
    if not paths:
        sys.exit(__doc__)
    page = Path(__file__).resolve().parents[1] / "docs" / "conformance.md"
    excused = argued_away(page.read_text(encoding="utf-8"))
    lines, good = report(outcomes(p.read_text(encoding="utf-8") for p in paths), excused, require_all)
    print("\n".join(lines))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
