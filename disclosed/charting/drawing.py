"""Charts drawn: specifications written in Altair, rendered to SVG by vl-convert.

A specification is written and checked by Altair, and compiled to Vega, once a form (rows, columns, line, ticks) and
number of scales; what a chart holds is then laid into its named data sets. A cache keeps the compiled forms, so that
Altair is imported for a form's first drawing alone; vl-convert is imported only when something is drawn. There are no axes and no legends: every label is placed
(placing.py), so nothing depends on the fonts of the machine, and the same chart has the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from disclosed.cache import NO_CACHE, Remembers
from disclosed.charting.placing import LEADING, NARROW, TEXT, WIDE, Ending, Form, Mark, Placed, Rule, Scale, Words
from disclosed.charting.placing_bars import place_bars
from disclosed.charting.placing_parts import place_parts
from disclosed.charting.placing_periods import place_columns, place_line
from disclosed.charting.placing_strip import place_strip
from disclosed.charting.svg import DRAWING, inline_svg, marks_of
from disclosed.model import Chart, ChartKind, Drawing

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]  # a Vega-Lite specification: the one bare dict that crosses a stage

DASHES, SOLID = [5, 4], [1, 0]
BASE, FIRST = "var(--chart-base)", "var(--chart-1)"
KEPT = 256  # drawings: those of a request are drawn together, and the wide one of a page is its download's too
AT_ONCE = 64  # drawings; a request of hundreds of charts takes no more memory
_DRAWN: dict[Placed, str] = {}
EMPTY = {
    "$schema": "https://vega.github.io/schema/vega/v6.json",
    "autosize": "none",
    "padding": 0,
    "width": 0,
    "height": 0,
}
ALIGN = {"start": "left", "middle": "center", "end": "right"}
SIZE = "text_size"  # a parameter of every specification
PLACE: dict[ChartKind, Callable[[Chart, int], Placed]] = {
    "bars": place_bars,
    "stacked": place_parts,
    "columns": place_columns,
    "line": place_line,
    "strip": place_strip,
}


def draw_chart(chart: Chart, name: str, cache: Remembers = NO_CACHE) -> Drawing:
    """Draw a chart for a page, wide and narrow; ids in it begin with `name`, as do those of its title and description."""
    drawn = render_together((chart,), cache)

    def inline(width: int) -> str:
        placed = place(chart, width)
        return inline_svg(drawn[placed], name, (placed.width, placed.height), wide=width == WIDE)

    return Drawing(name, inline(WIDE), inline(NARROW))


@lru_cache(maxsize=KEPT)
def place(chart: Chart, width: int) -> Placed:
    """Lay a chart out in a frame, by its kind."""
    return PLACE[chart.kind](chart, width)


def render_together(charts: Iterable[Chart], cache: Remembers = NO_CACHE) -> Mapping[Placed, str]:
    """Render charts, wide and narrow: their marks as SVG, colours as CSS variables, all text without its size.

    They are drawn in one go, since half of the time that Vega takes for a chart goes into beginning. Most of the rest would
    go into measuring words, about a millisecond each, and here every word has its place already: text of no size is
    not measured, and its size is said once, on the root (svg.py). What was drawn last is remembered.
    """
    wanted = [place(chart, width) for chart in charts for width in (WIDE, NARROW)]
    found = {placed: _DRAWN[placed] for placed in wanted if placed in _DRAWN}
    missing = [placed for placed in dict.fromkeys(wanted) if placed not in found]
    for at in range(0, len(missing), AT_ONCE):
        some = missing[at : at + AT_ONCE]
        found.update(zip(some, _render(some, cache), strict=True))
    _DRAWN.update(found)
    for placed in list(_DRAWN)[: max(len(_DRAWN) - KEPT, 0)]:
        _DRAWN.pop(placed, None)
    return found


def wake() -> None:
    """Start V8, which takes 0.4 s: a first drawing need not wait for it. Nothing else of Python runs meanwhile."""
    import vl_convert  # noqa: PLC0415  # 84 MB, wanted only when something is drawn

    vl_convert.vega_to_svg(json.dumps(EMPTY))


def _render(every: Sequence[Placed], cache: Remembers) -> list[str]:
    import vl_convert  # noqa: PLC0415  # 84 MB, wanted only when something is drawn

    groups = [_group(vega_of(placed, cache), f"{DRAWING}{at}") for at, placed in enumerate(every)]
    return marks_of(vl_convert.vega_to_svg(json.dumps({**EMPTY, "marks": groups})))


def _group(vega: Spec, name: str) -> Spec:
    """Make one of several drawings of a whole one."""
    size = {"width": {"value": vega["width"]}, "height": {"value": vega["height"]}}
    parts = {key: vega[key] for key in ("signals", "data", "scales", "marks")}
    return {"type": "group", "name": name, "encode": {"enter": size}, **parts}


def vega_of(placed: Placed, cache: Remembers) -> Spec:
    """Lay what was placed into the compiled specification of its form."""
    vega = compiled(placed.form, len(placed.scales), cache)
    signals, data = signals_of(placed) | {SIZE: 0}, data_of(placed)
    filled = {
        "signals": [{**signal, "value": signals[signal["name"]]} for signal in vega["signals"]],
        "data": [{**own, "values": data[own["name"]]} if own["name"] in data else own for own in vega["data"]],
    }
    return {**vega, **filled, "width": placed.width, "height": placed.height}


def spec_of(placed: Placed) -> Spec:
    """Lay what was placed into the Vega-Lite specification of its form, as anyone may open it in an editor."""
    parameters = [{"name": name, "value": value} for name, value in signals_of(placed).items()]
    size: Spec = {"width": placed.width, "height": placed.height}
    return {**vega_lite(placed.form, len(placed.scales)), **size, "params": parameters, "datasets": data_of(placed)}


def signals_of(placed: Placed) -> dict[str, float]:
    """Name the ends of each scale and the size of the text."""
    ends = {f"{key}{at}": value for at, scale in enumerate(placed.scales) for key, value in _row(scale).items()}
    return {SIZE: TEXT, **ends}


def data_of(placed: Placed) -> dict[str, list[Spec]]:
    """Give the rows of each named data set."""
    return {
        "marks": [_mark_row(mark) for mark in map(_row, placed.marks)],
        "endings": [_row(ending) for ending in placed.endings],
        "words": [_words_row(words) for words in map(_row, placed.words)],
        "rules": [{**_row(rule), "dash": DASHES if rule.dashed else SOLID} for rule in placed.rules],
    }


def _row(placed: Scale | Mark | Ending | Words | Rule) -> Spec:
    """Give the fields of one thing that was placed; `asdict` copies every value, which takes as long as Vega."""
    return {field: getattr(placed, field) for field in placed.__slots__}


def _mark_row(mark: Spec) -> Spec:
    fill = mark["fill"]
    paint = f"var(--chart-{fill})" if fill else "transparent"
    edge = "var(--chart-1)" if not fill else "var(--chart-edge)" if mark["edged"] else "transparent"
    return {**mark, "paint": paint, "edge": edge, "dash": SOLID if fill else DASHES}


def _words_row(words: Spec) -> Spec:
    return {**words, "align": ALIGN[words["anchor"]], "colour": f"var(--chart-{words['ink']})"}


@lru_cache(maxsize=32)
def compiled(form: Form, scales: int, cache: Remembers) -> Spec:
    """Compile the specification of a form to Vega, its data left open: four times faster to draw than Vega-Lite.

    Every drawing of the form shares what is given, and changes nothing in it.
    """

    def compile_form() -> Spec:
        import vl_convert  # noqa: PLC0415  # 84 MB, wanted only when something is drawn

        empty = Placed(form, WIDE, 100, (Scale(0, 1, 0, 1),) * scales)
        return dict(vl_convert.vegalite_to_vega(spec_of(empty)))

    vega: Spec = cache.remember_json("forms", f"{form} {scales}".encode(), compile_form)
    return vega


def vega_lite(form: Form, scales: int) -> Spec:
    """Write the specification of a form in Altair, with its data left open.

    That every form fits Vega-Lite's schema is tested, filled as it is drawn: checking each piece while it is made takes half a second.
    """
    import altair as alt  # noqa: PLC0415  # a third of a second, wanted only when a form is drawn for the first time
    from altair.utils.schemapi import debug_mode  # noqa: PLC0415

    with debug_mode(False):
        layers = [layer for at in range(scales) for layer in FORMS[form](alt, at)]
        chart = (
            alt.layer(*layers, *_lettering(alt))
            .properties(width=WIDE, height=100, padding=0, autosize=alt.AutoSizeParams(type="none"))
            .resolve_scale(x="independent", y="independent")
            .configure(aria=False, background="transparent", view=alt.ViewConfig(stroke=None))
        )
        return dict(chart.to_dict(validate=False))


def _scale(alt: Any, at: int) -> Any:
    """Make scale `at` from the parameters that spec_of fills in."""
    ends = [alt.ExprRef(f"low{at}"), alt.ExprRef(f"high{at}")]
    return alt.Scale(domain=ends, range=[alt.ExprRef(f"start{at}"), alt.ExprRef(f"end{at}")], zero=False, nice=False)


def _rows_form(alt: Any, at: int) -> list[alt.Chart]:
    """Write horizontal bars and the words at their ends, of one scale."""
    here = alt.datum.scale == at
    value = {"scale": _scale(alt, at), "axis": None}
    across = alt.Y("across:Q", scale=None, axis=None)
    bars = (
        alt.Chart(alt.NamedData("marks"))
        .transform_filter(here)
        .mark_bar(orient="horizontal", size=alt.ExprRef("datum.thick"), strokeWidth=2)
        .encode(x=alt.X("start:Q", stack=None, **value), x2="end:Q", y=across, **_paint(alt))
    )
    return [bars, _endings(alt, here, value, across)]


def _columns_form(alt: Any, at: int) -> list[alt.Chart]:
    """Write columns and the values over them (under those below 0)."""
    value = {"scale": _scale(alt, at), "axis": None}
    across = alt.X("across:Q", scale=None, axis=None)
    columns = (
        alt.Chart(alt.NamedData("marks"))
        .mark_bar(orient="vertical", size=alt.ExprRef("datum.thick"), strokeWidth=2)
        .encode(y=alt.Y("start:Q", stack=None, **value), y2="end:Q", x=across, **_paint(alt))
    )
    return [columns, _values_over(alt, value, across)]


def _values_over(alt: Any, value: Spec, across: Any) -> alt.Chart:
    words = alt.Chart(alt.NamedData("endings")).mark_text(
        align="center", baseline="alphabetic", dy=alt.ExprRef("datum.away"), **_letters(alt)
    )
    return words.encode(y=alt.Y("value:Q", **value), x=across, text="words:N")


def _line_form(alt: Any, at: int) -> list[alt.Chart]:
    """Write a line with a point at each period, and the values over or under it."""
    value = {"scale": _scale(alt, at), "axis": None}
    across = alt.X("across:Q", scale=None, axis=None)
    points = alt.Chart(alt.NamedData("marks")).encode(x=across, y=alt.Y("end:Q", **value))
    line = points.mark_line(color=FIRST, strokeWidth=2.5)
    dots = points.mark_point(filled=True, color=FIRST, opacity=1, size=64)
    return [line, dots, _values_over(alt, value, across)]


def _ticks_form(alt: Any, at: int) -> list[alt.Chart]:
    """Write a tick a value; where many meet they grow darker."""
    place = alt.X("end:Q", scale=_scale(alt, at), axis=None)
    ticks = alt.Chart(alt.NamedData("marks")).mark_tick(
        orient="vertical", thickness=2, size=alt.ExprRef("datum.thick"), color=FIRST, fillOpacity=0.7
    )
    return [ticks.encode(x=place, y=alt.Y("across:Q", scale=None, axis=None))]


def _endings(alt: Any, here: Any, value: Spec, across: Any) -> alt.Chart:
    """Write the values at the ends of bars: after a bar to the right, before one to the left of the base line."""
    side = alt.ExprRef("datum.away < 0 ? 'right' : 'left'")
    return (
        alt.Chart(alt.NamedData("endings"))
        .transform_filter(here)
        .mark_text(align=side, baseline="alphabetic", dx=alt.ExprRef("datum.away"), **_letters(alt))
        .encode(x=alt.X("value:Q", **value), y=across, text="words:N")
    )


def _letters(alt: Any) -> Spec:
    return {"fontSize": alt.ExprRef(SIZE), "color": "var(--chart-text)"}


def _paint(alt: Any) -> Spec:
    """Take fill, outline and dashes as the data gives them."""
    return {
        "fill": alt.Fill("paint:N", scale=None),
        "stroke": alt.Stroke("edge:N", scale=None),
        "strokeDash": alt.StrokeDash("dash:N", scale=None),
    }


def _lettering(alt: Any) -> Iterator[alt.Chart]:
    """Write all words and rules that have a place of their own."""
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    dash = alt.StrokeDash("dash:N", scale=None)
    yield (
        alt.Chart(alt.NamedData("rules")).mark_rule(color=BASE).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", strokeDash=dash)
    )
    yield (
        alt.Chart(alt.NamedData("words"))
        .mark_text(
            align=alt.ExprRef("datum.align"),
            baseline="alphabetic",
            lineHeight=LEADING,
            fontSize=alt.ExprRef(SIZE),
            fontWeight=alt.ExprRef("datum.weight"),
            fontStyle=alt.ExprRef("datum.style"),
        )
        .encode(x=x, y=y, text="lines:N", color=alt.Color("colour:N", scale=None))
    )


FORMS: dict[Form, Callable[[Any, int], list[alt.Chart]]] = {
    "rows": _rows_form,
    "columns": _columns_form,
    "line": _line_form,
    "ticks": _ticks_form,
}
