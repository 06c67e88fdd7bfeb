"""What several authorities did not give, and why: the rows that keep a comparison from being silent about a gap.

A letter that lacks a figure says so by its question's outcome; a body that sent no letter stands with sequence 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from disclosed.absent import NOT_COMPARED, NOT_GIVEN, UNPUBLISHED, Reason, of_answer, of_silence, whole_answer
from disclosed.addresses import Figures, Lacking, Ref
from disclosed.naming import question_key
from disclosed.rows import Observation
from disclosed.settling.settings import TableRow, TableSettings
from disclosed.settling.settle import Settled


@dataclass(frozen=True, slots=True)
class Body:
    """Whose row it is: a letter's place among its authority's, or sequence 0 and no response."""

    request: str
    authority: str
    sequence: int = 0
    response: str = ""


Placed = tuple[int, Observation]  # with the place of the settings' row that it stands for
# For each row of a table's settings, an empty row for each label that letters gave for it.
Given = Mapping[int, Sequence[Observation]]


def missing_rows(
    settings: TableSettings, settled: Settled, figures: Figures, *, stem: str, given: Given
) -> Iterator[Placed]:
    """Yield the rows of a table for whose addresses a letter has no figure, or none that can be compared."""
    response = settled.response
    body = Body(response.request, response.authority, response.sequence, response.response)
    for place, row in enumerate(settings.rows):
        if row.figures.response not in {"", stem}:
            continue
        try:
            found = figures.find(row.figures, stem)
        except Lacking:
            if _is_superseded(settled, row.figures):
                continue
            yield from _rows(settings, place, body, reason=_reason(settled, row.figures), given=given)
        else:
            if all(question_key(figure.question) in settled.not_compared for figure in found):
                yield from _rows(settings, place, body, reason=NOT_COMPARED, given=given)


def silent_rows(settings: TableSettings, body: Body, state: str, given: Given) -> Iterator[Placed]:
    """Yield the rows of a body that sent no letter; a refusal that came without one is a refusal."""
    reason = of_silence(state)
    for place in range(len(settings.rows)):
        yield from _rows(settings, place, body, reason=reason, given=given)


def _is_superseded(settled: Settled, ref: Ref) -> bool:
    """Tell whether a later letter answers a question again, and so says what became of it."""
    asked = question_key(ref.question)
    return any(row.superseded_by and question_key(row.request_question) == asked for row in settled.questions)


def _reason(settled: Settled, ref: Ref) -> Reason:
    """Say why a letter has no figure at an address: status and marker."""
    if settled.response.publish == "metadata":
        return UNPUBLISHED
    asked = question_key(ref.question)
    question = next((row for row in settled.questions if question_key(row.request_question) == asked), None)
    if question is None:
        return NOT_GIVEN
    provisions = (row.provision for row in settled.refusals if row.question == question.question)
    return of_answer(question.outcome, provisions)


def _rows(settings: TableSettings, place: int, body: Body, *, reason: Reason, given: Given) -> Iterator[Placed]:
    """Make the row of a whole answer, whatever labels other letters gave: nobody withheld what another printed."""
    status, marker = reason
    shape = whole_answer(given.get(place) or (_empty(settings, settings.rows[place]),))
    yield (
        place,
        replace(
            shape,
            request=body.request,
            authority=body.authority,
            sequence=body.sequence,
            response=body.response,
            status=status,
            marker=marker,
        ),
    )


def shapes_of(settings: TableSettings, rows: Iterable[Placed]) -> Given:
    """Collect what a gap of each of the settings' rows would look like: the labels and periods that letters gave there.

    Made once a table: with many bodies, each with its gaps, it would be the longest work of all.
    """
    shapes: dict[int, dict[Observation, None]] = {}
    for place, row in rows:
        shape = replace(
            _empty(settings, settings.rows[place]),
            dimensions=row.dimensions,
            period=row.period,
            period_start=row.period_start,
            period_end=row.period_end,
            partial=row.partial,
            total=row.total,
        )
        shapes.setdefault(place, {})[shape] = None
    return {place: tuple(own) for place, own in shapes.items()}


def _empty(settings: TableSettings, row: TableRow) -> Observation:
    """Make a row without a value and without a body."""
    return Observation(
        request="",
        authority="",
        sequence=0,
        response="",
        dimensions=tuple(row.is_.get(name, "") for name in settings.dimensions),
        period="",
        period_start="",
        period_end="",
        partial=False,
        value=None,
        unit=settings.unit,
        status="",
        marker="",
        total=row.total,
        figure="",
    )
