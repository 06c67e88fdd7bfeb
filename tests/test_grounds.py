"""On what re-use of a letter rests, and how much of it goes out: the package, every page and every download, built whole."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import build as front_door
from disclosed.cli import main
from disclosed.licences import NO_LICENCE, NOT_COVERED
from disclosed.packaging.package import parse_package, read_folder
from disclosed.packaging.validate import validate_path
from disclosed.rows import Package
from disclosed.settling.settings import Reuse
from disclosed.settling.settle import Place, settle
from tests.building import ROOT, words_of
from tests.making import make_letter, make_reading, make_request

LETTER = """Northtown Borough Council
Our reference: N 5
Date: 4 March 2026

Thank you for your request under the Freedom of Information Act 2000.

1. How many bins were stolen, by size?
Large: 48213
Small: 31877

2. Who counts them?
The Gloamingwick depot counts them.

3. Who stole them?
This is exempt under section 40(2) of the Freedom of Information Act 2000 because it is personal data.

{licence}
"""
V3 = "You may re-use this information under the Open Government Licence v3.0."
V2 = "You may re-use this information under the Open Government Licence v2.0."
UNSTATED = "You may re-use the information under an Open Government Licence."
LIMITED = "The information may be used for private study. Any other re-use needs our permission."
CC_BY = "This answer is licensed under the Creative Commons Attribution 4.0 licence."
NOTHING = "Yours faithfully"
SITE = "title: Bins\npublisher: {name: Watch, kind: independent}\ncontact: e@bins.example\nversion: 1.0.0\nreleased: 2026-03-10\n"
BY = "by: A. Editor, date: 2026-03-09"

OGL3 = "Contains public sector information licensed under the Open Government Licence v3.0."
OGL2 = "Contains public sector information licensed under the Open Government Licence v2.0."
CC4 = "Licensed under Creative Commons Attribution 4.0 International."
FIGURES, LETTERS_WORDS = "Large: 48213", "The Gloamingwick depot counts them."


@dataclass(frozen=True)
class Built:
    """A project with one letter, built."""

    folder: Path
    package: Package

    @property
    def row(self) -> Any:
        return self.package.responses[0]

    @property
    def descriptor(self) -> dict[str, Any]:
        return json.loads((self.folder / "datapackage/datapackage.json").read_text("utf-8"))  # type: ignore[no-any-return]

    def page(self, path: str) -> str:
        """Give a page's words, its foot's too, links as their words."""
        text = (self.folder / "site" / path).read_text("utf-8")
        said = html.unescape(re.sub(r"<[^>]+>", "", text[text.index("<main") :]))
        return " ".join(said.split())

    def files(self) -> Iterator[tuple[str, str]]:
        """Give every file of package and site as text, those inside zips too."""
        for path in sorted(path for name in ("datapackage", "site") for path in (self.folder / name).rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                yield path.relative_to(self.folder).as_posix(), data.decode("utf-8", "replace")
                if zipfile.is_zipfile(io.BytesIO(data)):
                    with zipfile.ZipFile(io.BytesIO(data)) as archive:
                        yield from ((f"{path.name}!{name}", archive.read(name).decode()) for name in archive.namelist())

    def holding(self, words: str) -> list[str]:
        """Name the files that hold some words, as they stand or escaped; a hash may hold any digits."""
        found = ((name, re.sub(r"[0-9a-f]{32,}", "", text)) for name, text in self.files())
        return [name for name, text in found if words in text or words in html.unescape(text)]


def build(folder: Path, licence: str, yml: str = "", *, strict: bool = True, text: str = LETTER, **more: str) -> Built:
    """Build a project of one letter; `more` are other files of its content by names with `_` for `/`."""
    request = folder / "content/requests/bins"
    request.mkdir(parents=True)
    (folder / "content/site.yml").write_text(SITE + more.get("site", ""), "utf-8")
    (folder / "content/authorities.yml").write_text("northtown: {name: Northtown Borough Council}\n", "utf-8")
    (request / "northtown.txt").write_text(text.format(licence=licence), "utf-8")
    (request / "northtown.yml").write_text(f"state: published\npublished: 2026-03-10\n{yml}", "utf-8")
    if "request" in more:
        (request / "request.md").write_text(f"---\ntitle: Bins\n{more['request']}---\n", "utf-8")
    assert main(["--project", str(folder), *(["--strict"] if strict else [])], front_door.build, ROOT) == 0
    return Built(folder, parse_package(read_folder(folder / "datapackage")))


GROUNDS = [
    ("v3", V3, "", ("stated", "OGL-UK-3.0", "all"), OGL3, f"The letter says: “{V3}”"),
    ("v2", V2, "", ("stated", "OGL-UK-2.0", "all"), OGL2, f"The letter says: “{V2}”"),
    ("no version", UNSTATED, "", ("stated", "OGL-UK-3.0", "all"), OGL3, f"The letter says: “{UNSTATED}” It names no version; this site applies version 3.0."),
    ("another licence", CC_BY, "", ("stated", "CC-BY-4.0", "all"), CC4, f"The letter says: “{CC_BY}”"),
    ("no licence", NOTHING, "", ("none", "", "metadata"), "", "The letter grants no re-use, so this page gives the outcome of each question and no figures."),
    ("a limited one", LIMITED, "reuse: {publish: metadata}\n", ("none", "", "metadata"), "", f"The letter says: “{LIMITED}” It grants no open licence, so this page gives the outcome of each question and no figures."),
    ("policy", NOTHING, f'reuse: {{ground: authority_policy, licence: OGL-UK-3.0, {BY}, words: "All answers are open.", source: "https://northtown.example/reuse"}}\n',
     ("authority_policy", "OGL-UK-3.0", "all"), OGL3, "The authority’s own policy on re-use applies (https://northtown.example/reuse): “All answers are open.” Decided by A. Editor on 9 March 2026."),
    ("permission", LIMITED, f'reuse: {{ground: permission, {BY}, words: "You may publish this.", source: e-mail of 8 March 2026}}\n',
     ("permission", "", "all"), "", "The authority gave permission (e-mail of 8 March 2026): “You may publish this.” Decided by A. Editor on 9 March 2026."),
    ("facts", NOTHING, f'reuse: {{ground: facts_and_quotation, {BY}, source: section 30 of the Act of 1988}}\n',
     ("facts_and_quotation", "", "figures"), "", "The letter grants no open licence; this page gives facts and short quotations (section 30 of the Act of 1988). Decided by A. Editor on 9 March 2026."),
    ("facts of a limited one", LIMITED, f'reuse: {{ground: facts_and_quotation, publish: all, {BY}, words: Facts are free.}}\n',
     ("facts_and_quotation", "", "figures"), "", f"The letter says: “{LIMITED}” This page gives facts and short quotations: “Facts are free.” Decided by A. Editor on 9 March 2026."),
    ("figures", V3, "reuse: {publish: figures}\n", ("stated", "OGL-UK-3.0", "figures"), OGL3, f"The letter says: “{V3}”"),
    ("metadata", V3, "reuse: {publish: metadata}\n", ("stated", "OGL-UK-3.0", "metadata"), "", f"The letter says: “{V3}” This page gives the outcome of each question and no figures."),
]  # fmt: skip


@pytest.fixture(scope="module", params=GROUNDS, ids=[name for name, *_ in GROUNDS])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Any]:
    """A project for each ground, with nothing left that waits."""
    _, licence, yml, *expected = request.param
    return build(tmp_path_factory.mktemp("ground") / "project", licence, yml), expected


def test_the_package_says_on_what_it_rests_and_who_decided(ground: tuple[Built, Any]) -> None:
    built, (decided, attribution, _) = ground
    assert (built.row.ground, built.row.licence, built.row.publish) == decided
    by = {"none": "", "stated": "program"}.get(decided[0], "A. Editor")
    assert (built.row.ground_by, built.row.ground_date) == (by, "2026-03-09" if by == "A. Editor" else "")
    assert built.package.attribution == attribution
    names = [one["name"] for one in built.descriptor.get("licenses", [])]
    assert names == ([built.row.licence] if attribution else [])
    assert validate_path(built.folder / "datapackage") == ()


def test_its_pages_give_the_exact_words_of_attribution_and_of_the_ground(ground: tuple[Built, Any]) -> None:
    built, (_, attribution, words) = ground
    said = f"{attribution} {words}".strip()
    for path in ("requests/bins/index.html", "requests/bins/northtown/index.html"):
        page = built.page(path)
        assert said in page.replace(" .", "."), path
        assert page.count(words) == 1
    others = {OGL3, OGL2, CC4} - {attribution}
    assert [
        name for name, text in built.files() if any(other in re.sub(r"<[^>]+>", "", text) for other in others)
    ] == []


def test_every_page_ends_with_the_attribution_or_with_none(ground: tuple[Built, Any]) -> None:
    built, (_, attribution, _) = ground
    for path in ("index.html", "data/index.html", "checks/index.html", "404.html"):
        foot = built.page(path)
        assert ("licensed under" in foot.lower()) == bool(attribution)
        assert attribution in foot


def test_no_more_of_it_goes_out_than_was_decided(ground: tuple[Built, Any]) -> None:
    built, (decided, _, _) = ground
    publish = decided[2]
    assert bool(built.holding(LETTERS_WORDS)) == (publish == "all")
    assert bool(built.holding(FIGURES)) == (publish != "metadata")
    assert bool(built.holding("48213")) == (publish != "metadata")
    assert bool(built.holding("section 40(2)")) == (publish != "metadata")
    assert bool(built.holding("How many bins were stolen, by size?")) == (publish != "metadata")
    text = built.folder / "site/requests/bins/northtown/northtown.txt"
    assert text.exists() == (publish == "all")


def test_where_the_letter_is_not_published_no_page_sends_a_reader_to_it(ground: tuple[Built, Any]) -> None:
    built, (decided, _, _) = ground
    page = built.page("requests/bins/index.html")
    words = {
        "all": "Read the letter",
        "figures": "Lines quoted from the letter",
        "metadata": "Outcome of each question",
    }
    assert f"Letter{words[decided[2]]}" in page.replace("Letter ", "Letter")
    rest = (
        "Answer 2 is text: read it in the letter."
        if decided[2] == "all"
        else "Answer 2 is text, which this site does not publish."
    )
    assert rest in page
    assert "The letter names no provision" not in page
    if decided[2] == "metadata":
        assert "FiguresNot published, 1 answer withheld" in page
        assert "figures not published, 1 answer withheld." in built.page("index.html")
        assert "Question 3, as asked" not in page
        assert "Answered in figures, which this page does not publish." in built.page(
            "requests/bins/northtown/index.html"
        )


def test_a_letter_that_quotes_its_figures_alone_shows_their_lines_and_no_other(tmp_path: Path) -> None:
    built = build(tmp_path, V3, "reuse: {publish: figures}\n")
    page = words_of(built.folder, "requests/bins/northtown/index.html")
    assert "Only the lines that figures are quoted from are shown." in page
    published = csv.DictReader(io.StringIO((built.folder / "datapackage/data/lines.csv").read_text("utf-8")))
    assert [row["text"] for row in published] == [
        "Large: 48213",
        "Small: 31877",
        "This is exempt under section 40(2) of the Freedom of Information Act 2000 because it is personal data.",
    ]


# The nearest ground wins


POLICY = Reuse(ground="authority_policy", licence="OGL-UK-3.0", by="p", words="w")
PERMISSION = Reuse(ground="permission", by="q", words="w", publish="figures")


def row_of(*, stated: bool, own: str = "", request: str = "", site: Reuse | None = None) -> tuple[str, str, str]:
    reading = make_reading({"1": [("", 5)]})
    head = reading.letterhead if stated else type(reading.letterhead)()
    letter = make_letter(f"state: published\npublished: 2026-01-01\n{own}")
    made = settle(
        type(reading)(reading.letter, head, reading.questions, (), (), reading.parts, reading.owners),
        letter,
        request=make_request(f"title: T\n{request}", letter),
        place=Place("northtown", "printed", 1),
        site_reuse=site,
    )
    return made.response.ground, made.response.ground_by, made.response.publish


OWN = "reuse: {ground: permission, by: me, words: w}\n"
ASKED = "reuse: {ground: facts_and_quotation, by: you, words: w}\n"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"stated": True, "own": OWN, "request": ASKED, "site": POLICY}, ("permission", "me", "all")),
        ({"stated": True, "request": ASKED, "site": POLICY}, ("stated", "program", "all")),
        ({"stated": False, "request": ASKED, "site": POLICY}, ("facts_and_quotation", "you", "figures")),
        ({"stated": False, "site": POLICY}, ("authority_policy", "p", "all")),
        ({"stated": False, "site": PERMISSION}, ("permission", "q", "figures")),
        ({"stated": True, "site": PERMISSION}, ("stated", "program", "figures")),
        ({"stated": True, "own": "reuse: {version_stated: false}\n", "site": PERMISSION}, ("stated", "program", "figures")),
        ({"stated": True, "own": "reuse: {publish: all}\n", "site": PERMISSION}, ("stated", "program", "all")),
        ({"stated": True, "request": "reuse: {publish: metadata}\n", "site": PERMISSION}, ("stated", "program", "metadata")),
        ({"stated": False}, ("none", "", "metadata")),
        ({"stated": False, "own": "reuse: {publish: all}\n"}, ("none", "", "metadata")),
    ],
    ids=["the letter's settings", "its words", "the request's", "the site's", "with how much", "how much beside its words",
         "settings that do not say how much", "settings that do", "the request's how much", "none", "none, whatever was asked for"],
)  # fmt: skip
def test_the_nearest_ground_wins_and_the_nearest_that_says_how_much(
    given: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert row_of(**given) == expected


def test_a_limited_licence_waits_until_a_ground_is_given_or_metadata_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(tmp_path / "open", LIMITED, strict=False)
    assert "northtown.txt:17: Re-use is limited or needs permission." in capsys.readouterr().out
    build(tmp_path / "chosen", LIMITED, "reuse: {publish: metadata}\n")
    build(tmp_path / "granted", LIMITED, f"reuse: {{ground: permission, {BY}, words: w}}\n")
    assert "Re-use is limited" not in capsys.readouterr().out


def test_stated_is_no_ground_where_the_words_grant_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError):
        build(tmp_path / "bare", LIMITED, "reuse: {ground: stated, by: e}\n")
    assert (
        "content/requests/bins/northtown.yml:3: The ground is 'stated', and the letter's words grant no open licence. "
        "Write the ground it rests on, with words and source; or, where the words do grant one, its licence."
    ) in capsys.readouterr().err
    named = build(tmp_path / "named", LIMITED, "reuse: {ground: stated, licence: OGL-UK-3.0, by: e}\n")
    assert (named.row.ground, named.row.licence, named.row.publish) == ("stated", "OGL-UK-3.0", "all")


def test_a_site_of_several_licences_names_each_at_its_letters_and_all_at_the_foot(tmp_path: Path) -> None:
    other = tmp_path / "content/requests/trees"
    other.mkdir(parents=True)
    (other / "northtown.txt").write_text(LETTER.format(licence=V2).replace("bins", "trees"), "utf-8")
    (other / "northtown.yml").write_text("state: published\npublished: 2026-03-10\n", "utf-8")
    third = tmp_path / "content/requests/gulls"
    third.mkdir()
    (third / "northtown.txt").write_text(LETTER.format(licence=NOTHING).replace("bins", "gulls"), "utf-8")
    (third / "northtown.yml").write_text(
        f"state: published\npublished: 2026-03-10\nreuse: {{ground: permission, {BY}, words: w}}\n"
    )
    request = tmp_path / "content/requests/bins"
    request.mkdir()
    (request / "northtown.txt").write_text(LETTER.format(licence=V3), "utf-8")
    (request / "northtown.yml").write_text("state: published\npublished: 2026-03-10\n", "utf-8")
    (tmp_path / "content/site.yml").write_text(SITE + "base_url: https://bins.example/\n", "utf-8")
    (tmp_path / "content/authorities.yml").write_text("northtown: {name: Northtown Borough Council}\n", "utf-8")
    assert main(["--project", str(tmp_path), "--strict"], front_door.build, ROOT) == 0
    built = Built(tmp_path, parse_package(read_folder(tmp_path / "datapackage")))
    assert built.package.attribution == f"{OGL2} {OGL3} {NOT_COVERED}"
    titles = {one["title"] for one in built.descriptor["licenses"] if "name" not in one}
    assert {one.get("name", "") for one in built.descriptor["licenses"]} == {"OGL-UK-2.0", "OGL-UK-3.0", ""}
    assert titles == {NO_LICENCE.title}
    assert validate_path(tmp_path / "datapackage") == ()
    foot = built.page("index.html")
    assert foot.endswith(f"{OGL2} {OGL3} {NOT_COVERED}")
    for path in ("requests/gulls/index.html", "requests/gulls/northtown/index.html"):
        own = built.page(path)
        assert "licensed under" not in own
        assert "No open licence covers what this page shows of the letter." in own
    assert "No open licence covers the figures of Northtown Borough Council." in built.page("requests/gulls/index.html")
    data = built.page("data/index.html")
    assert "Some letters grant no open licence. On what their figures are published stands on their pages" in data

    def structured(path: str) -> dict[str, Any]:
        text = (tmp_path / "site" / path).read_text("utf-8")
        found = re.search(r'ld\+json">(.*?)</script>', text, re.DOTALL)
        assert found is not None
        return json.loads(found[1])  # type: ignore[no-any-return]

    assert structured("requests/trees/index.html")["creditText"] == OGL2
    assert structured("requests/bins/index.html")["creditText"] == OGL3
    assert "creditText" not in structured("requests/gulls/index.html")
    assert "license" not in structured("requests/gulls/index.html")


# Hidden content


HIDDEN = LETTER.replace(
    "The Gloamingwick depot counts them.",
    'The <script>alert(1)</script> depot counts them.\n=HYPERLINK("https://x.example") is its page.\nIts {{{{ name }}}} is\u200b long.',
)
SETTLED = "settled:\n" + "".join(
    f"  - {{finding: {code}, line: {line}, reason: {reason}, by: A. Editor}}\n"
    for code, line, reason in (
        ("html_in_text", 12, "As the letter has it."),
        ("formula_like_cell", 13, "A link that was typed."),
        ("template_syntax_in_text", 14, "A form letter."),
        ("invisible_characters", 14, "From a web page."),
    )
)
NOTED = {
    "html_in_text": "Line 12 of the letter holds HTML. It is shown as text and never run. Settled by A. Editor: As the letter has it.",
    "formula_like_cell": "On line 13 of the letter a text begins like a formula of a spreadsheet. The data keep it as it is: import it as text. Settled by A. Editor: A link that was typed.",
    "template_syntax_in_text": "Line 14 of the letter holds signs of a template. They are shown as text and never run. Settled by A. Editor: A form letter.",
    "invisible_characters": "Line 14 of the letter holds characters that cannot be seen (U+200B ZERO WIDTH SPACE). The data keep them. Settled by A. Editor: From a web page.",
}  # fmt: skip


def test_hidden_content_waits_until_a_person_has_settled_each_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError):
        build(tmp_path, V3, text=HIDDEN)
    err = capsys.readouterr().err
    for place in ("12: The text holds HTML", "13: A text begins like a formula", "14: The text holds template syntax", "14: The text holds characters that cannot be seen"):  # fmt: skip
        assert f"content/requests/bins/northtown.txt:{place}" in err


def test_hidden_content_that_is_settled_is_text_everywhere_and_said_in_data_and_pages(tmp_path: Path) -> None:
    built = build(tmp_path, V3, SETTLED, text=HIDDEN)
    assert {row.code: (row.words, row.by) for row in built.package.notes if row.code in NOTED} == {
        code: (words, "A. Editor") for code, words in NOTED.items()
    }
    page = words_of(built.folder, "requests/bins/index.html")
    assert all(words in page for words in NOTED.values())
    lines = {row.line: row.text for row in built.package.lines}
    assert lines[12] == "The <script>alert(1)</script> depot counts them."
    assert lines[13] == '=HYPERLINK("https://x.example") is its page.'
    assert lines[14] == "Its {{ name }} is\u200b long."
    pages = [text for name, text in built.files() if name.endswith(".html")]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in text for text in pages)
    assert not any("<script>alert" in text or 'href="https://x.example' in text for text in pages)
    assert validate_path(built.folder / "datapackage") == ()
    offered = (built.folder / "site/requests/bins/northtown/northtown.txt").read_text("utf-8")
    assert offered == HIDDEN.format(licence=V3)


def test_what_was_taken_out_of_a_letter_is_explained_beside_it(tmp_path: Path) -> None:
    named = LETTER.replace("Thank you", "Dear [redacted: name]\n\nThank you")
    built = build(tmp_path, V3, text=named)
    words = "“[redacted: …]” stands where words about a person were taken out before the letter was filed."
    assert words in words_of(built.folder, "requests/bins/northtown/index.html")
    assert words not in words_of(built.folder, "requests/bins/index.html")
