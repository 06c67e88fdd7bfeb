"""A saved message (.eml) to text: its subject, date and sender, its body, and the letters attached to it.

Body and attachments are documents of one response, one after another, each begun by a file separator (plain.py). Who received the message is
left out: that is the requester. An attachment that cannot be read does not stop the others, and is reported.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import Any

from disclosed.findings import UserError
from disclosed.months import MONTHS
from disclosed.readers.files import read_file
from disclosed.readers.html import read_html
from disclosed.readers.plain import DOCUMENT_BEGIN, PAGE_END, Extract, join_pages, refuse
from disclosed.readers.text import decode_as, read_text

MAX_ATTACHMENTS = 50
MAX_DEPTH = 3  # messages attached to messages
MAX_NESTED = 20  # parts within parts of one message
_KNOWN = ("from", "to", "subject", "date", "mime-version", "content-type", "message-id", "received")
_ALONE = "Add the letters in it one by one."
_NESTED = "The message holds parts within parts, more than can be read."
# What is attached and holds no letter, by how its kind begins.
_NO_LETTER = (
    ("image/", "a picture, whose text is not read"),
    ("audio/", "a recording, which is not read"),
    ("video/", "a recording, which is not read"),
    ("text/calendar", "an entry of a calendar, which is not read"),
    ("text/vcard", "a card of somebody's addresses, which is not read"),
    ("application/pgp-signature", "a signature of a program"),
    ("application/pkcs7-signature", "a signature of a program"),
    ("application/x-pkcs7-signature", "a signature of a program"),
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a message's parts: what was left out, and what a person has to compare."""

    left_out: list[str]
    compare: list[str]


def read_mail(data: bytes) -> Extract:
    """Read a message; programs put a byte-order mark or empty lines before its head."""
    told = _Told([], [])
    try:
        message = message_from_bytes(data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"), policy=policy.default)
        if not isinstance(message, EmailMessage) or not any(_header(message, name) for name in _KNOWN):
            refuse("This is no message.", "Save it from the mail program as .eml.")
        documents = _read(message, 0, told)
    except RecursionError:  # the library calls itself for each part in a part
        refuse(_NESTED, _ALONE)
    return Extract(join_documents(documents), tuple(told.left_out), tuple(told.compare))


def join_documents(documents: list[str]) -> str:
    """Join documents of one response: each but the first begins with a file separator."""
    kept = [text for each in documents if (text := each.strip(f"\n{PAGE_END}"))]
    return join_pages([f"{DOCUMENT_BEGIN}{text}" if place else text for place, text in enumerate(kept)])


def _read(message: EmailMessage, depth: int, told: _Told) -> list[str]:
    """Read a message's documents: itself with all text that stands in it, then what is attached."""
    parts = list(_leaves(message, 0, told))
    body = [part for part in parts if _is_inline_text(part)]
    documents = ["\n".join([*_head(message), "", *(line for part in body for line in _text_lines(part, told))])]
    attached = [part for part in parts if not _is_inline_text(part)]
    if len(attached) > MAX_ATTACHMENTS:
        refuse(f"The message has more than {MAX_ATTACHMENTS} attachments.", _ALONE)
    for number, part in enumerate(attached, start=1):
        documents += _attached(part, f"attachment {number}", told, depth)
    return documents


def _leaves(part: Any, depth: int, told: _Told) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, in order; of parts that say the same, the richest one that can be read.

    Mail programs nest them as they like: a letter attached between two halves of a text, a text under a gateway's footer,
    a message that is nothing but its letter. A broken message may have parts that are no messages. What is attached within
    an alternative is read whichever is the richest.
    """
    if depth > MAX_NESTED:
        refuse(_NESTED, _ALONE)
    if not isinstance(part, EmailMessage):
        told.compare.append("a part of the message is broken and is not read: look into it")
        return
    inner = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(inner, list):
        yield part
        return
    within = [list(_leaves(each, depth + 1, told)) for each in inner]
    if part.get_content_type() == "multipart/alternative" and within:
        richest = max(within, key=_richness)
        within = [leaves if leaves is richest else [leaf for leaf in leaves if _is_attached(leaf)] for leaves in within]
    yield from (leaf for leaves in within for leaf in leaves)


def _richness(leaves: Sequence[EmailMessage]) -> int:
    """Rank an alternative: HTML keeps tables, and what is no text cannot be read as one."""
    kinds = {leaf.get_content_type() for leaf in leaves}
    return 2 if "text/html" in kinds else 1 if "text/plain" in kinds else 0


def _is_inline_text(part: EmailMessage) -> bool:
    return part.get_content_type() in {"text/plain", "text/html"} and not _is_attached(part)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _head(message: EmailMessage) -> Iterator[str]:
    """Yield the lines of a message's head that a letter has too."""
    sender = _header(message, "from").partition("<")[0].strip(' "')
    if sender and "@" not in sender:
        yield sender
    date = _date(message)
    if date:
        yield f"Date: {date}"
    if subject := _header(message, "subject"):
        yield f"Subject: {subject}"


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except (ValueError, IndexError, AttributeError, TypeError, MessageError):
        return ""  # the library's own parser fails on some broken heads


def _date(message: EmailMessage) -> str:
    """Write the day on which a message was sent, where it was sent."""
    try:
        header = message.get("date")
        sent = getattr(header, "datetime", None)
    except (ValueError, IndexError, AttributeError, TypeError, OverflowError, MessageError):
        return ""
    return f"{sent.day} {MONTHS[sent.month - 1]} {sent.year}" if isinstance(sent, datetime) else ""


def _text_lines(part: EmailMessage, told: _Told) -> list[str]:
    """Read a text of the message itself."""
    html = part.get_content_type() == "text/html"
    data = _bytes(part)
    if not data.strip():
        return []
    extract = read_html(data) if html else read_text(_unflowed(part, data))
    told.left_out.extend(extract.left_out)
    told.compare.extend(extract.compare)
    return extract.text.rstrip("\n").split("\n")


def _unflowed(part: EmailMessage, data: bytes) -> bytes:
    """Join the lines that a mail program broke (RFC 3676): a line that ends with a space goes on in the next."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return data
    end = 1 if str(part.get_param("delsp", "")).lower() == "yes" else 0
    made: list[str] = []
    goes_on = False
    for line in data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"):
        text = line.removeprefix(" ")
        if goes_on and not text.startswith(">"):
            made[-1] = made[-1][: len(made[-1]) - end] + text
        else:
            made.append(text)
        goes_on = text.endswith(" ") and text != "-- "
    return "\n".join(made).encode()


def _bytes(part: EmailMessage) -> bytes:
    """Give a part's content as bytes, text as UTF-8."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() if part.get_content_maintype() == "text" else None
    return decode_as(data, charset).encode("utf-8", "replace") if charset and not _is_utf8(data) else data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _attached(part: EmailMessage, name: str, told: _Told, depth: int) -> list[str]:
    """Read an attachment; [] where it is none that holds a letter."""
    kind = part.get_content_type()
    if words := next((words for begins, words in _NO_LETTER if kind.startswith(begins)), ""):
        told.left_out.append(f"{name}: {words}")
        return []
    if kind == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        if not isinstance(inner, EmailMessage) or depth >= MAX_DEPTH:
            told.compare.append(f"{name} is a message that is not read: look into it")
            return []
        return _read(inner, depth + 1, told)
    return _document(part, name, told)


def _document(part: EmailMessage, name: str, told: _Told) -> list[str]:
    """Read an attached file by its own reader; its name may hold a name and is not repeated."""
    suffix = str(part.get_filename() or "").rpartition(".")[2].lower()[:5]
    try:
        extract = read_file(f"attachment.{suffix}", _bytes(part))
    except UserError as error:
        told.left_out.append(f"{name}: {error.findings[0].message} {error.findings[0].remedy}")
        told.compare.append(f"{name} is not read: look into it")
        return []
    told.left_out.extend(f"{name}: {words}" for words in extract.left_out)
    told.compare.extend(f"{name}: {words}" for words in extract.compare)
    return [extract.text]
