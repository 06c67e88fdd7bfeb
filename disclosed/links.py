"""Where everything stands on the site: one function a page, and the way from one page to another.

Links are relative and name their file, so that a copy of the site works under any path and from a folder. A place in
a letter keeps its address for ever: `requests/<request>/<response>/index.html#L44C1` (docs/design.md §6).
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from disclosed.rows import FigureRow

NOT_IN_ANCHOR = re.compile(r"[^a-z0-9]+")
WRITTEN = frozenset("LMN")  # letters, their marks and numbers, by Unicode's categories

HOME = "index.html"
REQUESTS = "requests/index.html"
DATA = "data/index.html"
CHANGES = "data/changes/index.html"
WITHHELD = "withheld/index.html"
CHECKS = "checks/index.html"
NOT_FOUND = "404.html"
STYLESHEET = "static/site.css"
PACKAGE_FILE = "datapackage.json"
PACKAGE_ZIP = "data/datapackage.zip"
FEED = "feed.xml"
MANIFEST = "SHA256SUMS"


def slug(words: str) -> str:
    """Make a name for an address from words: lower-case ASCII letters and digits, parted by hyphens.

    Accents are left out; words with letters that ASCII has no likeness of end with a few digits that stand for them all, so
    that words which differ in more than case, accents and punctuation never share an address.
    """
    folded = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    name = NOT_IN_ANCHOR.sub("-", bare).strip("-")
    if any(sign.isalnum() and not sign.isascii() for sign in bare):
        signs = (sign if unicodedata.category(sign)[0] in WRITTEN else " " for sign in folded)
        name = f"{name}-{_digits(' '.join(''.join(signs).split()))}".strip("-")
    return name or "other"


def _slugs(name: str) -> str:
    """Make a name of several parts, whose `/` stays another sign than the hyphens in them."""
    return "_".join(map(slug, name.split("/")))


def _digits(words: str) -> str:
    return blake2b(words.encode(), digest_size=4).hexdigest()


def request_page(request: str) -> str:
    """Give the page of a request."""
    return f"requests/{request}/index.html"


def request_zip(request: str) -> str:
    """Give the zip of a request's own tables."""
    return f"requests/{request}/{request}.zip"


def letter_page(response: str) -> str:
    """Give the page of a letter; a response is named `<request>/<stem>`."""
    return f"requests/{response}/index.html"


def letter_text(response: str) -> str:
    """Give the letter's text as a file."""
    return f"requests/{response}/{response.rsplit('/', 1)[-1]}.txt"


def authority_page(authority: str) -> str:
    """Give the page of an authority."""
    return f"authorities/{authority}/index.html"


def topic_page(topic: str) -> str:
    """Give the page of a topic."""
    return f"topics/{slug(topic)}/index.html"


def resource_page(resource: str) -> str:
    """Give the page of a resource of the package."""
    return f"data/{resource}/index.html"


def resource_file(resource: str) -> str:
    """Give the CSV of a resource, at the path that datapackage.json names."""
    return f"data/{resource}.csv"


def question_file(request: str, table: str) -> str:
    """Give the CSV of a table that the site makes for a request that declares none."""
    return f"requests/{request}/{table}.csv"


def chart_file(drawing: str, extension: str) -> str:
    """Give the download of a chart."""
    return f"charts/{drawing}.{extension}"


def card_file(request: str) -> str:
    """Give the picture that other sites show beside a link to the request."""
    return f"charts/{request}-card.png"


def turned(path: str, leaf: int) -> str:
    """Give the path of a list's leaf: the first is the list's own page, the next `page-2/`."""
    return path if leaf == 1 else path.replace("index.html", f"page-{leaf}/index.html")


def question_anchor(question: str) -> str:
    """Name a question on its letter's page: `3e.i` is `question-3e-i`; a second `1`, `1~2`, is `question-1_2`."""
    return "question-" + "_".join(slug(part) for part in question.split("~"))


def ledger_anchor(response: str) -> str:
    """Name a letter's part of the ledger."""
    return "letter-" + _slugs(response)


def release_anchor(version: str) -> str:
    """Name a release among the changes: `version-1-1-0`."""
    return "version-" + slug(version)


def check_anchor(check: str) -> str:
    """Name a comparison in the ledger: its letter, its statement and its place among the comparisons."""
    return "check-" + _slugs(check)


def calculated_anchor(table: int, derived: str) -> str:
    """Name a calculated number in a table of its request's page, the same whatever stands around it."""
    return f"table-{table}-{_digits(derived)}"


def place_anchor(figure: FigureRow) -> str:
    """Name a figure's place on its letter's page: `L44C1`."""
    return f"L{figure.line}C{figure.column_from}"


def figure_place(figure: FigureRow) -> str:
    """Give the permanent address of a figure within the site."""
    return f"{letter_page(figure.response)}#{place_anchor(figure)}"


def line_place(response: str, line: int) -> str:
    """Give the address of a line of a letter within the site."""
    return f"{letter_page(response)}#L{line}"


def relative(page: str, target: str) -> str:
    """Lead from one page to a file of the site, `#fragment` kept; a fragment alone on the page itself."""
    path, mark, fragment = target.partition("#")
    if path == page and mark:
        return mark + fragment
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) + mark + fragment


def root_of(page: str) -> str:
    """Lead from a page to the site's root, with a final slash; '' at the root itself."""
    return "../" * page.count("/")
