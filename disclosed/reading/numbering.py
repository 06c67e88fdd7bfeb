"""List labels to the skeleton of a letter: which lines open which numbered question or answer.

Generous patterns (labels.py) find every line that could open a numbered item; about half of them do not, so sequence
decides. Labels are read from top to bottom; what is open at a line is a path (question 3, part e, part i), a label costs nothing as the successor of
one that is open, and more for a gap, a restart, a repetition or another style. A beam keeps the best sixteen states.

A number that comes again (`1.` … `26.`, then `1.` once more) is a second occurrence of the same item; whether that is
its answer or a new question is for layout.py to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from disclosed.model import Line
from disclosed.reading.bare_numbers import bare_answers, bare_questions, is_joint
from disclosed.reading.labels import (
    Candidate,
    Path,
    answer_marks,
    candidates_answering,
    candidates_numbered,
    candidates_of,
    number_cell,
    number_of,
    numbered_answers,
)
from disclosed.reading.quarters import quarter_heads, quarter_rows
from disclosed.reading.voices import Piece

BEAM = 16  # states kept a line; the right one was never below the fourth in the letters read
MAX_LABELS = 999  # in one letter, as many as three digits number; the longest request read has 62, and what each label costs grows with their number
MAX_GAP = 6  # items missing in a row; more is another list

# What a transition costs, in the units of the one score (an unexplained number is 5, a label that is no successor 4).
COSTS = {
    "child": 1,  # a first sub-item needs a parent and opens a level
    "gap": 2,  # each missing number: requests do skip one (13 in a list of 26)
    "known": 0,  # a gap among numbers seen before: answers skip what is answered elsewhere
    "restart": 3,  # the list begins again: answers after questions, or a second list
    "again": 2,  # the same number twice running: the answer beneath a list of questions
    "style": 1,  # `1.` then `2)`
    "late": 4,  # a first label that is not the first of its list
    "valued": 4,  # `a) 12` as a part that is asked for the first time: it answers one that is not printed
    "unasked": 4,  # `Q2 - 96` where question 1 came again and no question 2 was asked: the second quarter of a year
    "skip_strong": 8,  # a label that is passed over although delimited and followed by a question
    "skip": 2,  # a delimited label passed over
    "skip_next": 4,  # one with words after it that goes on with the list that is open
    "lost": 3,  # … and whose item never comes: as dear as the question without an answer that it would have been
    "skip_asked": 2,  # `1a Please …`: no delimiter, but of two parts and a question
    "skip_weak": 1,  # `1.1 1,084`: no delimiter, of two parts; `Q1 - 112` and `Q1 (Apr-Jun)`: may be a quarter
    "skip_listed": 2,  # inside a line that holds its successor too: `(a) diesel (b) petrol`
    "skip_inline": 1,  # inside a line: taken where the item is known, and where it continues one that is
}


@dataclass(frozen=True, slots=True)
class Label:
    """A candidate taken: the item it opens, which occurrence of it this is (from 1), and in which run of its list."""

    candidate: Candidate
    path: Path
    occurrence: int
    run: int
    prefix: str

    @property
    def number(self) -> str:
        """The item's number, normalised."""
        return number_of(self.path, self.prefix)


@dataclass(frozen=True, slots=True)
class Numbering:
    """One way to number a letter: its labels in order, and what that costs.

    `lost` are the labels passed over that went on with an open list, and whose items never came: numbers of a list, and no figures.
    """

    labels: tuple[Label, ...]
    cost: int
    lost: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What is open at a line. `forms` are the prefix and delimiter of each open level, and whether it was absolute."""

    path: Path = ()
    forms: tuple[tuple[str, str, bool], ...] = ()
    run: int = 0
    cost: int = 0
    labels: tuple[Label, ...] = ()
    seen: Mapping[Path, int] = field(default_factory=dict)
    passed: tuple[Candidate, ...] = ()

    def times(self, path: Path) -> int:
        """How many times an item has been opened so far."""
        return self.seen.get(path, 0)


def number_letter(
    lines: Sequence[Line], skip: frozenset[int] = frozenset(), keyed: Mapping[int, Line] = MappingProxyType({})
) -> tuple[Numbering, ...]:
    """Give the best ways to number a letter's lines, cheapest first; lines in `skip` (page furniture) hold no label.

    `keyed` are cells of a table that key its rows by the questions asked (asked_tables.py), by the number of their line.
    """
    skip |= answer_marks(lines) | quarter_heads(lines)
    rows, answers, bare = quarter_rows(lines), numbered_answers(lines), bare_answers(lines)
    asked = bare_questions(lines) if bare else frozenset()

    def places_of(line: Line) -> list[list[Candidate]]:
        if line.number in keyed:
            readings = number_cell(keyed[line.number])
            return [[replace(one, replies=True) for one in readings]] if readings else []
        if line.number in answers:
            return candidates_answering(line)
        if line.number in bare and not is_joint(bare[line.number]):
            return candidates_numbered(line, bare[line.number])
        if line.number in asked:
            opening, *inside = candidates_of(line) or [[]]
            return [[replace(one, keyed=True) for one in opening], *inside]
        if line.number in rows:
            return [[replace(one, quarterly=True) for one in readings] for readings in candidates_of(line)]
        return candidates_of(line)

    return _ranked(readings for line in lines if line.number not in skip for readings in places_of(line))


def number_pieces(pieces: Sequence[Piece], skip: frozenset[int] = frozenset()) -> tuple[Numbering, ...]:
    """Give the best ways to number what the requester wrote; labels in the authority's words can only answer those."""
    skip |= answer_marks([piece.line for piece in pieces])
    kept = (piece for piece in pieces if piece.line.number not in skip and not piece.idle)
    return _ranked(readings for piece in kept for readings in _in_piece(piece))


def passing_cost(lines: Sequence[Line]) -> int:
    """Give what it costs to take none of the labels of some lines: a letter read without them."""
    others = quarter_heads(lines) | answer_marks(lines)
    kept = (line for line in lines if line.number not in others)
    return sum(_cost_never_taken(readings[0]) for line in kept for readings in candidates_of(line))


def _cost_never_taken(candidate: Candidate) -> int:
    """Price a label where none is taken: one with words that begins a list is most likely what was asked."""
    if _is_worded(candidate) and _goes_on(_State(), candidate):
        return max(_cost_passed(candidate), COSTS["skip_next"]) + COSTS["lost"]
    return _cost_passed(candidate)


def _is_worded(candidate: Candidate) -> bool:
    return candidate.worded and bool(candidate.delimiter) and not candidate.inline


def _in_piece(piece: Piece) -> list[list[Candidate]]:
    if piece.number:
        return [readings for readings in [number_cell(piece.line)] if readings]
    places = candidates_of(piece.line)
    return places if piece.block else [[replace(one, answers=True) for one in readings] for readings in places]


def _ranked(places: Iterable[list[Candidate]]) -> tuple[Numbering, ...]:
    beam = [_State()]
    for readings in places:
        beam = _advance(beam, readings)
    return tuple(sorted((_ended(state) for state in beam), key=lambda numbering: numbering.cost))


def _ended(state: _State) -> Numbering:
    """Close a state: each item that was passed over and never came costs."""
    lost = tuple(one for one in state.passed if not any(_comes_after(label, one) for label in state.labels))
    return Numbering(state.labels, state.cost + COSTS["lost"] * len(lost), lost)


def _comes_after(label: Label, passed: Candidate) -> bool:
    """Tell whether an item comes below the place where a label of its number was passed over."""
    return label.candidate.line > passed.line and label.path[-1] == passed.parts[-1]


def _advance(beam: list[_State], readings: list[Candidate]) -> list[_State]:
    """Take or pass over one place in every state; keep the cheapest state for each path, sixteen in all."""
    grown: dict[tuple[object, ...], _State] = {}
    for state in beam:
        if len(state.labels) >= MAX_LABELS:
            return beam
        for after in [*(new for reading in readings for new in _taken(state, reading)), _passed(state, readings[0])]:
            key = (after.path, after.forms, after.run, len(after.labels))
            if key not in grown or after.cost < grown[key].cost:
                grown[key] = after
    return sorted(grown.values(), key=lambda state: state.cost)[:BEAM]


def _passed(state: _State, candidate: Candidate) -> _State:
    """Pass over a label; one that names a question asked (`3b)` beneath a quoted 3b) is hardly anything else."""
    keyed = (candidate.answers or candidate.replies) and _asked(state, candidate)
    passed = COSTS["skip_strong"] if keyed else _cost_passed(candidate)
    if not _is_worded(candidate) or not _goes_on(state, candidate):
        return replace(state, cost=state.cost + passed)
    passed = max(passed, COSTS["skip_next"])
    return replace(state, cost=state.cost + passed, passed=(*state.passed, candidate))


def _asked(state: _State, candidate: Candidate) -> bool:
    """Tell whether a label names a question that was asked: by its whole path, or as a part of what is open."""
    if candidate.absolute:
        return state.times(candidate.parts) > 0
    return any(state.times((*state.path[:level], *candidate.parts)) > 0 for level in range(1, len(state.path) + 1))


def _goes_on(state: _State, candidate: Candidate) -> bool:
    """Tell whether a lone label is the next of a list that is open, or the first of all."""
    part = candidate.parts[0]
    if not state.path:
        return not candidate.absolute and part.value == 1
    return not candidate.absolute and any(
        held.style == part.style and held.value + 1 == part.value for held in state.path
    )


def _cost_passed(candidate: Candidate) -> int:
    if candidate.replies:
        return 0
    if candidate.keyed or (candidate.inline and candidate.question_like):
        return COSTS["skip_strong"]
    if candidate.inline:
        return COSTS["skip_listed" if candidate.listed else "skip_inline"]
    if not (candidate.delimiter or candidate.prefix):
        return COSTS["skip_asked"] if candidate.question_like else COSTS["skip_weak"]
    if candidate.quarterly:
        return COSTS["skip_weak"]
    return COSTS["skip_strong" if candidate.question_like or candidate.prefix else "skip"]


def _taken(state: _State, candidate: Candidate) -> Iterator[_State]:
    """Take a label wherever it fits: as a whole path, or at each level that is open and one below."""
    options = _absolute(state, candidate) if candidate.absolute else _relative(state, candidate)
    for path, cost, restarted in options:
        if (candidate.answers or candidate.replies) and not state.times(path):
            continue
        known = bool(state.times(path)) and path[:-1] == state.path[: len(path) - 1]
        if candidate.inline and cost > COSTS["child"] and not known:
            continue
        inline = 0 if known or cost == 0 else COSTS["child"] * (1 if candidate.listed else 2)
        taken = inline if candidate.inline else cost + _cost_unasked(state, candidate, path)
        yield _opened(state, candidate, path, cost=taken, restarted=restarted)


def _cost_unasked(state: _State, candidate: Candidate, path: Path) -> int:
    """Price what would open a question and asks nothing: a part that is a value, or what may be a quarter where the questions before it have come again."""
    if candidate.valued and len(path) > 1 and not state.times(path):
        return COSTS["valued"]
    again = bool(state.labels) and state.labels[-1].occurrence > 1
    return COSTS["unasked"] if candidate.quarterly and again and not state.times(path) else 0


def _opened(state: _State, candidate: Candidate, path: Path, *, cost: int, restarted: bool) -> _State:
    form = (candidate.prefix, candidate.delimiter, candidate.absolute)
    level = len(path) - 1
    changed = level < len(state.path) and state.forms[level][:2] != form[:2] and not restarted
    cost += COSTS["style"] if changed and len(candidate.parts) == 1 else 0
    forms = (*(state.forms + (form,) * len(path))[:level], form)
    run = state.run + restarted
    prefix = (
        candidate.prefix if len(candidate.parts) == len(path) else (state.labels[-1].prefix if state.labels else "")
    )
    times = state.times(path) + 1
    label = Label(candidate, path, times, run, prefix)
    seen = {**state.seen, path: times}
    return _State(path, forms, run, state.cost + cost, (*state.labels, label), seen, state.passed)


def _relative(state: _State, candidate: Candidate) -> Iterator[tuple[Path, int, bool]]:
    """Fit a lone part at each open level of its style, or as the first item of a level below."""
    part = candidate.parts[0]
    if not state.path:
        yield (part,), (0 if part.value == 1 else COSTS["late"]), False
        return
    for level, held in enumerate(state.path):
        decimal = level > 0 and part.style == "arabic" and state.forms[level][2]
        if held.style == part.style and not decimal:
            path = (*state.path[:level], part)
            cost, restarted = _step(state, path, held.value, part.value)
            if cost is not None:
                yield path, cost, restarted
    if part.value == 1 and all(held.style != part.style for held in state.path) and len(state.path) < 3:
        path = (*state.path, part)
        again = state.times(path) > 0
        yield path, COSTS["restart"] if again else COSTS["child"], again


def _step(state: _State, path: Path, held: int, value: int) -> tuple[int | None, bool]:
    """Price a move along one list: successor 0, then a gap, the same number again, or the list begun again."""
    if value == held + 1:
        return 0, False
    if value == held:
        return COSTS["again"], False
    known = state.times(path) > 0
    if held < value and (known or value <= held + MAX_GAP):
        return COSTS["known"] if known else COSTS["gap"] * (value - held - 1), False
    if value < held and (value == 1 or state.times(path)):
        below = len(path) > 1  # the parts of one question come again beside its answer
        return COSTS["restart"] - below + (0 if value == 1 else COSTS["known"]), True
    return None, False


def _absolute(state: _State, candidate: Candidate) -> Iterator[tuple[Path, int, bool]]:
    """Fit a label that names its whole path: the next sibling, a first child, the next item above, or a restart."""
    path = candidate.parts
    if not state.path:
        yield path, (0 if all(part.value == 1 for part in path) else COSTS["late"]), False
        return
    shared = _shared(path, state.path)
    decimals = len(state.path) > 1 and state.path[1].style == "arabic"
    told = candidate.delimiter or candidate.replies or decimals
    bare = 2 * COSTS["child"] if not told and path[-1].style == "arabic" else 0
    if shared == len(path) and shared == len(state.path):
        yield path, COSTS["again"], False
    elif shared == len(state.path):
        yield path, bare + sum(COSTS["gap"] * (part.value - 1) for part in path[shared:]), state.times(path) > 0
    elif shared == len(path):
        yield path, COSTS["again"], True
    elif path[shared].style == state.path[shared].style:
        cost, restarted = _step(state, path, state.path[shared].value, path[shared].value)
        if cost is not None:
            late = 0 if state.times(path) else sum(COSTS["gap"] * (part.value - 1) for part in path[shared + 1 :])
            yield path, cost + late + bare, restarted


def _shared(one: Path, other: Path) -> int:
    """Count the levels on which two paths agree from the top."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
