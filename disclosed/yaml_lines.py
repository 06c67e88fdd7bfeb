"""A settings file as lines, and one change made in them where the parser says that its parts stand.

Positions count as the parser counts them; what no change is about is never written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from disclosed.yaml_changes import (
    Append,
    DropComments,
    DropRemark,
    DropStanza,
    Edit,
    Pairs,
    Put,
    PutAll,
    PutGroup,
    PutInEntry,
    PutOf,
    PutWithin,
    TakeOut,
    TakeOutKey,
    TakeOutOf,
)
from disclosed.yaml_words import quoted, scalar

NUMBERS = frozenset({"line", "lines", "column", "asked", "answered"})  # keys whose digits stand without quotes
QUOTED = frozenset({"words"})  # keys that quote a letter
_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # where the parser counts a line
_DIGITS = re.compile(r"[0-9]+(?:-[0-9]+|:[0-9]+-[0-9]+)?")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*\Z")
_REMARK = re.compile(r"\s+#.*\Z")


@dataclass
class Text:
    """A file as lines, each with its own end, and its byte-order mark where it has one."""

    mark: str
    lines: list[str]
    ends: list[str]

    @classmethod
    def of(cls, data: bytes) -> Text:
        """Cut a file, known to be UTF-8, into lines."""
        text = data.decode("utf-8")
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        text = text.removeprefix("\ufeff")
        lines, ends, start = [], [], 0
        for found in _END.finditer(text):
            lines.append(text[start : found.start()])
            ends.append(found[0])
            start = found.end()
        if start < len(text):
            lines.append(text[start:])
            ends.append("")
        return cls(mark, lines, ends)

    def data(self) -> bytes:
        """Put the lines together again."""
        body = "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))
        return (self.mark + body).encode()

    def put(self, place: int, gone: int, lines: Sequence[str]) -> None:
        """Put lines in the place of `gone` others, with the line end that the file has."""
        end = next((end for end in self.ends if end), "\n")
        if place == len(self.lines) and place and lines and not self.ends[-1]:
            self.ends[-1] = end
        self.lines[place : place + gone] = lines
        self.ends[place : place + gone] = [end] * len(lines)


@dataclass
class Editor:
    """Makes one change in a text; raises LookupError with what is in its way."""

    text: Text
    order: Sequence[str]

    def make(self, edit: Edit) -> None:
        """Make it."""
        match edit:
            case Put():
                self._put(edit)
            case PutGroup() | TakeOutKey():
                self._replace_key(edit.key, _rendered(edit.pairs, "  ") if isinstance(edit, PutGroup) else [])
            case Append():
                self._append(edit)
            case PutInEntry():
                self._put_in_entry(edit)
            case TakeOut():
                self._take_out(edit)
            case TakeOutOf() | PutOf() | PutWithin():
                self._change_held(edit)
            case PutAll():
                self._put_all(edit)
            case _:
                self._drop(edit)

    # Comments

    def _drop(self, edit: DropRemark | DropComments | DropStanza) -> None:
        match edit:
            case DropRemark():
                self._drop_remark(edit)
            case DropComments():
                self._drop_comments(edit)
            case DropStanza():
                self._drop_stanza(edit)

    # The file's own keys

    def _root(self) -> Node | None:
        root: Node | None = YAML(typ="safe", pure=True).compose("\n".join(self.text.lines) + "\n")
        return root

    def _pairs(self) -> list[tuple[ScalarNode, Node]]:
        root = self._root()
        if root is None:
            return []
        if not isinstance(root, MappingNode) or root.flow_style:
            raise LookupError("The file stands between braces.")
        return list(root.value)

    def _find(self, key: str) -> tuple[ScalarNode, Node] | None:
        return next((pair for pair in self._pairs() if pair[0].value == key), None)

    def _list(self, key: str) -> SequenceNode:
        found = self._find(key)
        if found is None or not isinstance(found[1], SequenceNode) or found[1].flow_style:
            raise LookupError(f"'{key}' is no list with an entry a line.")
        return found[1]

    def _put(self, edit: Put) -> None:
        found = self._find(edit.key)
        line = f"{edit.key}: {_scalar(edit.key, edit.value)}"
        if found is None:
            self._insert(edit.key, [line])
        else:
            self._put_value(found[0], found[1], edit.value)

    def _put_value(self, key: ScalarNode, value: Node, words: str) -> None:
        """Put a text in the place of a value; the remark behind it stays."""
        first, last = key.start_mark.line, self._last(key, value)
        start = self.text.lines[first][: key.end_mark.column]
        written = f"{start}: {_scalar(str(key.value), words)}{self._remark(key, value)}"
        self.text.put(first, last - first + 1, [written])

    def _remark(self, key: ScalarNode, value: Node) -> str:
        """Give the comment behind a value on a line, or behind the key of a group, with the space before it."""
        return self._remark_at(key, value)[1]

    def _remark_at(self, key: ScalarNode, value: Node) -> tuple[int, str]:
        """Give the line of that comment too; a text of many lines (`|`) has it on the line of its key."""
        many = isinstance(value, ScalarNode) and (value.style in {"|", ">"} or not (value.value or value.style))
        group = isinstance(value, MappingNode | SequenceNode) and not value.flow_style
        end = key.end_mark if many or group else value.end_mark
        found = _REMARK.search(self.text.lines[int(end.line)], int(end.column))
        return int(end.line), found[0] if found else ""

    def _drop_remark(self, edit: DropRemark) -> None:
        if found := self._find(edit.key):
            place, remark = self._remark_at(*found)
            self.text.lines[place] = self.text.lines[place].removesuffix(remark)

    def _drop_comments(self, edit: DropComments) -> None:
        for place in reversed(range(len(self.text.lines))):
            if edit.pattern.match(self.text.lines[place]):
                self.text.put(place, 1, [])

    def _put_all(self, edit: PutAll) -> None:
        """Change texts from the last to the first, so that the places of those before them stay; then comments."""
        root = self._root()
        for node in reversed(list(_scalars(root)) if root is not None else []):
            if (words := edit.change(node.value)) != node.value:
                self._put_in_place(node, words)
        for place, line in enumerate(self.text.lines):
            if found := _COMMENT.search(line):
                self.text.lines[place] = line[: found.start()] + edit.change(found[0])

    def _put_in_place(self, node: ScalarNode, words: str) -> None:
        """Put a text where another one stands, on one line; what follows it on its last line stays."""
        first, last = int(node.start_mark.line), self._last(None, node)
        before = self.text.lines[first][: node.start_mark.column]
        after = "" if node.style in {"|", ">"} else self.text.lines[last][node.end_mark.column :]
        self.text.put(first, last - first + 1, [f"{before}{quoted(words)}{after}"])

    def _drop_stanza(self, edit: DropStanza) -> None:
        lines = self.text.lines
        wanted = {f"{key}: {_scalar(key, value)}" for key, value in edit.pairs}
        for first in [at for at, line in enumerate(lines) if line.startswith("#   - ")]:
            last = first
            while last + 1 < len(lines) and lines[last + 1].startswith("#     "):
                last += 1
            if wanted <= {line[len("#   - ") :].rstrip() for line in lines[first : last + 1]}:
                self.text.put(first, last - first + 1, [])
                alone = not any(line.startswith("#   - ") for line in lines[first : first + 1])
                if alone and lines[first - 1 : first] == ["# settled:"]:
                    self.text.put(first - 1, 1, [])
                return

    def _replace_key(self, key: str, lines: Sequence[str]) -> None:
        """Put lines under a key in the place of what it holds, its remark kept behind it; without any the key goes."""
        found = self._find(key)
        if found is None:
            if lines:
                self._insert(key, [f"{key}:", *lines])
        else:
            first, last = found[0].start_mark.line, self._last(*found)
            begins = [f"{key}:{self._remark(*found)}"] if lines else []
            self.text.put(first, last - first + 1, [*begins, *lines])

    def _insert(self, key: str, lines: Sequence[str]) -> None:
        """Put a new key behind those that come before it, or at the end where none comes after it."""
        rank = {name: place for place, name in enumerate(self.order)}
        pairs = self._pairs()
        later = [pair for pair in pairs if rank.get(pair[0].value, 0) > rank[key]]
        earlier = [pair for pair in pairs if rank.get(pair[0].value, 0) < rank[key]]
        if not later:
            place = len(self.text.lines)
            while place and not self.text.lines[place - 1].strip():
                place -= 1
        elif earlier:
            place = max(self._last(*pair) for pair in earlier) + 1
        else:
            place = pairs[0][0].start_mark.line
        self.text.put(place, 0, lines)

    def _change_held(self, edit: TakeOutOf | PutOf | PutWithin) -> None:
        """Change one of the keys that a key of the file holds, a key a line."""
        found = self._find(edit.key)
        if found is None and isinstance(edit, PutOf):
            self._insert(edit.key, [f"{edit.key}:", *_held(edit, "  ")])
            return
        held = found[1] if found else None
        if found is None or not isinstance(held, MappingNode) or held.flow_style:
            raise LookupError(f"'{edit.key}' does not hold a key a line.")
        pair = next((pair for pair in held.value if pair[0].value == edit.name), None)
        match edit:
            case PutOf():
                lines = _held(edit, " " * int(held.start_mark.column))
                lines[0] += self._remark(*pair) if pair else ""
                first, last = (pair[0].start_mark.line, self._last(*pair)) if pair else (self._last(*found) + 1, None)
                self.text.put(first, 0 if last is None else last - first + 1, lines)
            case PutWithin():
                self._put_within(edit, pair)
            case TakeOutOf():
                self._take_out_of(edit, held, pair)

    def _put_within(self, edit: PutWithin, pair: tuple[ScalarNode, Node] | None) -> None:
        node = pair[1] if pair else None
        inner = node.value if isinstance(node, MappingNode) and not node.flow_style else ()
        found = next(((key, value) for key, value in inner if key.value == edit.within), None)
        if found is None:
            raise LookupError(f"'{edit.name}' of '{edit.key}' has no line '{edit.within}'.")
        self._put_value(found[0], found[1], edit.value)

    def _take_out_of(self, edit: TakeOutOf, held: MappingNode, pair: tuple[ScalarNode, Node] | None) -> None:
        if pair is None:
            raise LookupError(f"'{edit.key}' holds no '{edit.name}'.")
        if len(held.value) == 1:
            self._replace_key(edit.key, [])
            return
        first, last = pair[0].start_mark.line, self._last(*pair)
        self.text.put(first, last - first + 1, [])

    # Lists

    def _append(self, edit: Append) -> None:
        found = self._find(edit.key)
        if found is None:
            self._insert(edit.key, [f"{edit.key}:", *_entries(edit.entries, "  ")])
            return
        listed = self._list(edit.key)
        place = self._last(*found) + 1
        self.text.put(place, 0, _entries(edit.entries, " " * listed.start_mark.column))

    def _take_out(self, edit: TakeOut) -> None:
        listed = self._list(edit.key)
        if len(listed.value) == 1:
            self._replace_key(edit.key, [])
            return
        first, last = self._entry_lines(listed, edit.place)
        self.text.put(first, last - first + 1, [])

    def _put_in_entry(self, edit: PutInEntry) -> None:
        listed = self._list(edit.key)
        entry = listed.value[edit.place]
        if not isinstance(entry, MappingNode) or entry.flow_style:
            raise LookupError(f"An entry of '{edit.key}' stands between braces.")
        pair = next((pair for pair in entry.value if pair[0].value == edit.name), None)
        if pair and edit.value:
            self._put_value(pair[0], pair[1], edit.value)
        elif pair and pair is not entry.value[0]:
            first, last = pair[0].start_mark.line, self._last(*pair)
            self.text.put(first, last - first + 1, [])
        elif pair:
            raise LookupError(f"'{edit.name}' begins an entry of '{edit.key}'.")
        elif edit.value:
            _, last = self._entry_lines(listed, edit.place)
            line = f"{' ' * entry.start_mark.column}{edit.name}: {_scalar(edit.name, edit.value)}"
            self.text.put(last + 1, 0, [line])

    def _entry_lines(self, listed: SequenceNode, place: int) -> tuple[int, int]:
        """Give the first and the last line of an entry; the dash may stand on a line of its own."""
        node = listed.value[place]
        column = listed.start_mark.column
        first = node.start_mark.line
        while self.text.lines[first][column : column + 1] != "-" or self.text.lines[first][:column].strip():
            first -= 1
        return first, max(first, self._last(None, node))

    def _last(self, key: ScalarNode | None, node: Node) -> int:
        """Give the last line that a value stands on; comments and empty lines behind it belong to no one."""
        if isinstance(node, MappingNode) and not node.flow_style and node.value:
            return self._last(*node.value[-1])
        if isinstance(node, SequenceNode) and not node.flow_style and node.value:
            return self._last(None, node.value[-1])
        start = int(key.end_mark.line if key else node.start_mark.line)
        if not isinstance(node, ScalarNode):
            return int(node.end_mark.line)
        if node.style in {"|", ">"}:
            last = min(int(node.end_mark.line), len(self.text.lines)) - (node.end_mark.column == 0)
            while last > start and not self.text.lines[last].strip():
                last -= 1
            return int(last)
        return start if not node.value and not node.style else int(node.end_mark.line)


def _scalars(node: Node) -> Iterator[ScalarNode]:
    """Yield the keys and values in a node in the order of the file."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, SequenceNode):
        for entry in node.value:
            yield from _scalars(entry)
    elif isinstance(node, ScalarNode):
        yield node


def _entries(entries: Sequence[Pairs], pad: str) -> list[str]:
    """Write entries of a list: a dash, then the keys of each under each other."""
    lines: list[str] = []
    for pairs in entries:
        first, *rest = _rendered(pairs, f"{pad}  ")
        lines += [f"{pad}- {first.strip()}", *rest]
    return lines


def _held(edit: PutOf, pad: str) -> list[str]:
    """Write a key with its text, or with keys of its own under it."""
    if isinstance(edit.value, str):
        return [f"{pad}{scalar(edit.name)}: {scalar(edit.value)}"]
    return [f"{pad}{scalar(edit.name)}:", *_rendered(edit.value, f"{pad}  ")]


def _rendered(pairs: Pairs, pad: str) -> list[str]:
    lines: list[str] = []
    for key, value in pairs:
        if isinstance(value, tuple):
            lines += [f"{pad}{key}:", *(f"{pad}  - {_scalar(key, one)}" for one in value)]
        else:
            lines.append(f"{pad}{key}: {_scalar(key, value)}")
    return lines


def _scalar(key: str, words: str) -> str:
    """Write a text as a YAML scalar on one line."""
    if key in NUMBERS and _DIGITS.fullmatch(words):
        return words
    return quoted(words) if key in QUOTED else scalar(words)
