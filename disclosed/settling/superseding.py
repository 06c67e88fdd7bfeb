"""Later letters that take the place of earlier ones: which answers are superseded, and which figure gives which again.

An authority corrects an answer, or reviews it, in a new letter beside the old one (docs/editorial.md §6). The old letter
keeps its address and its figures; they are marked as superseded, so that tables use the latest and nobody counts an
answer twice. The unit is the question: a later letter supersedes what it answers again, whole, and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from disclosed.addresses import AddressError, Figures, Ref, Side, derive, exact, fold_label
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.naming import question_key
from disclosed.rows import FigureRow, QuestionRow
from disclosed.settling.calculated import DerivedRows
from disclosed.settling.settle import Settled
from disclosed.settling.sources import LetterSource, RequestSource

SAYS_NOTHING = frozenset({"stem", "unanswered"})  # a question that a letter only repeats is not answered again
# docs/editorial.md §2: a count under 10 is never joined with another letter's; a share's change is no share.
LEAST_COMPARED = 10
NOT_COUNTED = frozenset({"percent"})

Places = Mapping[str, tuple[str, int]]  # stem → authority, and its number among that authority's letters
Key = tuple[str, str, int]  # folded row and column label, and which of those alike
UNLABELLED: Key = ("", "", 0)


def check_supersessions(request: RequestSource, places: Places) -> Iterator[Finding]:
    """Find letters that supersede none, one of another authority, a later one, or one that another supersedes already."""
    stems = [letter.stem for letter in request.letters]
    superseded: dict[str, str] = {}
    for letter in request.letters:
        other = letter.settings.supersedes
        if other:
            wrong = _why_not(letter, other, (stems, places, superseded))
            superseded.setdefault(other, letter.stem)
            if wrong:
                yield problem(letter.source.file, letter.source.line(("supersedes",)), *wrong)


def _why_not(
    letter: LetterSource, other: str, known: tuple[Sequence[str], Places, Mapping[str, str]]
) -> tuple[str, str] | None:
    """Say why a letter cannot supersede another, and what to do; None where it can."""
    stems, places, superseded = known
    if other not in stems or other == letter.stem:
        suggestion = nearest(other, [stem for stem in stems if stem != letter.stem])
        return f"It supersedes '{other}', which is no other letter of this request.", suggestion
    (authority, number), (its, before) = places[letter.stem], places[other]
    if its != authority:
        return f"It supersedes '{other}', a letter of another authority.", "Name an earlier letter of the same one."
    if before > number:
        remedy = f"Number letters in their order: {authority}, {authority}-2, {authority}-3."
        return f"It supersedes '{other}', which by its name is a later letter.", remedy
    if other in superseded:
        remedy = (
            f"Write `supersedes: {superseded[other]}`: a letter supersedes the one before, and through it the earlier."
        )
        return f"It supersedes '{other}', which '{superseded[other]}' supersedes already.", remedy
    return None


def supersede(letters: Sequence[Settled], drafts: Sequence[Settled] = ()) -> tuple[Settled, ...]:
    """Mark what later letters answer again. One that supersedes a draft supersedes what the draft does."""
    by_name = {made.response.response: made for made in letters}
    through = {made.response.response: made.response.supersedes for made in drafts}
    by_name = {name: _past_drafts(made, through) for name, made in by_name.items()}
    after = {made.response.supersedes: made for made in by_name.values() if made.response.supersedes}
    if not after:
        return tuple(by_name.values())
    marked = {name: _marked(made, tuple(_successors(name, after))) for name, made in by_name.items()}
    return tuple(_linked(marked[name], marked) for name in by_name)


def _past_drafts(made: Settled, through: Mapping[str, str]) -> Settled:
    """Point at the nearest earlier letter that is no draft; none where there is none."""
    earlier, seen = made.response.supersedes, {made.response.response}
    while earlier in through and earlier not in seen:
        seen.add(earlier)
        earlier = through[earlier]
    return replace(made, response=replace(made.response, supersedes="" if earlier in seen else earlier))


def _successors(name: str, after: Mapping[str, Settled]) -> Iterator[Settled]:
    """Yield the letters that supersede one, the nearest first; `check_supersessions` keeps them in order."""
    seen = {name}
    while (made := after.get(name)) and made.response.response not in seen:
        name = made.response.response
        seen.add(name)
        yield made


def _marked(made: Settled, later: Sequence[Settled]) -> Settled:
    """Name the later letter that answers each question again, and mark its figures."""
    questions = tuple(replace(row, superseded_by=_superseder(row, later)) for row in made.questions)
    gone = {row.question for row in questions if row.superseded_by}
    figures = tuple(replace(row, superseded=row.question in gone) for row in made.figures)
    return replace(made, questions=questions, figures=figures)


def _superseder(row: QuestionRow, later: Iterable[Settled]) -> str:
    asked = question_key(row.request_question)
    return next((made.response.response for made in later if row.outcome != "stem" and _answers(made, asked)), "")


def _answers(made: Settled, asked: str) -> bool:
    return any(
        question_key(row.request_question) == asked and row.outcome not in SAYS_NOTHING for row in made.questions
    )


def _linked(made: Settled, letters: Mapping[str, Settled]) -> Settled:
    """Name, for each figure, the one of an earlier letter that it gives again."""
    earlier: dict[str, dict[Key, FigureRow]] = {}
    for other in letters.values():
        for row in other.questions:
            if row.superseded_by == made.response.response:
                asked = question_key(row.request_question)
                earlier.setdefault(asked, {}).update(_keyed(other, [row.question]))
    numbers: dict[str, list[str]] = {}
    for row in made.questions:
        numbers.setdefault(question_key(row.request_question), []).append(row.question)
    replaced = {
        figure.figure: before.figure
        for asked, were in earlier.items()
        for figure, before in _pairs(were, _keyed(made, numbers.get(asked, [])))
    }
    figures = tuple(replace(row, replaces=replaced.get(row.figure, "")) for row in made.figures)
    return replace(made, figures=figures)


def _keyed(made: Settled, questions: Iterable[str]) -> dict[Key, FigureRow]:
    """Give the figures of some questions by the request's labels; those alike are told apart by their order."""
    wanted, found = set(questions), dict[Key, FigureRow]()
    alike: Counter[tuple[str, str]] = Counter()
    for row in made.figures:
        if row.question in wanted:
            labels = (_label(made, row.row_label), _label(made, row.column_label))
            found[*labels, alike[labels]] = row
            alike[labels] += 1
    return found


def _label(made: Settled, printed: str) -> str:
    folded = fold_label(printed)
    return fold_label(made.labels.get((made.response.response, folded), folded))


def _pairs(were: Mapping[Key, FigureRow], are: Mapping[Key, FigureRow]) -> Iterator[tuple[FigureRow, FigureRow]]:
    """Pair a later letter's figures with the earlier ones by label; the only figure of an answer may stand without one."""
    if len(were) == len(are) == 1 and UNLABELLED in {*were, *are}:
        yield next(iter(are.values())), next(iter(were.values()))
        return
    yield from ((figure, were[key]) for key, figure in are.items() if key in were)


def changes_calculated(letters: Iterable[Settled], figures: Figures) -> Iterator[DerivedRows]:
    """Calculate by how much a later letter's figure differs from the one it replaces, where that may be said."""
    kept = tuple(letters)
    known = {row.figure: (row, made) for made in kept for row in made.figures}
    for made in kept:
        for row in made.figures:
            if row.replaces and _may_be_compared(row, known[row.replaces][0]):
                now, before = (_own_ref(*known[name]) for name in (row.figure, row.replaces))
                try:
                    yield derive(Side((("+", now), ("-", before))), figures)
                except AddressError:
                    continue  # labels alike, or an answer that suppresses another figure: no difference is taken


def _may_be_compared(row: FigureRow, before: FigureRow) -> bool:
    """Tell whether a change may be put into a number: exact counts of one unit, for whole periods that are the same."""
    now, was = exact(row), exact(before)
    if now is None or was is None or now == was or min(now, was) < LEAST_COMPARED:
        return False
    periods = {(one.period, one.period_start, one.period_end, one.partial) for one in (row, before)}
    return row.unit == before.unit and row.unit not in NOT_COUNTED and len(periods) == 1 and not row.partial


def _own_ref(row: FigureRow, made: Settled) -> Ref:
    """Name a figure in the request's words, with its letter."""

    def label(printed: str) -> str:
        return made.labels.get((row.response, fold_label(printed)), printed)

    asked = next(each.request_question for each in made.questions if each.question == row.question)
    return Ref(asked, label(row.row_label), label(row.column_label), row.response.rpartition("/")[2])
