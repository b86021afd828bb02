"""What scripts/package.sh makes runs where nothing but glibc is installed.

usage: tests/package/package_test.py DIRECTORY   (where the packages are)
"""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

GLIBC = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util))\.so\.\d+")
BAD_OVERRIDES = "overrides:\n  team-a:\n    ingestion: {rate_limit_byte: 1}\n"
packages = Path("build/package")


def the_one(pattern):
    found = sorted(packages.glob(pattern))
    assert len(found) == 1, f"expected one {pattern} in {packages}, found {len(found)}"
    return found[0]


def loaded_libraries(program):
    """Name and path of what the loader finds, with no help from the environment."""
    lines = subprocess.run(["ldd", program], env={}, capture_output=True, text=True, check=True).stdout
    return dict(re.findall(r"^\s*(?:(\S+) => )?(/\S+|not found)", lines, re.MULTILINE))


class Tarball(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        with tarfile.open(the_one("*.tar.gz")) as archive:
            archive.extractall(self.root)
        (self.home,) = self.root.iterdir()
        self.program = self.home / "tempo-admission"

    def lay_out_glibc(self):
        for name, path in loaded_libraries(self.program).items():
            if GLIBC.fullmatch(Path(name or path).name):
                copy = self.root / path.lstrip("/")
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(Path(path).read_bytes())
                copy.chmod(0o755)

    def run_in_bare_root(self, *arguments, stdin=""):
        inside = "/" + str(self.program.relative_to(self.root))
        # The loader reads this link to learn what $ORIGIN is; a real /proc would need a privilege to mount it.
        link = self.root / "proc/self/exe"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(inside)
        as_root = [] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
        command = [*as_root, "chroot", self.root, inside, *arguments]
        environment = {"PATH": os.environ["PATH"]}
        return subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, timeout=60)

    def test_every_library_but_glibcs_comes_from_its_own_folder(self):
        elsewhere = {
            name: path
            for name, path in loaded_libraries(self.program).items()
            if not GLIBC.fullmatch(Path(name or path).name) and Path(path).parent.resolve() != (self.home / "lib").resolve()
        }
        self.assertEqual({}, elsewhere)

    def test_no_library_is_bundled_that_the_program_does_not_load(self):
        self.assertLessEqual({library.name for library in (self.home / "lib").iterdir()}, set(loaded_libraries(self.program)))

    def test_reports_its_version_where_only_glibc_is_installed(self):
        self.lay_out_glibc()
        result = self.run_in_bare_root("version")
        self.assertEqual((0, ""), (result.returncode, result.stderr))
        self.assertIn(result.stdout.split()[1], self.home.name)

    def test_checks_a_file_where_only_glibc_is_installed(self):
        self.lay_out_glibc()
        result = self.run_in_bare_root("check", "--overrides", "-", stdin=BAD_OVERRIDES)
        self.assertEqual(1, result.returncode, result.stderr)
        self.assertIn("[overrides/unknown-field]", result.stdout)

    def test_brings_a_license_for_every_library(self):
        self.assertTrue((self.home / "LICENSE").is_file())
        self.assertTrue(list((self.home / "licenses").iterdir()))

    def test_names_the_oldest_glibc_that_every_file_runs_on(self):
        files = [self.program, *(self.home / "lib").iterdir()]
        symbols = subprocess.run(["readelf", "--version-info", "--wide", *files], capture_output=True, text=True, check=True)
        wanted = {tuple(map(int, v.split("."))) for v in re.findall(r"GLIBC_([\d.]+)", symbols.stdout)}
        named = tuple(map(int, re.search(r"-glibc([\d.]+)$", self.home.name).group(1).split(".")))
        self.assertEqual(max(wanted), named)


class DebianPackage(unittest.TestCase):
    def test_depends_on_debians_own_library_packages(self):
        depends = subprocess.run(
            ["dpkg-deb", "--field", the_one("*.deb"), "Depends"], capture_output=True, text=True, check=True
        ).stdout
        names = {entry.split()[0] for entry in depends.split(",")}
        self.assertLessEqual({"libc6", "libssl3", "libyaml-0-2", "libre2-9"}, names)

    def test_the_packed_program_runs(self):
        with tempfile.TemporaryDirectory() as root:
            subprocess.run(["dpkg-deb", "--extract", the_one("*.deb"), root], check=True)
            said = subprocess.run([f"{root}/usr/bin/tempo-admission", "version"], capture_output=True, text=True, check=True)
            self.assertTrue(said.stdout.startswith("tempo-admission "), said.stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        packages = Path(sys.argv.pop(1))
    unittest.main()
