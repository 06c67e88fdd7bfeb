"""What was compared, in words: the note on a difference and the ledger of all comparisons (EDITORIAL 6 and 12)."""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.index import Index
from disclosed.rows import CheckRow
from disclosed.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison of a statement: its sides as written, and each side's figure where it is one and no more.

    `label` is the row label for which it was made ('' for a single comparison); `check` is the row's id.
    """

    check: str
    label: str
    left: str
    right: str
    left_figure: str
    right_figure: str
    difference: str
    result: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One statement of the ledger. `result` is `Holds`, `All hold`, `Differs by 3`, `Differs` or `Not tested`.

    `follows` is '' or `Follows from the two above`; `settled` says who compared a difference and what they found;
    `note` is the key of its note, or ''.
    """

    name: str
    response: str
    questions: tuple[str, ...]
    compared: str
    pairs: tuple[Pair, ...]
    result: str
    differs: bool
    follows: str
    settled: str
    note: str


def check_key(check: CheckRow) -> str:
    """Name the note of a difference: the response, a slash, and the statement's name."""
    return f"{check.response}/{check.name}"


def check_note(index: Index, response: str, name: str) -> Sentence:
    """Write the note of a statement that differs: both sides with their questions, the difference, the reply if any."""
    raise NotImplementedError


def ledger(index: Index, response: str) -> tuple[LedgerRow, ...]:
    """List what was compared in a letter, a row a statement, what follows from others after them."""
    raise NotImplementedError
