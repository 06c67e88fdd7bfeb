"""The margin beside an exhibit: its questions as asked, in the requester's words as the authority printed them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from disclosed.describing.wording import ELLIPSIS, UNENDED, cardinal, question_numbers, shortened, upper_first
from disclosed.links import letter_page, question_anchor, relative
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Aside, Rich, Run
from disclosed.rows import QuestionRow

LONGEST_QUOTE = 320  # characters of a question in the margin; the letter's page has all of it
MOST_QUOTED = 4  # questions quoted beside one exhibit
# Where a long quotation may be cut: after a sentence, else before a bracket or after a clause, else between words.
SENTENCE_END = re.compile(r"[.?!](?=\s)")
CLAUSE_END = re.compile(r"\s(?=\()|[;:,](?=\s)")


def aside_of(page: str, anchor: str, rows: Sequence[tuple[QuestionRow, Rich]], order: Sequence[str] = ()) -> Aside:
    """Quote questions, each with the marks of its notes, and lead to the first answer in the letter.

    `order` is the letter's questions in order, by which a run of them is named as a range.
    """
    questions = [quoted(row, after) for row, after in rows[:MOST_QUOTED]]
    first = rows[0][0]
    more = len(rows) - MOST_QUOTED
    words = f"{upper_first(cardinal(more))} more in the letter. " if more > 0 else ""
    read = "Read the answer in the letter" if len(rows) == 1 else "Read the answers in the letter"
    target = f"{letter_page(first.response)}#{question_anchor(first.question)}"
    link: Rich = (*plain(words), Run(read, relative(page, target)))
    return Aside(anchor, asked_title([row.question for row, _ in rows], order), (*questions, link))


def asked_title(numbers: Sequence[str], order: Sequence[str] = ()) -> str:
    """Head the margin: `Questions 1a and 1b, as asked`."""
    return f"{upper_first(question_numbers(numbers, order))}, as asked"


def quoted(row: QuestionRow, after: Iterable[Run]) -> Rich:
    """Quote a question after its number, with the marks of its notes."""
    return (Run(f"{row.question}. "), Run(quotation(row.text), style="quote"), *after)


def quotation(words: str, longest: int = LONGEST_QUOTE) -> str:
    """Cut a long quotation after its last whole sentence that fits, else after a clause or a word, and show that."""
    if len(words) <= longest:
        return words
    for pattern in (SENTENCE_END, CLAUSE_END):
        ends = [
            found.end()
            for found in pattern.finditer(words[: longest + 1 - len(ELLIPSIS)])
            if _closed(words[: found.end()])
        ]
        if ends and ends[-1] > longest // 3:
            return words[: ends[-1]].rstrip(UNENDED) + ELLIPSIS
    return shortened(words, longest)


def _closed(words: str) -> bool:
    """Tell whether every bracket that words open is closed: a quotation is not cut inside one."""
    return words.count("(") <= words.count(")")
