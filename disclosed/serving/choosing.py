"""The changes of a letter's settings that say what a person chooses.

What is chosen again takes the place of what was chosen before, so that a letter never holds two answers to one question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from disclosed.adding.drafting import COMPARE
from disclosed.findings import UserError, problem
from disclosed.model import Letter, Span
from disclosed.reading.stretches import overlap
from disclosed.serving.choices import (
    EDITOR,
    LINES,
    Agree,
    Aside,
    Ask,
    Became,
    By,
    Choice,
    Dated,
    Follows,
    Ground,
    NoQuestion,
    OfLetter,
    Point,
    Publish,
    Redact,
    Said,
    Settle,
    Table,
    TakeBack,
    TakeDown,
    Unlike,
)
from disclosed.serving.question_places import entry_of, no_entry_of, numbered, on_question
from disclosed.serving.takedown import take_down_edits
from disclosed.serving.words import bare
from disclosed.settling.config import type_settings
from disclosed.settling.corrections import find_words
from disclosed.settling.settings import PeriodSettings, ReadingSettings, ResponseFile, Settlement
from disclosed.yaml_changes import (
    Append,
    DropComments,
    DropRemark,
    DropStanza,
    Edit,
    Pairs,
    Put,
    PutGroup,
    TakeOut,
    TakeOutKey,
    TakeOutOf,
)
from disclosed.yaml_edits import edit_settings
from disclosed.yaml_source import parse_yaml

SHOWN_AGAIN = TakeBack(do="take_back", key="under_review")
LISTS = frozenset({"readings", "settled", "notes", "periods", "not_compared"})
OfReadings = Point | Aside | Became | Ask | NoQuestion
OfLists = OfReadings | Dated | Settle | TakeBack
ORDER = tuple(ResponseFile.model_fields)
# What `add` wrote of what waits; once a letter is published, nothing of it does.
_DRAFTED = re.compile(r"# (?:To settle: |settled:|  - (?:check|finding): |    (?:found|line|question|reason|by): )")
_COMPARED = re.compile(re.escape(COMPARE))


def choose(data: bytes, choices: Sequence[Choice], letter: Letter, *, file: str, by: By) -> bytes:
    """Write choices into a letter's settings; raises UserError where they cannot be written."""
    before, data = data, data or b"state: draft\n"
    settings, problems = type_settings(ResponseFile, parse_yaml(data, file))
    if settings is None:
        raise UserError(problems)
    edits = [*_edits(choices, settings, letter, by)]
    if not edits:
        return before
    of_state = any(isinstance(one, Publish | TakeDown) or one == SHOWN_AGAIN for one in choices)
    if settings.state == "published" and settings.updated != by.day and not of_state:
        edits.append(Put("updated", by.day))
    return edit_settings(data, edits, file, ORDER)


def _edits(choices: Sequence[Choice], settings: ResponseFile, letter: Letter, by: By) -> Iterator[Edit]:
    """Take out what was chosen before, then add what is chosen now, list by list; then what is decided once a letter."""
    gone: dict[str, set[int]] = {}
    added: dict[str, list[Pairs]] = {}
    rest: list[Edit] = []
    for choice in choices:
        if isinstance(choice, Redact | Table):
            continue  # of the letter's text, not of its settings; a table is dealt out before
        if isinstance(choice, OfLetter):
            rest += _edits_of_letter(choice, settings, by)
            continue
        if isinstance(choice, TakeBack) and choice.key not in LISTS:
            rest.append(TakeOutKey(choice.key))
            continue
        key, places, entries = _listed(choice, settings, letter, by)
        gone.setdefault(key, set()).update(places)
        added.setdefault(key, []).extend(entries)
        rest += _drafted_of(choice) if isinstance(choice, Settle) else ()
    for key, taken in gone.items():
        yield from (TakeOut(key, place) for place in sorted(taken, reverse=True))
    yield from (Append(key, tuple(dict.fromkeys(entries))) for key, entries in added.items() if entries)
    yield from rest


def _listed(
    choice: OfLists, settings: ResponseFile, letter: Letter, by: By
) -> tuple[str, Iterable[int], Sequence[Pairs]]:
    """Say in which list a choice stands, which entries of it say the same, and which are to be added."""
    match choice:
        case Dated():
            pairs = _dated(choice, letter)
            return "periods", [at for at, one in enumerate(settings.periods) if _is_target(one, pairs)], (pairs,)
        case Settle():
            same = [at for at, entry in enumerate(settings.settled) if _settles_same(entry, choice)]
            return "settled", same, (_settlement(choice, by),)
        case TakeBack():
            known = choice.place < len(getattr(settings, choice.key))
            return choice.key, (choice.place,) if known else (), ()
        case _:
            return "readings", *_in_readings(choice, settings, letter)


def _in_readings(choice: OfReadings, settings: ResponseFile, letter: Letter) -> tuple[Iterable[int], Sequence[Pairs]]:
    """Say which entries of `readings:` say the same, and which are to be added."""
    match choice:
        case Point() | Aside():
            return _at_words(settings, choice, letter), (_reading(choice, letter),)
        case Became():
            return _of_question(settings, choice), (_outcome(choice),)
        case Ask():
            return on_question(settings, choice), (entry_of(choice, letter),)
        case NoQuestion():
            return on_question(settings, choice), tuple(no_entry_of(choice, settings))


def _edits_of_letter(choice: OfLetter, settings: ResponseFile, by: By) -> Iterator[Edit]:
    """Write down what is decided once a letter."""
    match choice:
        case Ground():
            yield PutGroup("reuse", ground_pairs(choice, by))
        case Said():
            yield Put(choice.key, choice.words)
        case Follows():
            yield Put("kind", choice.kind)
            yield DropRemark("kind")
            yield Put("supersedes", choice.supersedes) if choice.supersedes else TakeOutKey("supersedes")
        case Agree(to="proposed"):
            yield from (DropRemark(key) for key in ("kind", "questions", "labels") if getattr(settings, key))
        case Agree():
            yield DropComments(_COMPARED)
        case Unlike():
            if choice.ours in getattr(settings, choice.key):
                name = numbered(choice.ours) if choice.key == "questions" else choice.ours
                yield TakeOutOf(choice.key, name)
        case Publish():
            yield from _publication(choice, settings, by)
        case TakeDown():
            yield from take_down_edits(choice, settings, by.day)


def _publication(choice: Publish, settings: ResponseFile, by: By) -> Iterator[Edit]:
    yield Put("state", choice.state)
    yield DropRemark("state")
    if choice.state == "published":
        yield DropComments(_DRAFTED)
        if not settings.published:
            yield Put("published", by.day)
        yield Put("updated", by.day)


def _at_words(settings: ResponseFile, choice: Point | Aside, letter: Letter) -> Iterator[int]:
    """Find what was pointed out of the same words before."""
    span = _span(choice, letter)
    yield from (at for at, entry in enumerate(settings.readings) if _is_at(entry, span, letter))


def _of_question(settings: ResponseFile, choice: Became) -> Iterator[int]:
    """Find what was said of a question's outcome before."""
    number = bare(choice.question)
    yield from (at for at, one in enumerate(settings.readings) if one.outcome is not None and one.question == number)


def _outcome(choice: Became) -> Pairs:
    found = LINES.match(choice.lines)
    lines: Pairs = (("lines", f"{found[1]}-{found[2] or found[1]}"),) if found else ()
    return (("question", numbered(choice.question)), ("outcome", choice.outcome), *lines)


def _is_at(entry: ReadingSettings, span: Span, letter: Letter) -> bool:
    try:
        return entry.line == span.line and overlap(find_words(letter.lines, entry), span)
    except LookupError:  # its words have moved: the build says so
        return False


def _span(choice: Point | Aside | Dated, letter: Letter) -> Span:
    """Find a choice's words; raises UserError where they do not stand there."""
    if choice.line is None or not 0 < choice.line <= len(letter.lines):
        raise UserError([problem("", 0, f"The letter has no line {choice.line}.", "Open the page again.")])
    column = _column(choice, letter.lines[choice.line - 1].text)
    entry = ReadingSettings.model_construct(line=choice.line, words=choice.words, column=column)
    try:
        return find_words(letter.lines, entry)
    except LookupError as error:
        raise UserError([problem("", 0, *error.args)]) from error


def _column(choice: Point | Aside | Dated, text: str) -> int | None:
    """Find the column of words that stand on their line more than once; raises UserError where nothing says which of them."""
    if choice.column is not None:
        return choice.column
    columns = [place + 1 for place in range(len(text)) if text.startswith(choice.words, place)]
    if choice.nth is not None and choice.nth <= len(columns):
        return columns[choice.nth - 1]
    if len(columns) < 2:
        return None
    message = f"'{choice.words}' stands {len(columns)} times on line {choice.line} of the letter."
    raise UserError([problem("", 0, message, f"Say which of them: a number from 1 to {len(columns)}.")])


def _place(choice: Point | Aside | Dated, letter: Letter) -> Pairs:
    """Write the place of words; the column only where they stand on their line more than once."""
    span = _span(choice, letter)
    text = letter.lines[span.line - 1].text
    twice = sum(text.startswith(choice.words, place) for place in range(len(text))) > 1
    column = (("column", str(span.first)),) if twice else ()
    return (("line", str(span.line)), ("words", choice.words), *column)


def _dated(choice: Dated, letter: Letter) -> Pairs:
    """Write an entry of `periods:`."""
    target: Pairs = (("question", numbered(choice.question)),) if choice.question else _place(choice, letter)
    target += (("label", choice.label),) if choice.label else ()
    named: Pairs = (("named", choice.named),) if choice.named else ()
    return (*target, ("period", choice.period), *named)


def _is_target(entry: PeriodSettings, pairs: Pairs) -> bool:
    """Whether an entry of `periods:` is about what another is about."""
    return PeriodSettings.model_validate(dict(pairs)).target == entry.target


def _reading(choice: Point | Aside, letter: Letter) -> Pairs:
    """Write an entry of `readings:`."""
    place = _place(choice, letter)
    if isinstance(choice, Aside):
        return (*place, ("set_aside", choice.reason))
    labels = tuple(label for label in choice.labels if label)
    total: Pairs = (("total", "true" if choice.total else "false"),) if choice.total is not None else ()
    return (*place, ("question", numbered(choice.question)), *((("labels", labels),) if labels else ()), *total)


def _settles_same(entry: Settlement, choice: Settle) -> bool:
    if choice.check:
        return entry.check == choice.check
    place = (choice.line, bare(choice.question) if choice.question else None)
    return entry.finding == choice.finding and (entry.line, entry.question) == place


def _settlement(choice: Settle, by: By) -> Pairs:
    """Write an entry of `settled:`."""
    told: Pairs = (("check", choice.check), ("found", choice.found)) if choice.check else (("finding", choice.finding),)
    line: Pairs = (("line", str(choice.line)),) if choice.line else ()
    question: Pairs = (("question", numbered(choice.question)),) if choice.question else ()
    return (*told, *line, *question, ("reason", choice.reason), ("by", by.name or EDITOR))


def _drafted_of(choice: Settle) -> Iterator[Edit]:
    """Take away what `add` wrote as comments of what is settled now."""
    told = f".*settle '{re.escape(choice.check)}' as found: " if choice.check else f"line {choice.line}: "
    if choice.check or choice.line:
        yield DropComments(re.compile(f"# To settle: {told}"))
    keys = _settlement(choice, By("", ""))
    yield DropStanza(tuple((key, str(value)) for key, value in keys if key not in {"reason", "by", "found"}))


def ground_pairs(choice: Ground, by: By) -> Pairs:
    """Write a ground for re-use, of a letter or of a request."""
    said = (("words", choice.words), ("source", choice.source))
    licence: Pairs = (("licence", choice.licence),) if choice.licence else ()
    ground: Pairs = (("ground", choice.ground),) if choice.ground else ()
    return (
        *ground,
        *licence,
        ("publish", choice.publish if choice.ground else "metadata"),
        ("by", by.name or EDITOR),
        ("date", by.day),
        *((key, words) for key, words in said if words),
    )
