"""The commands of the documents, run as written."""

import os
import re
import shutil
import subprocess

from harness.tools import DOCUMENTS, REPOSITORY, binary, tool

SHELL_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What nothing here can do: no container runtime, no nodes whose logs could be read or whose pods could roll out.
ABSENT = {
    "docker": 'echo "docker $*"',
    "kubectl": 'case " $* " in *" logs "* | *" rollout status "*) echo "kubectl $*" ;; *) exec "$REAL_KUBECTL" "$@" ;; esac',
}


def sections(page):
    """{heading: its text} of one page."""
    parts = re.split(r"^##+ (.*)$", (DOCUMENTS / page).read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def shell_blocks(text):
    return SHELL_BLOCK.findall(text)


class Reader:
    """Somebody with a checkout, kubectl, Helm and the program, who types what the documents say."""

    def __init__(self, cluster, folder, port):
        """The Service's port is the one thing that differs: 443 needs root here."""
        self.folder = folder
        folder.mkdir(parents=True)
        (folder / "certs").symlink_to(REPOSITORY / "certs")
        shutil.copytree(REPOSITORY / "manifests", folder / "manifests")
        for name in ("service", "mutating-webhooks", "validating-webhooks"):
            manifest = folder / "manifests" / "base" / f"{name}.yaml"
            manifest.write_text(manifest.read_text().replace("port: 443", f"port: {port}"))
        self._environment = {**cluster.environment(), "REAL_KUBECTL": tool("kubectl"),
                             "PATH": f"{self._programs()}:{os.environ['PATH']}"}

    def type(self, command, exit_codes=(0,)):
        """Runs `command`; what it printed, on both streams."""
        done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=self.folder, text=True,
                              env=self._environment, timeout=120, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert done.returncode in exit_codes, f"{command}\n{done.stdout}"
        return done.stdout

    def edit(self, file, old, new):
        text = (self.folder / file).read_text()
        assert old in text
        (self.folder / file).write_text(text.replace(old, new))

    def _programs(self):
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "tempo-admission").symlink_to(binary())
        (programs / "helm").symlink_to(tool("helm"))
        for name, text in ABSENT.items():
            (programs / name).write_text(f"#!/bin/sh\n{text}\n")
            (programs / name).chmod(0o755)
        return programs
