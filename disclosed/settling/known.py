"""What is known of suppressed figures: each fact a sum of figures between two ends, with the words that it is known by.

Facts come from checks (those that letters' words support, and those that an editor states) and from shares printed beside a
suppressed count; across.py has those that several letters give together, and disclosure.py puts all of them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from disclosed.addresses import Check, Comparison, Side, Whole, exact, fold_label, reckoning
from disclosed.model import Number
from disclosed.rows import FigureRow, SetAsideRow
from disclosed.settling.guarding import is_hidden

PERCENT = "percent"
_SHARE = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|per ?cent)")
_OF_BASE = re.compile(r"[)\]]? ?(?:out )?of (?:the |all |a total of )?(\d[\d,]*)\b")


@dataclass(frozen=True, slots=True)
class Known:
    """Figures, each taken so many times, come to no less than `low` and no more than `high`; None is no bound.

    `stated` is the id of the check by which an editor states it, so that the letters alone may not say it; '' where they do.
    """

    terms: tuple[tuple[str, int], ...]
    low: Number | None
    high: Number | None
    words: str
    stated: str = ""


def known_by_check(check: Check, comparison: Comparison, rounding: Number, *, stated: str = "") -> Known | None:
    """Give what a check says of the suppressed figures in it; None where it has none, or another has no exact value."""
    used = [one.figure for side in (comparison.left, comparison.right) for one in side.used]
    if not any(map(is_hidden, used)) or any(exact(row) is None and not is_hidden(row) for row in used):
        return None
    values = {row.figure: exact(row) for row in used}
    rest: Number = _wholes(check.right) - _wholes(check.left)
    terms: list[tuple[str, int]] = []
    for figure, times in reckoning(comparison).items():
        value = values[figure]
        if value is None:
            terms.append((figure, times))
        else:
            rest -= times * value
    low = None if comparison.relation == "<=" else rest - rounding
    high = None if comparison.relation == ">=" else rest + rounding
    return Known(tuple(terms), low, high, f"{check} ({lines_of(used)})", stated) if terms else None


def _wholes(side: Side) -> int:
    return sum(term.value if sign == "+" else -term.value for sign, term in side.terms if isinstance(term, Whole))


def lines_of(figures: Iterable[FigureRow]) -> str:
    """Name the lines of some figures: `lines 14 to 17`, with the letter where there are several."""
    by_letter: dict[str, set[int]] = {}
    for row in figures:
        by_letter.setdefault(row.response, set()).add(row.line)
    several = len(by_letter) > 1
    return "; ".join(f"{response}: {_run(lines)}" if several else _run(lines) for response, lines in by_letter.items())


def _run(lines: Iterable[int]) -> str:
    found = sorted(lines)
    if len(found) == 1:
        return f"line {found[0]}"
    return f"lines {found[0]} to {found[-1]}" if len(found) > 3 else f"lines {', '.join(map(str, found))}"


# Shares beside a suppressed count


@dataclass(frozen=True, slots=True)
class Share:
    """A share as printed: its value, half of its last digit's worth, and its line; for a person, its words."""

    value: Decimal
    half: Decimal
    words: str

    def counts(self, base: Number) -> tuple[int, int]:
        """Give the whole numbers that are this share of a base, rounded as it is printed."""
        low, high = ((self.value + edge) * Decimal(base) / 100 for edge in (-self.half, self.half))
        return ceil(low), floor(high)

    def fits(self, part: Number, base: Number) -> bool:
        """Whether a part is this share of a base."""
        return bool(base) and abs(Decimal(part) * 100 / Decimal(base) - self.value) <= self.half


def share_of(words: str) -> Share | None:
    """Read a share's words: `4.2%`, `4 per cent`; None where they are none."""
    found = _SHARE.search(words)
    if found is None:
        return None
    value = Decimal(found[1])
    exponent = value.as_tuple().exponent
    return Share(value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2, found[0])


@dataclass(frozen=True)
class Beside:
    """One letter's figures, with the shares that stand beside them: in the next cell of their row, or after them on their line."""

    figures: Sequence[FigureRow]
    aside: Mapping[int, Sequence[SetAsideRow]]
    lines: Mapping[int, str]
    wholes: Mapping[str, Sequence[FigureRow]]

    def known(self) -> Iterator[Known]:
        """Yield what shares say of the suppressed counts beside them."""
        answers: dict[str, list[FigureRow]] = {}
        for row in self.figures:
            answers.setdefault(row.question, []).append(row)
        for answer in answers.values():
            if any(is_hidden(row) and row.unit != PERCENT for row in answer):
                yield from self._of_answer(answer)

    def _of_answer(self, answer: Sequence[FigureRow]) -> Iterator[Known]:
        """Match counts with shares, and shares with what they are of; a base that the printed counts do not fit is none."""
        shares = {row.figure: share for row, share in self._pairs(answer)}
        for row in answer:
            share = shares.get(row.figure)
            if share is None or not is_hidden(row):
                continue
            for base, words in self._bases(row, answer, shares):
                low, high = share.counts(base)
                if low <= high:
                    said = f"“{share.words}” of {words} ({lines_of([row])})"
                    yield Known(((row.figure, 1),), low, high, said)

    def _pairs(self, answer: Sequence[FigureRow]) -> Iterator[tuple[FigureRow, Share]]:
        for at, row in enumerate(answer):
            if row.unit == PERCENT:
                continue
            after = answer[at + 1] if at + 1 < len(answer) else None
            beside = after is not None and after.unit == PERCENT and after.value is not None
            if beside and after is not None and fold_label(after.row_label) == fold_label(row.row_label):
                share = share_of(f"{after.value}%")
            else:
                share = self._after(row)
            if share is not None:
                yield row, share

    def _after(self, row: FigureRow) -> Share | None:
        """Find a share that is set aside right after a figure: `361 (51.4%)`."""
        for one in self.aside.get(row.line, ()):
            if 0 < one.column_from - row.column_to <= 3:
                return share_of(one.as_written)
        return None

    def _bases(
        self, row: FigureRow, answer: Sequence[FigureRow], shares: Mapping[str, Share]
    ) -> Iterator[tuple[Number, str]]:
        """Yield what a share may be of: the number after `of`, the figure it is part of, the total of its column or row."""
        found = _OF_BASE.search(self._rest_of_line(row))
        if found is not None:
            yield int(found[1].replace(",", "")), found[1]
        for whole in self.wholes.get(row.figure, ()):
            if (value := exact(whole)) is not None:
                yield value, f"{value:,} on {lines_of([whole])}"
        for side in ("column_label", "row_label"):
            alike = [one for one in answer if one.unit == row.unit and getattr(one, side) == getattr(row, side)]
            totals = [one for one in alike if one.total and exact(one) is not None]
            printed = [one for one in alike if not one.total and one.figure in shares and exact(one) is not None]
            if len(totals) == 1 and printed:
                base = exact(totals[0]) or 0
                if all(shares[one.figure].fits(exact(one) or 0, base) for one in printed):
                    yield base, f"{base:,} on {lines_of(totals)}"

    def _rest_of_line(self, row: FigureRow) -> str:
        """Give what follows a figure's share on its line."""
        rest = self.lines.get(row.line, "")[row.column_to : row.column_to + 60]
        found = _SHARE.search(rest)
        return rest[found.end() :] if found is not None and found.start() <= 3 else ""
