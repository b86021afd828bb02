"""Case 132: the API server's own webhook client, driven directly with every recorded review."""

import json
import os
import subprocess

import pytest
import recordings

from harness.tools import tool


@pytest.mark.parametrize("source", recordings.SOURCES)
def test_case_132_every_answer_is_accepted_by_the_real_dispatcher(install, folder, source):
    installation = install("enforce")
    host, port = installation.replicas[0].address
    reviews = folder / f"reviews-{source}.jsonl"
    reviews.write_text("".join(json.dumps(review) + "\n" for review in recordings.reviews(source)))
    done = subprocess.run(
        [tool("dispatcher-test"), "-test.v"], text=True, capture_output=True, timeout=120,
        env={**os.environ, "TEMPO_ADMISSION_URL": f"https://{host}:{port}",
             "TEMPO_ADMISSION_CA": str(installation.certificates / "ca.crt"),
             "TEMPO_ADMISSION_REVIEWS": str(reviews)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("    --- PASS: TestCase132") == 4, done.stdout
