"""testssl.sh, sslscan and sslyze against the port: what they find beyond INFO stands in docs/conformance.md, and why."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest
from conftest import ROOT

# Checks that must have been made and found good: an empty report is no proof.
SOUND = ["SSLv2", "SSLv3", "TLS1_2", "TLS1_3", "secure_renego", "secure_client_renego", "heartbleed", "CCS", "ticketbleed",
         "ROBOT", "CRIME_TLS", "POODLE_SSL", "SWEET32", "FREAK", "DROWN", "LOGJAM", "BEAST", "LUCKY13", "RC4"]


def explained(scanner):
    """{finding: severity} of the table in docs/conformance.md."""
    rows = re.findall(rf"^\| {re.escape(scanner)} \| `(\w+)` \| (\w+) \|",
                      (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


@pytest.fixture(scope="module")
def testssl_report(server, certs, tmp_path_factory):
    report = tmp_path_factory.mktemp("testssl") / "report.json"
    subprocess.run(["testssl", "--quiet", "--color", "0", "--warnings", "batch", "--ip", "one", "--nodns", "min",
                    "--add-ca", certs / "ca.crt", "--jsonfile", report, f"localhost:{server.port}"],
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=900, check=False)
    return {finding["id"]: finding for finding in json.loads(report.read_text(encoding="utf-8"))}


def test_testssl_finds_nothing_that_is_not_explained(testssl_report):
    found = {name: finding["severity"] for name, finding in testssl_report.items()
             if finding["severity"] not in ("OK", "INFO")}
    assert set(found.items()) - set(explained("testssl.sh").items()) == set()


def test_cases_067_and_070_testssl_has_made_its_checks(testssl_report):
    assert {name: testssl_report[name]["severity"] for name in SOUND} == dict.fromkeys(SOUND, "OK")
    assert [testssl_report[name]["finding"] for name in ("TLS1", "TLS1_1")] == ["not offered", "not offered"]


def test_case_067_sslscan_sees_two_versions_and_strong_suites(server, tmp_path):
    report = tmp_path / "report.xml"
    subprocess.run(["sslscan", f"--xml={report}", f"localhost:{server.port}"], stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, timeout=300, check=True)
    found = ElementTree.parse(report).getroot().find("ssltest")
    enabled = {(p.get("type"), p.get("version")) for p in found.iter("protocol") if p.get("enabled") == "1"}
    assert enabled == {("tls", "1.2"), ("tls", "1.3")}
    ciphers = [cipher.get("cipher") for cipher in found.iter("cipher")]
    assert len(ciphers) == 6
    assert all(name.startswith(("TLS_", "ECDHE-")) and ("GCM" in name or "POLY1305" in name) for name in ciphers)
    assert {h.get("vulnerable") for h in found.iter("heartbleed")} == {"0"}
    assert found.find("renegotiation").get("supported") == "0"


def test_sslyze_calls_it_compliant_with_mozillas_intermediate_profile(server, certs):
    done = subprocess.run([sys.executable, "-m", "sslyze", "--mozilla_config=intermediate",
                           f"--certinfo_ca_file={certs / 'ca.crt'}", f"localhost:{server.port}"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "OK - Compliant" in done.stdout
