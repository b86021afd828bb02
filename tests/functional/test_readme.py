"""What README.md shows is what the program says."""

import re

from program import ROOT, run

EXAMPLE = re.compile(r"<!-- shown: overrides.yaml -->\n```yaml\n(.*?)```\n\n```\n\$ tempo-admission (.*?)\n(.*?)```", re.DOTALL)


def test_the_readmes_example_is_what_check_prints(tmp_path):
    written, command, shown = EXAMPLE.search((ROOT / "README.md").read_text()).groups()
    (tmp_path / "overrides.yaml").write_text(written)
    result = run(*command.split(), cwd=tmp_path)
    assert result.stdout.decode() == shown
