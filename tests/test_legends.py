"""What a letter's own marks mean, in the words that letters use."""

from __future__ import annotations

import pytest

from disclosed.model import Line, Marker, Number, Status
from disclosed.reading.legends import legends_in, legends_of
from disclosed.reading.lines import fold

Meaning = tuple[str, Status, Marker | None, Number | None, Number | None, Number | None]

# A note → the mark, its status and marker, the least and the most, and the number it stands for.
NOTES: list[tuple[str, Meaning]] = [
    ("* fewer than five", ("*", "suppressed", "[c]", None, 4, None)),
    ("* fewer than five (one to four) children", ("*", "suppressed", "[c]", 1, 4, None)),
    (
        "** withheld only so that the number marked * cannot be worked out",
        ("**", "suppressed", "[c]", None, None, None),
    ),
    ("c = too small to give", ("c", "suppressed", "[c]", None, None, None)),
    ("[x] = not available; it will be published in May", ("[x]", "not_available", "[x]", None, None, None)),
    ("[z] = not applicable", ("[z]", "not_applicable", "[z]", None, None, None)),
    (
        "[c] = suppressed, as the number is fewer than 5 or another number could be worked out from it",
        ("[c]", "suppressed", "[c]", None, None, None),
    ),
    ("A dash in the table means that there were no incidents.", ("-", "observed", None, None, None, 0)),
    ("In the tables a dash (-) means that there were none.", ("-", "observed", None, None, None, 0)),
    ("“-” denotes nil", ("-", "observed", None, None, None, 0)),
    ("– denotes nil. Fees are shown net.", ("-", "observed", None, None, None, 0)),
    ("– = zero", ("-", "observed", None, None, None, 0)),
    ("A dash means that the figure is not held.", ("-", "not_available", "[x]", None, None, None)),
    ("Numbers from 1 to 5 have been replaced by the symbol #.", ("#", "suppressed", "[c]", 1, 5, None)),
    ("Fewer than five are shown with a hash", ("#", "suppressed", "[c]", None, 4, None)),
    ("Numbers too small to give are shown as [c].", ("[c]", "suppressed", "[c]", None, None, None)),
    ("z The office was closed and no waiting time applies.", ("z", "not_applicable", "[z]", None, None, None)),
    ("A letter k in a table stands for one or two.", ("k", "suppressed", "[c]", 1, 2, None)),
    ("The symbol ~ means that the figure is not held", ("~", "not_available", "[x]", None, None, None)),
    ("x is printed for any count below ten.", ("x", "suppressed", "[c]", None, 9, None)),
    ("* is shown where fewer than 5 were counted", ("*", "suppressed", "[c]", None, 4, None)),
    ("A hyphen indicates no data", ("-", "not_available", "[x]", None, None, None)),
]


@pytest.mark.parametrize(("note", "meaning"), NOTES, ids=[note for note, _ in NOTES])
def test_a_note_explains_its_mark(note: str, meaning: Meaning) -> None:
    found = next(legends_in(note))
    assert (found.mark, found.status, found.marker, found.minimum, found.maximum, found.value) == meaning


@pytest.mark.parametrize(
    "text",
    [
        "- means tested benefits, fewer than 5",
        "We made a dash for it.",
        "* Bins",
        "a dash of salt means flavour",
        "a number too small to give",
        "x is less than five",
        "a letter a week means two or three hours of work",
    ],
)
def test_a_bullet_or_a_word_explains_nothing(text: str) -> None:
    assert not list(legends_in(text))


def test_a_note_runs_on_to_its_next_line_and_no_further() -> None:
    text = "* Numbers below 5 have been replaced, and may be any\nnumber from 1 to 4.\n** too small to give"
    lines = [Line(number, words, fold(words)) for number, words in enumerate(text.split("\n"), start=1)]
    assert [(one.mark, one.minimum, one.maximum) for one in legends_of(lines)] == [("*", 1, 4), ("**", None, None)]
