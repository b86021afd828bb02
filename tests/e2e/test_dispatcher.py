"""Case 132: the API server's own webhook client, driven directly with every recorded review."""

import os
import subprocess

from harness.tools import tool


def test_case_132_every_answer_is_accepted_by_the_real_dispatcher(install, shared_data):
    installation = install("enforce")
    host, port = installation.replicas[0].address
    done = subprocess.run(
        [tool("dispatcher-test"), "-test.v"], text=True, capture_output=True, timeout=120,
        env={**os.environ, "TEMPO_ADMISSION_URL": f"https://{host}:{port}",
             "TEMPO_ADMISSION_CA": str(installation.certificates / "ca.crt"),
             "TEMPO_ADMISSION_REVIEWS": str(shared_data / "admission-reviews")})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("    --- PASS: TestCase132") == 4, done.stdout
