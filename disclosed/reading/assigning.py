"""The assignment of a run of things to places in order: the best of all, and by how much each thing's place is better than any other.

Each thing (a sentence) is worth something at each place (a question). Staying at a place is free, the next one nearly so; to pass
places over, or to go back, costs a little, since answers come mostly in order. Before the first place stands none. What a
thing's second place would cost the whole is its margin, so that a near tie is known for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# What a step costs, in the units of what a thing is worth at a place; none outweighs a word of one question alone (1.0).
NEXT = 0.1
SKIP = 0.3
SKIP_MORE = 0.05  # for each further place passed over
BACK = 0.45
NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Assigned:
    """The place of each thing, None before the first, and its margin over every other place."""

    owners: tuple[int | None, ...]
    margins: tuple[float, ...]


def assign(worth: Sequence[Sequence[float]], stays: Sequence[float]) -> Assigned:
    """Assign things to places; `stays` is what each is worth more at the place of the one before it. Linear in both."""
    places = len(worth[0])
    first = [-SKIP_MORE * place for place in range(places)]
    to_here: list[list[float]] = []
    for step, own in enumerate(worth):
        before = to_here[-1] if to_here else [NEVER] * places
        reached = _reach(before, stays[step])
        to_here.append([max(one, two) + gain for one, two, gain in zip(reached, first, own, strict=True)])
    from_here = [[0.0] * places]
    unopened = [0.0]
    for step in range(len(worth) - 1, 0, -1):
        after = [gain + rest for gain, rest in zip(worth[step], from_here[-1], strict=True)]
        from_here.append(_reach(after[::-1], stays[step])[::-1])
        unopened.append(max(unopened[-1], *(one + two for one, two in zip(after, first, strict=True))))
    owners: list[int | None] = []
    margins: list[float] = []
    for here, rest, none in zip(to_here, from_here[::-1], unopened[::-1], strict=True):
        totals = [one + two for one, two in zip(here, rest, strict=True)]
        best = max(totals)
        place = totals.index(best)
        others = [none, *totals[:place], *totals[place + 1 :]]
        owners.append(place if best >= none else None)
        margins.append(best - max(others))
    return Assigned(tuple(owners), tuple(margins))


def _reach(scores: Sequence[float], stay: float) -> list[float]:
    """Give the best score with which each place is reached from all, those before it in order being nearer."""
    count = len(scores)
    reached = [score + stay for score in scores]
    skipped = NEVER
    for place in range(1, count):
        reached[place] = max(reached[place], scores[place - 1] - NEXT, skipped)
        skipped = max(skipped, scores[place - 1] - SKIP) - SKIP_MORE
    above = NEVER
    for place in range(count - 2, -1, -1):
        above = max(above, scores[place + 1] - BACK)
        reached[place] = max(reached[place], above)
    return reached
