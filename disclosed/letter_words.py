"""A letter's page in words: outcome of each question, what was withheld, what is text, and the account of its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.index import Index
from disclosed.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Withheld:
    """One refusal: what was withheld and under which provision, the letter's own reason quoted, and what else is cited."""

    response: str
    question: str
    sentence: Sentence
    reason: str
    also: tuple[str, ...]


def outcome_line(index: Index, response: str, question: str) -> Sentence:
    """Say what became of a question: `3 figures.`, `Withheld: personal data, section 40(2).`, `Text.`"""
    raise NotImplementedError


def account(index: Index, response: str) -> str:
    """Account for every number in a letter's answers: published, set aside and why, unexplained."""
    raise NotImplementedError


def withheld(index: Index, request: str) -> tuple[Withheld, ...]:
    """List what was withheld from a request, in the order of its letters and questions."""
    raise NotImplementedError


def nothing_withheld(index: Index, request: str) -> str:
    """Say `The council withheld nothing.` where a request has no refusal; '' otherwise."""
    raise NotImplementedError


def not_answered(index: Index, request: str) -> tuple[Sentence, ...]:
    """List what is not held, not applicable or not answered, each in its own words."""
    raise NotImplementedError


def in_words(index: Index, request: str) -> tuple[Sentence, ...]:
    """List the answers that are text: `Answers 4 and 5 are text.`, one sentence a letter."""
    raise NotImplementedError
