"""YAML to plain text values with the line of each, so that every message about settings can point at its place.

Every scalar stays text (else a question `2.10` becomes 2.1, `1e5` a float and a day a date); types come later, from
config.py. Only what settings need is let in: no anchors or tags (an alias can make a small file endless), no key twice,
no value lost in `{a: b, c}`, where the comma of a sentence makes a key of its second half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

from disclosed.findings import problem
from disclosed.model import Finding

Tree = str | list["Tree"] | dict[str, "Tree"]
Path_ = tuple[str | int, ...]
MAX_CHARACTERS = 1_000_000  # settings are written by hand; a larger file is something else under a wrong name
MAX_DEPTH = 12  # tables are six deep
TOO_DEEP = ("The settings are nested too deeply.", "Indent less.")
_SIGNS = re.compile(r"[&*!]")  # without one of these there is neither anchor, alias nor tag


@dataclass(frozen=True, slots=True)
class Source:
    """A settings file as text: its tree, and the line of each key path."""

    file: str
    tree: Tree = field(default_factory=dict)
    lines: Mapping[Path_, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    body: str = ""
    body_line: int = 1

    def line(self, path: Path_) -> int:
        """Give the line of a key path, or of the nearest that holds it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def decode_settings(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """Decode a settings file; a byte-order mark (Windows editors write one) is taken off."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", (problem(file, line, "The file is not UTF-8.", "Save it again as UTF-8."),)
    if len(text) > MAX_CHARACTERS:
        return "", (problem(file, 0, f"The file has more than {MAX_CHARACTERS:,} characters.", "Is it settings?"),)
    return text, ()


def parse_yaml(data: bytes, file: str) -> Source:
    """Read a whole file as YAML."""
    text, problems = decode_settings(data, file)
    return Source(file, problems=problems) if problems else _parse(text, file, 0)


def parse_front_matter(data: bytes, file: str) -> Source:
    """Read a Markdown file whose head, between two lines of `---`, is YAML."""
    text, problems = decode_settings(data, file)
    if problems:
        return Source(file, problems=problems)
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        message = "The file does not begin with settings between two lines of '---'."
        return Source(file, problems=(problem(file, 1, message, "Write '---', the title and so on, then '---'."),))
    head = _parse("\n".join(lines[1 : ends[1]]) + "\n", file, 1)
    body = "\n".join(lines[ends[1] + 1 :])
    return Source(file, head.tree, head.lines, head.problems, body, ends[1] + 2)


def read_source(path: Path, file: str, *, front_matter: bool = False) -> Source:
    """Read a settings file from disk."""
    data = path.read_bytes()
    return parse_front_matter(data, file) if front_matter else parse_yaml(data, file)


def _parse(text: str, file: str, offset: int) -> Source:
    """Compose the text into nodes and turn those into text values; `offset` lines stand above it."""
    try:
        if problems := tuple(_refused(text, file, offset)):
            return Source(file, problems=problems)
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 + offset if mark else 1
        what = " ".join(part for part in (error.context, error.problem) if part) or "it cannot be read"
        remedy = "Check the spaces at the start of the line, and quote a text that holds ': ' or begins with a sign."
        return Source(file, problems=(problem(file, line, f"This is not YAML: {what}.", remedy),))
    except YAMLError as error:
        return Source(
            file, problems=(problem(file, 1, f"This is not YAML: {type(error).__name__}.", "Write it anew."),)
        )
    except RecursionError:
        return Source(file, problems=(problem(file, 1, *TOO_DEEP),))
    builder = _Builder(file, offset)
    tree = builder.build(node, ()) if node is not None else {}
    return Source(file, tree, builder.lines, tuple(builder.problems))


def _refused(text: str, file: str, offset: int) -> Iterator[Finding]:
    """Find what YAML allows and settings do not: anchors, aliases, tags."""
    if not _SIGNS.search(text):
        return
    for token in YAML(typ="safe", pure=True).scan(text):
        if isinstance(token, AnchorToken | AliasToken | TagToken):
            line = token.start_mark.line + 1 + offset
            yield problem(file, line, "Anchors (&), aliases (*) and tags (!) are not used here.", "Quote the text.")


class _Builder:
    """Turns nodes into text values, keeping lines and collecting what is wrong."""

    def __init__(self, file: str, offset: int) -> None:
        self.file, self.offset = file, offset
        self.lines: dict[Path_, int] = {}
        self.problems: list[Finding] = []

    def build(self, node: Node, path: Path_) -> Tree:
        """Turn one node into text, a list or a mapping."""
        self.lines.setdefault(path, self.line_of(node))
        if len(path) > MAX_DEPTH:
            self.report(node, *TOO_DEEP)
            return ""
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.entry(child, (*path, place)) for place, child in enumerate(node.value)]
        return str(node.value)

    def entry(self, node: Node, path: Path_) -> Tree:
        """Turn one entry of a list, which may not be empty."""
        if _is_empty(node):
            self.report(node, "An entry of the list is empty.", "Give it a value, or delete the line.")
        return self.build(node, path)

    def mapping(self, node: MappingNode, path: Path_) -> Tree:
        """Turn a mapping into a dict, leaving out what is wrong with it."""
        tree: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.report(key_node, "A key must be a word.", "Quote a text that begins with a bracket.")
                continue
            key = str(key_node.value)
            inner = (*path, key)
            if key in tree:
                first = self.lines[inner]
                self.report(key_node, f"'{key}' stands twice; the first is in line {first}.", "Keep one of them.")
                continue
            self.lines[inner] = self.line_of(key_node)
            if _is_empty(value_node):
                self.report(key_node, *_emptiness(key, in_braces=bool(node.flow_style)))
            else:
                tree[key] = self.build(value_node, inner)
        return tree

    def report(self, node: Node, message: str, remedy: str) -> None:
        """Collect one problem at a node's place."""
        self.problems.append(problem(self.file, self.line_of(node), message, remedy))

    def line_of(self, node: Node) -> int:
        """Give the line of the file on which a node begins."""
        return int(node.start_mark.line) + 1 + self.offset


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value == "" and node.style not in {"'", '"', "|", ">"}


def _emptiness(key: str, *, in_braces: bool) -> tuple[str, str]:
    if in_braces:
        return f"'{key}' has no value inside {{…}}.", "Quote a text with a comma."
    return f"'{key}' is empty.", "Give it a value, or delete the line."
