"""The rendered Tempo charts as a chart of their own, so that Helm can install, upgrade and roll them back."""

import shutil

import yaml

DEFAULT = "tempo-distributed-1.61.3-default"
ENTERPRISE = "tempo-distributed-1.61.3-enterprise"
NEWER = "tempo-distributed-2.26.2-default"


def wrap(shared_data, folder, rendered, namespace, version):
    """A chart whose one template is the file `rendered`, for `namespace` instead of the one it was made for."""
    chart = folder / f"chart-{version}"
    shutil.rmtree(chart, ignore_errors=True)
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text(f"apiVersion: v2\nname: tempo-distributed\nversion: {version}\n")
    objects = read(shared_data, rendered, namespace)
    (chart / "manifest.yaml").write_text(yaml.safe_dump_all(objects))
    # As a file, not as a template: what is rendered must not be rendered again.
    (chart / "templates" / "all.yaml").write_text('{{ .Files.Get "manifest.yaml" }}\n')
    return chart


def read(shared_data, rendered, namespace):
    """The chart's objects, moved to `namespace`."""
    documents = yaml.safe_load_all((shared_data / "charts" / f"{rendered}.yaml").read_text())
    objects = [obj for obj in documents if obj]
    for obj in objects:
        obj["metadata"]["namespace"] = namespace
    return objects
