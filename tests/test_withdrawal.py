"""A letter that is taken down leaves every page, resource, zip, picture, feed and cache; a dated notice stays at its address."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import build as front_door
from disclosed.cli import main
from disclosed.desk import Desk
from disclosed.options import Options
from disclosed.packaging.package import parse_package, read_folder
from disclosed.packaging.validate import validate_path
from disclosed.serving.choices import By
from disclosed.states import States
from tests.building import ROOT, rows_of, words_of

# Words and numbers that stand in the first letter alone, or come of it: in no page of the engine, in no hash by chance.
LETTER = """Northtown Borough Council
Our reference: ZX/77341/ZXQUIL
Date: 4 March 2026
Re: Marzipan bollards

Thank you for your request under the Freedom of Information Act 2000.

1. How many marzipan bollards were counted in each ward?
Harbourside: 48213
Hilltop Crescent: 31877
Moorgate Vale: 26

2. Who polishes them?
The Gloamingwick Trust polishes them.

3. How many trudgeons were kept?
This information is exempt under section 31(1)(a) of the Freedom of Information Act 2000 because snaffling would follow.

You may re-use this information under the Open Government Licence v3.0.
"""
GONE = (
    "48213", "48,213", "31877", "31,877", "80116", "80,116",  # figures and their sum
    "ZXQUIL", "77341", "arzipan", "Harbourside", "Hilltop", "Moorgate", "Gloamingwick", "rudgeon", "snaffling",
)  # fmt: skip
OTHER = """Southby District Council
Our reference: S 5
Date: 9 March 2026

1. How many bins?
Large: 120
Small: 64

You may re-use this information under the Open Government Licence v3.0.
"""
SITE = """title: Counted things
base_url: https://counted.example/
publisher: {name: Counters, kind: independent}
contact: editor@counted.example
version: 1.0.0
released: 2026-03-10
description: Figures from letters.
"""
REQUEST = """---
title: Things counted
period: 2025
topics: [things]
tables:
  wards:
    title: Things counted, by ward
    unit: things
    labels: ward
    rows:
      - figures: northtown:Q1
    calculated: sum
---
"""
PUBLISHED = "state: published\npublished: 2026-03-10\n"
STATES = {
    "withdrawn": "state: withdrawn\npublished: 2026-03-10\nwithdrawn: 2026-04-02\nauthority: northtown\n",
    "under_review": f"{PUBLISHED}under_review: 2026-04-02\n",
}


def write(content: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(project: Path, *arguments: str) -> int:
    return main(["--project", str(project), *arguments], front_door.build, ROOT)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two requests, each with a letter, published with a cache."""
    project = tmp_path_factory.mktemp("before")
    write(
        project / "content",
        {
            "site.yml": SITE,
            "authorities.yml": "northtown: {name: Northtown Borough Council}\nsouthby: {name: Southby District Council}\n",
            "requests/things/northtown.txt": LETTER,
            "requests/things/northtown.yml": PUBLISHED,
            "requests/things/request.md": REQUEST,
            "requests/bins/southby.txt": OTHER,
            "requests/bins/southby.yml": PUBLISHED,
        },
    )
    assert run(project, "--strict") == 0
    return project


@pytest.fixture
def project(before: Path, tmp_path: Path) -> Path:
    shutil.copytree(before, tmp_path / "project")
    return tmp_path / "project"


def everything(project: Path, *folders: str) -> Iterator[tuple[str, bytes]]:
    """Give every file below some folders, its name and its bytes, and what is inside every zip."""
    for folder in folders:
        for path in sorted((project / folder).rglob("*")):
            if path.is_file():
                name, data = path.relative_to(project).as_posix(), path.read_bytes()
                yield name, data
                if zipfile.is_zipfile(io.BytesIO(data)):
                    with zipfile.ZipFile(io.BytesIO(data)) as archive:
                        yield from ((f"{name}!{inner}", archive.read(inner)) for inner in archive.namelist())


def left(project: Path, *folders: str) -> list[tuple[str, str]]:
    """Find what should be gone: the file and the words. A hash may hold any digits, and so may a time in nanoseconds."""
    found = []
    for name, data in everything(project, *folders):
        text = f"{name}\n{re.sub(r'[0-9a-f]{32,}|[0-9]{17,}', '', data.decode('utf-8', 'replace'))}"
        found += [(name, words) for words in GONE if words in text]
    return found


def test_the_words_are_there_to_begin_with(before: Path) -> None:
    there = {words for _, words in left(before, "datapackage", "site")}
    assert there == set(GONE)
    assert any(name.endswith(".zip!data/figures.csv") for name, _ in left(before, "site"))
    assert (before / "site/charts/things-card.png").exists()
    assert left(before, ".cache")


Change = Callable[[Path], None]


def keep_text(content: Path) -> None:
    """Leave the letter where it is."""


def delete_text(content: Path) -> None:
    (content / "requests/things/northtown.txt").unlink()


@pytest.mark.parametrize(
    ("state", "text"),
    [("withdrawn", delete_text), ("withdrawn", keep_text), ("under_review", keep_text)],
    ids=["withdrawn, its text deleted", "withdrawn, its text still there", "under review"],
)
def test_nothing_of_it_is_left_in_any_file_page_zip_feed_or_picture(project: Path, state: str, text: Change) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES[state]})
    text(project / "content")
    assert run(project, "--strict") == 0
    assert left(project, "datapackage", "site") == []
    assert validate_path(project / "datapackage") == ()
    names = {name for name, _ in everything(project, "site")}
    gone = ("things-card.png", "things-wards", "things.zip", "northtown.txt")
    assert [name for name in names if any(part in name for part in gone)] == []


def test_nothing_of_it_is_left_in_the_cache_once_its_text_is_deleted(project: Path) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES["withdrawn"]})
    delete_text(project / "content")
    assert run(project, "--strict") == 0
    assert left(project, ".cache", ".staged") == []


def test_what_the_preview_kept_of_it_in_the_cache_goes_with_the_next_build_as_its_page_says(project: Path) -> None:
    states = States(Options(project), ROOT / "templates")
    states.refresh()
    desk = Desk(project, states.read)
    found = desk.look("things", "northtown")
    assert found is not None
    gone = {"do": "take_down", "state": "withdrawn"}
    desk.change("things", "northtown", [gone], seen=found.seen, by=By("", "2026-04-02"), anyway=True)
    states.refresh()
    assert left(project, ".cache")
    write(project / "content", {"requests/things/request.md": "---\ntitle: Things counted\n---\n"})
    states.refresh()
    assert run(project) == 0
    states.refresh()
    assert left(project, "datapackage", "site", ".cache", ".staged") == []
    assert not (project / ".staged").exists()


def test_a_dated_notice_stays_at_both_old_addresses_and_says_no_more(project: Path) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES["withdrawn"]})
    delete_text(project / "content")
    assert run(project) == 0
    notice = "The letter from Northtown Borough Council was removed from this page on 2 April 2026."
    letter = "requests/things/northtown/index.html"
    assert words_of(project, letter) == (
        f"Home Requests Things counted Letter Letter from Northtown Borough Council {notice} "
        "Authority Northtown Borough Council Request Things counted, Northtown Borough Council, 2025"
    )
    page = words_of(project, "requests/things/index.html")
    assert page == (
        "Home Requests Things counted Things counted, Northtown Borough Council, 2025 "
        "A request to Northtown Borough Council about things counted (2025). No answer is shown here. "
        f"{notice} Authority Northtown Borough Council Letter About the letter "
        "Cite and re-use Things counted, Northtown Borough Council, 2025, a Freedom of Information request. Published by Counters, Counted things, "
        "version 1.0.0, https://counted.example/requests/things/. These figures come from answers to Freedom of Information "
        "requests. They are not official statistics. They are shown as the authority released them; this site has not changed them."
    )  # fmt: skip


def test_the_notice_of_a_review_is_dated_and_neutral(project: Path) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES["under_review"]})
    assert run(project) == 0
    notice = "The letter from Northtown Borough Council has been under review since 2 April 2026. Its text and its figures are not shown meanwhile."
    for path in ("requests/things/index.html", "requests/things/northtown/index.html"):
        assert notice in words_of(project, path)


@pytest.mark.parametrize("state", STATES)
def test_machines_are_told_to_forget_it(project: Path, state: str) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES[state]})
    assert run(project) == 0
    site = project / "site"
    for path in ("requests/things/index.html", "requests/things/northtown/index.html"):
        html = (site / path).read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in html
        assert "application/ld+json" not in html
        assert "og:image" not in html
    others = [path for path in site.rglob("*.html") if "things" not in path.parts]
    assert [path for path in others if "noindex" in path.read_text("utf-8")] == []
    for name in ("sitemap.xml", "feed.xml", "catalog.jsonld"):
        assert "/requests/things/" not in (site / name).read_text("utf-8")
    entries = ET.parse(site / "feed.xml").findall("{http://www.w3.org/2005/Atom}entry")
    assert [entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries] == [
        "https://counted.example/requests/bins/"
    ]
    assert "Disallow" not in (site / "robots.txt").read_text("utf-8")


def test_the_package_says_that_there_was_a_letter_and_no_more(project: Path) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES["withdrawn"]})
    assert run(project) == 0
    package = parse_package(read_folder(project / "datapackage"))
    row = next(row for row in package.responses if row.request == "things")
    said = {name: getattr(row, name) for name in row.__slots__ if getattr(row, name)}
    assert said == {
        "response": "things/northtown",
        "request": "things",
        "authority": "northtown",
        "sequence": 1,
        "kind": "response",
        "authority_from": "printed",
        "ground": "none",
        "publish": "metadata",
        "state": "withdrawn",
        "published": "2026-03-10",
        "updated": "2026-04-02",
    }
    descriptor = (project / "datapackage/datapackage.json").read_text("utf-8")
    assert '"Southby District Council: Bins' in descriptor
    assert "Northtown Borough Council" not in descriptor


def test_the_build_says_once_what_it_cannot_do_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project / "content", {"requests/things/northtown.yml": STATES["withdrawn"]})
    delete_text(project / "content")
    capsys.readouterr()
    assert run(project, "--strict") == 0
    said = (
        "things/northtown is withdrawn. This build took it out of datapackage/ and site/.\n"
        "It cannot take it out of what is elsewhere: git's history, clones and forks, downloads, caches of the web host and of "
        "search engines, archives. docs/releasing.md says how each is asked to forget.\n"
        "The title, topics and texts of things stay: see that they tell nothing of it.\n\n"
    )
    assert capsys.readouterr().out.startswith(said)
    write(project / "content", {"requests/bins/southby.yml": f"{PUBLISHED}updated: 2026-04-03\n"})
    assert run(project, "--strict") == 0
    assert "withdrawn" not in capsys.readouterr().out


def test_what_is_left_of_it_in_the_content_folder_is_told_at_every_build_and_stops_none(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = f"{STATES['withdrawn']}subject: Marzipan\nnotes:\n  - words: They are pink.\n"
    write(project / "content", {"requests/things/northtown.yml": more})
    for arguments in (("--strict",), ("--strict", "--no-cache")):
        capsys.readouterr()
        assert run(project, *arguments) == 0
        assert capsys.readouterr().out.splitlines()[:3] == [
            "content/requests/things/northtown.txt: The letter is withdrawn, and its text is still here. Delete the file: of a withdrawn letter its .yml is enough.",
            "content/requests/things/northtown.yml:5: The letter is withdrawn, and its settings still say subject, notes. Keep state, published, updated, withdrawn, authority, kind, supersedes and delete the rest.",
            "2 warnings to settle.",
        ]  # fmt: skip


def test_settings_without_a_letter_are_an_error_unless_they_withdraw_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    delete_text(project / "content")
    assert run(project) == 1
    assert (
        "content/requests/things/northtown.yml: There is no letter 'northtown.txt' beside it."
        in capsys.readouterr().err
    )
    write(
        project / "content",
        {"requests/things/northtown.yml": "withdrawn: 2026-04-02\nstate: published\npublished: 2026-03-10\n"},
    )
    assert run(project) == 0


def test_a_name_in_a_withdrawn_letter_still_stops_the_build_and_says_what_to_do(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = LETTER.replace("Thank you", "Dear Mr Alan Pemberthy,\n\nThank you")
    write(
        project / "content",
        {"requests/things/northtown.yml": STATES["withdrawn"], "requests/things/northtown.txt": named},
    )
    assert run(project) == 1
    err = capsys.readouterr().err
    assert "content/requests/things/northtown.txt:6:" in err
    assert "Delete the file: of a withdrawn letter its .yml is enough." in err
    assert "Pemberthy" not in err


# Beside other letters

AGAIN = LETTER.replace("4 March", "20 May").replace("48213", "59021")


def corrected(project: Path) -> None:
    """Add a letter that supersedes the first, and publish both."""
    write(
        project / "content",
        {
            "requests/things/northtown-2.txt": AGAIN.replace("Hilltop", "Hollow"),
            "requests/things/northtown-2.yml": "state: published\npublished: 2026-05-21\nkind: correction\nsupersedes: northtown\n",
            "requests/things/request.md": REQUEST.replace("northtown:Q1", "Q1"),
        },
    )
    assert run(project) == 0


def test_a_superseded_letter_that_is_withdrawn_takes_what_was_changed_with_it(project: Path) -> None:
    corrected(project)
    assert "48,213" in words_of(project, "requests/things/index.html")
    write(project / "content", {"requests/things/northtown.yml": STATES["withdrawn"]})
    delete_text(project / "content")
    assert run(project) == 0
    found = {words for _, words in left(project, "datapackage", "site", ".cache")}
    assert not found & {"48213", "48,213", "Hilltop"}  # what the second letter does not give too
    page = words_of(project, "requests/things/index.html")
    assert "Letter 1 from Northtown Borough Council was removed from this page on 2 April 2026." in page
    assert "supersede" not in page
    assert "59,021" in page
    assert validate_path(project / "datapackage") == ()


@pytest.mark.parametrize(("state", "words"), [
    ("withdrawn", "A later letter, which superseded this one, was removed from this site on 2 June 2026."),
    ("under_review", "A later letter supersedes this one. It has been under review since 2 June 2026 and is not shown."),
])  # fmt: skip
def test_the_earlier_answers_stand_again_where_the_superseding_letter_is_not_shown(
    project: Path, state: str, words: str
) -> None:
    corrected(project)
    hidden = STATES[state].replace("2026-04-02", "2026-06-02").replace("authority: northtown\n", "")
    write(
        project / "content", {"requests/things/northtown-2.yml": f"{hidden}kind: correction\nsupersedes: northtown\n"}
    )
    assert run(project) == 0
    assert [(name, word) for name, data in everything(project, "datapackage", "site") for word in ("59021", "59,021", "Hollow") if word.encode() in data] == []  # fmt: skip
    page = words_of(project, "requests/things/index.html")
    assert "It superseded earlier answers. This page shows those that no other letter gives again." in page
    assert "48,213" in page
    assert words in words_of(project, "requests/things/northtown/index.html")
    state_words = {"withdrawn": "Removed", "under_review": "Under review"}[state]
    assert rows_of(project, "requests/things/index.html", "answered-table")[1:] == [
        "Northtown Borough Council | Answered | 4 March 2026 | Letter from Northtown Borough Council",
        f"Northtown Borough Council (letter 2) | {state_words} | [z] | Letter from Northtown Borough Council (letter 2)",
    ]
    assert validate_path(project / "datapackage") == ()


def test_beside_another_authoritys_letter_its_row_says_that_nothing_is_available(project: Path) -> None:
    write(
        project / "content",
        {
            "requests/things/southby.txt": OTHER.replace("Large", "Lower").replace("bins", "things"),
            "requests/things/southby.yml": PUBLISHED,
            "requests/things/request.md": REQUEST.replace("northtown:Q1", "Q1").replace("    calculated: sum\n", ""),
            "requests/things/northtown.yml": STATES["withdrawn"],
        },
    )
    delete_text(project / "content")
    assert run(project) == 0
    assert left(project, "datapackage", "site") == []
    table = rows_of(project, "requests/things/index.html", "table-1")
    assert "Northtown Borough Council | [x] | [x] | Not available" in table
    html = (project / "site/requests/things/index.html").read_text("utf-8")
    assert "noindex" not in html
    assert "/requests/things/</loc>" in (project / "site/sitemap.xml").read_text("utf-8")
    assert "/things/northtown/" not in (project / "site/sitemap.xml").read_text("utf-8")
