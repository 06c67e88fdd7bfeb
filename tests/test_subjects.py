"""What a letter is about, inside a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packages import NORTHBY, small_package

from disclosed.describing.index import Index
from disclosed.describing.subjects import inside, subject_of


def index_with(question: str) -> Index:
    """A package whose one letter asks a question in these words."""
    package = small_package()
    first, *rest = (row for row in package.questions if row.response == NORTHBY)
    changed = (replace(first, text=question, answer=""), *(replace(row, text="", answer="") for row in rest))
    others = tuple(row for row in package.questions if row.response != NORTHBY)
    authorities = tuple(replace(row, place="Northby") for row in package.authorities)
    return Index(replace(package, questions=(*changed, *others), authorities=authorities))


@pytest.mark.parametrize(
    ("subject", "question", "words"),
    [
        ("Missing children", "How many went missing?", "missing children"),
        ("Books lent", "", "books lent"),
        ("UASC placements", "", "UASC placements"),
        ("Northby schools", "", "Northby schools"),
        ("Northby’s schools", "", "Northby’s schools"),
        ("Blue Badges", "", "Blue Badges"),
        ("March floods", "", "March floods"),
        ("Ofsted visits", "How often did Ofsted visit?", "Ofsted visits"),
        ("Council tax arrears", "Who told the Council of council tax arrears?", "council tax arrears"),
        ("Visits by officers", "Visits by officers: how many?", "visits by officers"),
    ],
)
def test_a_subject_begins_small_unless_its_first_word_is_a_name(subject: str, question: str, words: str) -> None:
    index = index_with(question)
    assert inside(index, subject, [index.response[NORTHBY]]) == words


def test_a_letters_own_subject_goes_before_its_requests_title() -> None:
    index = index_with("")
    row = index.response[NORTHBY]
    assert subject_of(index, replace(row, subject="Missing UASC children")) == "missing UASC children"
    assert subject_of(index, replace(row, subject="")) == "books lent"
