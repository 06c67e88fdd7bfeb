"""How the elements of a web page look, as far as it decides what is read: from the page's own rules and their own style.

Rules with one class, id or element (`.hide`, `p.note`, `#ref`) are read; those that depend on what stands around are
not, nor are style sheets that a saved page only links to. What is not known counts as shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from disclosed.readers.colours import AUTO, colour_of, is_covered

MAX_RULES = 5_000
MAX_STYLE = 2_000_000  # characters of a page's rules
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)  # one that is not closed goes on to the end
_BRACE = re.compile(r"[{}]")
_CONDITION = re.compile(r"@(?:media|supports|layer|container)\b", re.IGNORECASE)
_ON_SCREEN = re.compile(r"\b(?:all|screen)\b", re.IGNORECASE)
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
    for selectors, declared in islice(_rules(_COMMENT.sub("", text)), MAX_RULES):
        said = read_declarations(declared)
        for selector in selectors.split(",") if said else ():
            found = _SIMPLE.match(selector.strip())
            if found and (found[1] or found[3]):
                looks.rules[(found[1] or "").lower(), found[2] or "", found[3] or ""].update(said)
    return looks


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield what each rule selects and what it says, of those that hold on a screen; one pass over the text.

    Rules stand by themselves or under a condition; one inside another rule depends on what stands around.
    """
    open_ = [True]  # of each brace that is open, and of the text itself: whether a rule in it holds
    selectors, start = "", 0
    for brace in _BRACE.finditer(text):
        before = text[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            selectors = before.rpartition(";")[2].strip()
            open_.append(
                open_[-1] and _CONDITION.match(selectors) is not None and _ON_SCREEN.search(selectors) is not None
            )
        elif len(open_) > 1:
            open_.pop()
            if selectors and open_[-1]:
                yield selectors, before
            selectors = ""
    if selectors and open_[-2]:  # a rule that is not closed goes on to the end
        yield selectors, text[start:]


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
