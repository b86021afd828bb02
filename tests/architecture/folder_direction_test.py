"""Inside a room, too, no arrow runs back up: folders and the files beside them form no cycle."""

import unittest
from pathlib import Path

from rooms import INCLUDE, ROOT, room_of, sources, without_comments


def node_of(path):
    """What a file counts as: its folder inside the room, or itself (header and source as one) where it has none."""
    parts = Path(path).with_suffix("").parts
    inside = parts[2:] if parts[0] == "include" else parts[1:]  # ROOM/...
    return "/".join(inside[:2])


def included(quoted):
    """The node that #include "quoted" names."""
    parts = quoted.split("/")
    return node_of(("include/" if parts[0] == "tempo_admission" else "src/") + quoted)


def arrows(texts):
    """{node: {node it includes: an example}} between the nodes of one room, for {path: text}."""
    found = {}
    for path, text in texts.items():
        if room_of(path) is None:
            continue
        start = node_of(path)
        for _, quoted in INCLUDE.findall(without_comments(text)):
            end = included(quoted) if quoted else None
            if end and end != start and end.split("/")[0] == start.split("/")[0]:
                found.setdefault(start, {}).setdefault(end, f'{path} includes "{quoted}"')
    return found


def cycles(graph):
    """Every arrow that lies on a cycle, with its example."""
    reach = {}

    def reachable(node):
        if node not in reach:
            reach[node] = set()
            todo = list(graph.get(node, ()))
            while todo:
                after = todo.pop()
                if after not in reach[node]:
                    reach[node].add(after)
                    todo += graph.get(after, ())
        return reach[node]

    return [f"{start} -> {end}: {example}" for start, ends in sorted(graph.items())
            for end, example in sorted(ends.items()) if start in reachable(end)]


class FolderDirection(unittest.TestCase):
    def test_no_arrow_runs_back_up_inside_a_room(self):
        texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in sources("src", "include")}
        found = cycles(arrows(texts))
        self.assertFalse(found, "\n" + "\n".join(found))


class TheCheckItself(unittest.TestCase):
    def test_two_folders_that_include_each_other_are_found(self):
        texts = {
            "src/tempo/values/a.hpp": '#include "tempo/schema/b.hpp"',
            "src/tempo/schema/b.hpp": '#include "tempo/values/a.hpp"',
        }
        self.assertEqual(2, len(cycles(arrows(texts))))

    def test_a_way_round_over_a_public_header_is_found(self):
        texts = {
            "include/tempo_admission/yaml/document.hpp": "",
            "src/yaml/document.cpp": '#include "yaml/reading/stream.hpp"',
            "src/yaml/reading/stream.hpp": '#include "yaml/tree.hpp"',
            "src/yaml/tree.hpp": '#include "tempo_admission/yaml/document.hpp"',
        }
        self.assertEqual(3, len(cycles(arrows(texts))))

    def test_folders_in_one_order_are_left_alone(self):
        texts = {
            "src/tempo/rules/a.cpp": '#include "tempo/schema/b.hpp"\n#include "tempo/values/c.hpp"',
            "src/tempo/schema/b.hpp": '#include "tempo/values/c.hpp"',
            "src/tempo/overrides.cpp": '#include "tempo/rules/a.hpp"',
        }
        self.assertEqual([], cycles(arrows(texts)))


if __name__ == "__main__":
    unittest.main()
