"""The note on a difference: what was compared, both sides, the difference, and what the authority said (docs/editorial.md §6).

A comparison holds, differs or is not tested; no other word judges it, and no cause is guessed. The words are made from
the terms of a check, each a figure with its question and label, so that any statement an author can write has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from disclosed.describing.describe import short_form
from disclosed.describing.index import Index
from disclosed.describing.sentences import NoteMark, Piece, Sentence, say, unique
from disclosed.describing.sides import Side, Term, reckoned, sides_of, sources_of, statements, unit_of
from disclosed.describing.subjects import subject_of
from disclosed.describing.wording import (
    answers,
    cardinal,
    day,
    full_stop,
    head_noun,
    joined,
    lower_first,
    magnitude,
    quantity,
    quoted,
    upper_first,
)
from disclosed.rows import CheckRow, FigureRow

RELATIONS = {"=": "=", "<=": "is not more than", ">=": "is not less than"}
NO_EXPLANATION = "The letter gives no explanation."


def check_note(index: Index, response: str, name: str) -> Sentence:
    """Write the note of a statement that differs: both sides with their questions, the difference, the reply if any."""
    rows = [row for row in statements(index, response)[name] if row.result == "differs"]
    several = len(rows) > 1
    words = " ".join(f"{_label(row) if several else ''}{_difference(index, row)}" for row in rows)
    places = (term.figure for row in rows for term in index.terms(row.check))
    replies = " ".join(unique(_reply(index, row) for row in rows))
    return say(f"{words} {replies}", *_follow_on(index, response, name), places=places)


def _label(row: CheckRow) -> str:
    return f"{row.label}: " if row.label else ""


def _difference(index: Index, row: CheckRow) -> str:
    """Write both sides and the difference of one comparison."""
    left, right = sides_of(index, row)
    nested = "" if row.relation == "=" else f" By the questions, the first {RELATIONS[row.relation]} the second."
    said = f"{_said(index, left, right)}. {_said(index, right, left)}.{nested}"
    return f"{said} The difference is {quantity(magnitude(row.difference or 0), left.unit)}."


def _said(index: Index, side: Side, other: Side) -> str:
    """Say one side and its value: `The ten numbers in answer 2a add to 218`."""
    return f"{upper_first(_named(index, side, other))} {_verb(side)} {reckoned(side)}"


def _verb(side: Side) -> str:
    return "add to" if side.added and len(side.figures) > 1 else "is"


def _named(index: Index, side: Side, other: Side) -> str:
    """Name one side by its questions: what is added, what is taken away."""
    if not side.figures:
        return "the number in the statement"
    if not side.added or any(not term.figures for term in side.terms):
        return _in_turn(index, side)
    if len(side.terms) == 1:
        return _term_name(index, side.terms[0])
    if any(len(term.figures) > 1 for term in side.terms):
        return f"{answers(side.questions)} together"
    return _sum_of_single(index, side, other)


def _sum_of_single(index: Index, side: Side, other: Side) -> str:
    """Name a sum of single figures by the label they share, or by their answers and what the other side counts."""
    labels = unique(figure.row_label for figure in side.figures)
    if len(labels) == 1 and labels[0]:
        return f"the {_noun(index, side.figures)} given as {labels[0]} in {answers(side.questions)}"
    if len(side.questions) == 1 and all(labels):
        return f"the numbers given as {joined(labels)} in {answers(side.questions)}"
    return f"{answers(side.questions)}{_on_what(index, side, other)}"


def _on_what(index: Index, side: Side, other: Side) -> str:
    """Say what both sides count, where this side's questions hold the label of the other: `, on accepted interviews,`."""
    labels = unique(figure.row_label for figure in other.figures)
    if len(labels) != 1 or not labels[0]:
        return ""
    response = side.figures[0].response
    asked = [" ".join(_question_texts(index, response, number)).casefold() for number in side.questions]
    shared = all(f" {labels[0].casefold()} " in f" {text} " for text in asked)
    return f", on {labels[0]} {_noun(index, other.figures)}," if shared else ""


def _question_texts(index: Index, response: str, number: str) -> Iterable[str]:
    """Give the words of a question and of the stems that introduce it."""
    for row in index.questions(response):
        if row.question == number or (row.outcome == "stem" and number.startswith(row.question)):
            yield row.text


def _noun(index: Index, figures: Sequence[FigureRow]) -> str:
    """Name what figures count in one word; `numbers` where that is not known or they differ."""
    units = unique(unit_of(index, figure) for figure in figures)
    return (head_noun(units[0]) if len(units) == 1 else "") or "numbers"


def _in_turn(index: Index, side: Side) -> str:
    """Name terms one after the other: `answer 1a less answer 1b`."""
    words = [_term_name(index, side.terms[0])]
    words += [f"{'plus' if term.sign == '+' else 'less'} {_term_name(index, term)}" for term in side.terms[1:]]
    return " ".join(words)


def _term_name(index: Index, term: Term) -> str:
    """Name one term: `answer 1b`, `answer 3b (accepted)`, `the ten numbers in answer 2a`."""
    if not term.figures:
        return quantity(term.value or 0)
    if len(term.figures) > 1:
        return f"the {cardinal(len(term.figures))} numbers in answer {term.question}"
    figure = term.figures[0]
    label = " ".join(part for part in (figure.row_label, figure.column_label) if part)
    several = len(index.answers(figure.response, figure.question)) > 1
    where = f" in {other_letter(index, term.elsewhere, term.home)}" if term.elsewhere else ""
    return f"answer {term.question}" + (f" ({label})" if several and label else "") + where


def other_letter(index: Index, response: str, home: str) -> str:
    """Name another letter than the one that is spoken of: by its day, its number, or what it is about."""
    row, own = index.response[response], index.response[home]
    if row.date and row.date != own.date:
        return f"the letter of {day(row.date)}"
    return f"letter {row.sequence}" if row.request == own.request else f"the letter on {subject_of(index, row)}"


def _reply(index: Index, row: CheckRow) -> str:
    """End a note: no explanation, the authority's own in full, or that it was asked and has not replied."""
    said = reply_words(index, row)
    return said if row.reply_words else f"{said} {NO_EXPLANATION}".strip()


def reply_words(index: Index, row: CheckRow) -> str:
    """Give the authority's reply in full, or say that it was asked and has not replied; '' where nobody asked it."""
    who = short_form(index.authority[index.response[row.response].authority])
    if row.reply_words:
        source = f" ({row.reply_source})" if row.reply_source else ""
        when = f" on {day(row.reply_date)}" if row.reply_date else ""
        return full_stop(f"{upper_first(who)} told this site{when}: {quoted(row.reply_words)}{source}")
    if row.reply_asked:
        until = index.response[row.response].updated or index.package.released
        had = f"had no reply by {day(until)}" if until else "has had no reply"
        return f"This site asked {who} on {day(row.reply_asked)} and {had}."
    return ""


def _follow_on(index: Index, response: str, name: str) -> tuple[Piece, ...]:
    """Add, after the last of the differences it follows from, what else does not add for the same reason."""
    pieces: list[Piece] = []
    order = list(statements(index, response))
    for check in index.checks(response):
        sources = [source for source in sources_of(check) if source in order]
        last = max(sources, key=order.index, default="")
        if check.result == "differs" and check.relation == "=" and last == name:
            pieces += _bracket(index, check, [f"{response}/{source}" for source in sources])
    return tuple(pieces)


def _bracket(index: Index, check: CheckRow, keys: Sequence[str]) -> Iterable[Piece]:
    left, right = sides_of(index, check)
    said = f"{upper_first(_named(index, left, right))} {_verb(left)} {reckoned(left)}"
    other = f"{lower_first(_named(index, right, left))} {_verb(right)} {reckoned(right)}"
    yield f" ({said} and {other}; this follows from note{'' if len(keys) == 1 else 's'} "
    for place, key in enumerate(keys):
        yield "" if place == 0 else " and " if place == len(keys) - 1 else ", "
        yield NoteMark(key, "number")
    yield ".)"
