"""Signs of symbol fonts to the characters that the page shows: `≤`, `✓`, `•`.

Word, OpenDocument and PDF keep them as private characters (U+F020 to U+F0FF), whose meaning is their font's: U+F0A3 is `≤` in
Symbol and an empty box in Wingdings 2. Left as they are they cannot be seen, and a count "≤5" would read as 5. The tables
are Adobe's Symbol encoding and, of Wingdings, what letters use: ticks, crosses, boxes, bullets, arrows.
"""

from __future__ import annotations

import re

from disclosed.readers.plain import counted

UNKNOWN = "▯"  # a sign whose font is not known here: shown as such, and told
FIRST, LAST = 0xF020, 0xF0FF
_SYMBOL = dict(
    zip(
        (*range(0x20, 0x7F), *range(0xA0, 0xE6), 0xF1, 0xF2),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑〉∫",
        strict=True,
    )
)
_WINGDINGS = {0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●", 0xA3: "☐"}
_FONTS = (("wingdings2", _WINGDINGS_2), ("wingdings", _WINGDINGS), ("symbol", _SYMBOL))
# What needs no font: programs set lists with them, and nothing else.
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF02D: "−", 0xF0FC: "✓", 0xF0FE: "☑"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ODD = re.compile(r"[\s_-]+")


def symbol(code: int, font: str) -> str:
    """Give the character that a symbol font shows for a code; its private character where the font or the code is not known."""
    small = code - 0xF000 if FIRST <= code <= LAST else code
    name = _ODD.sub("", font.casefold())
    table = next((signs for known, signs in _FONTS if known in name), {})
    private = chr(small + 0xF000) if 0 <= small <= 0xFF else UNKNOWN
    return table.get(small, private)


def with_symbols(text: str, font: str) -> str:
    """Write the private characters of a text as its font shows them."""
    return _PRIVATE.sub(lambda sign: symbol(ord(sign[0]), font), text) if _PRIVATE.search(text) else text


def settle_symbols(text: str) -> tuple[str, tuple[str, ...]]:
    """Write private characters that are left: bullets as such, others as unknown; and say what has to be compared."""
    if not _PRIVATE.search(text):
        return text, ()
    settled = _PRIVATE.sub(lambda sign: _BULLETS.get(ord(sign[0]), UNKNOWN), text)
    unknown = settled.count(UNKNOWN) - text.count(UNKNOWN)
    if not unknown:
        return settled, ()
    signs = counted(unknown, "sign of a symbol font is", "signs of symbol fonts are")
    return settled, (f"{signs} not known and shown as {UNKNOWN}: compare them with the file",)
