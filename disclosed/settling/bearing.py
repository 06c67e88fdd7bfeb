"""Which calculated numbers may be given: docs/editorial.md §2 as rules that refuse, in tables and in commentary alike.

What may be calculated rests on what a letter's checks say: a share is of a part and its whole, and only a check, with
its grounds, says that one figure is a part of another; a check that differs puts a whole in doubt. Silence is no ground:
where nothing says so, both numbers are given and the reader is left to compare them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from disclosed.addresses import Comparison, Figures, Reckoned, Share, Shown, Side, share_of
from disclosed.comparing import reckon_one
from disclosed.model import Number
from disclosed.rows import FigureRow

SHARE_PART, SHARE_WHOLE = 10, 50  # below these a share says more than the counts can bear
Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a calculated number is not given, and what to do. `unstated` where a check would allow it."""

    reason: str
    remedy: str
    unstated: bool = False


GIVE_THEM = "Give the numbers instead."


@dataclass(frozen=True)
class Bearing:
    """The comparisons of a letter, as they bear on what may be calculated from its figures."""

    comparisons: tuple[Comparison, ...] = ()

    @cached_property
    def _pairs(self) -> tuple[tuple[Ids, Ids], ...]:
        """The parts and the whole that each comparison states; a side that takes something away is neither."""
        return tuple(pair for made in self.comparisons for pair in _stated(made))

    @cached_property
    def _wholes(self) -> dict[str, tuple[tuple[Ids, Ids], ...]]:
        found: dict[str, list[tuple[Ids, Ids]]] = {}
        for pair in self._pairs:
            for part in pair[0]:
                found.setdefault(part, []).append(pair)
        return {part: tuple(pairs) for part, pairs in found.items()}

    def nests(self, part: Ids, whole: Ids) -> bool:
        """Whether checks make the part's figures a part of the whole's: at once, by way of others, or one by one."""
        return self._within(part, whole) or (
            len(whole) > 1 and all(any(self._within(frozenset({one}), frozenset({of})) for of in whole) for one in part)
        )

    def _within(self, part: Ids, whole: Ids) -> bool:
        waiting, seen = [part], {part}
        while waiting:
            inner = waiting.pop()
            if inner <= whole:
                return True
            for parts, outer in self._wholes.get(next(iter(inner), ""), ()):
                if inner <= parts and outer not in seen:
                    seen.add(outer)
                    waiting.append(outer)
        return False

    def totals(self, figures: Ids) -> bool:
        """Whether a check states what these figures add to."""
        return any(parts == figures for parts, _ in self._pairs)

    def counts_twice(self, figures: Ids) -> bool:
        """Whether one of these figures is a part of another of them."""
        return any(
            len(outer) == 1 and outer <= figures and one not in outer
            for one in figures
            for _, outer in self._wholes.get(one, ())
        )

    def bases(self, whole: Ids) -> Iterator[Number]:
        """Yield what a difference gives in place of a whole."""
        for made in self.comparisons:
            if made.relation == "=" and made.holds is False:
                for own, other in ((made.left, made.right), (made.right, made.left)):
                    if other.value is not None and _ids(own) == whole:
                        yield other.value


NOTHING = Bearing()


def _stated(made: Comparison) -> Iterator[tuple[Ids, Ids]]:
    """Yield (parts, whole) of a comparison; of an equation the side of several figures is the parts."""
    sides = ((made.left, made.right), (made.right, made.left))
    for (part, whole), sense in zip(sides, ("<=", ">="), strict=True):
        if made.relation in ("=", sense) and part.used and whole.used and not (_takes(part) or _takes(whole)):
            yield _ids(part), _ids(whole)


def _takes(side: Reckoned) -> bool:
    return any(one.sign == "-" for one in side.used)


def _ids(side: Reckoned) -> Ids:
    return frozenset(one.figure.figure for one in side.used)


def refusal_of(shown: Shown, figures: Figures, response: str = "", *, bearing: Bearing = NOTHING) -> Refusal | None:
    """Say why a number should not be calculated, or None where it may be. Raises AddressError where it cannot be."""
    if isinstance(shown, Share):
        part, whole = (reckon_one(side, figures, response) for side in (shown.part, shown.whole))
        return _refused_share(shown, part, whole, bearing)
    return _refused_sum(shown, reckon_one(shown, figures, response), bearing)


def _refused_share(share: Share, part: Reckoned, whole: Reckoned, bearing: Bearing) -> Refusal | None:
    used = [one.figure for one in (*part.used, *whole.used)]
    reason = _unlike(used) or _small(part, whole)
    if not reason and not bearing.nests(_ids(part), _ids(whole)):
        remedy = (
            f"State it under `checks:`, as `{share.part} <= {share.whole}` with its grounds, or give the two numbers."
        )
        return Refusal("no check says that its part is a part of its whole", remedy, unstated=True)
    return Refusal(reason, GIVE_THEM) if reason else _doubted(part, whole, bearing)


def _unlike(used: Sequence[FigureRow]) -> str:
    """Say why a part and a whole cannot be set against each other at all."""
    if any(figure.partial for figure in used):
        return "it is about part of a period"
    if len({figure.unit for figure in used}) > 1:
        return "its figures are in different units"
    return "its figures are of different periods" if len(_periods(used)) > 1 else ""


def _small(part: Reckoned, whole: Reckoned) -> str:
    if part.value is None or whole.value is None:
        return "one of its figures has no exact value"
    if part.value < SHARE_PART or whole.value < SHARE_WHOLE:
        return f"its part is under {SHARE_PART} or its whole under {SHARE_WHOLE}"
    return "its part is more than its whole" if part.value > whole.value else ""


def _doubted(part: Reckoned, whole: Reckoned, bearing: Bearing) -> Refusal | None:
    """Refuse a share that is not the same whole per cent on every base that the letter supports."""
    bases = (whole.value, *bearing.bases(_ids(whole)))
    rounded = {share_of(part.value or 0, base, places=0) for base in bases if base}
    return Refusal("its whole is in doubt, and the share with it", GIVE_THEM) if len(rounded) > 1 else None


def _refused_sum(side: Side, reckoned: Reckoned, bearing: Bearing) -> Refusal | None:
    """Refuse sums and differences of what cannot be added, or set against each other."""
    used = [one.figure for one in reckoned.used]
    if len(used) < 2:
        return None
    if len({figure.unit for figure in used}) > 1:
        return Refusal("its figures are in different units", GIVE_THEM)
    if any(sign == "-" for sign, _ in side.terms):
        reason = _no_change(used)
        return Refusal(reason, GIVE_THEM) if reason else None
    ids = frozenset(figure.figure for figure in used)
    if bearing.counts_twice(ids):
        return Refusal("it adds a figure to one that it is a part of", GIVE_THEM)
    if len(_periods(used)) > 1 and not bearing.totals(ids):
        reason = "it adds figures of several periods, and a person can be counted in each"
        return Refusal(reason, "Give each, or state under `checks:` the figure of the letter that they add to.")
    return None


def _no_change(used: Sequence[FigureRow]) -> str:
    """Say why figures of several periods are not set against each other; '' where they are of one, or may be."""
    periods = _periods(used)
    if len(periods) < 2:
        return ""
    if any(figure.partial for figure in used):
        return "it compares part of a period with another period"
    if len({figure.question for figure in used}) > 1:
        return "it compares different questions in different periods"
    lengths = {_months(figure) for figure in used}
    return "" if len(lengths) == 1 and None not in lengths else "its periods are not known to be of one length"


def _periods(used: Iterable[FigureRow]) -> set[tuple[str, str, str]]:
    """Give the periods of figures, one that is not known among them; a period with known days is told by these."""
    return {(figure.period_start, figure.period_end, "" if figure.period_start else figure.period) for figure in used}


def _months(figure: FigureRow) -> int | None:
    """Count the months that a period covers, if it begins on a first and ends on a last day; else its days, negative."""
    if not figure.period_start or not figure.period_end:
        return None
    start, after = date.fromisoformat(figure.period_start), date.fromisoformat(figure.period_end) + timedelta(days=1)
    if start.day == after.day == 1:
        return (after.year - start.year) * 12 + after.month - start.month
    return -(after - start).days
