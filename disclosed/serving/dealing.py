"""A table that a person points at: the numbers on its lines, dealt out over the labels of its rows and its headings.

For tables that are read as none, a cell a line or column after column: whoever sees them names each row and heading once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosed.describing.wording import counted
from disclosed.findings import UserError, problem
from disclosed.model import Line, Reading, Span
from disclosed.reading.legends import legends_of
from disclosed.reading.tokens import NUMERIC, tokens_of
from disclosed.reading.values import Legend, parse_amount
from disclosed.serving.choices import LINES, Choice, Point, Table
from disclosed.serving.forms import total_of

Place = tuple[int, int, str]  # line, column, words
# Why a number among a table's lines is none of its cells.
_BESIDE = frozenset({"label", "heading", "year", "period", "date", "age", "note", "question number", "page number"})
_CELL = re.compile(r"[^\t|]+?(?=\s*(?:[\t|]|\s{2}|$))")
_PARTED = re.compile(r"[\t|]|\s{2}")  # parts the cells of a row
FEWEST = 4  # numbers on more than one line that may be a table
_CELLS = NUMERIC - {"section", "date", "time", "ordinal", "telephone", "postcode", "reference", "code"}
_NO_CELL = frozenset({"range", "blank"})


def dealt(choices: Sequence[Choice], reading: Reading, file: str) -> tuple[Choice, ...]:
    """Put a choice for each of its cells in the place of a table; raises UserError where it has more or fewer than its labels."""
    return tuple(one for choice in choices for one in _dealt(choice, reading, file))


def _dealt(choice: Choice, reading: Reading, file: str) -> Iterator[Choice]:
    if not isinstance(choice, Table):
        yield choice
        return
    first, last = _lines(choice.lines, reading, file)
    cells = tuple(cells_on(reading, first, last))
    width, height = max(len(choice.headings), 1), len(choice.rows)
    if len(cells) != width * height:
        stand = f"{counted(len(cells), 'number')} {'stands' if len(cells) == 1 else 'stand'} on lines {first} to {last}"
        hold = f"{counted(height, 'row')} under {counted(width, 'heading')} hold {width * height:,}"
        remedy = "Name each row and each heading once, on a line of its own, or say fewer lines."
        raise UserError([problem(file, 0, f"{stand}, and {hold}.", remedy)])
    for at, (line, column, words) in enumerate(cells):
        row, heading = divmod(at, width) if choice.order == "rows" else (at % height, at // height)
        labels = (choice.rows[row], *choice.headings[heading : heading + 1])
        place = {"line": line, "column": column, "words": words}
        yield Point.model_validate(
            {"do": "point", **place, "question": choice.question, "labels": labels, **total_of(labels)}
        )


def _lines(given: str, reading: Reading, file: str) -> tuple[int, int]:
    """Read which lines are meant; raises UserError where they are none of the letter's."""
    found = LINES.match(given)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last <= len(reading.letter.lines):
        raise UserError([problem(file, 0, f"'{given}' are no lines of the letter.", "Write them as 12-15.")])
    return first, last


def table_lines(reading: Reading, question: str, *, read: bool = False) -> str:
    """Say on which lines of an answer a table may stand, `85-99`; '' where few numbers are no figures, or few at all with `read`.

    Several numbers on one line are a row under its headings where something parts them.
    """
    asked = next((one for one in reading.questions if one.number == question), None)
    if asked is None or not asked.answer_lines:
        return ""
    cells = cells_on(reading, min(asked.answer_lines), max(asked.answer_lines))
    figures = {(figure.span.line, figure.span.first) for one in reading.questions for figure in one.figures}
    lines = [line for line, column, _ in cells if read or (line, column) not in figures]
    own = [line for line in lines if reading.owners[line - 1] == question]
    if not own:
        return ""
    one_row = own[0] == own[-1] and _PARTED.search(reading.letter.lines[own[0] - 1].text.strip())
    several = len(own) >= FEWEST and own[0] != own[-1]
    return f"{own[0]}-{own[-1]}" if several or (one_row and len(own) > 1) else ""


def cells_on(reading: Reading, first: int, last: int) -> Iterator[Place]:
    """Give the numbers and marks on lines of answers that can be cells of a table, in the order of the letter."""
    legends = legends_of(reading.letter.lines)
    beside = [one.span for one in reading.set_aside if one.reason in _BESIDE]
    for line in reading.letter.lines[first - 1 : last]:
        if reading.parts[line.number - 1] == "answer":
            here = [span for span in beside if span.line == line.number]
            yield from (place for place in _cells(line, legends) if not any(_holds(span, place) for span in here))


def _cells(line: Line, legends: Sequence[Legend]) -> list[Place]:
    found = [(line.number, token.first, token.text) for token in tokens_of(line) if token.kind in _CELLS]
    for cell in _CELL.finditer(line.text):
        words = cell[0].strip()
        column = cell.start() + 1 + len(cell[0]) - len(cell[0].lstrip())
        if not any(column <= at < column + len(words) for _, at, _ in found) and _is_mark(words, legends):
            found.append((line.number, column, words))
    return sorted(found)


def _is_mark(words: str, legends: Sequence[Legend]) -> bool:
    amount = parse_amount(words, tuple(legends)) if words else None
    return amount is not None and amount.kind not in _NO_CELL


def _holds(span: Span, place: Place) -> bool:
    return span.first <= place[1] <= span.last
