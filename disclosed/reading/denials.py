"""Numbers that an answer gives only to deny them, or to say what is not held: they may be the answer, so a person is asked.

`It is not the case that 40 dogs were lost` and `We do not hold figures for 250 cases` state no figure (stating.py). Where
nothing else in the answer states one, such a number may be all that it gives. What the question itself says, what is told as
said by others ("You say that there were 88") and a figure that is called wrong are not asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Finding, Line, SetAside, Span
from disclosed.reading.answer_rest import COUNTS
from disclosed.reading.asking import asks_for_words
from disclosed.reading.blocks import Block
from disclosed.reading.candidates import finding
from disclosed.reading.corrections import denial_end
from disclosed.reading.lines import fold
from disclosed.reading.prose import Sentence, sentences_of
from disclosed.reading.stating import quantities_of, says_not_held
from disclosed.reading.tokens import Token, tokens_of


def with_denied(block: Block, number: str, question: str, lines: Sequence[Line]) -> Block:
    """Ask about the numbers that an answer without a figure denies, or says that nothing is held of; a doubt a line."""
    if block.figures or asks_for_words(question):
        return block
    found = list(_denied(question, lines))
    if not found:
        return block
    doubts = tuple(replace(_doubt(line, tokens), question=number) for line, tokens in found)
    asked = {(line.number, token.first) for line, tokens in found for token in tokens}
    aside: tuple[SetAside, ...] = tuple(one for one in block.aside if (one.span.line, one.span.first) not in asked)
    return replace(block, aside=aside, doubts=(*block.doubts, *doubts))


def _denied(question: str, lines: Sequence[Line]) -> Iterator[tuple[Line, list[Token]]]:
    """Yield each line with the numbers of its sentences that are denied, or not held."""
    asked = {token.text for token in tokens_of(Line(1, question, fold(question)))}
    spans = [span for sentence in sentences_of(lines) if _counts(sentence, question) for span in sentence.spans()]
    for line in lines:
        own = [span for span in spans if span.line == line.number]
        tokens = [token for token in tokens_of(line) if token.kind in COUNTS and _within(token, own)]
        told = [token for token in tokens if token.text not in asked]
        if told:
            yield line, told


def _counts(sentence: Sentence, question: str) -> bool:
    """Whether a sentence denies, or says what is not held, and has a quantity that the question may ask for."""
    begins = denial_end(sentence.shadow)
    if not begins and not says_not_held(sentence.shadow):
        return False
    return any(amount.kind != "word" for amount in quantities_of(sentence.shadow[begins:], question))


def _within(token: Token, spans: Sequence[Span]) -> bool:
    return any(span.first <= token.first and token.last <= span.last for span in spans)


def _doubt(line: Line, tokens: Sequence[Token]) -> Finding:
    words = ", ".join(f"“{token.text}”" for token in tokens)
    verb = "is" if len(tokens) == 1 else "are"
    return finding(
        "unread_number",
        f"{words} {verb} not read: the sentence denies, or says what is not held, and nothing else is given.",
        "Point at each with a `readings:` line, with its labels or a reason to set it aside.",
        line.number,
    )
