"""Letters under review, made by hand or on disk, for every test of the preview."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from disclosed.model import Reading
from disclosed.reading.reading import OtherReading
from disclosed.serving.pages import common_of
from disclosed.serving.review_page import ReviewPage
from disclosed.serving.review_views import Quoted, ReviewView, Wait, Words
from disclosed.serving.reviewing import Reviewed, review
from disclosed.settling.content import PLAIN_SITE
from disclosed.settling.settings import Authority
from disclosed.settling.sources import Content
from disclosed.yaml_source import Source
from tests.making import make_letter, make_request

DRAFT = "state: draft\npublished: 2026-11-22\n"
SITE = """title: Answers
publisher:
  name: A. Volunteer
  kind: independent
contact: editor@example.org
version: 1.0.0
released: 2026-11-22
"""
LETTER = """Northtown Borough Council

Reference: FOI 77

1. How many notices were issued in 2023?

There were 12, not the 5 that the press had.

2. How many skips are there?

Large: 40
Small: 3

You may re-use the information under the Open Government Licence v3.0.
"""
PLACE = "content/requests/bins"


def content_of(yml: str, front: str = "title: Bins\n") -> Content:
    """Make a content folder in memory, of one letter whose reading a test gives."""
    letter = make_letter(yml)
    authorities = {"northtown": Authority(name="Northtown Borough Council")}
    return Content(PLAIN_SITE, Source("content/site.yml"), authorities, (make_request(front, letter),))


def reviewed_of(reading: Reading, yml: str = DRAFT, front: str = "title: Bins\n") -> Reviewed:
    """Review a letter with a given reading."""
    made = review(content_of(yml, front), "northtown", lambda _: reading)
    assert made is not None
    return made


def view_of(
    reading: Reading,
    yml: str = DRAFT,
    *,
    front: str = "title: Bins\n",
    others: tuple[OtherReading, ...] = (),
    at: str = "",
) -> ReviewView:
    """Plan the page of a letter with a given reading."""
    common = common_of("/review/bins/northtown/", (("key", "k"), ("seen", "s")), "editor")
    return ReviewPage(reviewed_of(reading, yml, front), others, yml, common, "s", at).view()


def said(words: Words) -> str:
    """Give running text without its styles."""
    return "".join(piece.text for piece in words)


def doubtful(lines: tuple[Quoted, ...]) -> list[str]:
    """List what is marked as in doubt."""
    return [piece.text for line in lines for piece in line.words if piece.style == "doubt"]


def buttons(wait: Wait | None) -> list[str]:
    """List what the buttons of something that waits say."""
    return [way.button for way in wait.ways] if wait else []


def write_project(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a project's files, beside a site.yml; those that hold their text already are left alone."""
    for name, text in {"content/site.yml": SITE, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_text(text, "utf-8", newline="")
    return folder
