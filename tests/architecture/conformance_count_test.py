"""The counter of conformance cases believes results, not names."""

import sys
import unittest

from rooms import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import conformance  # noqa: E402  (found only through the line above)


def results(*testcases):
    return [f"<testsuite>{''.join(testcases)}</testsuite>"]


PASSED = '<testcase name="AddMissing.Case083CreatesTheMap" status="run"/>'
FAILED = '<testcase name="AddMissing.Case083KeepsValues" status="fail"><failure message=""/></testcase>'
SKIPPED = '<testcase name="AddMissing.Case083Recorded" status="notrun"><skipped message=""/></testcase>'


class NumbersInNames(unittest.TestCase):
    def test_a_name_carries_any_count_of_numbers(self):
        for name, numbers in [
            ("AddMissing.Case083CreatesTheMap", {83}),
            ("Framing.Case046And047AreRefused", {46, 47}),
            ("Framing.Case046Case047AreRefused", {46, 47}),
            ("All/Framing.Cases046_047/12", {46, 47}),
            ("tests.e2e.test_drain.test_case_124_loses_nothing", {124}),
            ("test_case_124_125_and_more", {124, 125}),
            ("AddMissing.Writes083Keys", set()),
            ("AddMissing.Case83", set()),
            ("AddMissing.Case0835", set()),
        ]:
            with self.subTest(name=name):
                self.assertEqual(numbers, conformance.numbers_in(name))


class CountingCases(unittest.TestCase):
    def judge(self, *testcases, excused=frozenset(), require_all=False):
        return conformance.report(conformance.outcomes(results(*testcases)), set(excused), require_all)

    def test_a_passed_case_counts(self):
        lines, good = self.judge(PASSED)
        self.assertTrue(good)
        self.assertIn("1 of 135", lines[0])

    def test_a_skipped_case_does_not_count(self):
        self.assertIn("0 of 135", self.judge(SKIPPED)[0][0])

    def test_one_failure_among_passes_fails_the_case(self):
        lines, good = self.judge(PASSED, FAILED)
        self.assertFalse(good)
        self.assertIn("conformance: failed: 83", lines)

    def test_a_missing_case_fails_only_where_all_are_required(self):
        self.assertTrue(self.judge(PASSED)[1])
        self.assertFalse(self.judge(PASSED, require_all=True)[1])

    def test_a_number_that_no_case_has_is_a_fault(self):
        self.assertFalse(self.judge('<testcase name="Case136IsTooMuch"/>')[1])

    def test_six_cases_argued_away_are_too_many(self):
        self.assertFalse(self.judge(PASSED, excused=range(1, 7))[1])

    def test_the_table_in_the_docs_is_read_by_its_first_column(self):
        self.assertEqual({60}, conformance.argued_away("| # | why |\n| --- | --- |\n| 60 | 120 s of waiting |\n"))


if __name__ == "__main__":
    unittest.main()
