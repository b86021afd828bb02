#!/usr/bin/env python3
"""Bill of materials of the built program, CycloneDX 1.5 JSON, from what dpkg knows.

usage: scripts/sbom.py BINARY

Components: the Debian packages whose shared libraries the binary loads, and the header-only ones it was compiled with.
The same binary on the same machine gives the same bytes: no time, no random serial number.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

HEADER_ONLY = ["libboost1.81-dev", "nlohmann-json3-dev", "libcli11-dev", "libexpected-dev"]


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def shared_libraries(binary):
    return sorted({line.split("=>")[1].split()[0] for line in output_of("ldd", binary).splitlines() if "=> /" in line})


def package_owning(library):
    """dpkg lists a library under /usr/lib or /lib, whichever the package was built with."""
    for path in (str(Path(library).resolve()), library, library.removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(": ")[0].split(":")[0]
    raise SystemExit(f"sbom: no Debian package owns {library}")


def component(package, scope):
    fields = "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${Maintainer}\\n"
    name, version, architecture, source, maintainer = (
        output_of("dpkg-query", "-W", f"-f={fields}", package).splitlines()[0].split("\t")
    )
    purl = f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A').replace('~', '~')}"
    return {
        "type": "library",
        "bom-ref": purl,
        "supplier": {"name": re.sub(r" <.*", "", maintainer)},
        "name": name,
        "version": version,
        "scope": "required",
        "purl": f"{purl}?arch={architecture}&distro=bookworm",
        "properties": [{"name": "debian:source", "value": source}, {"name": "linkage", "value": scope}],
    }


def bill_of_materials(binary):
    version = output_of(binary, "version").split()[1]
    linked = sorted({package_owning(library) for library in shared_libraries(binary)})
    components = [component(p, "shared library") for p in linked] + [component(p, "headers") for p in HEADER_ONLY]
    digest = hashlib.sha256(Path(binary).read_bytes()).hexdigest()
    program = f"pkg:generic/tempo-admission@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": "tempo-admission",
                "version": version,
                "purl": program,
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
        },
        "components": components,
        "dependencies": [{"ref": program, "dependsOn": [c["bom-ref"] for c in components]}],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(bill_of_materials(sys.argv[1]), indent=2))
