"""A letter in the inbox: its text, and the `.yml` in which a person answers each doubt about personal data.

`inbox/<request>/<response>.txt` and `.yml` are laid out as in `content/requests/`, and git ignores them. The next `add`
takes the answers: what is to be redacted is redacted, what is kept is settled with its reason, and the letter is filed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.adding.doubts import A_NAME, Cleaned, Doubt, hide
from disclosed.adding.drafting import DOUBTS, HOW, UNDECIDED, doubts_block
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.privacy.finding import KINDS, Kind, Personal, redact, search, without_overlaps, words_of
from disclosed.privacy.mentions import Known
from disclosed.privacy.names import named_run
from disclosed.privacy.person import Person, person_of
from disclosed.privacy.sheet import Sheet
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.settings import ResponseFile
from disclosed.yaml_changes import Append, DropComments, Edit, Pairs, PutAll, TakeOutKey
from disclosed.yaml_edits import edit_settings
from disclosed.yaml_source import Source, Tree, parse_yaml
from disclosed.yaml_words import quoted, scalar, unspelt

DECISIONS = ("redact", "keep", UNDECIDED)
KEPT = "Kept by a person."
EDITOR = "editor"
_ORDER = tuple(ResponseFile.model_fields)
# The list of doubts, and the comments with which it is drafted.
_NO_DOUBTS: tuple[Edit, ...] = (
    TakeOutKey(DOUBTS.rstrip(":")),
    DropComments(re.compile("|".join(re.escape(line) for line in HOW) + r"\s*\Z")),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one doubt, and what they were told of it; `by` is who says it."""

    line: int
    words: str
    decision: str
    reason: str
    place: int  # the line of the `.yml` that holds it
    kind: Kind = "name"
    why: str = ""
    by: str = EDITOR


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter of the inbox, as its two files have it."""

    request: str
    stem: str
    file: str
    text: str
    settings: str


def answers_of(waiting: Waiting) -> tuple[tuple[Answer, ...], tuple[Finding, ...]]:
    """Read the answers of a waiting letter, and what is wrong with them."""
    source = parse_yaml(waiting.settings.encode(), waiting.file)
    tree = source.tree if isinstance(source.tree, dict) else {}
    listed = tree.get(DOUBTS.rstrip(":"), [])
    answers = tuple(_answers(listed if isinstance(listed, list) else [], source))
    return answers, (*source.problems, *(found for answer in answers for found in _problems(answer, waiting.file)))


def _answers(listed: Sequence[Tree], source: Source) -> Iterator[Answer]:
    for place, entry in enumerate(listed):
        if isinstance(entry, dict):
            line, words = str(entry.get("line", "")), unspelt(str(entry.get("words", "")))
            at = source.line((DOUBTS.rstrip(":"), place))
            number = int(line) if line.isascii() and line.isdigit() and len(line) < 8 else 0
            kind: Kind = next((one for one in KINDS if one == entry.get("kind")), "name")
            said = str(entry.get("decide", UNDECIDED)), str(entry.get("reason", ""))
            yield Answer(number, words, *said, at, kind, str(entry.get("why", "")), str(entry.get("by", "")) or EDITOR)


def _problems(answer: Answer, file: str) -> Iterator[Finding]:
    if answer.decision not in DECISIONS:
        remedy = nearest(answer.decision, DECISIONS) or "Write redact or keep."
        yield problem(file, answer.place, f"'decide' is '{answer.decision}'; it can be redact or keep.", remedy)
    if answer.decision == "keep" and not answer.reason:
        yield problem(file, answer.place, "It is kept without a reason.", "Add reason: and why it is no person's.")


def apply_answers(text: str, answers: Sequence[Answer]) -> str:
    """Redact what is to be redacted on its line, and the persons so named wherever else the letter plainly names them."""
    redacted = [Doubt(one.line, one.words, "", one.kind) for one in answers if one.decision == "redact"]
    text = hide(text, redacted)
    known = Known(persons_of(answers))
    found = [
        Personal("name", one.cell.span(one.start, one.end)) for one in known.find(Sheet(parse_letter(text.encode())))
    ]
    kept = kept_of(answers)
    lines = text.split("\n")
    plainly = {Personal("name", one.span) for one in found if (one.span.line, _words(lines, one)) not in kept}
    return redact(text, without_overlaps(plainly))


def redact_line(text: str, number: int) -> str:
    """Redact what is or may be personal data on one line of a letter, and leave the other lines to be decided.

    A person who is named there is redacted wherever else the letter plainly names them.
    """
    letter = parse_letter(text.encode())
    found = [data for data in search(letter, read_letter(letter).parts).found if data.span.line == number]
    return apply_answers(text, [Answer(number, words_of(letter, data), "redact", "", 0, data.kind) for data in found])


def redact_words(text: str, number: int, words: str, kind: Kind) -> str:
    """Redact words that a person points at on a line, and whoever they name wherever else the letter plainly names them.

    Raises LookupError where they do not stand there by themselves.
    """
    lines = text.split("\n")
    redacted = apply_answers(text, [Answer(number, words, "redact", "", 0, kind)])
    if not words or redacted.split("\n")[number - 1 : number] == lines[number - 1 : number]:
        raise LookupError(f"'{words}' does not stand on line {number} of the letter.", "Copy the words from the line.")
    return redacted


def _words(lines: Sequence[str], data: Personal) -> str:
    return lines[data.span.line - 1][data.span.first - 1 : data.span.last]


def kept_of(answers: Sequence[Answer]) -> frozenset[tuple[int, str]]:
    """Give the words that are not to be redacted, each with its line."""
    return frozenset((one.line, one.words) for one in answers if one.decision != "redact")


def persons_of(answers: Sequence[Answer]) -> tuple[Person, ...]:
    """Give the persons whom a person has said are to be redacted."""
    runs = (named_run(one.words) for one in answers if one.decision == "redact" and one.kind == "name")
    return tuple(person for run in runs if run and (person := person_of(run)))


def left_to_decide(text: str, doubts: Sequence[Doubt], answers: Sequence[Answer]) -> tuple[Doubt, ...]:
    """Give the doubts that no answer keeps: an answer keeps its words on its line, or on the first they have moved to."""
    lines = text.split("\n")
    kept = {(one.line, one.words) for one in answers if one.decision == "keep"}
    moved = {
        one.words
        for one in answers
        if one.decision == "keep" and not (0 < one.line <= len(lines) and one.words in lines[one.line - 1])
    }
    left: list[Doubt] = []
    for doubt in doubts:
        if doubt.words in moved and (doubt.line, doubt.words) not in kept:
            moved.discard(doubt.words)
        elif (doubt.line, doubt.words) not in kept:
            left.append(doubt)
    return tuple(left)


def settings_to_file(waiting: Waiting, cleaned: Cleaned, answers: Sequence[Answer]) -> str:
    """Turn the inbox's `.yml` into the one that is filed: the doubts go, and what is kept is settled where the build asks.

    Raises UserError where the file is written so that a change in it would mean something else.
    """
    reasons = {one.words: (one.reason, one.by) for one in answers if one.decision == "keep"}
    asked = {doubt.line: reasons.get(doubt.words, (KEPT, EDITOR)) for doubt in reversed(cleaned.doubts)}
    known = Known(cleaned.persons)
    settled = Append("settled", tuple(_settled(number, *said) for number, said in sorted(asked.items())))
    edits: list[Edit] = [*_NO_DOUBTS, PutAll(lambda text: known.without(text, A_NAME))]
    edits += [settled] if asked else []
    return edit_settings(waiting.settings.encode(), edits, waiting.file, _ORDER).decode()


def settings_to_wait(waiting: Waiting, text: str, left: Sequence[Doubt], answers: Sequence[Answer]) -> str:
    """Rewrite the list of doubts after answers that brought up more: what is kept stays, what is new is undecided."""
    before = edit_settings(waiting.settings.encode(), _NO_DOUBTS, waiting.file, _ORDER).decode()
    kept = [one for one in answers if one.decision == "keep"]
    listed = [Doubt(one.line, one.words, KEPT, one.kind) for one in kept]
    block = list(doubts_block([*listed, *left], text))
    places = [place for place, line in enumerate(block) if line.strip() == f"decide: {UNDECIDED}"]
    for place, one in zip(reversed(places[: len(kept)]), reversed(kept), strict=True):
        said = [f"    reason: {quoted(one.reason)}"]
        said += [f"    by: {scalar(one.by)}"] if one.by != EDITOR else []
        block[place : place + 1] = ["    decide: keep", *said]
    return "\n".join([before.rstrip("\n"), *block]) + "\n"


def _settled(line: int, reason: str, by: str) -> Pairs:
    return (("finding", "personal_data"), ("line", str(line)), ("reason", reason), ("by", by))
