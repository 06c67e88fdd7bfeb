"""Persons in the heads of messages: senders and receivers, one to a field or all on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from disclosed.privacy.bodies import Bodies
from disclosed.privacy.cells import Cell
from disclosed.privacy.named import Named
from disclosed.privacy.names import Run, Weight, run_at
from disclosed.privacy.persons import LABELLED, MOST_SMALL, is_small_name, persons_from, reversed_name, word_from
from disclosed.privacy.sheet import FIELD as _MAIL
from disclosed.privacy.sheet import Sheet

_MOST_FIELDS = 12  # fields of a message's head on one line
_MAIL_BESIDE = re.compile(r"(?<!\S)(?:sent|date|subject|cc|bcc) ?:|<[^<>@ ]+@[^<>@ ]+>|\[mailto:", re.IGNORECASE)
_MAIL_ENDS = re.compile(r"(?<!\S)(?:sent|date|subject|from|to|cc|bcc|attachments|importance) ?:", re.IGNORECASE)
_DATED = re.compile(r"(?:date|subject):", re.IGNORECASE)


def find_correspondents(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find who sent and who received the messages of a letter."""
    for cell in sheet.each():
        if ":" in cell.text or "cc" in cell.text[:4].casefold():
            yield from _in_mail_head(cell, sheet, bodies)
    yield from _senders(sheet, bodies)


def _in_mail_head(cell: Cell, sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find senders and receivers: "Cc: Marsh, Jane; Dennis T"."""
    if not _MAIL.match(cell.text) or (sheet.in_answer(cell.line) and not _is_message(cell, sheet)):
        return
    for label in islice(_MAIL.finditer(cell.text), _MOST_FIELDS):
        ends = _MAIL_ENDS.search(cell.text, label.end())
        whole = sheet.words(cell)
        words = list(whole[word_from(whole, label.end()) : word_from(whole, ends.start()) if ends else None])
        if ends and words:
            words[-1] = words[-1]._replace(gap="")
        if words and is_small_name(words[:MOST_SMALL]) and len(words) <= MOST_SMALL and _is_message(cell, sheet):
            yield Named(cell, Run(tuple(words), Weight.POSSIBLE), "other", LABELLED)
        for run in persons_from(words, 0, listed=True):
            if not bodies.knows(run) and run.weight >= Weight.POSSIBLE:
                sends = label["label"].casefold() in ("from", "sent by")
                yield Named(cell, run, "officer" if sends else "addressee")
            elif run.weight == Weight.WEAK and not bodies.knows(run) and _is_message(cell, sheet):
                yield Named(cell, run, "other", LABELLED)


def _is_message(cell: Cell, sheet: Sheet) -> bool:
    """Whether a line stands in the head of a message: a sender, a day or a subject stands beside it."""
    near = [one for row in sheet.cells[max(cell.line - 4, 0) : cell.line + 4] for one in row]
    return any(_MAIL_BESIDE.search(one.text) for one in near)


def _senders(sheet: Sheet, bodies: Bodies) -> Iterator[Named]:
    """Find who sent a message: the first line of its text, over its date (readers/mail.py)."""
    for line, row in enumerate(sheet.cells, start=1):
        opens = line == 1 or sheet.letter.lines[line - 1].document != sheet.letter.lines[line - 2].document
        beneath = sheet.right_beneath(row[0]) if opens and len(row) == 1 else None
        if beneath and _DATED.match(beneath.text):
            words = sheet.words(row[0])
            run = run_at(words, 0) if words else None
            run = (reversed_name(words, 0, run) or run) if run else None
            if run and run.weight >= Weight.WEAK and not bodies.knows(run):
                yield Named(row[0], run, "other")
