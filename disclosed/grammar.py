"""The small language of addresses and checks: text to a tree, and the tree back to its one spelling.

It is used in tables, checks, `readings` and between `{{ }}` in commentary, and is parsed here by hand (never run as a
template), so that an error can show the place. The rule of the grammar is the docstring of the function that reads it;
`peek` looks, `take` consumes or fails, as in pypa/packaging. Both sides of the package read it, so it knows no letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Relation = Literal["=", "<=", ">="]
Sign = Literal["+", "-"]

MAX_LENGTH = 2_000  # no statement by a person is longer; a longer one is a paste gone wrong
SUM = "sum"
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_NUMBER = r"[0-9A-Za-z]+(?:[.~][0-9A-Za-z]+)*"
# Each name is what an error calls it.
TOKENS: dict[str, re.Pattern[str]] = {
    "a response": re.compile(rf"({_SLUG}(?:/{_SLUG})?)[ \t]*:"),  # of another request with its name
    "a question such as Q2a": re.compile(rf"Q({_NUMBER})"),
    "a whole number": re.compile(r"([0-9]{1,15})(?![\w.])"),
    "'sum('": re.compile(r"sum[ \t]*\("),
    "'share('": re.compile(r"share[ \t]*\("),
    "'['": re.compile(r"\["),
    "']'": re.compile(r"\]"),
    "'|'": re.compile(r"\|"),
    "')'": re.compile(r"\)"),
    "','": re.compile(r","),
    "'+' or '-'": re.compile(r"([+\u2212-])"),
    "'=', '<=' or '>='": re.compile(r"(<=|>=|=)"),
    "a label": re.compile(r"((?:[^\\|\]]|\\[\\|\]])*)"),
    "a column": re.compile(r"((?:[^\\,()]|\\[\\,()])*)"),
    "the end": re.compile(r"\Z"),
}
_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPED = re.compile(r"\\(.)")
NOTE_MARK = re.compile(r"\[note:[ ]*([a-z0-9-]+)\]")  # a mark in commentary that names a check or a note
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")


class AddressError(ValueError):
    """An address that cannot be used: what is wrong, what to do, and for a slip of the pen a caret under the place."""

    def __init__(self, message: str, remedy: str = "", *, caret: str = "") -> None:
        self.message, self.remedy, self.caret = message, remedy, caret
        super().__init__(" ".join(part for part in (message, remedy) if part) + caret)


@dataclass(frozen=True, slots=True)
class Ref:
    """One or several figures: a question, and the labels they have in its answer; '' means any."""

    question: str
    row: str = ""
    column: str = ""
    response: str = ""

    def __str__(self) -> str:
        head = f"{self.response}:" if self.response else ""
        labels = escape(self.row) + (f"|{escape(self.column)}" if self.column else "")
        return f"{head}Q{self.question}" + (f"[{labels}]" if labels else "")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number that stands in a statement."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the figures that a reference names."""

    ref: Ref

    def __str__(self) -> str:
        return f"sum({self.ref})"


Term = Ref | Whole | Total


@dataclass(frozen=True, slots=True)
class Side:
    """Terms added and taken away, the first always added."""

    terms: tuple[tuple[Sign, Term], ...]

    def __str__(self) -> str:
        first, *others = self.terms
        return str(first[1]) + "".join(f" {sign} {term}" for sign, term in others)


@dataclass(frozen=True, slots=True)
class Check:
    """Two sides and what the statement says of them."""

    left: Side
    relation: Relation
    right: Side

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


@dataclass(frozen=True, slots=True)
class Share:
    """A part as per cent of a whole."""

    part: Side
    whole: Side

    def __str__(self) -> str:
        return f"share({self.part}, {self.whole})"


Shown = Side | Share


@dataclass(frozen=True, slots=True)
class Calculated:
    """What a table calculates: `sum` (a last row) or `share(part, whole)` of two of its columns."""

    kind: Literal["sum", "share"]
    part: str = ""
    whole: str = ""

    def __str__(self) -> str:
        if self.kind == SUM:
            return SUM
        return f"share({_escape_column(self.part)}, {_escape_column(self.whole)})"


def escape(label: str) -> str:
    """Write a label so that it can stand between brackets."""
    return label.replace("\\", "\\\\").replace("|", "\\|").replace("]", "\\]")


def _escape_column(label: str) -> str:
    return re.sub(r"([\\,()])", r"\\\1", label)


class _Source:
    """The text, and how far it has been read."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise AddressError(f"The statement has {len(text):,} characters, more than {MAX_LENGTH:,}.", "Shorten it.")
        self.text, self.position = text, 0

    def skip_space(self) -> None:
        found = _SPACE.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def peek(self, name: str) -> re.Match[str] | None:
        """Look for a token after any space, and leave it."""
        self.skip_space()
        return TOKENS[name].match(self.text, self.position)

    def take(self, *names: str, after: str = "") -> str:
        """Consume the first token that stands here; raise where none does."""
        for name in names:
            if found := self.peek(name):
                self.position = found.end()
                return found[1] if found.re.groups else found[0]
        raise self.error(" or ".join(names), after)

    def error(self, wanted: str, after: str = "") -> AddressError:
        """Say what was wanted, with a caret under the place."""
        shown = re.sub(r"[\t\r\n]", " ", self.text)
        place = f"\n    {shown}\n    {' ' * self.position}^"
        return AddressError(f"Expected {wanted}{after and f' {after}'}.", "Mend it at the mark:", caret=place)


def parse_check(text: str) -> Check:
    """`check = side ("=" | "<=" | ">=") side`."""
    source = _Source(text)
    left = _side(source)
    relation = source.take("'=', '<=' or '>='")
    right = _side(source)
    source.take("the end")
    if not any(isinstance(term, Ref | Total) for side in (left, right) for _, term in side.terms):
        raise AddressError("It names no figure.", "Name at least one: Q2 <= 100.")
    return Check(left, "<=" if relation == "<=" else ">=" if relation == ">=" else "=", right)


def parse_shown(text: str) -> Shown:
    """`shown = side | "share(" side "," side ")"`."""
    source = _Source(text)
    shown: Shown = _share(source) if source.peek("'share('") else _side(source)
    source.take("the end")
    return shown


def parse_ref(text: str) -> Ref:
    """`ref`, alone."""
    source = _Source(text)
    ref = _ref(source)
    source.take("the end")
    return ref


def parse_calculated(text: str) -> Calculated:
    r"""Read `calculated = "sum" | "share(" column "," column ")"`.

    A column is its label; a comma, bracket or backslash in it takes a `\`.
    """
    if text.strip() == SUM:
        return Calculated("sum")
    source = _Source(text)
    source.take("'share('")
    part = _column(source)
    source.take("','")
    whole = _column(source)
    source.take("')'")
    source.take("the end")
    return Calculated("share", part, whole)


def _column(source: _Source) -> str:
    words = _ESCAPED.sub(r"\1", source.take("a column")).strip()
    if not words:
        raise source.error("the label of a column")
    return words


def _share(source: _Source) -> Share:
    """`"share(" side "," side ")"`."""
    source.take("'share('")
    part = _side(source)
    source.take("','")
    whole = _side(source)
    source.take("')'")
    return Share(part, whole)


def _side(source: _Source) -> Side:
    """`side = term { ("+" | "-") term }`."""
    terms: list[tuple[Sign, Term]] = [("+", _term(source))]
    while source.peek("'+' or '-'"):
        sign = source.take("'+' or '-'")
        terms.append(("+" if sign == "+" else "-", _term(source, after=f"after '{sign}'")))
    return Side(tuple(terms))


def _term(source: _Source, after: str = "") -> Term:
    """`term = INTEGER | "sum(" ref ")" | ref`; a response's name may begin with digits, so it is looked for first."""
    if source.peek("'sum('"):
        source.take("'sum('")
        total = Total(_ref(source))
        source.take("')'")
        return total
    if source.peek("a whole number") and not source.peek("a response"):
        return Whole(int(source.take("a whole number")))
    return _ref(source, after)


def _ref(source: _Source, after: str = "") -> Ref:
    r"""`ref = [ [ request "/" ] response ":" ] "Q" number [ "[" label [ "|" label ] "]" ]`; `|`, `]` and `\` in a label take a `\`."""
    response = source.take("a response") if source.peek("a response") else ""
    question = source.take("a question such as Q2a", after=after)
    row = column = ""
    if source.peek("'['"):
        source.take("'['")
        row = _label(source)
        if source.peek("'|'"):
            source.take("'|'")
            column = _label(source)
        source.take("']'")
    return Ref(question, row, column, response)


def _label(source: _Source) -> str:
    return _ESCAPED.sub(r"\1", source.take("a label").strip())
