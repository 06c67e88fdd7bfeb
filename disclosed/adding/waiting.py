"""A letter in the inbox: its text, and the `.yml` in which a person answers each doubt about personal data.

`inbox/<request>/<response>.txt` and `.yml` are laid out as in `content/requests/`, and git ignores them. The next `add`
takes the answers: what is to be redacted is redacted, what is kept is settled with its reason, and the letter is filed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosed.adding.doubts import REDACTED
from disclosed.adding.drafting import DOUBTS, UNDECIDED
from disclosed.findings import nearest, problem
from disclosed.model import Finding
from disclosed.reading.lines import parse_letter
from disclosed.reading.privacy import find_personal_data
from disclosed.yaml_source import Source, Tree, parse_yaml

DECISIONS = ("redact", "keep", UNDECIDED)
_TOP = re.compile(r"^[^\s#-]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one doubt."""

    line: int
    words: str
    decision: str
    reason: str
    place: int  # the line of the `.yml` that holds it


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
            line, words = str(entry.get("line", "")), str(entry.get("words", ""))
            at = source.line((DOUBTS.rstrip(":"), place))
            number = int(line) if line.isascii() and line.isdigit() and len(line) < 8 else 0
            yield Answer(number, words, str(entry.get("decide", UNDECIDED)), str(entry.get("reason", "")), at)


def _problems(answer: Answer, file: str) -> Iterator[Finding]:
    if answer.decision not in DECISIONS:
        remedy = nearest(answer.decision, DECISIONS) or "Write redact or keep."
        yield problem(file, answer.place, f"'decide' is '{answer.decision}'; it can be redact or keep.", remedy)
    if answer.decision == "keep" and not answer.reason:
        yield problem(file, answer.place, "It is kept without a reason.", "Add reason: and why it is no person's.")


def apply_answers(text: str, answers: Sequence[Answer]) -> str:
    """Redact what is to be redacted, wherever it stands on its line."""
    lines = text.split("\n")
    for answer in answers:
        if answer.decision == "redact" and answer.words and 0 < answer.line <= len(lines):
            lines[answer.line - 1] = lines[answer.line - 1].replace(answer.words, f"{REDACTED}name]")
    return "\n".join(lines)


def kept_words(answers: Sequence[Answer]) -> frozenset[str]:
    """Give the words that a person keeps; where a text was edited, their lines have moved."""
    return frozenset(answer.words for answer in answers if answer.decision == "keep")


def settings_to_file(settings: str, text: str, answers: Sequence[Answer]) -> str:
    """Turn the inbox's `.yml` into the one that is filed: the doubts go, and what is kept is settled where the build asks."""
    found = {(data.span.line) for data in find_personal_data(parse_letter(text.encode()))}
    kept = {answer.line: answer.reason for answer in answers if answer.decision == "keep" and answer.line in found}
    lines = _without_doubts(settings)
    if not kept:
        return "\n".join(lines) + "\n"
    entries = [line for number, reason in sorted(kept.items()) for line in _settled(number, reason)]
    if "settled:" in lines:
        place = lines.index("settled:") + 1
        return "\n".join([*lines[:place], *entries, *lines[place:]]) + "\n"
    return "\n".join([*lines, "settled:", *entries]) + "\n"


def _settled(line: int, reason: str) -> list[str]:
    words = json.dumps(reason, ensure_ascii=False)
    return ["  - finding: personal_data", f"    line: {line}", f"    reason: {words}", "    by: editor"]


def _without_doubts(settings: str) -> list[str]:
    """Leave out the block `doubts:` with the comments that lead to it; what a person wrote after it stays."""
    kept: list[str] = []
    inside = False
    for line in settings.rstrip("\n").split("\n"):
        if line.startswith(DOUBTS):
            inside = True
            while kept and kept[-1].startswith("# ") and ("personal data" in kept[-1] or "build.py add" in kept[-1]):
                kept.pop()
        elif inside and _TOP.match(line):
            inside = False
        if not inside:
            kept.append(line)
    return kept
