"""The one sentence about a request that lists, social cards and search engines show (docs/editorial.md §3, Headline).

It travels without the page's notes and tables, so that nothing may stand in it that needs them: no tested side of a
difference, no part of a period, no calculated value, nothing under 10, nothing suppressed.
"""

from __future__ import annotations

from functools import lru_cache

from disclosed.describing.describe import request_order, standfirst
from disclosed.describing.filling import fill
from disclosed.describing.index import Index
from disclosed.describing.sentences import Sentence, say
from disclosed.describing.subjects import inside
from disclosed.describing.tested import first_doubt, tested, unfit
from disclosed.describing.wording import counted, full_stop, quantity, quoted, shortened
from disclosed.rows import FigureRow

LONGEST_QUESTION = 140  # with the authority and the figure it still fits a card
KEPT = 4096  # requests: lists, feeds, cards and the catalogue all say the same


@lru_cache(maxsize=KEPT)
def headline(index: Index, request: str) -> Sentence:
    """Give a request's headline: the editor's where its figures are fit, else the first fit figure and its question."""
    index = index.current
    editor = index.request[request].headline
    if editor and not headline_doubt(index, request):
        return fill(index, request, editor)
    responses = index.responses(request)
    several = len(index.authorities(request)) > 1
    if not several:
        figure = _first_fit(index, request)
        if figure is not None:
            return _of_figure(index, figure)
    return _of_many(index, request) if several and len(responses) > 1 else say(standfirst(index, request))


def headline_doubt(index: Index, request: str) -> str:
    """Say why an editor's headline cannot stand; '' where it can or there is none."""
    editor = index.request[request].headline
    if not editor:
        return ""
    sentence = fill(index, request, editor)
    return "it uses a calculated number" if sentence.derived else first_doubt(index, sentence.places)


def _first_fit(index: Index, request: str) -> FigureRow | None:
    """Find the first figure, in the order of the request's questions, that may stand alone."""
    order = {number: at for at, number in enumerate(request_order(index, request))}
    rows = [row for response in index.responses(request) for row in index.questions(response.response)]
    tests = {response.response: tested(index, response.response) for response in index.responses(request)}
    for row in sorted(rows, key=lambda row: order.get(row.request_question, len(order))):
        for figure in index.answers(row.response, row.question):
            if not unfit(figure, tests=tests[row.response]):
                return figure
    return None


def _of_figure(index: Index, figure: FigureRow) -> Sentence:
    """Write `Leicester City Council gave 279 in answer to: “How many children …?”`."""
    name = index.authority[figure.authority].name
    value = quantity(figure.value or 0, figure.unit)
    labels = ", ".join(part for part in (figure.row_label, figure.column_label) if part)
    several = len(index.answers(figure.response, figure.question)) > 1 and labels
    which = f" for {quoted(labels)}" if several else ""
    text = index.question[figure.response, figure.question].text
    if not text:
        return say(f"{name} gave {value}{which} in answer to question {figure.question}.", places=(figure.figure,))
    asked = quoted(shortened(text, LONGEST_QUESTION))
    return say(full_stop(f"{name} gave {value}{which} in answer to: {asked}"), places=(figure.figure,))


def _of_many(index: Index, request: str) -> Sentence:
    """Count the bodies that answered in figures, since no one figure speaks for several."""
    asked = index.authorities(request)
    gave = {row.authority for row in index.responses(request) if index.figures(row.response)}
    title = inside(index, index.request[request].title, index.responses(request))
    return say(f"Of {counted(len(asked), 'authority')} asked about {title}, {len(gave)} gave figures.")
