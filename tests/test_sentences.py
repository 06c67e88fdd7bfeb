"""Answers in sentences: which of their numbers are figures, and under what labels. Each row is an answer and its truth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from disclosed.model import Line, Number, Outcome
from disclosed.reading.blocks import Block, BlockContext, read_block
from disclosed.reading.lines import fold
from disclosed.reading.refusals import outcome_of, read_refusals

Figures = list[tuple[tuple[str, ...], Number | None]]


def lines_of(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(number, text, fold(text)) for number, text in enumerate(texts, start=1))


def read(question: str, *texts: str) -> Block:
    lines = lines_of(*texts)
    return read_block(question, lines, BlockContext("1", (), bool(read_refusals(question, lines, "FOIA"))))


def figures_of(block: Block) -> Figures:
    return [(figure.labels, figure.value.value) for figure in block.figures]


# A refusing answer → what was given before or beside the refusal, and the outcome.
REFUSED: list[tuple[str, str, Figures, Outcome]] = [
    (
        "What commission was paid to agents, and to which agents?",
        "We paid £3.9 million. The names of the agents are commercially sensitive, and are withheld under section 43(2).",
        [((), 3900000)],
        "figures",
    ),
    (
        "How many complaints did you receive about drivers, and what were the names?",
        "143 complaints. The names are exempt under section 40(2) of the Act.",
        [((), 143)],
        "figures",
    ),
    (
        "How many members of staff have resigned?",
        (
            "To find this, the file of each leaver would need to be opened. There have been 1,940 leavers and we allow 10 minutes"
            " for a file, a total of 323 hours. Section 12 of the Act allows us to refuse requests that would take more than 18 hours."
        ),
        [],
        "withheld",
    ),
    (
        "How often was an appointment cancelled?",
        "There are 14 clinics and nine years of diaries, so that 126 diaries would have to be read. Section 12(1) applies.",
        [],
        "withheld",
    ),
    (
        "Which hotels were used?",
        "The names are exempt under section 43(2). There are 3 landlords. We can say that 11 establishments were used.",
        [((), 11)],
        "withheld",
    ),
    (
        "Please give the addresses of houses.",
        "It is personal data and we are withholding it under Section 40(2) of the FOI Act. There are 418 such addresses.",
        [((), 418)],
        "withheld",
    ),
    (
        "How many were there?",
        "Fewer than five. We are not giving the exact number as people could be identified from it, section 40(2) of the Act.",
        [((), None)],
        "figures",
    ),
]


@pytest.mark.parametrize(("question", "answer", "wanted", "outcome"), REFUSED)
def test_what_is_given_before_a_refusal_is_read_and_what_reckons_for_it_is_not(
    question: str, answer: str, wanted: Figures, outcome: Outcome
) -> None:
    lines = lines_of(answer)
    block = read(question, answer)
    assert figures_of(block) == wanted
    assert outcome_of(question, lines, block.figures, read_refusals(question, lines, "FOIA")) == outcome


# A question and an answer in words → its figures.
SENTENCES: list[tuple[str, str, Figures]] = [
    (
        "What was the average wait?",
        "7.4 minutes in 2022-23 and 5.9 minutes in 2023-24",
        [(("2022-23",), Decimal("7.4")), (("2023-24",), Decimal("5.9"))],
    ),
    (
        "What was the average response time?",
        "In 2023-24 it was 8.7 minutes, measured from the time of the call.",
        [((), Decimal("8.7"))],
    ),
    ("How many complaints by area?", "See our website. Areas with fewer than three complaints are shown as z.", []),
    ("How many complaints by area?", "Where there were fewer than five, the cell is left empty.", []),
]


@pytest.mark.parametrize(("question", "answer", "wanted"), SENTENCES)
def test_a_sentence_gives_what_was_asked(question: str, answer: str, wanted: Figures) -> None:
    assert figures_of(read(question, answer)) == wanted


@pytest.mark.parametrize("answer", ["£70, or £35 if paid within 14 days.", "It is £120 reduced to £90 if paid early."])
def test_two_prices_of_one_thing_are_no_figure(answer: str) -> None:
    block = read("What is the penalty for stopping?", answer)
    assert block.figures == ()
    assert [doubt.code for doubt in block.doubts] == ["unsupported_range"]
