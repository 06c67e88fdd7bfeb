"""Letters made to do harm: endless lines, thousands of labels, unseen characters. Reading ends, in linear time."""

from __future__ import annotations

import cProfile
import pstats
import sys
from collections.abc import Callable

import pytest

from disclosed.model import Reading
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter

ASKED = "1. How many?\n"


def letters(place: int) -> str:
    """Spell a number in three letters, for labels that no number stands in."""
    return "".join(chr(ord("a") + place // base % 26) for base in (676, 26, 1))


# Each form by its size: about a line, a number or a character for each unit.
FORMS: dict[str, Callable[[int], str]] = {
    "a long line of words and numbers": lambda n: ASKED + "word 12, " * n + "\n",
    "many long numbers": lambda n: ASKED + f"{'1' * 200} " * n + "\n",
    "brackets that are never closed": lambda n: ASKED + "(" * (20 * n) + "\n",
    "spaces": lambda n: ASKED + " " * (20 * n) + "x\n",
    "blank lines": lambda n: ASKED + "\n" * (20 * n) + "5\n",
    "a long list": lambda n: ASKED + "".join(f"Label {place}: {place}\n" for place in range(n)),
    "a long table": lambda n: ASKED + "".join(f"Label {place}\t{place}\t7\n" for place in range(n)),
    "rows with pipes": lambda n: ASKED + "a | 1 | 2 | 3\n" * n,
    "many questions": lambda n: "".join(
        f"{place}. How many cats in {place}?\n{place * 3}\n\n" for place in range(1, n)
    ),
    "numbering that nests": lambda n: "".join(f"{'1.' * (place % 9 + 1)} x {place}\n" for place in range(n)),
    "refusals": lambda n: ASKED + "Section 40(2) of the Freedom of Information Act applies to this.\n" * n,
    "addresses of people": lambda n: ASKED + "contact a.b@c.example 0116 496 0123\n" * n,
    "characters that cannot be seen": lambda n: ASKED + "\u200b\u202e5\u2066" * (5 * n) + "\n",
    "accents without end": lambda n: ASKED + "a" + "\u0301" * (20 * n) + "\n",
    "markup": lambda n: ASKED + "<a href='" * (4 * n) + "{{ " * n + "\n",
    "dates": lambda n: ASKED + "1 January 2020 to " * n + "\n",
    "totals without end": lambda n: ASKED + "a1: 3\nTotal: 1\n" * n,
    "many subtotals that are wrong": lambda n: (
        ASKED + "".join(f"Ward {place}: 3\nTotal for area {place}: 1\n" for place in range(n))
    ),
    "a suppressed list with its total": lambda n: (
        ASKED + "".join(f"Label {letters(place)}: <5\n" for place in range(n)) + f"Total: {n}\n"
    ),
    "a suppressed table with its totals": lambda n: (
        ASKED
        + "Ward\tCats\tDogs\tTotal\n"
        + "".join(f"Ward {letters(place)}\t<5\t<5\t{place % 9}\n" for place in range(n))
        + f"Total\t{n}\t{n}\t{2 * n}\n"
    ),
    "a table whose rows have totals": lambda n: (
        ASKED
        + "Ward\tCats\tDogs\tTotal\n"
        + "".join(f"Ward {letters(place)}\t{place}\t7\t{place + place % 2}\n" for place in range(n))
    ),
    "a table in columns": lambda n: (
        ASKED
        + "Ward        Cats    Dogs\n"
        + "".join(f"Ward {letters(place)}   {place:5d}   {7:5d}\n" for place in range(n))
    ),
    "a table of one cell a line": lambda n: (
        ASKED + "Ward\nCats\nDogs\n" + "".join(f"Ward {letters(place)}\n{place}\n7\n" for place in range(n))
    ),
    "prose full of numbers": lambda n: ASKED + "".join(f"In {place} there were {place} cats.\n" for place in range(n)),
}
SMALL, LARGE = 60, 240
# Work may grow as the letter does. Bounded searches (a beam, a window of rows) are not yet at their bounds in a small
# letter, which leaves room for one such; work that grows with the square would be 16 times as much.
MOST = 8


def forget() -> None:
    """Clear what the modules of reading keep of the lines that they have seen."""
    for name, module in list(sys.modules.items()):
        if name.startswith("disclosed.reading."):
            for kept in vars(module).values():
                if callable(getattr(kept, "cache_clear", None)):
                    kept.cache_clear()


def work_of(text: str) -> tuple[int, Reading]:
    """Count the calls that reading a letter takes with nothing kept of an earlier one: the same number on any machine."""
    letter = parse_letter(text.encode())
    forget()
    profile = cProfile.Profile()
    reading = profile.runcall(read_letter, letter)
    return int(pstats.Stats(profile).total_calls), reading  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMS)
def test_the_work_of_reading_grows_as_the_letter_does(form: str) -> None:
    work_of(FORMS[form](SMALL))  # what is compiled or kept on first use
    small, _ = work_of(FORMS[form](SMALL))
    large, reading = work_of(FORMS[form](LARGE))
    assert large < MOST * small, (large, small)
    assert all(
        1 <= figure.span.line <= len(reading.letter.lines)
        for question in reading.questions
        for figure in question.figures
    )
