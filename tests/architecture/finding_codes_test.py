"""Every finding code is declared once, in a FindingInfo; nothing else in the sources spells one, and no page invents one."""

import re
import unittest

from rooms import ROOT, sources, without_comments

CODE = r"[a-z]+(?:-[a-z]+)*/[a-z0-9]+(?:-[a-z0-9]+)*"
NOT_A_CODE = {"application", "text"}  # media types
# `check` reports them before any rule is asked; the policy room accepts them as keys and cannot see their declarations.
SPELLED = {"manifest/not-json", "manifest/unreadable"}


def declared_codes(text):
    return re.findall(rf'\.code = "({CODE})",', without_comments(text))


def spelled_codes(text):
    """String literals of the form room/what-is-wrong, outside of declarations and the texts of examples."""
    code = re.sub(r'R"\(.*?\)"', '""', without_comments(text), flags=re.DOTALL)
    code = re.sub(r"^\s*#\s*include[^\n]*", "", code, flags=re.MULTILINE)
    code = re.sub(rf'\.code = "{CODE}",', "", code)
    found = set(re.findall(rf'(?<![\w"])"({CODE})"', code))
    return {code for code in found if code.split("/")[0] not in NOT_A_CODE}


def mentioned_codes(markdown, prefixes):
    return {c for c in re.findall(rf"`({CODE})`", markdown) if c.split("/")[0] in prefixes}


class FindingCodes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.declared = []
        cls.spelled = {}
        for path in sources("src", "include"):
            text = (ROOT / path).read_text(encoding="utf-8")
            cls.declared += declared_codes(text)
            for code in spelled_codes(text):
                cls.spelled[code] = path

    def test_there_are_declarations_at_all(self):
        self.assertGreater(len(self.declared), 100)

    def test_each_code_is_declared_once(self):
        self.assertEqual(sorted(set(self.declared)), sorted(self.declared))

    def test_nothing_else_spells_a_code(self):
        rooms = {code.split("/")[0] for code in self.declared}
        spelled = {code: path for code, path in self.spelled.items() if code.split("/")[0] in rooms}
        self.assertEqual({}, {code: path for code, path in spelled.items() if code not in SPELLED})

    def test_no_page_mentions_a_code_that_does_not_exist(self):
        prefixes = {code.split("/")[0] for code in self.declared}
        for page in sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]):
            with self.subTest(page=page.name):
                mentioned = mentioned_codes(page.read_text(encoding="utf-8"), prefixes)
                self.assertEqual(set(), mentioned - set(self.declared))


class TheReaders(unittest.TestCase):
    def test_a_declaration_is_found(self):
        self.assertEqual(["yaml/syntax"], declared_codes('constexpr FindingInfo syntax{\n    .code = "yaml/syntax",\n'))

    def test_a_literal_elsewhere_is_spelled(self):
        self.assertEqual({"overrides/null-tenant"}, spelled_codes('add("overrides/null-tenant", where);'))

    def test_a_declaration_is_not_spelled(self):
        self.assertEqual(set(), spelled_codes('FindingInfo a{.code = "overrides/null-tenant", .why = R"(x "a/b")"};'))

    def test_a_media_type_a_path_and_an_include_are_not(self):
        text = '#include "kube/object.hpp"\nauto t = "application/json"; auto p = "/metadata/labels"; auto d = "a/b.yaml";'
        self.assertEqual(set(), spelled_codes(text))

    def test_a_code_in_a_comment_is_not(self):
        self.assertEqual(set(), spelled_codes('// like "yaml/syntax"'))


if __name__ == "__main__":
    unittest.main()
