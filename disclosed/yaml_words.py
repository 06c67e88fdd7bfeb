"""Texts as a settings file can hold them: a scalar on one line, and a comment that does not run over into a setting.

What a letter prints is foreign: it may hold signs that end a line of YAML though they show nothing (U+0085, U+2028, U+2029), and
signs that no settings file may hold (UNSHOWN), since yaml_source.py refuses them however they are written.
"""

from __future__ import annotations

import json
import re

# Characters that no page, feed or picture can hold (XML 1.0 §2.2), and those that show text in another order than it
# stands in (Unicode TR 36): a reviewer would read other words than the site prints.
UNSHOWN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# A scalar that YAML reads as the same text without quotes, and that no person could take for something else.
_PLAIN = re.compile(r"[A-Za-z(][A-Za-z0-9 _.,?()'/’£%-]*[A-Za-z0-9.?)%]\Z|[A-Za-z0-9]\Z|\d{4}-\d\d-\d\d\Z")
# JSON leaves these as they are, and YAML takes them for the end of a line or of the file's own mark.
_BREAKS = str.maketrans({"\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"})
_LINE_ENDS = re.compile("[\r\n\x85\u2028\u2029\ufeff]")
_LIKE_SPELT = re.compile(r"\\(?=u[0-9a-f]{4})")
_SPELT = re.compile(r"\\u([0-9a-f]{4})")


def scalar(text: str) -> str:
    """Write a text as a YAML scalar that is read as the same text; characters that no settings file may hold are left out."""
    return text if _PLAIN.match(text) and ": " not in text else quoted(text)


def quoted(text: str) -> str:
    """Write a text between quotation marks."""
    return json.dumps(UNSHOWN.sub("", text), ensure_ascii=False).translate(_BREAKS)


def remark(text: str) -> str:
    """Write a text so that it stays on its line behind a `#`."""
    return _LINE_ENDS.sub(" ", UNSHOWN.sub(" ", text))


def spelt(text: str) -> str:
    r"""Spell out characters that no settings file may hold, `\u202a`: a person sees them, and `unspelt` gives the text again."""
    return UNSHOWN.sub(_spelling, _LIKE_SPELT.sub(_spelling, text))


def _spelling(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def unspelt(text: str) -> str:
    """Give a text whose characters were spelt out."""
    return _SPELT.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return sign if sign == "\\" or UNSHOWN.match(sign) else found[0]
