"""Changes to settings files: what they are about changes, and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import UserError
from disclosed.settling.settings import RequestFile, ResponseFile
from disclosed.yaml_changes import (
    Append,
    DropComments,
    DropRemark,
    Edit,
    Put,
    PutAll,
    PutGroup,
    PutInEntry,
    PutOf,
    PutWithin,
    TakeOut,
    TakeOutKey,
    TakeOutOf,
)
from disclosed.yaml_edits import changed_tree, edit_head, edit_settings
from disclosed.yaml_source import parse_yaml

ORDER = tuple(ResponseFile.model_fields)
FILE = "content/requests/bins/northtown.yml"
ENTRY = (("line", "44"), ("words", "2"), ("question", "Q2a"), ("labels", ("Five times", "A: b")))
WRITTEN = '  - line: 44\n    words: "2"\n    question: Q2a\n    labels:\n      - Five times\n      - "A: b"\n'


def edited(text: str, *edits: Edit) -> str:
    return edit_settings(text.encode(), edits, FILE, ORDER).decode()


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("state: draft  # waits\n", Put("state", "published"), "state: published  # waits\n"),
        ("state: draft  # waits\n", DropRemark("state"), "state: draft\n"),
        ("state: draft\n", DropRemark("state"), "state: draft\n"),
        ("questions:  # proposed\n  Q1: Q2\n", DropRemark("questions"), "questions:\n  Q1: Q2\n"),
        ("subject: 'a # b'  # c\n", DropRemark("subject"), "subject: 'a # b'\n"),
        ("subject: a\n  b\nstate: draft\n", Put("subject", "x: y"), 'subject: "x: y"\nstate: draft\n'),
        ("subject: >-\n  a\n  b\n\n# c\n", Put("subject", "short"), "subject: short\n\n# c\n"),
        ("state: draft\nnotes:\n- words: w\n", Put("updated", "2026-11-22"),
         "state: draft\nupdated: 2026-11-22\nnotes:\n- words: w\n"),
        ("# head\nnotes: []\n", Put("state", "draft"), "# head\nstate: draft\nnotes: []\n"),
        ("state: draft\n# tail\n\n\n", Put("kind", "review"), "state: draft\n# tail\nkind: review\n\n\n"),
        ("state: draft", Put("kind", "review"), "state: draft\nkind: review\n"),
        ("labels:  # proposed\n  A: B\n  C: D\nnotes: []\n", TakeOutOf("labels", "A"), "labels:  # proposed\n  C: D\nnotes: []\n"),
        ("labels:\n  A: B\n# c\nnotes: []\n", TakeOutOf("labels", "A"), "# c\nnotes: []\n"),
        ("labels:\n    A: B  # b\n    C: D\n# c\nnotes: []\n", PutOf("labels", "A", "E"),
         "labels:\n    A: E  # b\n    C: D\n# c\nnotes: []\n"),
        ("labels:\n    A: B\n# c\nnotes: []\n", PutOf("labels", "2022", "2022"),
         'labels:\n    A: B\n    "2022": "2022"\n# c\nnotes: []\n'),
        ("tables:\n  a:\n    title: >-\n      Long\n      words\n    unit: x  # u\n  b: {title: B}\n", PutWithin("tables", "a", "title", "A: c"),
         'tables:\n  a:\n    title: "A: c"\n    unit: x  # u\n  b: {title: B}\n'),
        ("state: draft\n", PutOf("labels", "2022/23", (("is", "2022"), ("words", "W"))),
         'state: draft\nlabels:\n  "2022/23":\n    is: "2022"\n    words: "W"\n'),
        ("state: draft\n", Append("readings", (ENTRY,)), f"state: draft\nreadings:\n{WRITTEN}"),
        ("readings:\n  - line: 1\n    words: a\n    set_aside: age\n\n# c\nnotes:\n  - words: w\n",
         Append("readings", (ENTRY,)),
         f"readings:\n  - line: 1\n    words: a\n    set_aside: age\n{WRITTEN}\n# c\nnotes:\n  - words: w\n"),
        ("readings:\n- line: 1\n  words: |\n    a\n\n\nstate: draft\n", Append("readings", (ENTRY[:3],)),
         'readings:\n- line: 1\n  words: |\n    a\n- line: 44\n  words: "2"\n  question: Q2a\n\n\nstate: draft\n'),
        ("readings:\n  -\n    line: 1\n    words: a\n  - line: 2\n    words: b\n", TakeOut("readings", 0),
         "readings:\n  - line: 2\n    words: b\n"),
        ("readings:\n  - line: 1\n    words: a\n  # c\n  - {line: 2, words: b}\n", TakeOut("readings", 1),
         "readings:\n  - line: 1\n    words: a\n  # c\n"),
        ("state: draft\nreadings:\n  - line: 1\n    words: a\nnotes: []\n", TakeOut("readings", 0), "state: draft\nnotes: []\n"),
        ("state: draft\nlabels:\n  a: b\n", TakeOutKey("labels"), "state: draft\n"),
        ("state: draft\n", TakeOutKey("labels"), "state: draft\n"),
        ("reuse:\n  ground: stated  # c\n  by: me\nnotes: []\n", PutGroup("reuse", (("ground", "permission"),)),
         "reuse:\n  ground: permission\nnotes: []\n"),
        ("reuse: {ground: stated, words: 'a # b'} # keep\nnotes: []\n", PutGroup("reuse", (("ground", "permission"),)),
         "reuse: # keep\n  ground: permission\nnotes: []\n"),
        ("reuse: {ground: stated,\n  by: me}  # keep\nnotes: []\n", PutGroup("reuse", (("ground", "permission"),)),
         "reuse:  # keep\n  ground: permission\nnotes: []\n"),
        ("reuse:  # keep\n  ground: stated\n", PutGroup("reuse", (("ground", "permission"),)), "reuse:  # keep\n  ground: permission\n"),
        ("period: 2022  # r\n", PutGroup("period", (("is", "2023"), ("label", "x"))), 'period:  # r\n  is: "2023"\n  label: x\n'),
        ("period: {is: 2022}  # r\n", Put("period", "2023"), 'period: "2023"  # r\n'),
        ("subject: >-  # s\n  a\n  b\n", Put("subject", "short"), "subject: short  # s\n"),
        ("labels: {A: B}  # c\n", DropRemark("labels"), "labels: {A: B}\n"),
        ("labels:\n  A: B  # c\n", PutOf("labels", "A", (("is", "E"),)), "labels:\n  A:  # c\n    is: E\n"),
        ("doubts:\n  - line: 1\n    decide: undecided\n    why: x\n", PutInEntry("doubts", 0, "decide", "redact"),
         "doubts:\n  - line: 1\n    decide: redact\n    why: x\n"),
        ("doubts:\n  - line: 1\n    decide: keep\n# c\n", PutInEntry("doubts", 0, "reason", "A post."),
         "doubts:\n  - line: 1\n    decide: keep\n    reason: A post.\n# c\n"),
        ("doubts:\n  - line: 1\n    reason: >-\n      a\n      b\n    decide: keep\n", PutInEntry("doubts", 0, "reason", ""),
         "doubts:\n  - line: 1\n    decide: keep\n"),
        ("# To settle: a\nstate: draft\n  # To settle: b\n#x\n", DropComments(re.compile("# To settle")),
         "state: draft\n  # To settle: b\n#x\n"),
    ],
)  # fmt: skip
def test_a_change_touches_nothing_else(before: str, edit: Edit, after: str) -> None:
    assert edited(before, edit) == after


def test_an_empty_file_takes_its_first_key() -> None:
    assert edited("", Put("state", "draft")) == "state: draft\n"
    assert edited("# only a comment\n", Append("readings", (ENTRY[:3],))).startswith("# only a comment\nreadings:\n")


def test_windows_line_ends_and_the_mark_of_its_editors_stay() -> None:
    before = "\ufeffstate: draft\r\nsettled:\r\n  - finding: html_in_text\r\n    reason: r\r\n    by: b\r\n"
    after = edited(before, Append("readings", (ENTRY[:3],)), Put("state", "published"))
    assert after == (
        '\ufeffstate: published\r\nreadings:\r\n  - line: 44\r\n    words: "2"\r\n    question: Q2a\r\n'
        "settled:\r\n  - finding: html_in_text\r\n    reason: r\r\n    by: b\r\n"
    )


def test_every_line_keeps_its_own_end() -> None:
    assert edited("state: draft\r\npublished: 2026-01-01\nkind: review\r\n", Put("kind", "response")) == (
        "state: draft\r\npublished: 2026-01-01\nkind: response\r\n"
    )


@pytest.mark.parametrize(
    ("text", "edit", "message"),
    [
        ("{state: draft}\n", Put("state", "published"), f"{FILE}:1: The file stands between braces."),
        ("- a\n", Put("state", "published"), f"{FILE}:1: The file does not hold keys with values."),
        ("readings: [{line: 1}]\n", Append("readings", (ENTRY,)), f"{FILE}:1: 'readings' is no list with an entry a line."),
        ("labels: {A: B}\n", TakeOutOf("labels", "A"), f"{FILE}:1: 'labels' does not hold a key a line."),
        ("tables:\n  b: {title: B}\n", PutWithin("tables", "b", "title", "C"), f"{FILE}:1: 'b' of 'tables' has no line 'title'."),
        ("labels: {A: B}\n", PutOf("labels", "A", "C"), f"{FILE}:1: 'labels' does not hold a key a line."),
        ("labels:\n  A: B\n", TakeOutOf("labels", "C"), f"{FILE}:1: 'labels' holds no 'C'."),
        ("doubts:\n  - {line: 1}\n", PutInEntry("doubts", 0, "decide", "keep"), f"{FILE}:1: An entry of 'doubts' stands between braces."),
        ("doubts:\n  - line: 1\n    decide: keep\n", PutInEntry("doubts", 0, "line", ""), f"{FILE}:1: 'line' begins an entry of 'doubts'."),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_line_by_line_is_left_to_a_person(text: str, edit: Edit, message: str) -> None:
    with pytest.raises(UserError) as error:
        edited(text, edit)
    assert str(error.value) == f"{message} Change it by hand: docs/settings.md explains every key."


def test_a_file_that_is_no_yaml_is_told_as_ever_and_left_alone() -> None:
    with pytest.raises(UserError) as error:
        edited("state: 'draft\n", Put("state", "published"))
    assert str(error.value) == f"{FILE}:1: A quotation mark is opened here and not closed. Close it."


def test_the_head_of_a_markdown_file_is_changed_and_its_text_stays() -> None:
    order = tuple(RequestFile.model_fields)
    head = "title: Bins\r\ntables:\r\n  one:\r\n    title: A\r\n  two:\r\n    title: B\r\n"
    text = f"\ufeff---\r\n{head}---\r\nWords.\r\n---\r\n"
    edits = (TakeOutOf("tables", "one"), Put("title", "Skips"))
    after = edit_head(text.encode(), edits, FILE, order).decode()
    assert after == "\ufeff---\r\ntitle: Skips\r\ntables:\r\n  two:\r\n    title: B\r\n---\r\nWords.\r\n---\r\n"
    with pytest.raises(UserError) as error:
        edit_head(b"title: Bins\n---\n", edits, FILE, order)
    assert str(error.value) == (
        f"{FILE}:1: The file does not begin with settings between two lines of '---'."
        " Change it by hand: docs/settings.md explains every key."
    )


def test_a_file_that_would_come_to_mean_something_else_is_left_alone() -> None:
    with pytest.raises(UserError) as error:
        edited("state: draft\n...\n", Append("readings", (ENTRY,)))
    assert "'readings' cannot be changed here as the file has it." in str(error.value)


# Files as people and programs write them: styles, comments, empty lines, line ends.
COMMENT = st.sampled_from(["", "# a note\n", "\n", "\n# two\n#  - check: x\n", "   \n"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12)
SCALARS = st.one_of(
    WORDS.map(lambda words: "'" + words.replace("'", "''") + "'"),
    st.sampled_from(
        ["plain", "2026-01-01  # why", '"two: words"', ">-\n      folded\n      text\n", "|\n      kept\n\n"]
    ),
)
MOST_OF_VALUE = 4  # lines of the longest scalar below, with its key
LISTS = ("readings", "settled", "notes")


@st.composite
def files(draw: st.DrawFn) -> str:
    """Write a settings file with some of its keys, in any of the ways."""
    parts = [draw(COMMENT)]
    for key in draw(st.permutations(["state", "published", "subject", *LISTS])):
        if not draw(st.booleans()):
            continue
        if key in LISTS:
            pad = draw(st.sampled_from(["", "  ", "    "]))
            entries = draw(st.lists(st.tuples(SCALARS, SCALARS, COMMENT), min_size=1, max_size=3))
            parts.append(f"{key}:\n")
            parts += [f"{pad}- one: {_ended(one)}{pad}  two: {_ended(two)}{note}" for one, two, note in entries]
        else:
            parts.append(f"{key}: {_ended(draw(SCALARS))}")
        parts.append(draw(COMMENT))
    text = "".join(parts)
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    cut = text.rstrip("\r\n")
    # A block of lines that ends with the file, `|` and no line end, says another thing once a line follows it: refused.
    same = parse_yaml(cut.encode(), FILE).tree == parse_yaml(text.encode(), FILE).tree
    return cut if same and draw(st.booleans()) else text


def _ended(scalar: str) -> str:
    return scalar if scalar.endswith("\n") else scalar + "\n"


EDITS = st.one_of(
    st.builds(Put, st.sampled_from(["state", "published", "subject", "kind"]), WORDS),
    st.builds(Append, st.sampled_from(LISTS), st.just((ENTRY, ENTRY[:3]))),
    st.builds(TakeOut, st.sampled_from(LISTS), st.just(0)),
    st.builds(TakeOutKey, st.sampled_from(LISTS)),
    st.just(PutAll(lambda text: text.replace("e", "[b]: c"))),
    st.builds(PutGroup, st.just("reuse"), st.tuples(st.tuples(st.just("words"), WORDS))),
)


def test_a_block_that_ends_with_the_file_is_left_to_a_person() -> None:
    adds = Append("readings", (ENTRY,))
    with pytest.raises(UserError, match="'readings' cannot be changed here as the file has it"):
        edited("subject: |\n  kept", adds)
    assert edited("subject: |\n  kept\n", adds).startswith("subject: |\n  kept\nreadings:\n")


def is_subsequence(lines: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return all(line in rest for line in lines)


@given(files(), EDITS)
def test_whatever_the_file_a_change_means_what_it_says_and_leaves_the_other_lines(text: str, edit: Edit) -> None:
    before = parse_yaml(text.encode(), FILE)
    tree = before.tree if isinstance(before.tree, dict) else {}
    if before.problems or (isinstance(edit, TakeOut) and edit.key not in tree):
        return
    after = edited(text, edit)
    assert parse_yaml(after.encode(), FILE).tree == changed_tree(tree, edit)
    old, new = text.splitlines(keepends=True), after.splitlines(keepends=True)
    if old and not old[-1].endswith("\n"):
        old[-1] += "\r\n" if "\r\n" in text else "\n"
        new[-1] = new[-1] if new[-1].endswith("\n") else new[-1] + ("\r\n" if "\r\n" in text else "\n")
    if isinstance(edit, Append):
        assert is_subsequence(old, new)
    if isinstance(edit, TakeOut | TakeOutKey):
        assert is_subsequence(new, old)
    if isinstance(edit, Put | PutGroup):
        lost = [line for line in old if line not in new]
        assert len(lost) <= (MOST_OF_VALUE if edit.key in tree else 0)
