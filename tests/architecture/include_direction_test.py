"""Nobody includes upwards, nobody looks into another room's drawers, and the pure rooms stay pure."""

import re
import unittest

from rooms import (
    IMPURE_HEADERS,
    IMPURE_WORDS,
    INCLUDE,
    LIBRARIES,
    MAY_INCLUDE,
    PURE,
    PURE_LINKS,
    ROOT,
    room_of,
    sources,
    without_comments,
)


def own_include_faults(path, quoted):
    """What is wrong with #include "quoted" in the file at path: at most one sentence."""
    parts = quoted.split("/")
    public = parts[0] == "tempo_admission"
    room, target = room_of(path), parts[1] if public else parts[0]
    if str(path).startswith("tests/"):
        if not public and target in MAY_INCLUDE and room is not None and target != room:
            return [f'{path}: a test of {room} includes the private header "{quoted}"']
        return []
    if target not in MAY_INCLUDE or len(parts) < 2:
        return [f'{path}: "{quoted}" does not name a room']
    if room is None:
        return [] if target == "app" else [f'{path}: main includes app and nothing else, not "{quoted}"']
    if not public and target != room:
        return [f'{path}: "{quoted}" is private to {target}']
    if not public and str(path).startswith("include/"):
        return [f'{path}: a public header includes the private "{quoted}"']
    if target not in MAY_INCLUDE[room]:
        return [f'{path}: {room} may not include {target} ("{quoted}")']
    return []


def library_include_faults(path, angled):
    """What is wrong with #include <angled> in the file at path: at most one sentence."""
    room = room_of(path)
    if room is None or str(path).startswith("tests/"):
        return []
    library = angled if angled in LIBRARIES else angled.split("/")[0]
    if library in LIBRARIES:
        return [] if room in LIBRARIES[library] else [f"{path}: {room} may not include <{angled}>"]
    if room in PURE and ("/" in angled or "." in angled or angled in IMPURE_HEADERS):
        return [f"{path}: {room} is pure and may not include <{angled}>"]
    return []


def include_faults(path, text):
    faults = []
    for angled, quoted in INCLUDE.findall(without_comments(text)):
        faults += own_include_faults(path, quoted) if quoted else library_include_faults(path, angled)
    return faults


def impure_word_faults(path, text):
    if room_of(path) not in PURE or str(path).startswith("tests/"):
        return []
    code = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', without_comments(text))
    return [f"{path}: {room_of(path)} is pure and may not use {word}" for word in IMPURE_WORDS.findall(code)]


def link_faults(room, cmake):
    """Libraries that the room's add_room() or target_link_libraries() names and may not."""
    allowed = MAY_INCLUDE[room] | PURE_LINKS[room] | {"tl::expected", "build_settings"}
    named = set()
    for call in re.findall(r"(?:add_room|target_link_libraries)\s*\(([^)]*)\)", re.sub(r"#[^\n]*", "", cmake)):
        keyword = None
        for word in call.split()[1:]:
            if word in {"SOURCES", "PUBLIC", "PRIVATE", "INTERFACE"}:
                keyword = word
            elif keyword in {"PUBLIC", "PRIVATE", "INTERFACE"}:
                named.add(word)
    return [f"src/{room}/CMakeLists.txt: {room} may not link {library}" for library in sorted(named - allowed)]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


class IncludeDirection(unittest.TestCase):
    def test_every_include_goes_the_allowed_way(self):
        faults = [f for path in sources("src", "include", "tests") for f in include_faults(path, read(path))]
        self.assertFalse(faults, "\n" + "\n".join(faults))

    def test_the_pure_rooms_use_no_clock_file_thread_or_environment(self):
        faults = [f for path in sources("src", "include") for f in impure_word_faults(path, read(path))]
        self.assertFalse(faults, "\n" + "\n".join(faults))

    def test_the_pure_rooms_link_no_boost_openssl_or_spdlog(self):
        faults = [f for room in sorted(PURE) for f in link_faults(room, read(f"src/{room}/CMakeLists.txt"))]
        self.assertFalse(faults, "\n" + "\n".join(faults))

    def test_a_header_is_public_only_where_another_room_needs_it(self):
        included_by = {}
        for path in sources("src", "include", "bench"):
            for _, quoted in INCLUDE.findall(without_comments(read(path))):
                included_by.setdefault(quoted, set()).add(path)
        lonely = []
        for path in sources("include"):
            by = included_by.get(str(path.relative_to("include")), set())
            if not any(room_of(other) != room_of(path) or other.parts[0] == "include" for other in by):
                lonely.append(f"{path}: no other room needs it: it belongs in src/{room_of(path)}/")
        self.assertFalse(lonely, "\n" + "\n".join(lonely))

    def test_every_header_is_guarded_and_says_what_it_is_for_first(self):
        faults = []
        for path in (p for p in sources("src", "include", "tests", "bench") if p.suffix == ".hpp"):
            text = read(path)
            if "\n#pragma once\n" not in f"\n{text}":
                faults.append(f"{path}: no #pragma once")
            if not text.startswith("//"):
                faults.append(f"{path}: its first line does not say what it is for")
        self.assertFalse(faults, "\n" + "\n".join(faults))


class TheCheckItself(unittest.TestCase):
    """Each planted fault is found: the rules above can fail."""

    PLANTED = [
        ("src/yaml/a.cpp", '#include "tempo_admission/kube/object.hpp"'),
        ("src/kube/a.cpp", '#include "tempo_admission/yaml/document.hpp"'),
        ("src/server/a.cpp", '#include "tempo_admission/policy/admit.hpp"'),
        ("src/policy/a.cpp", '#include "tempo/schema.hpp"'),
        ("include/tempo_admission/policy/a.hpp", '#include "policy/model.hpp"'),
        ("tests/policy/a_test.cpp", '#include "tempo/schema.hpp"'),
        ("src/main.cpp", '#include "tempo_admission/policy/admit.hpp"'),
        ("src/policy/a.cpp", "#include <boost/asio.hpp>"),
        ("src/tempo/a.cpp", "#include <openssl/ssl.h>"),
        ("src/kube/a.cpp", "#include <spdlog/spdlog.h>"),
        ("src/policy/a.cpp", "#include <thread>"),
        ("src/yaml/a.cpp", "#include <fstream>"),
        ("src/tempo/a.cpp", "#include <yaml.h>"),
        ("src/base/a.cpp", "#include <unistd.h>"),
    ]

    def test_planted_includes_are_found(self):
        for path, text in self.PLANTED:
            with self.subTest(path=path, text=text):
                self.assertEqual(1, len(include_faults(path, text)))

    def test_allowed_includes_are_left_alone(self):
        for path, text in [
            ("src/policy/a.cpp", '#include "tempo_admission/kube/object.hpp"'),
            ("src/policy/a.cpp", '#include "policy/model.hpp"'),
            ("src/main.cpp", '#include "app/command.hpp"'),
            ("src/app/a.cpp", "#include <boost/asio.hpp>"),
            ("src/yaml/a.cpp", "#include <yaml.h>"),
            ("src/yaml/a.cpp", "// #include <thread>"),
        ]:
            with self.subTest(path=path, text=text):
                self.assertEqual([], include_faults(path, text))

    def test_a_planted_clock_is_found(self):
        self.assertEqual(1, len(impure_word_faults("src/policy/a.cpp", "auto t = std::chrono::steady_clock::now();")))

    def test_a_clock_in_a_comment_or_a_message_is_none(self):
        self.assertEqual([], impure_word_faults("src/policy/a.cpp", '// no steady_clock\nauto t = "getenv";'))

    def test_a_planted_library_is_found(self):
        self.assertEqual(1, len(link_faults("policy", "add_room(policy SOURCES a.cpp PUBLIC tempo PRIVATE OpenSSL::SSL)")))


if __name__ == "__main__":
    unittest.main()
