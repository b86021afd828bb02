"""The rooms of src/, who may look into whom, and which libraries each may use. Pure data and readers."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# app -> server; app -> policy -> tempo -> yaml -> base; policy -> kube -> base.
MAY_INCLUDE = {
    "base": {"base"},
    "yaml": {"yaml", "base"},
    "kube": {"kube", "base"},
    "tempo": {"tempo", "yaml", "base"},
    "policy": {"policy", "tempo", "kube", "yaml", "base"},
    "server": {"server", "base"},
    "app": {"app", "server", "policy", "tempo", "kube", "yaml", "base"},
}
PURE = {"base", "yaml", "kube", "tempo", "policy"}

# A header's first path component (or its whole name) and the rooms that may include it.
LIBRARIES = {
    "tl": set(MAY_INCLUDE),
    "yaml.h": {"yaml"},
    "simdjson.h": {"kube"},
    "nlohmann": {"kube", "policy", "app"},
    "re2": {"tempo", "policy"},
    "zlib.h": {"tempo", "policy"},
    "boost": {"server", "app"},
    "openssl": {"server", "app"},
    "spdlog": {"app"},
    "CLI": {"app"},
    "prometheus": {"app"},
}

# What a pure room links: the libraries above as CMake calls them.
PURE_LINKS = {
    "base": {"tl::expected"},
    "yaml": {"PkgConfig::libyaml"},
    "kube": {"nlohmann_json::nlohmann_json", "simdjson::simdjson"},
    "tempo": {"PkgConfig::re2", "PkgConfig::zlib"},
    "policy": {"nlohmann_json::nlohmann_json", "PkgConfig::re2", "PkgConfig::zlib"},
}

# Standard headers that bring a clock, a file, a thread, a stream or the environment.
IMPURE_HEADERS = {
    "atomic", "barrier", "condition_variable", "coroutine", "csignal", "ctime", "filesystem", "fstream", "future",
    "iostream", "latch", "mutex", "random", "semaphore", "shared_mutex", "stop_token", "syncstream", "thread",
}
IMPURE_WORDS = re.compile(
    r"\b(?:(?:system|steady|high_resolution|utc|file)_clock|getenv|thread_local|fopen|freopen|std::(?:time|rand|system|"
    r"exit|quick_exit|printf|puts|cout|cerr|clog))\b"
)

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)


def room_of(path):
    """The room of a file below src/, include/tempo_admission/ or tests/; None for src/main.cpp and the like."""
    parts = Path(path).parts
    for prefix in (("src",), ("include", "tempo_admission"), ("tests",)):
        if parts[: len(prefix)] == prefix and len(parts) > len(prefix) + 1:
            room = parts[len(prefix)]
            return room if room in MAY_INCLUDE else None
    return None


def sources(*folders):
    """Every C++ file below the folders, relative to the project's root, sorted."""
    found = []
    for folder in folders:
        found += [p.relative_to(ROOT) for p in (ROOT / folder).rglob("*") if p.suffix in {".cpp", ".hpp"}]
    return sorted(found)


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
