"""How the elements of a web page look, as far as it decides what is read: from the page's own rules and their own style.

Rules with one class, id or element (`.hide`, `p.note`, `#ref`) are read; those that depend on what stands around are
not, nor are style sheets that a saved page only links to. What is not known counts as shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from disclosed.readers.colours import AUTO, colour_of, is_covered

MAX_RULES = 5_000
MAX_STYLE = 2_000_000  # characters of a page's rules
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_ELSEWHERE = re.compile(
    r"@(?:media|supports|layer|container)\b(?![^{]*\b(?:all|screen)\b)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}",
    re.IGNORECASE,
)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([A-Za-z0-9_-]+))?\Z", re.IGNORECASE)
_SAID = re.compile(r"(?:^|;)\s*([a-z-]{3,30})\s*:\s*([^;]{1,200})", re.IGNORECASE)
_KEPT = frozenset(
    [
        "display",
        "visibility",
        "clip",
        "clip-path",
        "font-size",
        "opacity",
        "color",
        "background",
        "background-color",
        "list-style",
        "list-style-type",
        "vertical-align",
        "text-decoration",
        "text-decoration-line",
        "mso-hide",
    ]
)
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|%)?\Z")

Says = dict[str, str]


@dataclass
class Looks:
    """The rules of a page, by what they select; colours go from an element to those in it."""

    rules: dict[tuple[str, str, str], Says] = field(default_factory=dict)
    inherited: dict[Any, tuple[str, str]] = field(default_factory=dict)

    def says(self, element: Any) -> Says:
        """Give what the rules and the element itself say of its look, the more exact last."""
        tag = element.tag if isinstance(element.tag, str) else ""
        said: Says = {}
        names = [("", "", ""), *((".", name, "") for name in element.get("class", "").split())]
        names += [("#", element.get("id"), "")] if element.get("id") else []
        for sign, name, _ in names:
            for of in ("", tag):
                said |= self.rules.get((of, sign, name), {})
        return said | read_declarations(element.get("style", ""))

    def colours(self, element: Any, said: Says) -> tuple[str, str]:
        """Give the colour of an element's text and of its ground, from those around it where it says none."""
        around = self.inherited.get(element.getparent(), (AUTO, AUTO))
        ground = said.get("background-color") or said.get("background", "").partition(" ")[0]
        made = (colour_of(said.get("color", "")) or around[0], colour_of(ground) or around[1])
        self.inherited[element] = made
        return made


def parse_looks(root: Any) -> Looks:
    """Read the rules that stand in a page."""
    looks = Looks(defaultdict(dict))
    text = "\n".join(str(style.text or "") for style in root.iter("style"))[:MAX_STYLE]
    plain = _ELSEWHERE.sub("", _COMMENT.sub("", text))
    for count, rule in enumerate(_RULE.finditer(plain)):
        said = read_declarations(rule[2])
        for selector in rule[1].split(",") if said and count < MAX_RULES else ():
            found = _SIMPLE.match(selector.strip())
            if found and (found[1] or found[3]):
                looks.rules[(found[1] or "").lower(), found[2] or "", found[3] or ""].update(said)
    return looks


def read_declarations(text: str) -> Says:
    """Read `display: none; color: #fff`, of it what is asked for here."""
    made = ((name.lower(), value.replace("!important", "").strip().lower()) for name, value in _SAID.findall(text))
    return {name: value for name, value in made if name in _KEPT}


def hides(said: Says) -> bool:
    """Whether a look hides an element."""
    clipped = re.sub(r"[\s,]|px", "", said.get("clip", "")) in {"rect(0000)", "rect(1111)"} or "inset(50%)" in said.get(
        "clip-path", ""
    )
    return (
        said.get("display") == "none"
        or said.get("visibility") in {"hidden", "collapse"}
        or said.get("mso-hide") == "all"
        or clipped
        or any(_NOTHING.match(said.get(name, "1")) is not None for name in ("font-size", "opacity"))
    )


def covers(colour: str, ground: str) -> bool:
    """Whether text has the colour of its ground, where the page says both."""
    return AUTO not in {colour, ground} and is_covered(colour, ground, on_paper=False)


def strikes(said: Says) -> bool:
    """Whether a look strikes text out."""
    return "line-through" in f"{said.get('text-decoration', '')} {said.get('text-decoration-line', '')}"


def raises(said: Says) -> bool:
    """Whether a look raises text."""
    return said.get("vertical-align") in {"super", "text-top"}
