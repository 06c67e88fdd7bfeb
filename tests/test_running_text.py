"""Running text: what stays together at the end of a line, how lines are named as evidence, where a quotation is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import NORTHBY, small_package

from disclosed.describing.index import Index
from disclosed.describing.sentences import NoteMark, Sentence
from disclosed.publishing.asked import LONGEST_QUOTE, quotation
from disclosed.publishing.runs import NO_BREAK, _ranges, evidence, rich, tied, tied_title
from disclosed.publishing.views import Run

ASKED = (
    "Please tell me the total number of looked after children in each of the above specified time periods " * 2 + "and "
)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("between 1 April 2020 and 31 March 2021", "between 1~April 2020 and 31~March 2021"),
        ("597 return interviews and 57% (339) were accepted", "597 return interviews and 57%~(339) were accepted"),
        ("£1.2 million in 2019", "£1.2~million in 2019"),
        ("5 Mayors and 3 Marches", "5 Mayors and 3 Marches"),
        ("57% of (339)", "57% of (339)"),
        ("", ""),
    ],
)
def test_a_day_keeps_its_month_and_a_share_its_count(words: str, kept: str) -> None:
    assert tied(words) == kept.replace("~", NO_BREAK)


def test_a_month_in_a_title_keeps_its_year() -> None:
    assert tied_title("Leicester, April 2020 to May 2021") == f"Leicester, April{NO_BREAK}2020 to May{NO_BREAK}2021"
    assert tied_title("Leicester, 2022 to 2025") == "Leicester, 2022 to 2025"


@given(st.text())
def test_only_spaces_change(words: str) -> None:
    assert tied(words).replace(NO_BREAK, " ") == words.replace(NO_BREAK, " ")


def test_the_mark_of_a_note_stays_with_the_word_before_it() -> None:
    runs = rich(Sentence(("Recorded once ", NoteMark("a"), ".")), lambda _: Run("[note 1]", "#note-1", "note"))
    assert [run.text for run in runs] == [f"Recorded once{NO_BREAK}", "[note 1]", "."]


@pytest.mark.parametrize(
    ("lines", "figures", "named"),
    [
        ([9, 7], "7:1a 9:1b 12:1b", "line 7, line 9"),
        ([94, 97, 100, 102, 46], "46:2a 48:2a 94:2b 97:2b 100:2b 102:2b", "line 46, lines 94 to 102"),
        ([1, 2, 3, 5], "1:1 2:1 3:1 4:1 5:1", "line 1, line 2, line 3, line 5"),
        ([1, 2, 3, 4], "", "line 1, line 2, line 3, line 4"),
        ([1, 2, 3, 4], "1:1 2:1 3:2 4:2", "line 1, line 2, line 3, line 4"),
        ([2, 3, 1, 4, 60, 61], "1:1 2:1 3:1 4:1 60:2", "lines 1 to 4, line 60, line 61"),
        ([], "", ""),
    ],
)
def test_lines_are_named_in_order_and_a_run_of_figures_in_one_answer_as_a_range(
    lines: list[int], figures: str, named: str
) -> None:
    questions = {int(line): question for line, question in (each.split(":") for each in figures.split())}
    assert ", ".join(words for words, _ in _ranges(lines, questions)) == named


@given(st.sets(st.integers(1, 40)), st.dictionaries(st.integers(1, 40), st.sampled_from(["1", "2"])))
def test_no_line_is_lost_or_named_twice(lines: set[int], figures: dict[int, str]) -> None:
    covered: list[int] = []
    for words, first in _ranges(lines, figures):
        last = int(words.split()[-1])
        assert words.split()[1] == str(first)
        covered += [line for line in sorted(lines | set(figures)) if first <= line <= last]
    assert sorted(lines) == covered


def test_evidence_names_the_letter_once_and_links_each_place() -> None:
    index = Index(small_package())
    rows = sorted(index.figures(NORTHBY), key=lambda row: -row.line)[:2]
    runs = evidence(index, "index.html", Sentence(("Words.",), places=tuple(row.figure for row in rows)))
    assert [run.text for run in runs] == ["Letter", ", ", f"line {rows[1].line}", ", ", f"line {rows[0].line}"]
    assert runs[2].href.endswith(f"#L{rows[1].line}C{rows[1].column_from}")


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        (f"{ASKED}so on (1 January 2022 to 31 December 2022; 1 January 2023 to 31 December 2023; and all that comes after each of them)", f"{ASKED}so on …"),
        (f"{ASKED}in the city. {ASKED}", f"{ASKED}in the city. …"),
        (f"{ASKED}in the city; {ASKED}", f"{ASKED}in the city …"),
        ("a " * 170, "a " * 158 + "a …"),
    ],
)  # fmt: skip
def test_a_long_quotation_is_cut_after_a_sentence_else_before_a_bracket_or_after_a_clause(words: str, cut: str) -> None:
    assert len(words) > LONGEST_QUOTE
    assert quotation(words) == cut
    assert len(cut) <= LONGEST_QUOTE
