"""A saved message (.eml) to text: its subject, date and sender, its body, and the letters attached to it.

Body and attachments are documents of one response, one after another, each begun by a file separator (plain.py). Who received the message is
left out: that is the requester. An attachment that cannot be read does not stop the others, and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from disclosed.findings import UserError
from disclosed.readers.files import read_file
from disclosed.readers.html import read_html
from disclosed.readers.plain import DOCUMENT_BEGIN, PAGE_END, Extract, join_pages, refuse
from disclosed.readers.text import read_text
from disclosed.settling.periods import MONTHS

MAX_ATTACHMENTS = 50
MAX_DEPTH = 3  # messages attached to messages
_PICTURES = ("image/",)
_NOT_TEXT = (
    "audio/",
    "video/",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "text/calendar",
    "text/vcard",
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a message's parts: what was left out, and what a person has to compare."""

    left_out: list[str]
    compare: list[str]


def read_mail(data: bytes) -> Extract:
    """Read a message."""
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        refuse("This is no message.", "Save it from the mail program as .eml.")
    compare: list[str] = []
    documents, left_out = _read(message, 0, compare)
    return Extract(join_documents(documents), tuple(left_out), tuple(compare))


def join_documents(documents: list[str]) -> str:
    """Join documents of one response: each but the first begins with a file separator."""
    kept = [text for each in documents if (text := each.strip(f"\n{PAGE_END}"))]
    return join_pages([f"{DOCUMENT_BEGIN}{text}" if place else text for place, text in enumerate(kept)])


def _read(message: EmailMessage, depth: int, compare: list[str]) -> tuple[list[str], list[str]]:
    """Read a message's documents, and say what was left out."""
    left_out: list[str] = []
    documents = ["\n".join([*_head(message), "", *_body(message, left_out)])]
    for number, part in enumerate(_attachments(message), start=1):
        if number > MAX_ATTACHMENTS:
            refuse(f"The message has more than {MAX_ATTACHMENTS} attachments.", "Add the letters in it one by one.")
        documents += _attached(part, f"attachment {number}", _Told(left_out, compare), depth)
    return documents, left_out


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield what is attached; a broken message may have parts that are no messages."""
    try:
        yield from (part for part in message.iter_attachments() if isinstance(part, EmailMessage))
    except (AttributeError, TypeError, KeyError, MessageError):
        return


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


def _body(message: EmailMessage, left_out: list[str]) -> list[str]:
    """Read the body: as HTML where there is some, since that keeps tables."""
    try:
        body = message.get_body(("html", "plain"))
        data = _bytes(body) if isinstance(body, EmailMessage) else b""
        html = isinstance(body, EmailMessage) and body.get_content_type() == "text/html"
        extract = (read_html if html else read_text)(data) if data.strip() else Extract("")
    except (AttributeError, TypeError, KeyError, MessageError):
        return []
    left_out += extract.left_out
    return extract.text.rstrip("\n").split("\n")


def _bytes(part: EmailMessage) -> bytes:
    """Give a part's content as bytes, text as UTF-8."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() if part.get_content_maintype() == "text" else None
    if not charset:
        return data
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data


def _attached(part: EmailMessage, name: str, told: _Told, depth: int) -> list[str]:
    """Read an attachment; [] where it is none that holds a letter."""
    kind = part.get_content_type()
    if kind.startswith(_PICTURES):
        told.left_out.append(f"{name}: a picture, whose text is not read")
        return []
    if kind.startswith(_NOT_TEXT):
        return []
    if kind == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        if not isinstance(inner, EmailMessage) or depth >= MAX_DEPTH:
            told.left_out.append(f"{name}: a message that is not read")
            return []
        documents, more = _read(inner, depth + 1, told.compare)
        told.left_out.extend(more)
        return documents
    return _document(part, name, told)


def _document(part: EmailMessage, name: str, told: _Told) -> list[str]:
    """Read an attached file by its own reader; its name may hold a name and is not repeated."""
    suffix = str(part.get_filename() or "").rpartition(".")[2].lower()[:5]
    try:
        extract = read_file(f"attachment.{suffix}", _bytes(part))
    except UserError as error:
        told.left_out.append(f"{name}: {error.findings[0].message} {error.findings[0].remedy}")
        return []
    told.left_out.extend(f"{name}: {words}" for words in extract.left_out)
    told.compare.extend(f"{name}: {words}" for words in extract.compare)
    return [extract.text]
