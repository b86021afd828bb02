"""Every relative link in the documentation leads to a file, and every anchor to a heading of it."""

import re
import unittest

from rooms import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]


def without_code(markdown):
    return re.sub(r"^```.*?^```", "", markdown, flags=re.DOTALL | re.MULTILINE)


def anchors(markdown):
    """As forges make them: lower case, spaces to hyphens, everything else but letters, digits, - and _ dropped."""
    headings = re.findall(r"^#+\s+(.*?)\s*$", without_code(markdown), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page, markdown):
    broken = []
    for link in LINK.findall(without_code(markdown)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        if not target.exists():
            broken.append(f"{page}: {link}: no such file")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text(encoding="utf-8")):
            broken.append(f"{page}: {link}: no such heading")
    return broken


class DocsLinks(unittest.TestCase):
    def test_no_link_is_broken(self):
        broken = [b for page in PAGES for b in broken_links(page, (ROOT / page).read_text(encoding="utf-8"))]
        self.assertFalse(broken, "\n" + "\n".join(broken))

    def test_every_page_can_be_reached_from_the_readme(self):
        reached, queue = set(), ["README.md"]
        while queue:
            page = queue.pop()
            if page in reached:
                continue
            reached.add(page)
            for link in LINK.findall(without_code((ROOT / page).read_text(encoding="utf-8"))):
                target = ((ROOT / page).parent / link.partition("#")[0]).resolve()
                if target.suffix == ".md" and target.exists() and ROOT in target.parents:
                    queue.append(str(target.relative_to(ROOT)))
        self.assertEqual([], sorted(set(PAGES) - reached))


class TheCheckItself(unittest.TestCase):
    def test_a_planted_broken_link_is_found(self):
        self.assertEqual(1, len(broken_links("README.md", "[x](docs/no-such-page.md)")))

    def test_a_planted_broken_anchor_is_found(self):
        self.assertEqual(1, len(broken_links("README.md", "[x](README.md#no-such-heading)")))

    def test_an_address_is_left_alone(self):
        self.assertEqual([], broken_links("README.md", "[x](https://example.com/)"))


if __name__ == "__main__":
    unittest.main()
