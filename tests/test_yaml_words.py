"""Texts in settings files: whatever a letter prints, YAML reads it again, and nothing runs over into a setting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.yaml_source import parse_yaml
from disclosed.yaml_words import UNSHOWN, quoted, remark, scalar, spelt, unspelt

FILE = "content/requests/bins/northtown.yml"
BREAKS = "\x85\u2028\u2029\ufeff"
ODD = st.text(st.one_of(st.sampled_from(f"{BREAKS}\u202a\u2066\x7f\x0c\t\n\r#:'\"\\u0"), st.characters(codec="utf-8")))


@given(ODD)
def test_a_scalar_is_read_as_the_text_without_what_no_file_may_hold(text: str) -> None:
    for write in (scalar, quoted):
        source = parse_yaml(f"subject: {write(text)}\nstate: draft\n".encode(), FILE)
        assert (source.tree, source.problems) == ({"subject": UNSHOWN.sub("", text), "state": "draft"}, ())


@given(ODD)
def test_a_remark_stays_on_its_line(text: str) -> None:
    source = parse_yaml(f"state: draft  # {remark(text)}\nkind: review\n".encode(), FILE)
    assert (source.tree, source.problems) == ({"state": "draft", "kind": "review"}, ())


@given(ODD)
def test_a_text_that_is_spelt_out_can_be_held_and_is_given_again(text: str) -> None:
    assert not UNSHOWN.search(spelt(text))
    assert unspelt(spelt(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Jane\u202aDoe\x7f", r"Jane\u202aDoe\u007f"),
        (r"a letter that prints \u202a", r"a letter that prints \u005cu202a"),
        ("C:\\users\\u", "C:\\users\\u"),
    ],
)
def test_what_is_spelt_out_can_be_seen(text: str, written: str) -> None:
    assert spelt(text) == written
