from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from disclosed.findings import UserError, line_of
from disclosed.settling.config import load_site, type_settings
from disclosed.settling.content import load_content
from disclosed.settling.settings import RequestFile, ResponseFile, SiteFile
from disclosed.site import Colour
from disclosed.yaml_source import parse_front_matter, parse_yaml
from tests.making import PROJECTS

NOT_YAML = (
    "1: A second ': ' stands here, the line above has no ':', or the indent is wrong. "
    "Quote a text that holds ': ' or begins with a sign."
)
SITE = """title: Test
publisher:
  name: Test
  kind: independent
contact: a@b.example
version: 1.0.0
released: 2026-01-01
"""


def wrong(model: type, text: str) -> list[str]:
    """List what is wrong with settings, without the file's name."""
    _, problems = type_settings(model, parse_yaml(text.encode(), "x.yml"))
    return [line_of(found).removeprefix("x.yml:") for found in problems]


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path: Path, *, update_golden: bool) -> None:
    shutil.copytree(PROJECTS / "bad-everything" / "content", tmp_path / "content")
    (tmp_path / "content/requests/Bad_Name").mkdir()
    (tmp_path / "content/requests/bins/northtown.docx").write_bytes(b"")
    with pytest.raises(UserError) as error:
        load_content(tmp_path / "content")
    golden = PROJECTS / "bad-everything" / "expected.txt"
    if update_golden:
        golden.write_text(f"{error.value}\n", "utf-8")
    assert str(error.value) + "\n" == golden.read_text("utf-8")


def test_a_missing_content_folder_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        load_content(tmp_path / "content")
    assert str(error.value) == "content: There is no such folder. Make it, with a site.yml in it."


def test_a_missing_site_yml_says_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(UserError) as error:
        load_content(tmp_path / "content")
    assert str(error.value) == (
        "content/site.yml: The file is missing. Write title, publisher, contact, version and released."
    )


def test_values_stay_text_until_they_are_typed() -> None:
    source = parse_yaml(b"a: 2.10\nb: 1e5\nc: 2026-01-01\nd: NO\ne: 012\n", "x.yml")
    assert source.tree == {"a": "2.10", "b": "1e5", "c": "2026-01-01", "d": "NO", "e": "012"}


def test_lines_count_from_the_top_of_the_file_below_front_matter_too() -> None:
    source = parse_front_matter(b"---\ntitle: A\ntables:\n  b:\n    rows:\n      - c\n---\n\nBody\n", "request.md")
    assert source.line(("title",)) == 2
    assert source.line(("tables", "b", "rows", 0)) == 6
    assert source.line(("tables", "b", "rows", 0, "unknown")) == 6
    assert (source.body, source.body_line) == ("\nBody\n", 8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "2: 'a' stands twice; the first is in line 1. Keep one of them."),
        ("a: {b: One, two}\n", "1: 'two' has no value inside {…}. Quote a text with a comma."),
        ("a:\nb: 1\n", "1: 'a' is empty. Give it a value, or delete the line."),
        ("a: [x, '']\nb:\n  -\n", "3: An entry of the list is empty. Give it a value, or delete the line."),
        ("a: &x 1\nb: *x\n", "1: Anchors (&), aliases (*) and tags (!) are not used here. Quote the text."),
        ("a: !!python/object 1\n", "1: Anchors (&), aliases (*) and tags (!) are not used here. Quote the text."),
        ("? [a, b]\n: 1\n", "1: A key must be a word. Quote a text that begins with a bracket."),
        (
            "a: b: c\n",
            NOT_YAML,
        ),
    ],
)
def test_what_is_not_let_into_yaml_is_told_with_its_line(text: str, message: str) -> None:
    assert [line_of(found).removeprefix("x.yml:") for found in parse_yaml(text.encode(), "x.yml").problems][:1] == [
        message
    ]


def test_deep_nesting_is_refused() -> None:
    text = "a: " + "[" * 13 + "x" + "]" * 13
    assert [line_of(found) for found in parse_yaml(text.encode(), "x.yml").problems] == [
        "x.yml:1: The settings are nested too deeply. Indent less."
    ]
    assert parse_yaml(("[" * 5000).encode(), "x.yml").problems


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 1\nb: \xe9\n", "x.yml:2: The file is not UTF-8. Save it again as UTF-8."),
        (b"#" * 1_000_001, "x.yml: The file has more than 1,000,000 characters. Is it settings?"),
    ],
)
def test_files_that_are_no_settings_are_refused(data: bytes, message: str) -> None:
    assert [line_of(found) for found in parse_yaml(data, "x.yml").problems] == [message]


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    assert parse_yaml("\ufefftitle: Ä\r\nb: 1\r\n".encode(), "x.yml").tree == {"title": "Ä", "b": "1"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: 1\n", "1: 'publisher' is missing. Add it."),
        (f"{SITE}theme:\n  accent: {{light: red, dark: '#000000'}}\n", "9: 'theme.accent.light' is 'red', not a colour. Write it as '#12436D', in quotes."),
        (f"{SITE}reuse: all\n", "8: 'reuse' should be keys with values. Compare it with the examples in docs/settings.md."),
        (f"{SITE}description: [a]\n", "8: 'description' should be text. Compare it with the examples in docs/settings.md."),
        ("- a\n", "1: The file should be keys with values. Compare it with the examples in docs/settings.md."),
    ],
)  # fmt: skip
def test_site_settings_are_checked(text: str, message: str) -> None:
    assert message in wrong(SiteFile, text)


TABLE = "title: T\ntables:\n  a:\n    title: A\n    unit: bins\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{TABLE}    rows: []\n", "6: 'tables.a.rows' has nothing in it. Add an entry, or delete the key."),
        (f"{TABLE}    rows: Q1\n", "6: 'tables.a.rows' should be a list. Compare it with the examples in docs/settings.md."),
        (f"{TABLE}    labels: [a, b, c]\n    rows: [{{figures: Q1}}]\n", "6: 'tables.a.labels' has more than 2 entries. Figures have a row and a column."),
        (f"{TABLE}    rows: [{{figures: Q1, total: yes}}]\n", "6: 'tables.a.rows[1].total' is 'yes'; it can be true or false."),
        (f"{TABLE}    rows: [{{figures: Q1, is: {{Size: A}}}}]\n", "6: 'tables.a.rows[1].is.Size' is 'Size', not a column's name in lower-case letters, digits and _. Rename it."),
        (f"{TABLE}    rows: [{{figures: Q1, is: {{value: A}}}}]\n", "3: 'tables.a' uses the column 'value', which every table has already. Give it another name."),
        (f"{TABLE}    rows: [{{figures: Q1, is: {{size: A}}}}, {{figures: Q2}}]\n", "3: 'tables.a' has a row Q2 that does not say its 'size'. Add it under 'is'."),
        (f"{TABLE}    columns: sise\n    rows: [{{figures: Q1, is: {{size: A}}}}]\n", "3: 'tables.a' has no dimension 'sise' for its columns. Did you mean 'size'?"),
        (f"{TABLE}    chart: {{panels: sise}}\n    rows: [{{figures: Q1, is: {{size: A}}}}]\n", "3: 'tables.a' has no dimension 'sise' for its panels. Did you mean 'size'?"),
        ("title: T\nperiod: {from: 2020}\n", "2: 'period' needs the key 'is', and may have 'words'."),
        ("title: T\nperiod: ../..\n", "2: 'period' is '../..', which has neither end. Write 2020-04-01/2021-03-31, or 2025-01-01/.. part."),
        ("title: T\nperiod: 2020-13\n", "2: 'period' is '2020-13', not a period. Write 2020-04-01/2021-03-31, or 2025-01-01/.. part."),
        (f"title: T\nabout:\n  Q1: {'How many bins, and where? ' * 4}\n", f"3: 'about.Q1' is '{('How many bins, and where? ' * 4).strip()}', not a few words for a heading, 80 characters at most. Write 'fines paid', not the question, which its page quotes."),
        ("title: T\nabout:\n  Q1[a]: x\n", "3: 'about.Q1[a]' is 'Q1[a]', not a question's number. Write Q3a."),
        ("title: T\nchecks:\n  bands-meet: Q1 = Q2\n", "1: The file names a check 'bands-meet', as the program names one of its own. Give it another name."),
        ("title: T\nchecks: {a: [Q1]}\n", "2: 'checks.a' should be keys with values. Compare it with the examples in docs/settings.md."),
    ],
)  # fmt: skip
def test_request_settings_are_checked(text: str, message: str) -> None:
    assert message in wrong(RequestFile, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("state: published\n", "1: The file is published without a date. Add published: and the day."),
        ("state: withdrawn\n", "1: The file is withdrawn without a date. Add withdrawn: and the day."),
        ("readings: [{question: Q1, outcome: text, line: 3}]\n", "1: 'readings[1]' gives an outcome. Write question, outcome and lines, and nothing else."),
        ("readings: [{question: Q1, outcome: text, lines: 9-3}]\n", "1: 'readings[1].lines' is '9-3', not lines. Write 131-133."),
        ("readings: [{question: Q1, asked: 3-2}]\n", "1: 'readings[1].asked' is '3-2', no lines of a letter. Write 30, or 30-33, or 30:12-80 for columns of one line."),
        ("readings: [{question: Q1, answered: 3}]\n", "1: 'readings[1]' says where an answer stands, and not its question. Write asked, too. For a question that the program has found, write its outcome and its lines."),
        ("readings: [{question: Q1, asked: 3, labels: [x]}]\n", "1: 'readings[1]' says where a question stands. Write question, asked and answered, outcome and words if need be, and nothing else."),
        ("readings: [{question: Q1, none: false}]\n", "1: 'readings[1]' says that a question is none. Write question and none: true, and nothing else."),
        ("readings: [{question: Q1, none: true, asked: 3}]\n", "1: 'readings[1]' says that a question is none. Write question and none: true, and nothing else."),
        ("readings: [{line: 0, words: '3', set_aside: age}]\n", "1: 'readings[1].line' is '0', not a whole number from 1 up. Count from 1."),
        ("settled: [{check: a, finding: b, found: '1 = 2', reason: c, by: d}]\n", "1: 'settled[1]' settles nothing. Write check and found, or finding with its line or question."),
        ("settled: [{finding: formula_like_cell, reason: c}]\n", "1: 'settled[1].by' is missing. Add it."),
        ("notes: [{words: a, finding: partial_periods}]\n", "1: 'notes[1]' is about a finding 'partial_periods' that does not exist. Did you mean 'partial_period'?"),
        ("reuse: {ground: statd}\n", "1: 'reuse.ground' is 'statd'; it can be stated, authority_policy, permission or facts_and_quotation. Did you mean 'stated'?"),
        ("authority: Leicester\n", "1: 'authority' is 'Leicester', not a name in lower-case ASCII letters, digits and hyphens. Rename it."),
    ],
)  # fmt: skip
def test_response_settings_are_checked(text: str, message: str) -> None:
    assert message in wrong(ResponseFile, text)


@pytest.mark.parametrize("model", [SiteFile, RequestFile, ResponseFile])
def test_no_settings_let_an_unknown_key_in(model: type) -> None:
    assert any(found.startswith("1: There is no key 'zzzz'. The keys here are ") for found in wrong(model, "zzzz: 1\n"))


def test_the_site_takes_its_title_publisher_and_theme(tmp_path: Path) -> None:
    (tmp_path / "site.yml").write_text(f"{SITE}theme:\n  accent:\n    light: '#12436D'\n    dark: '#6BACE6'\n", "utf-8")
    site = load_site(tmp_path)
    assert (site.title, site.publisher, site.publisher_kind, site.base_url) == ("Test", "Test", "independent", "")
    assert site.theme == (Colour("accent", "#12436D", "#6BACE6"),)
    assert site.reports == ""
