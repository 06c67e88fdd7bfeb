"""The forms of the review, and what they send: choices in a hidden field, or the fields that a person filled in.

A form works without a script, so it sends texts by name; sent.py turns them into the data that choices.py types.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from disclosed.licences import LICENCES
from disclosed.model import ReadFigure, Reading, Span
from disclosed.reading.candidates import is_total
from disclosed.reading.stretches import Owners
from disclosed.serving.choices import SaidKey
from disclosed.serving.review_views import Entry, Field, Form, Item, Option, Piece, Way, Words
from disclosed.serving.unread import UnreadGroup, label_before
from disclosed.serving.words import OUTCOMES, PERSONS, REASONS, bare
from disclosed.settling.settings import Reuse

Data = Mapping[str, object]
FIGURE, NONE, PERSONAL = "figure", "aside:", "redact:"
QUESTIONS, LABELS = "questions", "labels"  # lists of words to choose from
LEFT = Option("", "Leave it as it is")


def way(button: str, *choices: Data, means: Sequence[str] = (), first: bool = False, note: str = "") -> Way:
    """Make a button that sends choices as they are."""
    return Way(button, (Field("choices", json.dumps(choices, ensure_ascii=False)),), tuple(means), first, note)


def point(number: str, read: ReadFigure) -> Data:
    """Choose a figure as it is read, under its row and its column."""
    place = (read.span.line, read.span.first, read.words)
    return _pointed(place, number, (read.row_label, read.column_label))


def figure(place: tuple[int, int, str], number: str, labels: Sequence[str]) -> Data:
    """Choose that words at a place (line, column, words) are a figure of a question; a total by its label."""
    return {**_pointed(place, number, labels), **total_of(labels)}


def _pointed(place: tuple[int, int, str], number: str, labels: Sequence[str]) -> Data:
    line, column, words = place
    named = [label for label in labels if label.strip()]
    return {"do": "point", "line": line, "words": words, "column": column, "question": bare(number), "labels": named}


def total_of(labels: Sequence[str]) -> Data:
    """Choose that a figure is a total, where its label says so."""
    return {"total": True} if any(is_total(label) for label in labels) else {}


def aside(line: int, column: int, words: str, reason: str) -> Data:
    """Choose that words are no figure."""
    return {"do": "aside", "line": line, "words": words, "column": column, "reason": reason}


def settle(keys: Sequence[tuple[str, str]], reason: str) -> Data:
    """Choose that a finding has been compared with the letter; `keys` name it as a `settled:` entry does."""
    named: Data = {key: int(value) if key == "line" else value for key, value in keys}
    return {"do": "settle", **named, "reason": reason}


def what_entry(name: str, chosen: str = "") -> Entry:
    """Ask what a number is: a figure, or none and why."""
    counts = Option(FIGURE, "A figure", chosen == FIGURE)
    reasons = (Option(NONE + key, f"No figure: {words}", chosen == NONE + key) for key, words in REASONS.items())
    return Entry(name, "What it is", options=(LEFT, counts, *reasons))


def label_entries(prefix: str, row: str = "", column: str = "") -> tuple[Entry, ...]:
    """Ask for the label of a figure's row and, in a table, of its column."""
    return (
        Entry(f"{prefix}row", "What it counts", row, "the label of its row, as the letter prints it", LABELS),
        Entry(f"{prefix}column", "Heading", column, "of its column, if it stands in a table", LABELS),
    )


def question_entry(number: str, name: str = "question") -> Entry:
    """Ask which question a figure answers."""
    return Entry(name, "Question", bare(number), known=QUESTIONS)


def number_form(title: str, places: Sequence[tuple[int, int, str]], reading: Reading, *, opened: bool = False) -> Form:
    """Ask of each number of a line what it is; `places` are line, column and words.

    Where several questions share the line's answer, each number is asked which of them it answers.
    """
    shared = len(places) > 1 and _is_shared(places[0][0], reading)
    items = tuple(
        _item(at, place, reading, _answered(place, reading) if shared else None) for at, place in enumerate(places)
    )
    items = (_counted(items[0]),) if len(items) == 1 else (*items[:1], *map(_without_hints, items[1:]))
    entries = () if shared else (question_entry(_owner(places[0][0], reading) if places else ""),)
    return Form(title, "Write it down", (Field("do", "numbers"),), entries, items, opened)


def _counted(item: Item) -> Item:
    """Begin the only number of a form, where it is nothing yet, as a figure: whoever opens it says what it counts."""
    what, *rest = item.entries
    if any(option.chosen for option in what.options):
        return item
    return replace(item, entries=(what_entry(what.name, FIGURE), *rest))


def _without_hints(item: Item) -> Item:
    return replace(item, entries=tuple(replace(entry, hint="") for entry in item.entries))


def _is_shared(line: int, reading: Reading) -> bool:
    return sum(line in question.answer_lines for question in reading.questions) > 1


def _owner(line: int, reading: Reading) -> str:
    """Name the question whose figures stand on a line, else the one whose line it is."""
    held = (question.number for question in reading.questions if any(one.span.line == line for one in question.figures))
    return next(held, reading.owners[line - 1])


def _answered(place: tuple[int, int, str], reading: Reading) -> str:
    """Name the question in whose answer a number stands, on a line that several share; where that is open, by the line."""
    line, column, words = place
    return Owners(reading).only(Span(line, column, column + len(words) - 1)) or _owner(line, reading)


def _item(at: int, place: tuple[int, int, str], reading: Reading, question: str | None) -> Item:
    line, column, words = place
    figures = ((one.number, figure) for one in reading.questions for figure in one.figures)
    owner, found = next((pair for pair in figures if _starts(pair[1].span, place)), (question, None))
    set_aside = next((one for one in reading.set_aside if _starts(one.span, place)), None)
    chosen = FIGURE if found else NONE + set_aside.reason if set_aside and set_aside.reason in REASONS else ""
    labels = (found.row_label, found.column_label) if found else (label_before(_text(reading, line), column), "")
    hidden = (
        Field(f"{at}.line", str(line)),
        Field(f"{at}.at", str(column)),
        Field(f"{at}.words", words),
        Field(f"{at}.before", json.dumps([chosen, *labels], ensure_ascii=False)),
    )
    asked = () if question is None else (question_entry(owner or "", f"{at}.question"),)
    entries = (what_entry(f"{at}.is", chosen), *asked, *label_entries(f"{at}.", *labels))
    return Item((Piece(words, "strong"), Piece(f", line {line}")), hidden, entries)


def _starts(span: Span, place: tuple[int, int, str]) -> bool:
    return (span.line, span.first) == place[:2]


def _text(reading: Reading, line: int) -> str:
    return reading.letter.lines[line - 1].text


def grid_form(group: UnreadGroup) -> Form:
    """Ask for the headings of a table once, and for the label of each of its rows."""
    width = len(group.lines[0].numbers)
    headings = (
        Entry(f"h{at}", f"Heading of column {at + 1}", words, known=LABELS)
        for at, words in enumerate(group.headings)
        if width > 1
    )
    items = tuple(
        Item(
            _numbers(line.line, [token.text for token in line.numbers]),
            (
                Field(f"{at}.line", str(line.line)),
                Field(f"{at}.numbers", json.dumps([[token.first, token.text] for token in line.numbers])),
            ),
            (Entry(f"{at}.row", "What it counts", line.label, known=LABELS),),
        )
        for at, line in enumerate(group.lines)
    )
    fields = (Field("do", "grid"),)
    return Form("With other labels", "Write them down", fields, (question_entry(group.question), *headings), items)


def _numbers(line: int, words: Sequence[str]) -> Words:
    return (Piece(f"Line {line}: "), Piece(", ".join(words), "strong"))


def words_form(line: int, number: str) -> Form:
    """Ask for words of a line that the program does not take for a number ("none", a mark), or for a person's."""
    what = what_entry("is", FIGURE)
    personal = (Option(PERSONAL + kind, f"Personal data, to be redacted: {words}") for kind, words in PERSONS.items())
    entries = (
        Entry("words", "Words of the line", hint="exactly as they stand there"),
        Entry("nth", "Which of them", hint="if they stand there more than once: 1 is the first"),
        question_entry(number),
        replace(what, options=(*what.options, *personal)),
        *label_entries(""),
    )
    return Form(
        f"Words of line {line}", "Write it down", (Field("do", "words"), Field("line", str(line))), entries, opened=True
    )


def table_form(number: str, lines: str, *, opened: bool = False) -> Form:
    """Ask for the labels of a table that is read as none, row by row and heading by heading."""
    orders = (Option("rows", "Row after row"), Option("columns", "Column after column"))
    entries = (
        Entry("lines", "Lines of its numbers", lines, "for instance 12-15"),
        Entry("order", "How its numbers follow each other", options=orders),
        Entry("rows", "What its rows count", hint="one a line, as the letter prints them", rows=5),
        Entry("headings", "Headings of its columns", hint="one a line; none of a list", rows=3),
    )
    fields = (Field("do", "table"), Field("question", bare(number)))
    return Form(f"A table in the answer to question {bare(number)}", "Write it down", fields, entries, opened=opened)


def outcome_form(number: str, outcome: str, first: int, last: int) -> Form:
    """Ask what became of a question, and which lines answer it."""
    options = tuple(Option(key, words, key == outcome) for key, words in OUTCOMES.items())
    lines = f"{first}-{last}" if first else ""
    entries = (
        Entry("outcome", "What became of it", options=options),
        Entry("lines", "Lines of the answer", lines, "for instance 12-15; left empty, those that the program found"),
    )
    fields = (Field("do", "outcome"), Field("question", bare(number)))
    return Form(f"Question {bare(number)}", "Write it down", fields, entries, opened=True)


def ground_form(known: Reuse | None = None) -> Form:
    """Ask on what re-use rests; `known` is what is said of it now."""
    now = known or Reuse(publish="all")
    grounds = (
        ("authority_policy", "The authority’s own policy on re-use"),
        ("permission", "The authority has given permission"),
        ("facts_and_quotation", "Facts and short quotations only"),
    )
    levels = (
        ("all", "Everything, the letter’s text too"),
        ("figures", "The figures with the lines that they stand on"),
        ("metadata", "Only what became of each question"),
    )
    entries = (
        Entry(
            "ground", "On what it rests", options=tuple(Option(key, words, key == now.ground) for key, words in grounds)
        ),
        Entry("licence", "Licence", options=_licences(now.licence)),
        Entry(
            "publish", "What goes out", options=tuple(Option(key, words, key == now.publish) for key, words in levels)
        ),
        Entry("words", "What the authority says", now.words, rows=3, hint="its own words"),
        Entry("source", "Where it says so", now.source, hint="an address, or the letter that gave permission"),
    )
    return Form("There is a ground", "Write it down", (Field("do", "ground"),), entries, opened=True)


def _licences(now: str) -> tuple[Option, ...]:
    return (*(Option(one.name, one.title, one.name == now) for one in LICENCES.values()), Option("", "None"))


def said_form(key: SaidKey, words: str) -> Form:
    """Ask for a letter's date, reference or subject as a person knows it; `words` are those known now."""
    hint = "published as yours, not as the letter’s"
    entry = Entry("words", f"The {key}", words, hint, kind="date" if key == "date" else "text")
    return Form("As you know it", "Write it down", (Field("do", "said"), Field("said", key)), (entry,), opened=True)


def reason_form(title: str, keys: Sequence[tuple[str, str]], button: str, *, opened: bool = False) -> Form:
    """Ask for a person's own reason."""
    fields = (Field("do", "settle"), *(Field(key, value) for key, value in keys))
    entry = Entry("reason", "Reason", hint="published with the decision")
    return Form(title, button, fields, (entry,), opened=opened)


def kind_form(kind: str, earlier: Sequence[str]) -> Form:
    """Ask what a later letter is beside an earlier one."""
    kinds = {
        "response": "An answer of its own",
        "supplement": "It adds to an earlier letter",
        "review": "It answers an internal review",
        "correction": "It corrects an earlier letter",
    }
    options = tuple(Option(key, words, key == kind) for key, words in kinds.items())
    replaced = (Option("", "None"), *(Option(stem, stem) for stem in earlier))
    entries = (
        Entry("kind", "What it is", options=options),
        Entry("supersedes", "It takes the place of", options=replaced),
    )
    return Form("It is something else", "Write it down", (Field("do", "follows"),), entries)
