#!/usr/bin/env python3
"""Writes what docs/ says about findings from their declarations in the sources; the program prints them.

    scripts/docs.py PROGRAM           write the pages
    scripts/docs.py --check PROGRAM   fail if a page differs from what would be written

A page has pairs of markers. What is between them is generated; everything else is written by hand:

    <!-- findings: table -->                 the list of all codes
    <!-- findings: overrides/ refused -->    sections of the codes with this prefix and group (or a section's name)
    <!-- end of findings -->
"""

import difflib
import json
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
MARKED = re.compile(r"(<!-- findings: ([^\n]*) -->\n).*?(<!-- end of findings -->\n)", re.DOTALL)


def table(findings):
    rows = ["| code | severity | meaning |", "| --- | --- | --- |"]
    for finding in sorted(findings, key=lambda f: f["code"]):
        rows.append(f"| [`{finding['code']}`]({finding['page']}) | {finding['severity']} | {finding['meaning']} |")
    return "\n".join(rows) + "\n"


class Writer:
    def __init__(self, findings):
        self.findings = findings
        self.placed = set()

    def part(self, marker):
        """What belongs below a marker."""
        if marker == "table":
            return table(self.findings)
        prefix, _, group = marker.partition(" ")
        chosen = [f for f in self.findings if f["code"].startswith(prefix) and group in ("", f["group"])]
        if not chosen:
            sys.exit(f"docs: no finding belongs below '{marker}'")
        self.placed |= {f["code"] for f in chosen}
        return "\n".join(f["markdown"] for f in chosen)

    def page(self, text):
        return MARKED.sub(lambda m: f"{m[1]}\n{self.part(m[2])}\n{m[3]}", text)


def main():
    check = sys.argv[1] == "--check"
    program = sys.argv[-1]
    printed = subprocess.run([program, "check", "--explain", "all", "--format", "json"], capture_output=True, check=True)
    writer = Writer(json.loads(printed.stdout))
    differences = []
    for path in sorted(DOCS.glob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = writer.page(before)
        if check:
            names = (f"docs/{path.name}", "make docs")
            differences += difflib.unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="", n=1)
        elif after != before:
            path.write_text(after, encoding="utf-8")
            print(f"docs/{path.name}")
    missing = {f["code"] for f in writer.findings} - writer.placed
    if missing:
        sys.exit("docs: no page has a place for " + ", ".join(sorted(missing)))
    if differences:
        sys.exit("\n".join([*differences, "docs: the pages differ from the declarations; run `make docs`"]))


main()
