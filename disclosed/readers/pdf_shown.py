"""Which signs of a PDF's page are shown: those under a box, a picture or a marker are not, nor those in the colour of their ground.

A PDF holds what was painted, one thing over another. What is painted over stays in the file: that is how redactions fail,
and nothing of it may be read. Signs that are turned (a watermark, the heading of a narrow column) are no part of a line;
a page that is turned as a whole is turned back.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from disclosed.readers.symbols import with_symbols

DARK = 0.25  # of a colour's parts, from 0: a box as dark as this over text redacts it
LIGHT = 0.94  # as light as this is white
THICK = 5  # points: a box or a stroke as thick hides text, a thinner one is a rule
SCANNED = 0.7  # of a page's area: a picture as large is the page itself
SOLID = 0.7  # of its box that a shape must fill to count as one
CORNERS = 12  # points of a shape: more are a drawing
FRAME = 12  # points: the width of a border that was painted as one box in another
TURNED = 0.05  # of a sign's size: as far as it rises or falls along its line, it is upright
SAME_PLACE = 1  # points: a sign printed again as near was printed twice to look bold
BAND = 20  # points: height of the bands in which boxes are looked up
_MARKERS = frozenset({"Square", "Circle", "Polygon", "Highlight", "Ink", "Line", "Redact"})
_OPAQUE = 0.7  # of a marker's strength: one as weak lets text through


@dataclass(frozen=True, slots=True)
class Box:
    """Something painted: where, how early, and whether it is black, white, or anything else that hides what is under it."""

    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    kind: str  # "dark", "white", "picture", "other"

    def holds(self, across: float, down: float) -> bool:
        """Whether a point lies in the box."""
        return self.x0 <= across <= self.x1 and self.top <= down <= self.bottom


def upright(page: Any) -> Any:
    """Give a page whose text is turned as a whole as it is to be read; any other as it is."""
    quarters = Counter(_quarter(sign) for sign in page.chars if sign["text"].strip())
    turned, count = max(quarters.items(), key=lambda item: item[1], default=(0, 0))
    if turned in {0, None} or count * 2 <= sum(quarters.values()):
        return page
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.rotation + turned) % 360
    return type(page)(page.pdf, page.page_obj, page.page_number)


def shown_signs(page: Any, told: Counter[str]) -> Any:
    """Leave out of a page what it does not show, and count it."""
    for sign in page.chars:
        sign["text"] = with_symbols(sign["text"], str(sign.get("fontname", "")))
    order = _paint_order(page)
    bands = _bands([*_painted(page, order), *_markers(page)])

    def is_shown(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return True
        hiding = _hiding(thing, order.get(id(thing), 0), bands)
        told[hiding] += bool(hiding) and bool(thing["text"].strip())
        return not hiding

    kept = page.filter(is_shown)
    return kept.dedupe_chars(tolerance=SAME_PLACE) if _prints_twice(kept.chars) else kept


def _prints_twice(signs: Iterable[Any]) -> bool:
    """Whether some sign stands twice at nearly one place: the bold of programs that write reports."""
    places: set[tuple[str, int, int]] = set()
    for sign in signs:
        place = (sign["text"], round(sign["x0"] / 2), round(sign["top"] / 2))
        if place in places:
            return True
        places.add(place)
    return False


def is_page_picture(page: Any) -> bool:
    """Whether a picture is the page, as a scanner leaves it."""
    area = float(page.width * page.height)
    return any(float(image["width"] * image["height"]) >= area * SCANNED for image in page.images)


def has_unseen_text(page: Any) -> bool:
    """Whether text is set in the mode that shows none: what a scanner's program read, laid under its picture."""
    streams = page.page_obj.contents or ()
    return any(b" 3 Tr" in b" " + data.replace(b"\n", b" ") for data in (stream.get_data() for stream in streams))


def _hiding(sign: Any, order: int, bands: dict[int, list[Box]]) -> str:
    """Say why a sign is not shown: `turned`, `covered`, or `white` where nothing is known to lie under it."""
    if _quarter(sign) != 0:
        return "turned"
    across, down = (sign["x0"] + sign["x1"]) / 2, (sign["top"] + sign["bottom"]) / 2
    under = [box for box in bands.get(int(down // BAND), ()) if box.holds(across, down)]
    colour = sign.get("non_stroking_color")
    dark, light = is_dark(colour), is_light(colour)
    if any(box.order > order and box.kind != "other" for box in under):
        return "covered"
    beneath = max((box for box in under if box.order < order), key=lambda box: box.order, default=None)
    if (dark and any(box.kind == "dark" for box in under)) or (
        light and beneath is not None and beneath.kind == "white"
    ):
        return "covered"
    return "white" if light and beneath is None else ""


def _quarter(sign: Any) -> int | None:
    """Give by how much a sign's page has to be turned for it to stand upright; None for a slanted one."""
    a, b = sign.get("matrix", (1, 0))[:2]
    size = math.hypot(a, b) or 1
    if abs(b) <= size * TURNED:
        return 0 if a >= 0 else 180
    return (90 if b > 0 else 270) if abs(a) <= size * TURNED else None


def _paint_order(page: Any) -> dict[int, int]:
    """Count what is on a page in the order in which it was painted: pdfplumber keeps a list for each kind of thing."""
    kinds = {"char": page.chars, "rect": page.rects, "curve": page.curves, "line": page.lines, "image": page.images}
    left = {kind: iter(things) for kind, things in kinds.items()}
    painted = (next(left[kind], None) for thing in _walk(page.layout) if (kind := _kind_of(thing)) in left)
    return {id(thing): place for place, thing in enumerate(painted) if thing is not None}


def _walk(layout: Iterable[Any]) -> Iterator[Any]:
    for thing in layout:
        if isinstance(thing, Iterable):  # a figure, which holds others
            yield from _walk(thing)
        else:
            yield thing


def _kind_of(thing: Any) -> str:
    return type(thing).__name__.removeprefix("LT").lower()


def _bands(boxes: Iterable[Box]) -> dict[int, list[Box]]:
    bands: defaultdict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        for band in range(int(max(box.top, 0) // BAND), int(min(box.bottom, 20_000) // BAND) + 1):
            bands[band].append(box)
    return dict(bands)


def _painted(page: Any, order: Mapping[int, int]) -> Iterator[Box]:
    """Yield what is painted on a page and can hide text; a border painted as a box in a box hides none."""
    area = float(page.width * page.height)
    things = sorted((*page.rects, *page.curves, *page.lines, *page.images), key=lambda thing: order.get(id(thing), 0))
    for place, thing in enumerate(things):
        neighbours = (*things[max(place - 1, 0) : place], *things[place + 1 : place + 2])
        kind = _kind(thing)
        large = float(thing["width"] * thing["height"]) >= area * SCANNED
        if kind and not (kind == "picture" and large) and not any(_is_frame(thing, other) for other in neighbours):
            spread = _spread(thing)
            yield Box(
                thing["x0"] - spread,
                thing["top"] - spread,
                thing["x1"] + spread,
                thing["bottom"] + spread,
                order.get(id(thing), 0),
                kind,
            )


def _kind(thing: Any) -> str:
    """Say what a thing hides text as; '' for none: a rule, an outline, a drawing, a picture with holes."""
    match thing["object_type"]:
        case "image":
            form = thing["stream"].attrs if thing.get("stream") is not None else {}
            return "" if {"SMask", "Mask", "ImageMask"} & set(form) else "picture"
        case "line":
            return "dark" if _spread(thing) and is_dark(thing.get("stroking_color")) else ""
        case "rect" | "curve" if thing.get("fill") and thing["height"] > THICK and thing["width"] > THICK:
            colour = thing.get("non_stroking_color")
            return ("dark" if is_dark(colour) else "white" if is_light(colour) else "other") if _is_solid(thing) else ""
        case "curve":
            return "dark" if _spread(thing) and is_dark(thing.get("stroking_color")) else ""
        case _:
            return ""


def _spread(thing: Any) -> float:
    """Give how far a stroke reaches on both sides of its line; 0 for a thin one, or one that goes round something."""
    width = float(thing.get("linewidth") or 0)
    flat = min(thing["height"], thing["width"]) <= width
    return width / 2 if thing.get("stroke") and width > THICK and flat else 0


def _is_solid(thing: Any) -> bool:
    """Whether a shape fills its box; a rectangle does."""
    points: list[Any] = list(thing.get("pts") or [])
    if thing["object_type"] == "rect":
        return True
    if not 3 <= len(points) <= CORNERS:
        return False
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    area = abs(sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs)) / 2
    return bool(area >= thing["width"] * thing["height"] * SOLID)


def _is_frame(one: Any, other: Any) -> bool:
    """Whether two boxes of one colour are the outside and the inside of a border, between which alone is painted."""
    if (
        not (one.get("evenodd") and other.get("evenodd"))
        or one["object_type"] != "rect"
        or other["object_type"] != "rect"
    ):
        return False
    ways = (
        one["x0"] - other["x0"],
        one["top"] - other["top"],
        other["x1"] - one["x1"],
        other["bottom"] - one["bottom"],
    )
    nested = all(0 < way <= FRAME for way in ways) or all(-FRAME <= way < 0 for way in ways)
    return nested and one.get("non_stroking_color") == other.get("non_stroking_color")


def _markers(page: Any) -> Iterator[Box]:
    """Yield what readers' programs laid over a page to black text out; it is painted last."""
    for note in page.annots or ():
        data = note.get("data") or {}
        kind = str(getattr(data.get("Subtype"), "name", ""))
        colours = [data[name] for name in ("IC", "C") if isinstance(data.get(name), list) and data[name]]
        strong = not isinstance(data.get("CA"), int | float) or data["CA"] >= _OPAQUE
        black = kind == "Redact" or (bool(colours) and is_dark(colours[0]) and strong)
        if kind in _MARKERS and black:
            yield Box(note["x0"], note["top"], note["x1"], note["bottom"], 1 << 60, "dark")


def is_dark(colour: Any) -> bool:
    """Whether a colour is black or nearly: grey, red-green-blue, or the four of print, where 1 is dark."""
    parts = _parts(colour)
    if not parts:
        return colour is None  # no colour named is black
    return parts[-1] > 1 - DARK if len(parts) == 4 else all(part < DARK for part in parts)


def is_light(colour: Any) -> bool:
    """Whether a colour is white or nearly."""
    parts = _parts(colour)
    return bool(parts) and (
        all(part < 1 - LIGHT for part in parts) if len(parts) == 4 else all(part > LIGHT for part in parts)
    )


def _parts(colour: Any) -> list[float]:
    parts = list(colour) if isinstance(colour, list | tuple) else [colour]
    return parts if all(isinstance(part, int | float) for part in parts) else []
