"""The project's own charts (tests/charts): what they render, by the names of the recordings."""

import yaml

from harness.tools import REPOSITORY

FOLDER = REPOSITORY / "tests" / "charts"
DISTRIBUTED, SINGLE = FOLDER / "tempo-distributed", FOLDER / "tempo"
OLDEST, MIDDLE, NEWEST = VERSIONS = ("1.61.3", "2.26.2", "3.3.0")


def arguments(version=None, everything=False):
    """Helm's arguments for a chart: tempo-distributed of `version`, or the single binary's."""
    chart = [str(SINGLE)] if version is None else [str(DISTRIBUTED), "--set", f"chart={version}"]
    return [*chart, "--set", f"everything={str(everything).lower()}"]


def objects(cluster, namespace, version=OLDEST, everything=False):
    """The objects of a release named t."""
    text = cluster.helm("template", "t", *arguments(version, everything), "-n", namespace).stdout
    return [obj for obj in yaml.safe_load_all(text) if obj]


def rendered(cluster):
    """[{name, yaml}] of each chart, with and without everything, in the namespace default."""
    return [{"name": f"tempo{f'-distributed-{version}' if version else ''}{'-everything' if everything else ''}",
             "yaml": cluster.helm("template", "t", *arguments(version, everything), "-n", "default").stdout}
            for version in (*VERSIONS, None) for everything in (False, True)]
