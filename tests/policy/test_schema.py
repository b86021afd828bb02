"""The JSON Schema of the policy file, tested with the same files as the loader (policy_files_test)."""

import json
import pathlib
import re

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = pathlib.Path(__file__).parent / "data"
SCHEMA = json.loads((ROOT / "src/policy/policy.schema.json").read_text())
PRESETS = sorted((ROOT / "src/policy/presets").glob("*.yaml"))


class Loader(yaml.SafeLoader):
    """YAML as editors and the program read it: `off` is a word, not a boolean."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def files(folder):
    found = sorted((DATA / folder).glob("*.yaml"))
    assert found, f"no files in {folder}"
    return found


def faults_of(path):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [fault.message for fault in validator.iter_errors(yaml.load(path.read_text(), Loader))]


def by_name(path):
    return path.stem


def test_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", files("good") + PRESETS, ids=by_name)
def test_takes_a_good_file(path):
    assert faults_of(path) == []


@pytest.mark.parametrize("path", files("bad"), ids=by_name)
def test_refuses_a_bad_file(path):
    assert faults_of(path) != []


@pytest.mark.parametrize("path", files("bad-for-the-loader"), ids=by_name)
def test_leaves_to_the_loader_what_a_schema_cannot_say(path):
    assert faults_of(path) == []
