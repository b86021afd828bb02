"""The output that the documents show is what the program prints."""

import re

import pytest

from program import ROOT, run

EXAMPLE = re.compile(r"<!-- shown: overrides.yaml -->\n```yaml\n(.*?)```\n\n```\n\$ tempo-admission (.*?)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "docs/overrides.md"])
def test_a_pages_example_is_what_check_prints(page, tmp_path):
    written, command, shown = EXAMPLE.search((ROOT / page).read_text()).groups()
    (tmp_path / "overrides.yaml").write_text(written)
    result = run(*command.split(), cwd=tmp_path)
    assert result.stdout.decode() == shown
