"""Every finding code in the sources stands in docs/findings.md, and every code in the docs is in the sources."""

import re
import unittest

from rooms import ROOT, sources, without_comments

CODE = r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)+|[a-z]+(?:-[a-z]+)*/[a-z]+"
NOT_A_CODE = {"application", "text"}  # media types
INDEX = ROOT / "docs" / "findings.md"


def codes_in_source(text):
    """String literals of the form room/what-is-wrong; in a file that composes "room/" + word, the words of note()."""
    code = re.sub(r"^\s*#\s*include[^\n]*", "", without_comments(text), flags=re.MULTILINE)
    found = set(re.findall(rf'(?<![\w"])"({CODE})"', code))
    for prefix in re.findall(r'"([a-z]+)/" \+', code):
        found |= {f"{prefix}/{word}" for word in re.findall(r'\bnote\(\s*"([a-z-]+)"', code)}
    return {code for code in found if code.split("/")[0] not in NOT_A_CODE}


def codes_in_index(markdown):
    """The first cell of each table row: | `code` | ... |"""
    return re.findall(rf"^\|\s*`({CODE})`\s*\|", markdown, re.MULTILINE)


def mentioned_codes(markdown, prefixes):
    return {c for c in re.findall(rf"`({CODE})`", markdown) if c.split("/")[0] in prefixes}


class FindingCodes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sources = set()
        for path in sources("src", "include"):
            cls.sources |= codes_in_source((ROOT / path).read_text(encoding="utf-8"))
        cls.index = codes_in_index(INDEX.read_text(encoding="utf-8"))

    def test_the_sources_have_codes_at_all(self):
        self.assertGreater(len(self.sources), 20)

    def test_every_code_in_the_sources_is_in_the_index(self):
        self.assertEqual(set(), self.sources - set(self.index))

    def test_every_code_in_the_index_is_in_the_sources(self):
        self.assertEqual(set(), set(self.index) - self.sources)

    def test_the_index_is_sorted_and_names_each_code_once(self):
        self.assertEqual(sorted(set(self.index)), self.index)

    def test_no_page_mentions_a_code_that_does_not_exist(self):
        prefixes = {code.split("/")[0] for code in self.sources}
        for page in sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]):
            with self.subTest(page=page.name):
                self.assertEqual(set(), mentioned_codes(page.read_text(encoding="utf-8"), prefixes) - self.sources)


class TheReaders(unittest.TestCase):
    def test_a_literal_is_a_code(self):
        self.assertEqual({"overrides/null-tenant"}, codes_in_source('add("overrides/null-tenant", where);'))

    def test_a_composed_code_is_one(self):
        text = 'note("name-length", what);\nout.push_back(fault("tenants/" + std::string(code), what));'
        self.assertEqual({"tenants/name-length"}, codes_in_source(text))

    def test_a_media_type_a_path_and_an_include_are_not(self):
        text = '#include "kube/object.hpp"\nauto t = "application/json"; auto p = "/metadata/labels"; auto d = "a/b.yaml";'
        self.assertEqual(set(), codes_in_source(text))

    def test_a_code_in_a_comment_is_not(self):
        self.assertEqual(set(), codes_in_source('// like "yaml/syntax"'))


if __name__ == "__main__":
    unittest.main()
