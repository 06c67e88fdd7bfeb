"""Words of refusal that count: rows such as `Refused: 141`, and `7 were refused as vexatious` where that is what was asked.

A letter about applications, appeals or requests has its own refusals to tell, and refuses nothing by it.
"""

from __future__ import annotations

import re

from disclosed.reading.values import NUMBER_WORDS

_NUMBER = (
    rf"(?:[£<]?\d[\d,.]*%?|{'|'.join(sorted((*NUMBER_WORDS, 'nil', 'none', 'no', 'several'), key=len, reverse=True))})"
)
# A short line that ends in a number, after a sign or a space, and cites nothing.
_ROW = re.compile(
    rf"[\W\d]*[a-z](?:(?!\b(?:section|sections|regulation|regulations|s|reg|article|under|of|by|the|limit|act|exceeds?|is|are|be|we|hours)\b)[a-z' /,&-]){{0,60}}"
    rf"(?:[:=|-]|\s|\()\s*{_NUMBER}(?:\s*\(\d[\d.]* ?%\))?[\s.;,)]*"
)
_REFUSAL = re.compile(r"\b(?:refus|reject|declin|withh[eo]ld|exempt|vexatious|turned down|redact|neither confirm)")
_COUNTS = re.compile(r"\b(?:how many|(?<!the )numbers?|proportion|percentage|how often|count)\b")
_COUNTED = re.compile(
    rf"\W*(?:(?:in|during|for|of|by) [^,]{{1,40}}, )?(?:there (?:were|was) |a total of |only |about |around )*{_NUMBER}(?: (?!(?:document|page|file|record|name|e-?mail)s?\b)[a-z]+){{0,4}} "
    r"(?:were|was|are|is|have been|has been|had been)\b"
)


def is_row(line: str) -> bool:
    """Whether a folded line is a row of a table or list: words, and a number that they count."""
    return _ROW.fullmatch(line) is not None


def without_rows(text: str) -> str:
    """Give folded lines without the rows among them."""
    return "\n".join("" if is_row(line) else line for line in text.split("\n"))


def asks_of_refusals(question: str) -> bool:
    """Whether a folded question asks how many were refused: `How many were refused as vexatious?`."""
    return _COUNTS.search(question) is not None and _REFUSAL.search(question) is not None


def counts_refused(sentence: str) -> bool:
    """Whether a folded sentence begins by counting what was refused: `7 were refused as vexatious under section 14`."""
    return _COUNTED.match(sentence) is not None
