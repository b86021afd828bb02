"""`make run`: the three decisions that a newcomer sees first."""

import subprocess

from program import BINARY, ROOT, clean_environment


def test_the_demo_shows_patch_denial_and_how_to_try_it():
    done = subprocess.run(["scripts/run-demo.sh", BINARY, "--once", "--port", "0", "--health-port", "0"], cwd=ROOT,
                          capture_output=True, text=True, timeout=60, check=False, env=clean_environment())
    assert done.returncode == 0, done.stderr
    for expected in ('+ prometheus.io/scrape: "false"', '+ prometheus.io/port: "3200"', "denied: 422 Invalid",
                     "rate_limit_byte", "team-b", "7946 speaks\nmemberlist", "curl --cacert certs/dev/ca.crt"):
        assert expected in done.stdout
    assert "\x1b[" not in done.stdout
