"""What a page of the site gets while it is served: a strip that says it is a preview, and the script that loads it anew.

Put into the HTML on its way out and never written. Both are files of the server's own, which the page's policy lets in as it
stands, so that a page is tried under the very policy it will have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from disclosed.publishing.views import Link

BODY = re.compile(rb"<body[^>]*>(?:\s*<a class=\"skip\"[^>]*>[^<]*</a>)?", re.IGNORECASE)
HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above a page: words about its state, and ways to the review; `state` counts the states of the preview."""

    words: str
    links: Sequence[Link]
    state: int
    stopped: bool = False


def inject(html: bytes, strip: Strip) -> bytes:
    """Put the strip and the script into a page; one without a head or a body gets them at its beginning."""
    head = f'<link rel="stylesheet" href="/-/serve.css">{script(strip.state)}'.encode()
    bar = _bar(strip).encode()
    html, placed = HEAD_END.subn(lambda found: head + found[0], html, count=1)
    html, opened = BODY.subn(lambda found: found[0] + bar, html, count=1)
    return (b"" if placed else head) + (b"" if opened else bar) + html


def script(state: int) -> str:
    """Write the element that waits for the next state."""
    return f'<script src="/-/live.js" data-state="{state}" defer></script>'


def _bar(strip: Strip) -> str:
    links = "".join(f' <a href="{escape(link.href)}">{escape(link.text)}</a>' for link in strip.links)
    stopped = " preview-stopped" if strip.stopped else ""
    return (
        f'<aside class="preview{stopped}" aria-label="Preview"><p><strong>Preview.</strong> '
        f"{escape(strip.words)}{links}</p></aside>"
    )
