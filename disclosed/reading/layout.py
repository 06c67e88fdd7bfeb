"""The skeleton to where questions and answers stand: the hypotheses that reading.py scores.

Where an answer stands follows from its label. A number that comes once is answered where it is asked; one that comes
again is answered there, the question repeated or not; a line that names questions ("For questions 3 and 4:") answers
them all. One walk down the letter (walk.py) so covers answers in turn, all questions and then all answers, questions
repeated, and letters that mix these (docs/letters.md §2). Letters without numbers are bullets in order, questions and answers
by turns, or one request. The cuts between head, body, tail and page furniture are part of a hypothesis: a numbered list
in the tail ("1. Write to the manager …") is none of the answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from disclosed.model import Letter, Line
from disclosed.reading.annexes import give_annexes
from disclosed.reading.asked_tables import asked_table, keyed_rows
from disclosed.reading.furniture import furniture_lines, is_labelled_tail
from disclosed.reading.labels import Path
from disclosed.reading.line_ends import answer_at_line_ends
from disclosed.reading.numbering import Label, Numbering, number_letter, number_pieces, passing_cost
from disclosed.reading.signposts import asks_outright, is_bullet, is_question_mark, shared_titles
from disclosed.reading.slots import Layout, Plan, Slot
from disclosed.reading.tables_below import give_tables_below
from disclosed.reading.themes import give_themes
from disclosed.reading.unasked import unasked
from disclosed.reading.unnumbered import Turn, asked_lines, bulleted_lines, marked_turns
from disclosed.reading.voices import Voices, appended_voices, quoted_voices, spoken_voices
from disclosed.reading.walk import walk

__all__ = ["MAX_PLANS", "Layout", "Slot", "plan_layouts"]

_TELL_APART = (asked_table, quoted_voices, spoken_voices, appended_voices)  # the surest form first
MAX_PLANS = 24  # walked; reading.py reads the likeliest eight
JOINED = 3  # each of several bullets that ask, and are taken for one request
PASSED_TURN = 6  # a question and an answer that marks tell apart: more than an answer missed, or a number unexplained
CLOSE = (
    6  # a numbering that costs this much more than the best is not read: more than a label passed over and a restart
)


def plan_layouts(letter: Letter) -> tuple[Layout, ...]:
    """Give the hypotheses for a letter, likeliest first; of two that hand out the same, the first."""
    furniture = furniture_lines(letter)
    plans = list(_plans(letter, furniture))[:MAX_PLANS]
    layouts: dict[tuple[Slot, ...], Layout] = {}
    for layout in (_laid_out(letter, furniture, plan) for plan in plans):
        layouts.setdefault(layout.slots, layout)
    return tuple(layouts.values())


def _laid_out(letter: Letter, furniture: frozenset[int], plan: Plan) -> Layout:
    walked = answer_at_line_ends(letter, walk(letter, furniture, plan))
    return give_themes(letter, give_tables_below(letter, give_annexes(letter, walked)))


def _plans(letter: Letter, furniture: frozenset[int]) -> Iterator[Plan]:
    """Yield plans: numbered ones; where there are no numbers, bullets, turns, and last one request."""
    voices = next((found for tell in _TELL_APART if (found := tell(letter)) is not None), None)
    voiced = list(_voiced(voices, furniture)) if voices else []
    if voiced:
        yield from voiced
        return
    numberings = _numberings(letter, furniture)
    turns = marked_turns([line for line in letter.lines if line.number not in furniture])
    if numberings and len(numberings[0].labels) > 1:
        yield from (_passing(plan, turns) for plan in (*_numbered(numberings), *_unasked(letter, numberings)))
    elif numberings and _asks_alone(numberings[0].labels[0]):
        yield _passing(Plan("numbered", numberings[0]), turns)
    alone = not numberings or len(numberings[0].labels) < 2
    yield from (_passing(plan, turns) for plan in _unnumbered(letter, furniture, alone=alone))


def _passing(plan: Plan, turns: Sequence[Turn]) -> Plan:
    """Charge a plan for the turns in which it opens nothing, although each is marked as a question with its answer."""
    labels = {label.candidate.line for label in plan.numbering.labels}
    openers = labels.union(plan.bullets, plan.turns)
    passed = sum(not any(turn.asked <= line < turn.answered for line in openers) for turn in turns)
    return replace(plan, cost=plan.cost + PASSED_TURN * (passed if openers else max(passed - 1, 0)))


def _asks_alone(label: Label) -> bool:
    """Tell a question numbered all by itself from a number that heads a line ("186.4 hectares, of which …")."""
    return label.candidate.question_like or all(part.value == 1 for part in label.path)


def _unnumbered(letter: Letter, furniture: frozenset[int], *, alone: bool) -> Iterator[Plan]:
    """Yield plans that take no label: questions one by one, bullets and their replies, turns, and last one request.

    What they pass over counts against them; beside a numbered list only questions one by one and marked turns are tried.
    """
    body = [line for line in letter.lines if line.number not in furniture]
    asked = asked_lines(_before_tail(body))
    passed = passing_cost(_before_tail(body))
    if asked:
        yield Plan("questions in turn", bullets=asked, cost=passed)
    turns = tuple(line.number for line in body if is_question_mark(line))
    marked = tuple(turn.asked for turn in marked_turns(body))
    if marked:
        yield Plan("by turns", turns=tuple(sorted({*turns, *marked})), cost=passed)
    if not alone:
        return
    bullets = bulleted_lines(body)
    if len(bullets) > 1:
        yield Plan("bullets", bullets=bullets, replies=_bullet_replies(body, bullets), cost=passed)
    if len(turns) > 1 and not marked:
        yield Plan("by turns", turns=turns, cost=passed)
    yield Plan("one request", cost=passed + (JOINED * len(bullets) if len(bullets) > 1 else 0))


def _before_tail(body: Sequence[Line]) -> Sequence[Line]:
    """Give the lines before the letter's last words: those after the last line that asks."""
    last = max((place for place, line in enumerate(body) if asks_outright([line])), default=0)
    return body[: next((place for place in range(last, len(body)) if is_labelled_tail(body[place])), len(body))]


def _voiced(voices: Voices, furniture: frozenset[int]) -> Iterator[Plan]:
    """Yield plans for a letter that tells the requester's words apart: by their numbers, else a question a block."""
    numberings = [one for one in number_pieces(voices.in_order(), furniture) if one.labels]
    close = min((one.cost for one in numberings), default=0) + CLOSE
    for numbering in numberings:
        if numbering.cost <= close and any(not label.candidate.answers for label in numbering.labels):
            yield Plan(voices.name, _as_spoken(numbering), pieces=voices.pieces)
    if not numberings:
        firsts = {piece.block: piece.line.number for piece in reversed(voices.pieces) if piece.block and not piece.idle}
        yield Plan(voices.name, bullets=tuple(sorted(firsts.values())), pieces=voices.pieces)


def _as_spoken(numbering: Numbering) -> Numbering:
    """Take a label in the requester's words for a question and one in the authority's for an answer.

    Where the requester's numbers begin again, which of two a label answers is not known: it is none.
    """
    asked = Counter(label.path for label in numbering.labels if not label.candidate.answers)
    times: Counter[Path] = Counter()
    labels: list[Label] = []
    for label in numbering.labels:
        if label.candidate.answers:
            labels += [replace(label, occurrence=2)] if asked[label.path] == 1 else []
        else:
            times[label.path] += 1
            labels.append(replace(label, occurrence=-times[label.path] if asked[label.path] > 1 else 1))
    return Numbering(tuple(labels), numbering.cost)


def _numbered(numberings: Sequence[Numbering]) -> Iterator[Plan]:
    for numbering in numberings:
        yield Plan("numbered", numbering)
        if any(label.occurrence > 1 for label in numbering.labels):
            yield Plan("numbered, lists begun again", _all_asked(numbering))


def _unasked(letter: Letter, numberings: Sequence[Numbering]) -> Iterator[Plan]:
    """Yield plans for a letter that prints no question: every label opens an answer, or all are a list in one."""
    found = [one for numbering in numberings if (one := unasked(letter.lines, numbering)) is not None]
    yield from (Plan("answers alone", one.numbering, cost=one.cost) for one in found)
    listed = [one.one for one in found[:1] if one.one is not None]
    yield from (Plan("one request", cost=cost) for cost in listed)


def _numberings(letter: Letter, furniture: frozenset[int]) -> list[Numbering]:
    """Take the numberings close to the best, of the whole letter and of the letter down to the first line of a tail."""
    keyed = keyed_rows(letter)
    furniture |= shared_titles(letter.lines)
    whole = number_letter(letter.lines, furniture, keyed)
    first = min((label.candidate.line for label in whole[0].labels), default=0) if whole else 0
    tail = next((line.number for line in letter.lines[first:] if first and is_labelled_tail(line)), 0)
    cut: tuple[Numbering, ...] = ()
    if tail and any(label.candidate.line > tail for numbering in whole for label in numbering.labels):
        cut = number_letter([line for line in letter.lines if line.number < tail], furniture, keyed)
    found = [*cut, *whole]
    found = [numbering for numbering in found if numbering.labels]
    close = min((numbering.cost for numbering in found), default=0) + CLOSE
    return [numbering for numbering in found if numbering.cost <= close]


def _all_asked(numbering: Numbering) -> Numbering:
    """Take every label for a question of its own: lists that begin again, each answered in turn."""
    labels = tuple(replace(label, occurrence=-label.occurrence) for label in numbering.labels)
    return Numbering(labels, numbering.cost)


def _bullet_replies(body: Sequence[Line], bullets: Sequence[int]) -> tuple[int, ...]:
    """Give the bullets that answer bullets, in their order, where they stand after all of them and are as many."""
    replies = tuple(line.number for line in body if line.number > bullets[-1] and is_bullet(line))
    return replies if len(replies) == len(bullets) else ()
