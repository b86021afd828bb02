"""The programs of the tests: found, or the run fails. Nothing is skipped for want of a tool."""

import os
import shutil
import subprocess
from pathlib import Path

E2E = Path(__file__).resolve().parents[1]
REPOSITORY = E2E.parents[1]
DOCUMENTS = REPOSITORY / "docs"
MANIFESTS = REPOSITORY / "manifests"
CACHE = E2E / ".cache"


def tool(name):
    """Path of a program from KUBEBUILDER_ASSETS, from tools.sh, or from the system."""
    for folder in (os.environ.get("KUBEBUILDER_ASSETS"), CACHE / "bin"):
        if folder and (Path(folder) / name).is_file():
            return str(Path(folder) / name)
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"no {name}: tests/e2e/run.sh installs and builds what is missing")
    return found


def binary():
    """The tempo-admission under test."""
    named = os.environ.get("TEMPO_ADMISSION_BINARY")
    if not named or not Path(named).is_file():
        raise FileNotFoundError("TEMPO_ADMISSION_BINARY names no file: start the tests with 'make e2e'")
    return named


def make_certs(*arguments, made=None):
    """certs/make-certs.sh; `made` is the pretended time, for example "-400d"."""
    clock = [tool("faketime"), "-f", made] if made else []
    subprocess.run([*clock, REPOSITORY / "certs" / "make-certs.sh", *map(str, arguments)], check=True,
                   stdout=subprocess.DEVNULL)
