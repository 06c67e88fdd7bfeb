"""YAML to plain text values with the line of each, so that every message about settings can point at its place.

Every scalar stays text (else a question `2.10` becomes 2.1, `1e5` a float and a day a date); types come later, from
config.py. Only what settings need is let in: no anchors or tags (an alias can make a small file endless), no key twice,
no value lost in `{a: b, c}`, where the comma of a sentence makes a key of its second half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

from disclosed.findings import problem, unreadable
from disclosed.inputs import read_input
from disclosed.model import Finding
from disclosed.yaml_words import UNSHOWN

Tree = str | list["Tree"] | dict[str, "Tree"]
Path_ = tuple[str | int, ...]
MAX_CHARACTERS = 1_000_000  # settings are written by hand; a larger file is something else under a wrong name
MAX_DEPTH = 12  # tables are six deep
MANY = 20  # such characters that are told: a file full of them is something else
TOO_DEEP = ("The settings are nested too deeply.", "Indent less.")
# What ruamel.yaml says → what a person reads; where the second part is `begin`, the place is where the thing begins.
QUOTE_IT = "Quote a text that holds ': ' or begins with a sign."
WORDS = (
    ("that cannot start any token", "'\\t'", "The line is indented with a tab.", "Indent with spaces."),
    ("that cannot start any token", "", "A value begins with a sign that means something else in YAML.", QUOTE_IT),
    ("found unexpected end of stream", "quoted", "A quotation mark is opened here and not closed.", "Close it."),
    ("found unexpected document separator", "quoted", "A quotation mark is opened here and not closed.", "Close it."),
    ("mapping values are not allowed", "", "A second ': ' stands here, the line above has no ':', or the indent is wrong.", QUOTE_IT),
    ("could not find expected ':'", "", "The line has no ':' after its key.", "Write 'key: value'."),
    ("found unknown escape character", "", "A '\\' in double quotes begins a code that does not exist.",
     "Use single quotes."),
    ("found another document", "", "A line of '---' begins second settings.", "Delete it."),
    ("expected <block end>", "'<scalar>'", "Text goes on where its value has ended, or the indent is not that of the lines above.",
     "Double a quotation mark that stands between quotation marks ('it''s'); give the line the indent of its neighbours."),
    ("expected <block end>", "", "The line does not fit the lines above it.",
     "Give it the indent of its neighbours; write 'key: value' or '- entry'."),
    ("expected ',' or", "", "A bracket is opened here and not closed, or a comma is missing.",
     "Close it, and quote a text with a comma."),
)  # fmt: skip
_COMMENT = re.compile(r"(?:^|\s)#+\s*(?P<words>.*)")
_SIGNS = re.compile(r"[&*!]")  # without one of these there is neither anchor, alias nor tag


@dataclass(frozen=True, slots=True)
class Source:
    """A settings file as text: its tree, the line of each key path, what stands in comments with its line."""

    file: str
    tree: Tree = field(default_factory=dict)
    lines: Mapping[Path_, int] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    comments: tuple[tuple[int, str], ...] = ()
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
    return text, tuple(_unshown(text, file))


def _unshown(text: str, file: str) -> Iterator[Finding]:
    """Find characters that cannot be shown as they stand; the first of each line is told."""
    lines = {text.count("\n", 0, found.start()) + 1: found[0] for found in reversed([*UNSHOWN.finditer(text)][:MANY])}
    for line in sorted(lines):
        yield problem(file, line, *_cannot_be_shown(lines[line]))


def _cannot_be_shown(character: str) -> tuple[str, str]:
    return f"The text holds the character U+{ord(character):04X}, which cannot be shown as it stands.", "Delete it."


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
    return replace(head, body=body, body_line=ends[1] + 2)


def read_source(path: Path, file: str, *, front_matter: bool = False) -> Source:
    """Read a settings file from disk."""
    try:
        data = read_input(path)
    except OSError as error:
        return Source(file, problems=(unreadable(file, error),))
    return parse_front_matter(data, file) if front_matter else parse_yaml(data, file)


def _parse(text: str, file: str, offset: int) -> Source:
    """Compose the text into nodes and turn those into text values; `offset` lines stand above it."""
    try:
        if problems := tuple(_refused(text, file, offset)):
            return Source(file, problems=problems)
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        return Source(file, problems=(_not_yaml(error, file, offset),))
    except YAMLError as error:
        return Source(
            file, problems=(problem(file, 1, f"This is not YAML: {type(error).__name__}.", "Write it anew."),)
        )
    except RecursionError:
        return Source(file, problems=(problem(file, 1, *TOO_DEEP),))
    builder = _Builder(file, offset)
    tree = builder.build(node, ()) if node is not None else {}
    return Source(file, tree, builder.lines, tuple(builder.problems), tuple(_comments(text, offset)))


def _comments(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """Yield what follows a `#`, with its line; a `#` inside quotes gives some words more."""
    if "#" in text:
        for number, line in enumerate(text.split("\n"), start=1 + offset):
            if found := _COMMENT.search(line):
                yield number, found["words"]


def _not_yaml(error: MarkedYAMLError, file: str, offset: int) -> Finding:
    """Tell what the parser stumbled over in plain words; what is opened and not closed, where it is opened."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    opened = "quoted" in said or "flow" in said
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    line = mark.line + 1 + offset if mark else 1
    for part, other, message, remedy in WORDS:
        if part in said and other in said:
            return problem(file, line, message, remedy)
    remedy = f"Check the spaces at the start of the line. {QUOTE_IT}"
    return problem(file, line, f"This is not YAML: {said or 'it cannot be read'}.", remedy)


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
        text = str(node.value)
        if unshown := UNSHOWN.search(text):
            self.report(node, *_cannot_be_shown(unshown[0]))
            return ""
        return text

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
            if not key or UNSHOWN.search(key):
                self.report(key_node, "A key must be a word.", "Write 'key: value'.")
                continue
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
