"""Letters that are there twice, or two with one reference, and letters that were out before they were written."""

from __future__ import annotations

import pytest

from disclosed.findings import line_of
from disclosed.settling.assembly import build_package
from tests.making import make_content

LETTER = """Northtown Borough Council

Our ref: FOI 77
Date: 24 June 2025

1. How many notices were issued in 2024?

12

You may re-use the information under the Open Government Licence v3.0.
"""
OUT = "state: published\npublished: 2025-07-01\n"
PLACE = "content/requests/bins"
WORDS_TWICE = f"{PLACE}/northtown-2.txt: The letter has the words of 'northtown', so that its answers count twice. Delete one of the two."
ONE_REFERENCE = (
    f"{PLACE}/northtown-2.txt:3: 'northtown' has this reference too, and nothing says what the one letter is to the other."
    " Write `kind:` in the .yml of the later one (and `supersedes:`), or settle it with a reason."
)
SETTLED = "settled:\n  - finding: reference_twice\n    line: 3\n    reason: Two parts of one answer.\n    by: editor\n"


def told(**letters: tuple[str, str]) -> list[str]:
    named = {stem.replace("_", "-"): given for stem, given in letters.items()}
    _, findings = build_package(make_content({"bins": named}, {}))
    return [line_of(one) for one in findings if one.level != "note"]


def test_the_same_words_under_two_names_are_an_error() -> None:
    copy = LETTER.replace("\n\n", "\n \n")
    kind = f"{OUT}kind: supplement\n"
    assert told(northtown=(LETTER, OUT), northtown_2=(copy, kind)) == [WORDS_TWICE]
    assert told(northtown=(LETTER, OUT), northtown_2=(copy, kind.replace("state: published", "state: draft"))) == []


@pytest.mark.parametrize(
    ("yml", "expected"),
    [
        (OUT, [ONE_REFERENCE]),
        (f"{OUT}kind: supplement\n", []),
        (f"{OUT}kind: correction\nsupersedes: northtown\n", []),
        (OUT.replace("published\n", "draft\n", 1), []),
        (OUT + SETTLED, []),
    ],
)
def test_two_letters_with_one_reference_wait_until_somebody_says_what_they_are(yml: str, expected: list[str]) -> None:
    other = LETTER.replace("24 June", "27 June").replace("12\n", "13\n")
    assert told(northtown=(LETTER, OUT), northtown_2=(other, yml)) == expected


def test_another_authority_may_use_the_same_reference() -> None:
    other = LETTER.replace("Northtown", "Southtown").replace("12\n", "13\n")
    assert told(northtown=(LETTER, OUT), southtown=(other, OUT)) == []


@pytest.mark.parametrize(
    ("yml", "message"),
    [
        (f"{OUT}date: 2031-05-05\n", f"{PLACE}/northtown.yml:3: The letter is of 2031-05-05, and is said to have been published on 2025-07-01, before that."),
        ("state: published\npublished: 2019-01-01\n", f"{PLACE}/northtown.yml:2: The letter is of 2025-06-24, and is said to have been published on 2019-01-01, before that."),
        ("state: published\npublished: 2025-06-24\n", ""),
    ],
)  # fmt: skip
def test_no_letter_is_published_before_it_is_written(yml: str, message: str) -> None:
    remedy = "Mend one of the two days; where the letter's own is misread or misprinted, give it under `date:`."
    assert told(northtown=(LETTER, yml)) == ([f"{message} {remedy}"] if message else [])
