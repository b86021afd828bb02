"""Tests mirror the sources: src/policy/judge/gzip.cpp is tested by tests/policy/judge/gzip_test.cpp, or by the pairs
case.yaml and case.out in the folder tests/policy/judge/gzip. mirror.toml lists the exceptions, each with its reason.

Run it to see the gaps: python3 tests/architecture/mirror_test.py
"""

import sys
import tomllib
import unittest
from pathlib import Path

try:
    import lizard
except ImportError:
    sys.exit("lizard is missing: run scripts/setup.sh test")

from rooms import ROOT, room_of, sources

ALLOWED = Path(__file__).with_name("mirror.toml")


def has_logic(path, text):
    """True for every .cpp, and for a header with a function that decides something; one without a branch is data."""
    functions = lizard.analyze_file.analyze_source_code(str(path), text).function_list
    return path.suffix == ".cpp" or any(function.cyclomatic_complexity > 1 for function in functions)


def subject_of(path):
    """The source without root and ending: include/tempo_admission/kube/glob.hpp and src/kube/glob.cpp are kube/glob."""
    inside = path.parts[2:] if path.parts[0] == "include" else path.parts[1:]
    return Path(*inside).with_suffix("")


def subjects(texts):
    """{subject: its sources} of those with logic, for {path: text}. The public header of a source in a folder, such as
    tempo/overrides.hpp of tempo/overrides/overrides.cpp, belongs to that source."""
    found = {}
    for path, text in texts.items():
        if has_logic(path, text):
            found.setdefault(subject_of(path), []).append(path)
    for header in [subject for subject, paths in found.items() if all(path.parts[0] == "include" for path in paths)]:
        in_folder = [subject for subject in found if subject.name == header.name and subject.parts[0] == header.parts[0]
                     and len(subject.parts) > len(header.parts)]
        if len(in_folder) == 1:
            found[in_folder[0]] += found.pop(header)
    return found


def tested(files):
    """The subjects that the files below tests/ test: x_test.cpp tests x, x/case.yaml with x/case.out tests x."""
    pairs = {f.parent for f in files if f.suffix == ".yaml" and f.with_suffix(".out") in files}
    return {f.with_name(f.stem.removesuffix("_test")) for f in files if f.name.endswith("_test.cpp")} | pairs


def gaps(found, covered, allowed):
    """One line for each subject that nothing tests, and for each entry of the list that is not needed."""
    lines = [f"{', '.join(map(str, paths))}: no tests/{subject}_test.cpp" for subject, paths in sorted(found.items())
             if subject not in covered and str(subject) not in allowed]
    return lines + [f"{name}: take it off {ALLOWED.name}, it is tested or gone" for name in sorted(allowed)
                    if Path(name) in covered or Path(name) not in found]


def strays(found, covered, allowed):
    """One line for each test that has no source at the mirrored path, with logic or without, and for each entry that is
    not needed."""
    lines = [f"tests/{name}_test.cpp: no source at the path it mirrors" for name in sorted(covered)
             if name not in found and str(name) not in allowed]
    return lines + [f"{name}: take it off {ALLOWED.name}, no such test or it has a source" for name in sorted(allowed)
                    if Path(name) not in covered or Path(name) in found]


def files_of_tests():
    """Every file of the rooms' folders below tests/, relative to tests/."""
    below = (path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*") if path.is_file())
    return {path.relative_to("tests") for path in below if room_of(path)}


class Mirror(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.allowed = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
        texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in sources("src", "include")}
        cls.found = subjects(texts)
        cls.sources = {subject_of(path) for path in texts} | set(cls.found)
        cls.covered = tested(files_of_tests())

    def test_every_source_with_logic_has_its_test(self):
        print(f"{len(self.found)} sources with logic, {len(self.allowed['untested'])} of them without a mirrored test")
        found = gaps(self.found, self.covered, self.allowed["untested"])
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_every_test_has_its_source(self):
        found = strays(self.sources, self.covered, self.allowed["of_several"])
        self.assertFalse(found, "\n" + "\n".join(found))

    def test_every_exception_has_a_reason(self):
        self.assertTrue(all(reason.strip() for table in self.allowed.values() for reason in table.values()))


class TheCheckItself(unittest.TestCase):
    FUNCTION = "inline int least(int a, int b) { return a < b ? a : b; }\n"

    def found_in(self, *paths):
        return subjects({Path(path): self.FUNCTION for path in paths})

    def test_a_source_without_a_test_is_a_gap(self):
        found = self.found_in("src/kube/glob.cpp", "src/kube/object.cpp")
        self.assertEqual(["src/kube/glob.cpp: no tests/kube/glob_test.cpp"], gaps(found, {Path("kube/object")}, {}))

    def test_header_and_source_are_one_subject(self):
        self.assertEqual(1, len(self.found_in("include/tempo_admission/kube/glob.hpp", "src/kube/glob.cpp")))

    def test_a_public_header_belongs_to_its_source_in_a_folder(self):
        found = self.found_in("include/tempo_admission/tempo/overrides.hpp", "src/tempo/overrides/overrides.cpp")
        self.assertEqual([Path("tempo/overrides/overrides")], list(found))

    def test_a_header_of_data_needs_no_test(self):
        data = "struct Spot { int line = 0; bool known() const { return line != 0; } };\nint declared(int x);\n"
        self.assertEqual({}, subjects({Path("src/tempo/spot.hpp"): data}))

    def test_a_pair_of_text_and_findings_is_a_test(self):
        files = {Path("tempo/rules/headers/bad.yaml"), Path("tempo/rules/headers/bad.out")}
        self.assertEqual({Path("tempo/rules/headers")}, tested(files))

    def test_a_text_without_findings_is_none(self):
        self.assertEqual(set(), tested({Path("tempo/rules/headers/bad.yaml")}))

    def test_an_excuse_that_is_not_needed_is_reported(self):
        found = self.found_in("src/kube/glob.cpp")
        self.assertEqual(1, len(gaps(found, {Path("kube/glob")}, {"kube/glob": "none"})))
        self.assertEqual(1, len(strays(found, {Path("kube/glob")}, {"kube/glob": "none"})))

    def test_a_test_without_a_source_is_a_stray(self):
        self.assertEqual(1, len(strays({}, {Path("kube/glob")}, {})))


if __name__ == "__main__":
    unittest.main()
