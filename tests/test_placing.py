"""Where things stand in a chart: nothing outside its frame, nothing on top of anything else, whatever the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosed.charting.drawing import place
from disclosed.charting.lettering import set_lines, value_words, width_of
from disclosed.charting.placing import LEADING, NARROW, TEXT, WIDE, Placed, fit_scale
from disclosed.model import Bar, Chart, ChartKind, Number, Panel
from tests.drawn import CHARTS

FRAMES = (WIDE, NARROW)
TOUCHING = 0.5  # boxes that share less than this share an edge
ASCENT, DESCENT = 10.5, 3.5  # of digits and letters of 14 units over and under where they stand
KIND = st.sampled_from(["bars", "stacked", "columns"])
LABELS = st.text(st.sampled_from("abc defg–£’éŵ HIJKLMNOP 0123456789 -"), min_size=1, max_size=90).filter(str.strip)


@dataclass(frozen=True)
class Box:
    """The room that something takes."""

    left: float
    top: float
    right: float
    bottom: float
    what: str


def text_boxes(placed: Placed) -> Iterator[Box]:
    """Measure every line of text of a drawing."""
    for words in placed.words:
        for at, line in enumerate(words.lines):
            wide = width_of(line, bold=words.weight == "bold")
            left = words.x - {"start": 0, "middle": wide / 2, "end": wide}[words.anchor]
            y = words.y + at * LEADING
            yield Box(left, y - ASCENT, left + wide, y + DESCENT, line)
    for ending in placed.endings:
        wide = width_of(ending.words)
        at = placed.scales[ending.scale].at(ending.value)
        if placed.form == "rows":
            left = at + ending.away - (wide if ending.away < 0 else 0)
            yield Box(left, ending.across - ASCENT, left + wide, ending.across + DESCENT, ending.words)
        else:
            y, left = at + ending.away, ending.across - wide / 2
            yield Box(left, y - ASCENT, left + wide, y + DESCENT, ending.words)


def mark_boxes(placed: Placed) -> Iterator[Box]:
    """Measure every bar and column of a drawing."""
    for mark in placed.marks:
        ends = sorted((placed.scales[mark.scale].at(mark.start), placed.scales[mark.scale].at(mark.end)))
        half = mark.thick / 2
        if placed.form in ("rows", "ticks"):
            yield Box(ends[0], mark.across - half, ends[1], mark.across + half, "mark")
        elif placed.form == "columns":
            yield Box(mark.across - half, ends[0], mark.across + half, ends[1], "mark")


def overlap(one: Box, two: Box) -> bool:
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return across > TOUCHING and down > TOUCHING


def faults(chart: Chart, width: int) -> list[str]:
    """Find what stands outside the frame, and words that stand on words or on the wrong side of a mark's edge."""
    placed = place(chart, width)
    words, marks = list(text_boxes(placed)), list(mark_boxes(placed))
    outside = [
        f"{box} is outside {placed.width} × {placed.height}"
        for box in words + marks
        if box.left < -TOUCHING
        or box.top < -TOUCHING
        or box.right > width + TOUCHING
        or box.bottom > placed.height + TOUCHING
    ]
    on_words = [f"{one} is on {two}" for one, two in combinations(words, 2) if overlap(one, two)]
    on_marks = [
        f"{one} crosses the edge of {two}"
        for one in words
        for two in marks
        if overlap(one, two) and not (two.left <= one.left and one.right <= two.right)
    ]
    return outside + on_words + on_marks


@pytest.mark.parametrize("width", FRAMES)
@pytest.mark.parametrize("name", CHARTS)
def test_no_words_leave_the_frame_or_stand_on_others(name: str, width: int) -> None:
    assert faults(CHARTS[name], width) == []


def values_of(kind: str) -> st.SearchStrategy[Number]:
    whole = st.integers(0, 3_000_000)
    return (
        whole if kind == "stacked" else st.one_of(whole, st.integers(-3_000_000, -1), st.decimals(-999, 999, places=1))
    )


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Make any chart of bars, columns or stacked parts, with at least one value that is not 0."""
    kind: ChartKind = draw(KIND)  # type: ignore[assignment]
    count = draw(st.integers(1, 4 if kind == "stacked" else 7))
    labels = draw(st.lists(LABELS, min_size=count, max_size=count))
    one = values_of(kind) if kind == "stacked" else st.one_of(values_of(kind), st.sampled_from(["[c]", "Not held"]))
    panels = []
    for title in draw(st.lists(st.one_of(st.just(""), LABELS), min_size=1, max_size=4)):
        values = draw(st.lists(one, min_size=count, max_size=count))
        bars = (
            Bar(label, None, value) if isinstance(value, str) else Bar(label, value)
            for label, value in zip(labels, values, strict=True)
        )
        panels.append(Panel(title, tuple(bars)))
    prefix, suffix = draw(st.sampled_from([("", ""), ("£", ""), ("", "%")]))
    return Chart(kind, draw(LABELS), tuple(panels), prefix=prefix, suffix=suffix)


@settings(max_examples=300, deadline=None)
@given(
    charts().filter(lambda made: any(bar.value for panel in made.panels for bar in panel.bars)), st.sampled_from(FRAMES)
)
def test_whatever_the_labels_and_values_nothing_overlaps_or_leaves_the_frame(chart: Chart, width: int) -> None:
    assert faults(chart, width) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(LABELS, st.integers(-3_000_000, 3_000_000)), min_size=2, max_size=40).filter(
        lambda rows: any(v for _, v in rows)
    ),
    st.sampled_from(FRAMES),
)
def test_whatever_the_periods_of_a_line_nothing_overlaps_or_leaves_the_frame(
    rows: list[tuple[str, int]], width: int
) -> None:
    bars = tuple(Bar(label, value) for label, value in rows)
    assert faults(Chart("line", "Number of visits", (Panel("", bars),)), width) == []


def test_a_line_whose_ends_cannot_both_be_named_becomes_rows() -> None:
    years = tuple(Bar(f"1 April {year} to 31 March {year + 1}", 100 + year) for year in range(2014, 2021))
    chart = Chart("line", "Number of visits", (Panel("", years),))
    assert (place(chart, WIDE).form, place(chart, NARROW).form) == ("line", "rows")


@given(st.text(max_size=80), st.integers(30, 640))
def test_setting_words_on_lines_loses_none_and_keeps_within_the_width(words: str, width: int) -> None:
    lines = set_lines(words, width)
    assert "".join(lines).replace("-", "").replace(" ", "") == words.replace("-", "").replace(" ", "")
    assert all(width_of(line) <= width for line in lines)


def test_lines_are_as_even_as_their_number_allows() -> None:
    assert set_lines("Bournemouth, Christchurch and Poole", 220) == ("Bournemouth,", "Christchurch and Poole")
    assert set_lines("Children whose placement was made here", 200) == (
        "Children whose placement",
        "was made here",
    )


def test_a_word_wider_than_its_line_is_divided_and_not_cut_off() -> None:
    assert set_lines("Neuropsychopharmacology", 96) == ("Neuropsycho-", "pharmacology")


@pytest.mark.parametrize(
    ("value", "prefix", "suffix", "words"),
    [(1254, "", "", "1,254"), (-350, "£", "", "−£350"), (56, "", "%", "56%"), (0, "£", "", "£0")],
)
def test_a_value_is_written_with_its_signs(value: int, prefix: str, suffix: str, words: str) -> None:
    assert value_words(value, Chart("bars", "", (), prefix=prefix, suffix=suffix)) == words


def test_one_scale_serves_every_panel() -> None:
    placed = place(CHARTS["bands"], WIDE)
    lengths = {(scale.high - scale.low) / (scale.end - scale.start) for scale in placed.scales}
    assert len(placed.scales) == 2
    assert max(lengths) - min(lengths) < 1e-9


def test_the_scale_is_as_large_as_the_words_at_the_ends_allow() -> None:
    scale = fit_scale([(100.0, 40.0), (10.0, 300.0)], 0, 400)
    assert scale.at(10) + 300 <= 400
    assert scale.at(100) + 40 == pytest.approx(400)


def test_shares_are_drawn_on_a_scale_to_a_hundred_per_cent() -> None:
    placed = place(CHARTS["shares"], WIDE)
    assert [words.lines[0] for words in placed.words[-2:]] == ["0%", "100%"]
    assert placed.words[-1].x == pytest.approx(placed.scales[0].at(100))


def test_columns_too_narrow_for_their_words_become_rows() -> None:
    assert place(CHARTS["years"], WIDE).form == "columns"
    assert place(CHARTS["many-months"], WIDE).form == "rows"


def test_a_suppressed_or_missing_value_has_words_and_no_mark() -> None:
    placed = place(CHARTS["authorities"], WIDE)
    values = [bar.value for panel in CHARTS["authorities"].panels for bar in panel.bars]
    assert len(placed.marks) == sum(1 for value in values if value)
    italics = [words.lines[0] for words in placed.words if words.style == "italic"]
    assert sorted(italics) == sorted(["Not held", "No reply", "[c]", "Withheld", "No reply", "[c]", "Not held"])


def test_a_part_period_is_hollow() -> None:
    assert [mark.fill for mark in place(CHARTS["years"], WIDE).marks] == [1, 1, 1, 0]


def test_the_first_and_last_period_of_a_line_are_always_named() -> None:
    labels = [bar.label for bar in CHARTS["long-line"].panels[0].bars]
    for width in FRAMES:
        named = [words.lines[0] for words in place(CHARTS["long-line"], width).words if words.anchor == "middle"]
        assert (named[0], named[-1]) == (labels[0], labels[-1])
        assert TEXT == 14
