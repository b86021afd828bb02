"""YAML texts that cost time to read or to judge, each at a size that is asked for: SHAPES[name](bytes) -> text.

One for every loop there is. What they have in common is said by `overrides()`: a tenant that is good, and one that is
the shape. The cost table (instruction_shapes.py) and whoever looks for costs by chance start from these.
"""

GOOD = "overrides:\n  good: {ingestion: {rate_limit_bytes: 15000000, burst_size_bytes: 20000000}}\n"
LIMITS = "ingestion: {rate_limit_bytes: 1, burst_size_bytes: 1}"


def overrides(rest):
    return GOOD + rest


def repeat(size, piece, start="", end=""):
    """`piece` as often as it fits; {n} in it is a number."""
    parts, length, n = [start], len(start) + len(end), 0
    while length < size:
        part = piece.replace("{n}", str(n))
        parts.append(part)
        length += len(part)
        n += 1
    return "".join(parts) + end


def nest(size, opening="[", closing="]", inner="", repairs=0):
    depth = size // (len(opening) + len(closing))
    oddities = "".join(f'  b{n}: "\\\'"\n' for n in range(repairs))
    return overrides("  a: " + opening * depth + inner + closing * depth + "\n" + oddities)


def nests(size, count):
    depth = size // (2 * count)
    return overrides("".join(f"  a{n}: " + "[" * depth + "]" * depth + "\n" for n in range(count)))


def flat_with_repairs(size):
    oddities = "".join(f'  b{n}: "\\\'"\n' for n in range(63))
    return overrides("  a: [" + "1," * (size // 2) + "]\n" + oddities)


def repairs_everywhere(size):
    return overrides(repeat(size, "a:,", "  a: [", "]\n"))


def aliases(size):
    return overrides("  a: &a {" + LIMITS + "}\n" + repeat(size, "  t{n}: *a\n"))


def wide_aliases(size):
    block = "".join(f", x{n}: 1" for n in range(max(1, size // 40)))
    return overrides("  a: &a {" + LIMITS + block + "}\n" + repeat(size // 2, "  t{n}: *a\n"))


def alias_tower(size):
    floors = "".join(f"  a{n}: &a{n} [*a{n - 1}, *a{n - 1}, 1, 1, 1, 1]\n" for n in range(1, 16))
    return overrides("  a0: &a0 [1]\n" + floors + repeat(size, "  b{n}: *a9\n"))


def merges(size):
    return overrides("  a: &a {" + LIMITS + "}\n" + repeat(size, "  t{n}: {<<: *a}\n"))


def wide_merges(size):
    block = "".join(f", x{n}: 1" for n in range(max(1, size // 60)))
    return overrides("  a: &a {" + LIMITS + block + "}\n" + repeat(size // 2, "  t{n}: {<<: *a, y: 1}\n"))


def merges_of_long_keys(size):
    keys = "".join(f", ? {'k' * 900}{n}\n    : 1" for n in range(max(1, size // 4000)))
    return overrides("  a: &a {" + LIMITS + keys + "}\n" + repeat(size // 2, "  t{n}: {<<: *a, y: 1}\n"))


def quoted_merges(size):
    return overrides("  a: &a {" + LIMITS + "}\n" + repeat(size, '  t{n}: {"<<": *a}\n'))


def blank_gap(size):
    return overrides("  a: 'x" + " " * (size // 3) + "y " * (size // 3) + "'\n")


def literal_gap(size):
    return overrides("  a: |\n    x" + "\n" * (size // 3) + repeat(size // 3, "    y\n"))


def directives(size):
    return repeat(size, "%TAG !a{n}! b\n", "", "---\n") + GOOD


def tagged(size):
    return "".join(f"%TAG !a{n}! b\n" for n in range(200)) + "---\n" + overrides(
        repeat(size, "!a199!x y,", "  a: [", "]\n"))


def of_lines(line, start=""):
    return lambda size: overrides(repeat(size, line, start))


# name -> text of about so many bytes
SHAPES = {
    "ordinary tenants": of_lines("  t{n}:\n    ingestion:\n      rate_limit_bytes: 15000000\n"
                                 "      burst_size_bytes: 20000000\n"),
    "ordinary tenants with an anchor": of_lines(
        "  t{n}:\n    ingestion:\n      rate_limit_bytes: 15000000\n      burst_size_bytes: 20000000\n",
        "  a: &a {" + LIMITS + "}\n"),
    "tenants in flow form": of_lines("  t{n}: {" + LIMITS + "}\n"),
    "nest of lists": nest,
    "nest of lists as deep as may be": lambda size: overrides(repeat(size, "[" * 98 + "]" * 98 + ",", "  a: [", "]\n")),
    "nest of lists on lines": lambda size: nest(size, "[\n"),
    "nest of maps": lambda size: nest(size, "{a: ", "}", "1"),
    "nest of blocks": lambda size: overrides("  a:\n    " + "- " * (size // 2) + "x\n"),
    "nest with repairs": lambda size: nest(size, repairs=63),
    "four nests": lambda size: nests(size, 4),
    "much in the deep": lambda size: nest(size // 2, inner="a," * (size // 4)),
    "keys that are lists": lambda size: overrides(repeat(size, "[" * 200 + "]: x" * 200 + ",", "  a: [", "]\n")),
    "flat with repairs": flat_with_repairs,
    "repairs everywhere": repairs_everywhere,
    "flow list": lambda size: overrides(repeat(size, "1,", "  a: [", "]\n")),
    "flow map": lambda size: overrides(repeat(size, "k{n}: 1,", "  a: {", "}\n")),
    "anchors": of_lines("  t{n}: &a{n} {" + LIMITS + "}\n"),
    "long anchors": of_lines("  t{n}: &" + "a" * 500 + "{n} {" + LIMITS + "}\n"),
    "aliases": aliases,
    "aliases of a wide tenant": wide_aliases,
    "alias tower": alias_tower,
    "unknown aliases": of_lines("  t{n}: *a{n}\n"),
    "merges": merges,
    "merges of a wide tenant": wide_merges,
    "merges of long keys": merges_of_long_keys,
    "quoted merges": quoted_merges,
    "duplicate keys": of_lines("  t: {" + LIMITS + "}\n"),
    "duplicate fields": lambda size: overrides(repeat(size, "    x: 1\n", "  t:\n")),
    "keys of one long beginning": of_lines("  " + "t" * 900 + "{n}: {}\n"),
    "unknown fields": lambda size: overrides(repeat(size, "    x{n}: 1\n", "  t:\n")),
    "misspelled fields": lambda size: overrides(repeat(size, "      rate_limit_byte{n}: 1\n", "  t:\n    ingestion:\n")),
    "null tenants": of_lines("  t{n}:\n"),
    "headers": lambda size: overrides(repeat(
        size, "        X-H{n}: v\n", "  t:\n    metrics_generator:\n      remote_write_headers:\n")),
    "dimensions": lambda size: overrides(repeat(
        size, "          d{n}: x\n", "  t:\n    cost_attribution:\n      dimensions:\n")),
    "long quoted scalar": lambda size: overrides('  a: "' + "x\\n" * (size // 3) + '"\n'),
    "long scalar of many words": lambda size: overrides("  a: '" + "y " * (size // 2) + "'\n"),
    "long scalar of many lines": lambda size: overrides("  a: '" + "y\n    " * (size // 6) + "'\n"),
    "no ASCII": lambda size: overrides(repeat(size // 2, "\u00e4,", "  a: [", "]\n")),
    "numbers": lambda size: overrides(repeat(size, "0x1_0,1e9,", "  a: [", "]\n")),
    "timestamps": lambda size: overrides(repeat(size, "2024-01-01,", "  a: [", "]\n")),
    "a gap, then words": blank_gap,
    "a gap in a literal": literal_gap,
    "blank lines": lambda size: overrides("\n" * size),
    "comments": of_lines("  # c\n"),
    "directives": directives,
    "tags of many directives": tagged,
    "tags": lambda size: overrides(repeat(size, "!!str a,", "  a: [", "]\n")),
    "documents": lambda size: overrides("---\na: 1\n" * (size // 9)),
    "question marks": of_lines("  ? t{n}\n  : {}\n"),
}
