"""Lines joined to one text: the way back to their columns, whatever stands around their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from disclosed.reading.blocks import BlockContext, read_block
from disclosed.reading.lines import parse_letter
from disclosed.reading.passages import Text

WORDS = ["To assist, we", "can say that there were 1,906", "active markers in all."]


@given(st.lists(st.tuples(st.integers(0, 6), st.text("ab 1", max_size=6), st.integers(0, 3)), min_size=1, max_size=5))
def test_each_place_of_a_joined_text_leads_back_to_its_own_words(lines: list[tuple[int, str, int]]) -> None:
    letter = parse_letter("\n".join(" " * before + words + " " * after for before, words, after in lines).encode())
    source = Text.of(letter.lines)
    assert len(source.text) == len(source.shadow)
    for start in range(len(source.text)):
        for end in range(start + 1, len(source.text) + 1):
            spans = list(source.spans(start, end))
            quoted = [letter.lines[one.line - 1].text[one.first - 1 : one.last] for one in spans]
            assert "".join(quoted).replace(" ", "") == source.text[start:end].replace(" ", "")
            whole = source.span(start, end)
            if whole is not None:
                assert letter.lines[whole.line - 1].text[whole.first - 1 : whole.last] == source.text[start:end]


def test_prose_set_in_from_the_margin_is_read_as_it_is_without() -> None:
    for indent in ("", "      "):
        lines = parse_letter("\n".join(indent + line for line in WORDS).encode()).lines
        block = read_block("Please list the addresses.", lines, BlockContext("4", (), True, ("4",)))
        assert [(one.words, one.span.line) for one in block.figures] == [("1,906", 2)]
        (figure,) = block.figures
        assert lines[1].text[figure.span.first - 1 : figure.span.last] == "1,906"
