"""How words about a person that are taken out are written: `[redacted: name]` in a letter's text, `[redacted]` in a message."""

from __future__ import annotations

import re

REDACTED = "[redacted]"
TOKEN = re.compile(r"\[redacted(?:: (?P<kind>[a-z -]{1,40}))?\]")
BEGINS = "[redacted"  # what a text without any does not hold


def redaction(kind: str) -> str:
    """Write what stands for words of a kind: `[redacted: telephone]`."""
    return f"[redacted: {kind}]"
