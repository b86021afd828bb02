"""Small functions, small files, few branches: measured by lizard, hard stops and aims."""

import sys
import unittest

try:
    import lizard
except ImportError:
    sys.exit("lizard is missing: run scripts/setup.sh test")

from rooms import ROOT, sources

FUNCTION_LINES, FILE_LINES, COMPLEXITY = 60, 600, 12
AIM_FUNCTION_LINES, AIM_FILE_LINES = 40, 450


def function_faults(path, functions):
    faults = []
    for function in functions:
        where = f"{path}:{function.start_line}: {function.name}"
        if function.length > FUNCTION_LINES:
            faults.append(f"{where} has {function.length} lines, more than {FUNCTION_LINES}")
        if function.cyclomatic_complexity > COMPLEXITY:
            faults.append(f"{where} has complexity {function.cyclomatic_complexity}, more than {COMPLEXITY}")
    return faults


def measure(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    return lizard.analyze_file.analyze_source_code(str(path), text).function_list, text.count("\n")


def percentile_95(numbers):
    ordered = sorted(numbers)
    return ordered[(len(ordered) * 95 + 99) // 100 - 1] if ordered else 0


class SizeGate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.measured = {path: measure(path) for path in sources("src", "include", "tests", "bench")}

    def test_no_function_is_too_long_or_too_branched(self):
        faults = [f for path, (functions, _) in self.measured.items() for f in function_faults(path, functions)]
        self.assertFalse(faults, "\n" + "\n".join(faults))

    def test_no_file_is_too_long(self):
        long = [f"{path}: {lines} lines, more than {FILE_LINES}" for path, (_, lines) in self.measured.items() if lines > FILE_LINES]
        self.assertFalse(long, "\n" + "\n".join(long))

    def test_the_95th_percentiles_of_the_product_reach_their_aims(self):
        product = {path: m for path, m in self.measured.items() if path.parts[0] in {"src", "include"}}
        functions = percentile_95([f.length for found, _ in product.values() for f in found])
        files = percentile_95([lines for _, lines in product.values()])
        print(f"95th percentile: functions {functions} lines (aim {AIM_FUNCTION_LINES}), files {files} (aim {AIM_FILE_LINES})")
        self.assertLessEqual(functions, AIM_FUNCTION_LINES)
        self.assertLessEqual(files, AIM_FILE_LINES)


class TheGateItself(unittest.TestCase):
    def faults_of(self, body):
        text = f"int planted(int x) {{\n{body}\nreturn x;\n}}\n"
        return function_faults("planted.cpp", lizard.analyze_file.analyze_source_code("planted.cpp", text).function_list)

    def test_a_planted_long_function_is_found(self):
        self.assertEqual(1, len(self.faults_of("x += 1;\n" * FUNCTION_LINES)))

    def test_a_planted_branchy_function_is_found(self):
        self.assertEqual(1, len(self.faults_of("if (x) x += 1;\n" * COMPLEXITY)))

    def test_a_plain_function_is_left_alone(self):
        self.assertEqual([], self.faults_of("x += 1;"))

    def test_the_percentile_is_the_nearest_rank(self):
        self.assertEqual(95, percentile_95(range(1, 101)))


if __name__ == "__main__":
    unittest.main()
