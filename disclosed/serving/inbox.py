"""A letter of the inbox: each stretch that may be personal data with its line, and what a person decides of it.

The words are shown to whoever sits at this computer, since only a person can tell; they are in no file but the inbox's own,
which git ignores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosed.adding.drafting import DOUBTS, UNDECIDED
from disclosed.adding.waiting import EDITOR, Answer, Waiting, answers_of
from disclosed.describing.wording import counted, quoted
from disclosed.findings import UserError, problem
from disclosed.publishing.runs import plain
from disclosed.publishing.views import Head
from disclosed.serving.review_views import (
    Common,
    Decision,
    Entry,
    Field,
    Form,
    Part,
    Piece,
    Quoted,
    ReviewView,
    Wait,
    Way,
)
from disclosed.serving.words import KEEP, keep_words
from disclosed.yaml_changes import PutInEntry
from disclosed.yaml_edits import edit_settings
from disclosed.yaml_source import parse_yaml

LIST = DOUBTS.rstrip(":")
ALL = "all"
AROUND = 2


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision has written down, and the settings with it."""

    words: tuple[str, ...]
    data: bytes


def decide(before: bytes, given: Mapping[str, str], waiting: Waiting, by: str = EDITOR) -> Decided:
    """Write down a decision about one doubt, or about all that are open; raises UserError with what is missing."""
    answers, problems = answers_of(waiting)
    if any(one.file == waiting.file and one.line == 0 for one in problems):
        raise UserError(problems)
    decision, reason = given.get("decide", ""), given.get("reason", "").strip()
    if decision == "keep" and not reason:
        raise UserError([problem(waiting.file, 0, "There is no reason.", "Write why it is no personal data.")])
    places = [at for at, one in enumerate(answers) if given.get("place") == str(at)]
    if given.get("place") == ALL:
        places = [at for at, one in enumerate(answers) if one.decision == UNDECIDED]
    if not places or decision not in {"redact", "keep", UNDECIDED}:
        raise UserError([problem(waiting.file, 0, "Nothing was chosen.", "Open the page again.")])
    edits = []
    for at in places:
        edits.append(PutInEntry(LIST, at, "decide", decision))
        entry, keeps = _entry(before, waiting, at), decision == "keep"
        if "reason" in entry or keeps:
            edits.append(PutInEntry(LIST, at, "reason", reason if keeps else ""))
        if "by" in entry or (keeps and by != EDITOR):
            edits.append(PutInEntry(LIST, at, "by", by if keeps and by != EDITOR else ""))
    words = tuple(f"Line {answers[at].line}: {_told(decision, reason)}" for at in places)
    return Decided(words, edit_settings(before, edits, waiting.file, ()))


def _entry(data: bytes, waiting: Waiting, at: int) -> Mapping[str, object]:
    tree = parse_yaml(data, waiting.file).tree
    listed = tree.get(LIST) if isinstance(tree, dict) else None
    entry = listed[at] if isinstance(listed, list) and at < len(listed) else None
    return entry if isinstance(entry, dict) else {}


def _told(decision: str, reason: str) -> str:
    if decision == "keep":
        return f"kept. {reason}"
    return "to be redacted." if decision == "redact" else "open again."


def inbox_view(waiting: Waiting, common: Common, seen: str) -> ReviewView:
    """Set out a waiting letter: what is open, then its text, then what has been decided."""
    answers, problems = answers_of(waiting)
    open_ = [(at, one) for at, one in enumerate(answers) if one.decision == UNDECIDED]
    lines = waiting.text.split("\n")
    waits = [Wait("", "Stops the build", one.message.rstrip("."), ((Piece(one.remedy),),)) for one in problems]
    waits += [_wait(at, one, lines) for at, one in open_]
    count = counted(len(open_), "stretch", "stretches")
    told = f"{count} may be personal data." if open_ else "All is decided."
    head = Head(
        "In the inbox:",
        f"{waiting.request}/{waiting.stem}",
        plain(f"{told} The letter is on this computer alone: git ignores the inbox."),
    )
    numbered = tuple(
        Wait(f"wait-{place}", one.tag, one.title, one.words, one.lines, one.ways, one.forms)
        for place, one in enumerate(waits, start=1)
    )
    return ReviewView(
        head,
        common,
        seen,
        numbered,
        _file_it(open_, problems),
        (_text(lines, answers),),
        tuple(_decisions(answers)),
        "",
        waiting.file,
        "The letter",
    )


def _wait(at: int, answer: Answer, lines: Sequence[str]) -> Wait:
    near = range(max(answer.line - AROUND, 1), min(answer.line + AROUND, len(lines)) + 1)
    quotes = tuple(
        _quote(lines, number, [answer.words], "asked") if number == answer.line else _quote(lines, number, [])
        for number in near
    )
    keeps = (_way(at, keep_words(reason), "keep", reason) for reason in KEEP)
    entry = Entry("reason", "Reason", hint="why it is no personal data; it is published with the letter’s settings")
    fields = (Field("place", str(at)), Field("decide", "keep"))
    return Wait(
        "",
        "Personal data",
        f"Line {answer.line}: is {quoted(answer.words)} personal data?",
        ((Piece(answer.why),),) if answer.why else (),
        quotes,
        (Way("Redact it", (Field("place", str(at)), Field("decide", "redact")), first=True), *keeps),
        (Form("Keep it for another reason", "Keep it", fields, (entry,)),),
    )


def _way(at: int, button: str, decision: str, reason: str) -> Way:
    return Way(button, (Field("place", str(at)), Field("decide", decision), Field("reason", reason)))


def _file_it(open_: Sequence[object], problems: Sequence[object]) -> Wait | None:
    """Offer to file the letter once all is decided, else to redact all that is open."""
    if problems:
        return None
    if open_:
        fields = (Field("place", ALL), Field("decide", "redact"))
        ways = (Way(f"Redact all {len(open_)} at once", fields),) if len(open_) > 1 else ()
        return Wait("publish", "", "Not decided yet", ((Piece("It is filed when everything is decided."),),), ways=ways)
    told = "What is to be redacted is redacted, and the letter moves into the content folder, as a draft if anything waits."
    return Wait(
        "publish", "", "Ready to file", ((Piece(told),),), ways=(Way("File it", (Field("do", "file"),), first=True),)
    )


def _text(lines: Sequence[str], answers: Sequence[Answer]) -> Part:
    words: dict[int, list[str]] = {}
    for one in answers:
        words.setdefault(one.line, []).append(one.words)
    shown = tuple(
        _quote(lines, number, words.get(number, [])) for number, line in enumerate(lines, start=1) if line.strip()
    )
    return Part("part-1", "All its lines", (), (), shown, ())


def _quote(lines: Sequence[str], number: int, doubts: Sequence[str], style: str = "") -> Quoted:
    """Quote a line of the letter with doubtful words marked."""
    text = lines[number - 1] if 0 < number <= len(lines) else ""
    pieces = [Piece(text)]
    for words in filter(None, doubts):
        pieces = [part for piece in pieces for part in _marked(piece, words)]
    return Quoted(number, tuple(piece for piece in pieces if piece.text), "", style)


def _marked(piece: Piece, words: str) -> Iterator[Piece]:
    before, found, after = piece.text.partition(words)
    if piece.style or not found:
        yield piece
        return
    yield from (Piece(before), Piece(found, "doubt"), Piece(after))


def _decisions(answers: Sequence[Answer]) -> Iterator[Decision]:
    for at, one in enumerate(answers):
        if one.decision != UNDECIDED:
            fields = (Field("place", str(at)), Field("decide", UNDECIDED))
            words = f"Line {one.line}, {quoted(one.words)}: {_told(one.decision, one.reason)}"
            yield Decision((Piece(words),), one.by if one.decision == "keep" else "", Way("Take it back", fields))
