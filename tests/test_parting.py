"""What each request gives is made again when something that it depends on changes, and never otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus
from disclosed import parting
from disclosed.cache import Cache, NoCache
from disclosed.model import Finding
from disclosed.packaging.parted import Parted
from disclosed.parting import Keeper, load_parts
from disclosed.settling.content import build_package, load_content

ONE, TWO, THREE = (f"street-services-{number}" for number in (1, 2, 3))
SITE = "content/site.yml"
BODIES = "content/authorities.yml"
LETTER = f"content/requests/{TWO}/town-2.txt"
BESIDE = f"content/requests/{TWO}/town-2.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_corpus(tmp_path, 3)
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests that were made, in order."""
    names: list[str] = []
    make_share = parting.make_share

    def recorded(settling, *arguments):  # type: ignore[no-untyped-def]
        names.append(settling.request.name)
        return make_share(settling, *arguments)

    monkeypatch.setattr(parting, "make_share", recorded)
    return names


def load(project: Path, *, drafts: bool = False) -> tuple[Parted, tuple[Finding, ...]]:
    """Load as a new process does, by way of the project's cache; what comes is always what it would be without one."""
    whole, findings = load_parts(project / "content", Keeper(Cache(project / ".cache"), drafts=drafts))
    package, found = build_package(load_content(project / "content"), drafts=drafts)
    assert (whole.package, findings) == (package, found)
    return whole, findings


def edit(project: Path, path: str, old: str, new: str) -> None:
    file = project / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def append(project: Path, path: str, text: str) -> None:
    with (project / path).open("a", encoding="utf-8") as file:
        file.write(text)


CHANGES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("nothing", lambda _: None, []),
    ("a letter", lambda project: edit(project, LETTER, "Our reference", "Your reference"), [TWO]),
    ("what a person settled", lambda project: edit(project, BESIDE, "2026-11-22", "2026-11-21"), [TWO]),
    ("a request.md", lambda project: (project / f"content/requests/{ONE}/request.md").write_text("---\ntitle: Other\n---\n", "utf-8"), [ONE]),
    ("an asked.csv", lambda project: (project / f"content/requests/{THREE}/asked.csv").write_text("authority,state\ntown-1,no_reply\n", "utf-8"), [THREE]),
    ("a second letter", lambda project: (project / LETTER).with_stem("town-2-2").write_bytes((project / LETTER).read_bytes()), [TWO]),
    ("a letter fewer", lambda project: [(project / path).unlink() for path in (LETTER, BESIDE)], [TWO]),
    ("a request fewer", lambda project: (project / f"content/requests/{TWO}").rename(project / "elsewhere"), []),
    ("a new name", lambda project: (project / f"content/requests/{TWO}").rename(project / "content/requests/other"), ["other"]),
    ("a body more", lambda project: append(project, BODIES, "town-9:\n  name: Town 9\n"), []),
    ("a body", lambda project: edit(project, BODIES, "place: Town 2", "place: Town Two"), [TWO]),
    ("the site's title", lambda project: edit(project, SITE, "title: Benchmark", "title: Other"), []),
    ("the site's ground for re-use", lambda project: append(project, SITE, "reuse:\n  ground: permission\n  by: editor\n"), [ONE, TWO, THREE]),
    ("a file rewritten as it was", lambda project: edit(project, LETTER, "reference", "reference"), []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "again"), CHANGES, ids=[name for name, _, _ in CHANGES])
def test_a_change_makes_what_depends_on_it_and_nothing_else(
    what: str, change: Callable[[Path], object], again: list[str], project: Path, made: list[str]
) -> None:
    load(project)
    assert made == [ONE, TWO, THREE], what
    change(project)
    made.clear()
    load(project)
    assert made == again


def test_a_body_that_was_unknown_makes_its_letters_anew_when_it_becomes_known(project: Path, made: list[str]) -> None:
    edit(project, BODIES, "town-2:\n", "town-8:\n")
    load(project)
    edit(project, BODIES, "town-8:\n", "town-2:\n")
    made.clear()
    load(project)
    assert made == [TWO]


def test_a_preview_and_a_build_keep_their_own(project: Path, made: list[str]) -> None:
    edit(project, BESIDE, "state: published\npublished: 2026-11-22\n", "state: draft\n")
    assert len(load(project)[0].parts) == 2
    assert len(load(project, drafts=True)[0].parts) == 3
    made.clear()
    load(project)
    load(project, drafts=True)
    assert made == []


def test_a_letter_that_names_a_person_is_kept_nowhere(project: Path, made: list[str]) -> None:
    letter = project / LETTER
    letter.write_text("Dear Ms Quillfeather\n\n" + letter.read_text("utf-8"), "utf-8")
    for _ in range(2):
        assert "personal_data" in {finding.code for finding in load(project)[1]}
    assert made == [ONE, TWO, THREE, TWO]
    kept = b"".join(
        path.read_bytes() for stage in ("parts", "bodies") for path in (project / ".cache" / stage).glob("*/*")
    )
    assert b"Town 1" in kept
    assert b"Quillfeather" not in kept


def test_a_folder_that_changes_while_it_is_read_is_not_kept_under_what_it_was(
    project: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (project / LETTER).read_bytes()
    reading_through = parting.reading_through

    def meddled(cache):  # type: ignore[no-untyped-def]
        (project / LETTER).write_bytes(before + b"An editor saves the letter just now.\n")
        return reading_through(cache)

    monkeypatch.setattr(parting, "reading_through", meddled)
    load_parts(project / "content", Keeper(Cache(project / ".cache")))
    monkeypatch.undo()
    (project / LETTER).write_bytes(before)
    load(project)


def test_a_keeper_that_lives_on_keeps_what_did_not_change_in_memory(project: Path, made: list[str]) -> None:
    keeper = Keeper(NoCache())
    load_parts(project / "content", keeper)
    before = keeper.parts()
    for old, new in (("Our reference", "Your reference"), ("Your reference", "Our reference")):
        edit(project, LETTER, old, new)
        made.clear()
        whole, _ = load_parts(project / "content", keeper)
        assert made == [TWO]
        assert [one is other for one, other in zip(keeper.parts(), before, strict=True)] == [True, False, True]
        assert whole.package == build_package(load_content(project / "content"))[0]
    assert len(keeper._kept) == len(keeper._names) == 3
