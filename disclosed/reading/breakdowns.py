"""Parts asked for in one question that add to what another asks: bands, those who are not, outcomes, a stem's parts.

Each rule needs words of the letter: the same words asked by band, `not looked after` beside `looked after`, `accepted` and
`not accepted`, a stem that repeats a label, a question that names the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from disclosed.model import ReadFigure, ReadQuestion
from disclosed.reading.candidates import is_total
from disclosed.reading.kinship import Kinship, content_words, stem_of, telling_words
from disclosed.reading.lines import fold
from disclosed.reading.overlapping import are_nested, several_each, tells_of_others, the_largest_alone
from disclosed.reading.relations import (
    Relation,
    figures_of,
    is_banded,
    named,
    plain_unit,
    question_words,
    quoted,
    single,
    whole_answer,
)
from disclosed.reading.subsets import OF_THESE, refers_to

MIN_SHARED = 2  # words that two questions must share to be about one thing
BREAKS_DOWN = re.compile(
    r"\b(?:end(?:ed)?|outcomes?|results?|reasons?|breakdown|broken down|split|by (?:kind|type|reason|category|area))\b"
)
_OF_PERIOD = re.compile(r"\bthe (?P<noun>[a-z]+) (?:of|in|for) (?P<period>(?:19|20)\d\d(?:[-/]\d{2,4})?)(?![\d/-])")
_ELLIPTIC = re.compile(r"^\W*(?:and )?how many (?:of (?:these|those|them|the [a-z]+) )?(?:were|was|have|had|are)\b")
_LEADS = re.compile(r"^\W*(?:and )?how many (?:of (?:these|those|them)|were|was|have|had|are)\b")
_COMPLEMENT = re.compile(r"\b(?:not|still|other|remain(?:ing|s|ed)?|outstanding|pending|rest)\b")
_NOBODY = re.compile(r"\b(?:nobody|no[- ]one|neither|none(?: of (?:these|them|the above))?|not known|unknown)\b")
# Those who did something divide what was done; of subjects and reasons, one thing may have several.
_BY_WHOM = re.compile(r"\b(?:by|from)\b(?: [a-z]+){0,2}\W*$")
# What may follow upon another outcome, so that one thing is counted under both.
_LATER = re.compile(
    r"\b(?:appeal\w*|overturn\w*|re-?open\w*|escalat\w*|review\w*|ombudsman|courts?|tribunals?|again|repeat\w*|reimburs\w*|paid|partly|partially"
    r"|in (?:part|full)|both|more than|less than|within|how many .*how many)\b"
)
_ENDED = re.compile(r"\bend(?:ed)?\b")
_FOR_SOME = re.compile(
    r"\b(?:outcomes?|results?|reasons?)\b"
)  # what is pending has no outcome yet, and one may have several reasons
_REST = re.compile(
    r"(?:still |yet |not |un)(?:[a-z]+ )?(?:pending|decided|open|known|determined|resolved|settled).*|pending|outstanding|withdrawn|other\b.*"
)
_ON_A_SCALE = re.compile(
    r"\d|\b(?:once|twice|thrice|none|never|zero|one|two|three|four|five|six|seven|eight|nine|ten|over|unknown|not (?:known|recorded|stated)|others?)\b"
)
_SIDE = re.compile(r"\b(?P<side>on|off|inside|outside)(?:-| (?:of )?(?:the |our |your )?)(?P<what>[a-z]{3,})")
_SIDES = ({"on", "off"}, {"inside", "outside"})
_LAST_WORD = re.compile(r"[a-z]+(?=\W*$)")
_NOT = re.compile(
    r"\bnot (?P<what>[a-z]+(?: [a-z]+){0,2}?)(?= (?:were|was|are|is|have|had|has|who|that|at|by|in|on)\b|\W*$|[,:;])"
)


def breakdowns_of(place: int, kin: Kinship) -> Iterator[Relation]:
    """Yield what the question at a place breaks down, by every rule."""
    question, before = kin.questions[place], kin.questions[:place]
    yield from _bands(question, before, kin)
    yield from _bands_of_the_rest(question, before, kin)
    yield from _breakdown_of_period(question, before, kin)
    yield from _complements(question, before, kin)
    yield from _named_by_stem(question, kin)
    yield from _parts_in_turn(place, kin)
    yield from _parts_listed(question, kin)


def taken_together(found: Sequence[Relation]) -> Iterator[Relation]:
    """Add the bands of those who are `not X` and of those who are X: together they are bands of all.

    It says no more than the two, so that a difference follows from theirs.
    """
    for one in found:
        for other in found if one.less else ():
            if not other.less and figures_of(other.whole) == figures_of(one.less):
                first, second = (relation.parts[0].question for relation in (one, other))
                numbers = f"{first.number.removeprefix('Q')} and {second.number.removeprefix('Q')}"
                yield Relation(
                    "parts_do_not_add",
                    second.number,
                    one.whole,
                    (*one.parts, *other.parts),
                    f"Questions {numbers} ask about those {_quote(first, _NOT)} and about the others: together all of "
                    f"{question_words(one.whole[0].question)}.",
                    kind="together",
                    follows=True,
                )


def _add_up(question: ReadQuestion, whole: ReadQuestion, grounds: str, less: tuple[ReadQuestion, ...] = ()) -> Relation:
    return Relation(
        "parts_do_not_add",
        question.number,
        (whole_answer(whole),),
        (whole_answer(question),),
        grounds,
        tuple(whole_answer(one) for one in less),
    )


def _bands(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """Bands asked for in the words of an earlier question add to its figure: 2b, by times missing, to 1b."""
    if not is_banded(question) or not _is_scale(question) or _is_no_partition(question):
        return
    words = content_words(question.text)
    fits = [
        whole
        for whole in before
        if single(whole)
        and len(words) >= MIN_SHARED
        and words <= content_words(whole.text)
        and ("not" in words) == ("not" in content_words(whole.text))
        and _alike(question, whole, kin)
    ]
    if fits:
        whole = min(fits, key=lambda found: len(content_words(found.text) - words))
        number, shared = question.number.removeprefix("Q"), _in_order(question.text, words)
        grounds = f"Question {number} asks in the words of {question_words(whole)} ({shared}), part by part."
        yield _add_up(question, whole, grounds)


def _alike(one: ReadQuestion, other: ReadQuestion, kin: Kinship) -> bool:
    """Whether two questions stand under the same, and ask about the same time."""
    return kin.same_setting(one, other) and kin.same_times(one, other)


def _is_no_partition(question: ReadQuestion) -> bool:
    """Whether the figures of an answer are not all there are, or count some things twice."""
    labels = [figure.labels[0] for figure in question.figures if figure.labels]
    return several_each(question) or the_largest_alone(question) or tells_of_others(question) or are_nested(labels)


def _is_scale(question: ReadQuestion) -> bool:
    """Whether the labels of an answer are numbers or ranges of them: one thing is in one, where it may have two languages."""
    return all(_ON_A_SCALE.search(fold(figure.labels[0])) for figure in question.figures)


def _divides_all(question: ReadQuestion) -> bool:
    """Whether a question asks how all of something ended, or an answer on outcomes has a label for what had none."""
    shadow = fold(question.text)
    rest = any(_REST.fullmatch(fold(figure.labels[0]).strip()) for figure in question.figures if figure.labels)
    if _ENDED.search(shadow) or (rest and BREAKS_DOWN.search(shadow)):
        return True
    return BREAKS_DOWN.search(shadow) is not None and not _FOR_SOME.search(shadow)


def _exclude(parts: Sequence[ReadQuestion]) -> bool:
    """Whether parts asked in turn exclude each other by their words: none says what another says and more, or comes after it."""
    said = [telling_words(_COMPLEMENT.sub(" ", fold(part.text))) for part in parts]
    denied = [_COMPLEMENT.search(fold(part.text)) is not None for part in parts]
    nested = any(
        one <= other and denied[place] == denied[at]
        for place, one in enumerate(said)
        for at, other in enumerate(said)
        if at != place
    )
    later = any(_LATER.search(fold(part.text)) for part in parts)
    opposite = len(parts) > 2 or any(one & said[1] for one in said[:1])
    return not nested and not later and opposite


def _in_order(text: str, words: frozenset[str]) -> str:
    """Quote words in the order in which a text has them, each once."""
    found = dict.fromkeys(word for word in re.findall(r"[a-z]+", fold(text)) if stem_of(word) in words)
    return ", ".join(f"“{word}”" for word in found)


def _bands_of_the_rest(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """Bands of those `not X` add to all less those who are X: 2a to 1a - 1b."""
    denied = _NOT.search(fold(question.text))
    if denied is None or not is_banded(question) or not _is_scale(question) or _is_no_partition(question):
        return
    what = content_words(denied["what"])
    rest = content_words(question.text) - what - {"not"}
    if not what or len(rest) < MIN_SHARED:
        return
    singles = [found for found in before if single(found) and _alike(question, found, kin)]
    wholes = [found for found in singles if rest <= content_words(found.text) and not what & content_words(found.text)]
    lesses = [
        found
        for found in singles
        if rest | what <= content_words(found.text) and "not" not in content_words(found.text)
    ]
    if wholes and lesses:
        whole, less = wholes[-1], lesses[-1]
        said = quoted(question.text, denied)
        grounds = (
            f"Question {question.number.removeprefix('Q')} asks about those {said}: all of {question_words(whole)} "
            f"but those of {question_words(less)}."
        )
        yield _add_up(question, whole, grounds, less=(less,))


def _breakdown_of_period(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """`how the appeals of 2018/19 ended` breaks down the figure that an earlier question gives for 2018/19.

    A breakdown that prints its own total gives that figure again.
    """
    shadow = fold(question.text)
    found = _OF_PERIOD.search(shadow)
    totals = [figure for figure in question.figures if len(figure.labels) == 1 and is_total(figure.labels[0])]
    rows = replace(question, figures=tuple(figure for figure in question.figures if figure not in totals))
    if found is None or not _divides_all(question) or not is_banded(rows, least=2) or _is_no_partition(rows):
        return
    for whole in reversed(before):
        figures = [figure for figure in whole.figures if figure.labels == (_printed(whole, found["period"]),)]
        if (
            figures
            and plain_unit(whole)
            and stem_of(found["noun"]) in content_words(whole.text)
            and kin.same_setting(question, whole)
        ):
            yield Relation(
                "parts_do_not_add",
                question.number,
                (named(whole, figures[0]),),
                (named(question, totals[0]),) if totals else (whole_answer(question),),
                f"Question {question.number.removeprefix('Q')} breaks down {quoted(question.text, found)}, which "
                f"{question_words(whole)} gives.",
            )
            return


def _printed(question: ReadQuestion, period: str) -> str:
    """Find a period among a question's labels, however its dash is printed."""
    return next(
        (figure.labels[0] for figure in question.figures if figure.labels and fold(figure.labels[0]).strip() == period),
        period,
    )


def _complements(question: ReadQuestion, before: Sequence[ReadQuestion], kin: Kinship) -> Iterator[Relation]:
    """Add `accepted` and `not accepted` to what was offered, asked of the same people before."""
    labels = [fold(figure.labels[0]).strip() for figure in question.figures if len(figure.labels) == 1]
    if len(labels) != 2 or len(question.figures) != 2 or not plain_unit(question) or _is_no_partition(question):
        return
    first, second = labels
    if second != f"not {first}" or " " in first:  # what was "in time" was decided, and not all was
        return
    words = content_words(question.text) - content_words(first)
    for whole in reversed(before):
        theirs = content_words(whole.text)
        if (
            single(whole)
            and _alike(question, whole, kin)
            and len(words & theirs) > MIN_SHARED
            and len(words - theirs) <= 1
            and ("not" in words) == ("not" in theirs)
        ):
            grounds = f"“{first}” and “{second}” leave out nothing of what {question_words(whole)} counts."
            yield _add_up(question, whole, grounds)
            return


def _named_by_stem(question: ReadQuestion, kin: Kinship) -> Iterator[Relation]:
    """Find a stem that repeats a label (`How many accepted interviews …: i, ii`): it divides the figures so labelled."""
    parts = kin.parts.get(question.number, ())
    if (
        question.outcome != "stem"
        or len(parts) < 2
        or not _BY_WHOM.search(fold(question.text))
        or not all(single(part) and not part.figures[0].labels for part in parts)
    ):
        return
    words = content_words(question.text)
    own = {question.number, *(part.number for part in parts)}
    for word in sorted(words):
        others = [
            other
            for other in kin.naming.get(word, ())
            if other.number not in own
            and kin.same_section(question, other)
            and len(content_words(other.text) & (words - {word})) >= MIN_SHARED
        ]
        figures = [
            (other, figure)
            for other in others
            for figure in other.figures
            if content_words(" ".join(figure.labels)) == {word}
        ]
        if figures and len(figures) == len(others):
            yield _divides(question, parts, figures)
            return


def _divides(
    stem: ReadQuestion, parts: Sequence[ReadQuestion], figures: Sequence[tuple[ReadQuestion, ReadFigure]]
) -> Relation:
    label = figures[0][1].labels[0]
    number = stem.number.removeprefix("Q")
    return Relation(
        "parts_do_not_add",
        stem.number,
        tuple(named(other, figure) for other, figure in figures),
        tuple(map(whole_answer, parts)),
        f"Question {number} asks about those that are “{label}”, and its parts divide them.",
    )


def _parts_in_turn(place: int, kin: Kinship) -> Iterator[Relation]:
    """Find parts asked in turn: `How many claims …`, `How many of the claims were accepted`, `… have not been settled`."""
    whole = kin.questions[place]
    following = islice(kin.questions, place + 1, None)
    if not single(whole) or place + 1 >= len(kin.questions) or not refers_to(kin.questions[place + 1], whole):
        return
    stem = kin.parents[whole.number]
    parts = list(
        takewhile(lambda part: _ELLIPTIC.match(fold(part.text)) and kin.parents[part.number] == stem, following)
    )
    if opposed := _opposed(parts[:2]):
        one, other = (part.number.removeprefix("Q") for part in parts[:2])
        yield _parts_of(
            whole, parts[:2], f"Questions {one} and {other} ask about {opposed}: all of {question_words(whole)}."
        )
        return
    rest = next((found for part in parts if (found := _quote(part, _COMPLEMENT))), "")
    if len(parts) > 1 and rest and all(map(single, parts)) and not _LEADS.match(fold(whole.text)) and _exclude(parts):
        grounds = (
            f"The questions after {question_words(whole)} ask about parts of it in turn, and {rest} names the rest."
        )
        yield _parts_of(whole, parts, grounds)


def _opposed(parts: Sequence[ReadQuestion]) -> str:
    """Quote the opposite sides of one thing that two questions ask about, `on-street` and `off-street`: there is no third."""
    found = [_SIDE.search(fold(part.text)) for part in parts if single(part) and not _LATER.search(fold(part.text))]
    sides = [(one["side"], one["what"]) for one in found if one]
    if len(sides) != 2 or sides[0][1] != sides[1][1] or {side for side, _ in sides} not in _SIDES:
        return ""
    return " and ".join(_quote(part, _SIDE) for part in parts)


def _parts_listed(question: ReadQuestion, kin: Kinship) -> Iterator[Relation]:
    """Find parts that leave nothing out: `How many collisions, and in how many of them was (a) … (b) … (c) nobody at fault`."""
    parts = kin.parts.get(question.number, ())
    if not single(question) or len(parts) < 2 or not all(map(single, parts)):
        return
    said, rest = _quote(question, OF_THESE), next((found for part in parts if (found := _quote(part, _NOBODY))), "")
    ends = {
        tuple(_LAST_WORD.findall(fold(part.text))) for part in parts
    }  # "at fault" of each: one thing is said, of others
    if said and rest and len(ends) == 1:
        number = question.number.removeprefix("Q")
        yield _parts_of(question, parts, f"Question {number} asks about parts {said}, and {rest} leaves nothing out.")


def _parts_of(whole: ReadQuestion, parts: Sequence[ReadQuestion], grounds: str) -> Relation:
    return Relation("parts_do_not_add", whole.number, (whole_answer(whole),), tuple(map(whole_answer, parts)), grounds)


def _quote(question: ReadQuestion, pattern: re.Pattern[str]) -> str:
    found = pattern.search(fold(question.text))
    return quoted(question.text, found) if found else ""
