"""What is left of Vega's SVG on a page."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from disclosed.charting.svg import inline_svg, marks_of

VEGA = """<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="640" height="40" viewBox="0 0 640 40">
<defs><clipPath id="clip7"><rect x="0" y="0" width="9" height="9"/></clipPath>
<linearGradient id="gradient_3"><stop offset="0"/></linearGradient></defs>
<g fill="none" stroke-miterlimit="10" transform="translate(0,0)"><g class="mark-rect" role="graphics-symbol"
 aria-roledescription="rect"><path d="M0.30000000000000004,1.005h12.333333v-0.0000001" fill="url(#gradient_3)"
 clip-path="url(#clip7)" style="x:y"/><path d="" pointer-events="none" display="none"/></g>
<g transform="translate(3,4)"><text font-size="0px" font-family="x" fill="var(--chart-text)" font-weight="bold">clip7 a</text>
<text font-size="0px" font-family="x" fill="var(--chart-text)" font-weight="normal">b</text></g></g></svg>"""


def drawn(vega: str, *, wide: bool = True) -> str:
    (marks,) = marks_of(vega)
    return inline_svg(marks, "figure-2", (640, 40), wide=wide)


@pytest.fixture
def inline() -> str:
    return drawn(VEGA)


def test_ids_begin_with_the_chart_and_count_from_one_whatever_the_process_has_drawn(inline: str) -> None:
    assert 'id="figure-2-wide-1"' in inline
    assert 'fill="url(#figure-2-wide-2)" clip-path="url(#figure-2-wide-1)"' in inline
    assert inline == drawn(VEGA.replace("clip7", "clip12")).replace("clip12 a", "clip7 a")


def test_words_that_look_like_an_id_stay_as_they_are(inline: str) -> None:
    assert ">clip7 a<" in inline


def test_wide_and_narrow_drawings_of_one_chart_share_no_id(inline: str) -> None:
    narrow = drawn(VEGA, wide=False)
    ids = [{element.get("id") for element in ET.fromstring(svg).iter()} - {None} for svg in (inline, narrow)]
    assert not ids[0] & ids[1]
    assert all(len(found) == 2 for found in ids)


def test_what_a_reader_does_not_see_is_dropped(inline: str) -> None:
    inner = inline.split(">", 1)[1]
    for noise in ("role", "class", "aria-", "style", "pointer-events", "font-family", "font-size", 'd=""', "xmlns"):
        assert noise not in inner
    assert 'font-weight="normal"' not in inline


def test_several_drawings_of_one_file_are_told_apart() -> None:
    group = '<g class="mark-group role-scope drawing0">{}</g>'
    marks = ['<path d="M0,0h1" fill="red"/>', '<text class="drawing-room">drawing</text>']
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><g>{"".join(map(group.format, marks))}</g></svg>'
    assert marks_of(svg) == ['<path d="M0,0h1" fill="red" />', "<text>drawing</text>"]


def test_coordinates_are_written_to_a_hundredth(inline: str) -> None:
    assert 'd="M0.3,1h12.33v0"' in inline


def test_what_marks_of_a_group_share_is_said_once() -> None:
    svg = ET.fromstring(f"<svg>{marks_of(VEGA)[0]}</svg>")
    (group,) = [element for element in svg.iter("g") if element.get("transform") == "translate(3,4)"]
    assert group.get("fill") == "var(--chart-text)"
    assert [text.attrib for text in group] == [{"font-weight": "bold"}, {}]
