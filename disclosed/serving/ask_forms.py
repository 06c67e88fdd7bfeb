"""The forms in which a person says that a question stands on lines of the letter, or that what was read as one is none."""

from __future__ import annotations

import re

from disclosed.model import Reading
from disclosed.naming import question_key
from disclosed.reading.labels import candidates_of, number_of
from disclosed.serving.review_views import Entry, Field, Form, Option
from disclosed.serving.words import OUTCOMES, bare

READ = Option("", "What the program reads there")
_QUOTE_MARK = re.compile(r"[>\s]+")
_WHOLE = re.compile(r"\d+")


def ask_form(line: int, reading: Reading) -> Form:
    """Ask for a question's number, where it stands, and where its answer does."""
    hint = "lines, as 12 or 12-13; of part of a line its number and its words, as 12: How many … issued?"
    options = (READ, *(Option(key, words) for key, words in OUTCOMES.items()))
    entries = (
        Entry(
            "question",
            "Its number",
            likely_number(line, reading),
            "as the letter counts its questions, for instance 5a",
        ),
        Entry("outcome", "What became of it", options=options),
        Entry("asked", "Where the question stands", str(line), hint, rows=2, kind="places"),
        Entry(
            "answered", "Where its answer stands", "", "in the same way; left empty, it has none", rows=2, kind="places"
        ),
    )
    return Form("This is a question", "Write it down", (Field("do", "ask"),), entries, opened=True)


def none_form(number: str) -> Form:
    """Ask whether what was read as a question is none."""
    title = f"What was read as question {bare(number)} is none: its lines go on with what stands above"
    return Form(title, "It is no question", (Field("do", "no_question"), Field("question", bare(number))), opened=True)


def likely_number(line: int, reading: Reading) -> str:
    """Guess the number of a question from what its line begins with; '' where that says nothing, or is taken."""
    text = reading.letter.lines[line - 1]
    mark = _QUOTE_MARK.match(text.text)
    at = mark.end() if mark else 0
    places = candidates_of(type(text)(text.number, text.text[at:], text.shadow[at:]))
    if not places or places[0][0].first != 1:
        return ""
    label = number_of(places[0][0].parts, "")
    above = next((owner for owner in reversed(reading.owners[: line - 1]) if owner), "")
    whole = _WHOLE.match(bare(above))
    number = label if label[:1].isdigit() else f"{whole[0]}{label}" if whole else ""
    taken = {question_key(question.number) for question in reading.questions}
    return "" if question_key(number) in taken else number
