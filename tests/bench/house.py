#!/usr/bin/env python3
"""The shape of the house in figures: python3 tests/bench/house.py [FOLDER OF THE REPOSITORY]

Lines per room, functions (median, ninth tenth, longest), lines over 100 columns, and circles of files: files that
use each other by `crate::`, `super::` or `self::`, in `use` and in the text. Product code only: what stands below
`#[cfg(test)]`, in `tests.rs` and in `tests/` is left out, but for the lines over 100 columns.
"""

import collections
import pathlib
import re
import statistics
import sys

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
sources = sorted((root / "src").rglob("*.rs")) + sorted((root / "apdu" / "src").rglob("*.rs"))


def is_test(path):
    return path.name == "tests.rs" or "tests" in path.relative_to(root).parts


def product(path):
    text = path.read_text(encoding="utf-8")
    cut = re.search(r"^#\[cfg\(test\)\]\nmod \w+ \{", text, re.M)
    return text[: cut.start()] if cut else text


def functions(text):
    lines, begin, found = text.split("\n"), None, []
    for number, line in enumerate(lines):
        start = re.match(r"^(\s*)(?:pub(?:\([^)]*\))? )?(?:const )?(?:unsafe )?(?:extern \"C\" )?fn \w", line)
        if start and begin is None:
            if line.rstrip().endswith(";"):
                continue
            begin, indent = number, start[1]
            if line.rstrip().endswith("}"):
                found.append(1)
                begin = None
        elif begin is not None and line.rstrip() in (indent + "}", indent + ") -> ();"):
            found.append(number - begin + 1)
            begin = None
        elif begin is not None and re.match(r"^" + indent + r"\)[^{]*;$", line):
            begin = None
    return found


def module(path):
    parts = list(path.relative_to(root / "src").with_suffix("").parts)
    return tuple(parts[:-1] if parts[-1] in ("mod", "lib") else parts)


def leads(own, files, text):
    """The files that a file uses."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'"(?:\\.|[^"\\])*"', '""', text)
    used = set()

    def walk(prefix, tree):
        depth, part, parts = 0, "", []
        for letter in tree:
            depth += (letter == "{") - (letter == "}")
            if letter == "," and depth == 0:
                parts.append(part)
                part = ""
            else:
                part += letter
        for part in parts + [part]:
            head, brace, rest = part.strip().partition("{")
            steps = prefix + [step for step in head.replace(" ", "").split("::") if step]
            if brace:
                walk(steps, rest.rsplit("}", 1)[0])
            elif steps:
                used.add(resolve(steps))

    def resolve(steps):
        place = list(own)
        if steps[0] == "crate":
            place, steps = [], steps[1:]
        while steps and steps[0] in ("self", "super"):
            if steps[0] == "super":
                place = place[:-1]
            steps = steps[1:]
        place += steps
        while tuple(place) not in files and place:
            place = place[:-1]
        return tuple(place)

    for match in re.finditer(r"\b((?:crate|super|self)(?:::\w+)*::(?:\{|\w+|\*))", text):
        path = match[1]
        if path.endswith("{"):
            depth, end = 1, match.end()
            while end < len(text) and depth:
                depth += (text[end] == "{") - (text[end] == "}")
                end += 1
            walk([], path + text[match.end() : end])
        else:
            used.add(resolve(path.split("::")))
    return used


def circles(edges):
    """Strongly connected sets of more than one file (Tarjan)."""
    index, low, stack, on, found, count = {}, {}, [], set(), [], [0]

    def visit(node):
        index[node] = low[node] = count[0]
        count[0] += 1
        stack.append(node)
        on.add(node)
        for other in sorted(edges[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in on:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                other = stack.pop()
                on.discard(other)
                group.append(other)
                if other == node:
                    break
            if len(group) > 1:
                found.append(sorted(group))

    sys.setrecursionlimit(10000)
    for node in sorted(edges):
        if node not in index:
            visit(node)
    return found


rooms, sizes = collections.Counter(), []
files = {}
for path in sources:
    if is_test(path):
        continue
    text = product(path)
    sizes += functions(text)
    inside = path.relative_to(root)
    room = inside.parts[1] if inside.parts[0] == "src" and len(inside.parts) > 2 else inside.parts[0]
    rooms[room] += text.count("\n")
    if inside.parts[0] == "src":
        files[module(path)] = text

# A folder's own file lists its rooms and hands their names on: what it declares is no arrow of its own.
edges = {own: set() for own in files}
for own, text in files.items():
    is_folder = any(other[: len(own)] == own and other != own for other in files)
    if is_folder:
        text = re.sub(r"^pub(?:\([^)]*\))? use [^;]*;", "", text, flags=re.M)
    for other in leads(own, files, text):
        below = other[: len(own)] == own or own[: len(other)] == other
        if other != own and other and not below:
            edges[own].add(other)

between = collections.defaultdict(set)
for own, others in edges.items():
    for other in others:
        if own and other and own[0] != other[0]:
            between[own[0]].add(other[0])
for room in list(between):
    between[room] = between[room]
every = {room for room in between} | {other for others in between.values() for other in others}
room_circles = circles({room: between.get(room, set()) for room in every})

print(f"rooms {len([room for room in rooms if room not in ('src', 'apdu')])}")
for room, lines in sorted(rooms.items(), key=lambda item: -item[1]):
    print(f"  {lines:6} {room}")
sizes.sort()
print(
    f"functions {len(sizes)}: median {statistics.median(sizes):.0f}, ninth tenth {sizes[len(sizes) * 9 // 10]}, "
    f"longest {sizes[-1]}, over 40 lines {sum(size > 40 for size in sizes)}"
)
long = total = 0
for path in sorted(root.rglob("*.rs")):
    if "target" in path.relative_to(root).parts:
        continue
    for line in path.read_text(encoding="utf-8").split("\n"):
        total += 1
        long += len(line) > 100
print(f"lines over 100 columns {long} of {total} ({100 * long / total:.1f} %)")
print(f"circles between rooms {len(room_circles)}")
for group in room_circles:
    print("  " + " ".join(group))
found = circles(edges)
print(f"circles of files {len(found)}, largest {max(map(len, found), default=0)}")
for group in found:
    print("  " + " ".join("::".join(file) for file in group))
