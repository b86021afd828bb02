"""The command line: help, environment twins, and errors that say what to do."""

import json

import pytest
from program import run
from reviews import TYPO

COMMANDS = [[], ["serve"], ["check"], ["review"], ["policy"], ["policy", "validate"], ["policy", "preset"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help(command):
    done = run(*command, "--help")
    assert done.returncode == 0
    assert b"Usage: " in done.stdout
    assert done.stderr == b""


def test_help_names_the_environment_twin_of_every_flag():
    text = run("serve", "--help").stdout.decode()
    for flag in ("--tls-cert", "--policy", "--mode", "--drain-delay", "--max-in-flight-bytes", "--idle-timeout"):
        assert flag in text
        assert "TEMPO_ADMISSION_" + flag[2:].upper().replace("-", "_") in text


@pytest.mark.parametrize("arguments, said", [
    ([], "subcommand"),
    (["chekc"], "chekc"),
    (["check"], "FILE"),
    (["check", "--format", "xml", "-"], "xml"),
    (["check", "--tempo-version", "three", "-"], "three"),
    (["check", "--mode", "enforced", "-"], "enforced"),
    (["check", "--overrides", "--values", "-"], "--values"),
    (["check", "--policy", "preset:none", "-"], "scrape-gossip-ring"),
    (["serve"], "--tls-cert"),
    (["serve", "--drain-delay", "10"], "10s"),
    (["serve", "--max-body-bytes", "16MB"], "16MiB"),
    (["serve", "--tls-cert", "x", "--tls-key", "y", "--listen", "8443"], "0.0.0.0:8443"),
    (["policy", "preset", "none"], "scrape-gossip-ring"),
])
def test_a_wrong_command_line_exits_2_and_says_what_is_right(arguments, said):
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert done.stdout == b""


def test_the_environment_says_it_too_and_the_flag_wins(tmp_path):
    file = tmp_path / "overrides.yaml"
    file.write_text(TYPO)
    environment = {"TEMPO_ADMISSION_FORMAT": "json", "TEMPO_ADMISSION_TEMPO_VERSION": "2.9"}

    def version(*flags):
        report = json.loads(run("check", "--overrides", *flags, file, env=environment).stdout)
        return report["results"][0]["tempoVersion"]

    assert version() == "2.9"
    assert version("--tempo-version", "2.10") == "2.10"


def test_a_bad_twin_of_another_command_does_no_harm():
    assert run("version", env={"TEMPO_ADMISSION_FORMAT": "xml", "TEMPO_ADMISSION_DRAIN_DELAY": "soon"}).returncode == 0


def test_the_version_is_told():
    done = run("version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"tempo-admission ")
