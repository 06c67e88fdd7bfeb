"""What letters of several requests tell of each other, in a package that is made in parts: never stale, and never kept where it may not be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from packages import parse_parted
from sites import DOCUMENTS, RELEASES, SETTINGS, TEMPLATES, make_plan, make_site, plan_site

from disclosed import parting
from disclosed.cache import Cache, Scratch
from disclosed.model import Finding
from disclosed.packaging.independent import Judge
from disclosed.packaging.package import package_hash, render_package
from disclosed.packaging.parted import Parted
from disclosed.packaging.validate import validate_build, validate_quickly
from disclosed.parting import Keeper, load_parts
from disclosed.publishing.making import Around, Making
from disclosed.publishing.render import Renderer, load_templates
from disclosed.settling.content import build_package, load_content

HEAD = "{name}\n\nA figure marked <5 is from 1 to 4.\n\n"
TAIL = "\n\nYou may re-use this information under the Open Government Licence v3.0.\n"
YEARS = "1. How many fires were there in each year?\n\n"
STATE = "state: published\npublished: 2026-01-01\n"
SITE = (
    "title: Fires\ndescription: Fires.\npublisher:\n  name: A. Volunteer\n  kind: independent\n"
    "contact: editor@example.org\nversion: 1.0.0\nreleased: 2026-01-01\n"
)
Letter = tuple[str, str]


def write(project: Path, path: str, body: str, beside: str = "", name: str = "Anytown Council") -> None:
    """Write a letter with its answers, and what is settled beside it."""
    letter = project / f"content/requests/{path}.txt"
    letter.parent.mkdir(parents=True, exist_ok=True)
    letter.write_text(f"{HEAD.format(name=name)}{body}{TAIL}", "utf-8")
    letter.with_suffix(".yml").write_text(beside if "state:" in beside else STATE + beside, "utf-8")
    (letter.parent / "request.md").write_text("---\ntitle: Fires\nperiod: 2022\n---\n", "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three requests: two that ask alike and give one quantity, and one that asks something else."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yml").write_text(SITE, "utf-8")
    write(tmp_path, "blazes/anytown", f"{YEARS}2021: 14\n2022: 88", "date: 2024-03-01\n")
    write(tmp_path, "fires/anytown", f"{YEARS}2022: 88\n2023: 60", "date: 2025-03-01\n")
    write(tmp_path, "walls/anytown", "1. How many walls fell in each year?\n\n2021: 14\n2022: 15", "date: 2025-03-01\n")
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


def load(project: Path, keeper: Keeper | None = None) -> tuple[Parted, tuple[Finding, ...]]:
    """Load by way of the project's cache, or of a keeper that lives on; what comes is always what it would be without."""
    whole, findings = load_parts(project / "content", keeper or Keeper(Cache(project / ".cache")))
    package, found = build_package(load_content(project / "content"))
    assert (whole.package, findings) == (package, found)
    assert whole.files == render_package(package)
    return whole, findings


def compared(whole: Parted) -> list[str]:
    return [f"{row.response} {row.statement}" for row in whole.package.checks if row.name.startswith("restated")]


WITHHELD = f"{YEARS}2021: 14\n2022: <5"
TOLD = f"{YEARS}2022: 4\n2023: 60"
CHANGES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    ("nothing", lambda _: None, []),
    ("what the later letter says besides", lambda to: write(to, "fires/anytown", f"{YEARS}2022: 88\n2023: 61", "date: 2025-03-01\n"), ["fires"]),
    ("what the earlier letter gave", lambda to: write(to, "blazes/anytown", f"{YEARS}2021: 14\n2022: 89", "date: 2024-03-01\n"), ["blazes", "fires"]),
    ("what the earlier letter says besides", lambda to: write(to, "blazes/anytown", f"{YEARS}2021: 15\n2022: 88", "date: 2024-03-01\n"), ["blazes"]),
    ("which letter is the later one", lambda to: write(to, "blazes/anytown", f"{YEARS}2021: 14\n2022: 88", "date: 2026-03-01\n"), ["blazes", "fires"]),
    ("what the earlier letter was asked", lambda to: write(to, "blazes/anytown", f"{YEARS.replace('fires', 'alarms')}2021: 14\n2022: 88", "date: 2024-03-01\n"), ["blazes", "fires"]),
    ("a third that asks alike", lambda to: write(to, "more/anytown", f"{YEARS}2023: 60", "date: 2026-03-01\n"), ["more"]),
    ("a third before both", lambda to: write(to, "more/anytown", f"{YEARS}2021: 14", "date: 2023-03-01\n"), ["blazes", "more"]),
    ("a draft that asks alike", lambda to: write(to, "more/anytown", f"{YEARS}2023: 61", "state: draft\ndate: 2026-03-01\n"), ["more"]),
    ("the earlier one gone", lambda to: (to / "content/requests/blazes").rename(to / "gone"), ["fires"]),
    ("the one that asks something else", lambda to: write(to, "walls/anytown", "1. How many walls fell?\n\n9"), ["walls"]),
    ("it asks alike now", lambda to: write(to, "walls/anytown", f"{YEARS}2021: 14", "date: 2026-03-01\n"), ["walls"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "again"), CHANGES, ids=[name for name, _, _ in CHANGES])
@pytest.mark.parametrize("lives_on", [False, True], ids=["a process each", "one that lives on"])
def test_a_change_makes_anew_what_is_compared_with_it(
    what: str, lives_on: bool, change: Callable[[Path], object], again: list[str], project: Path, made: list[str]
) -> None:
    keeper = Keeper(Cache(project / ".cache")) if lives_on else None
    whole, _ = load(project, keeper)
    assert made == ["blazes", "fires", "walls"], what
    assert compared(whole) == ["fires/anytown Q1[2022] = blazes/anytown:Q1[2022]"]
    change(project)
    made.clear()
    load(project, keeper)
    assert sorted(made) == again


def test_a_change_that_is_undone_gives_what_it_was(project: Path) -> None:
    before, _ = load(project)
    write(project, "blazes/anytown", f"{YEARS}2021: 14\n2022: 89", "date: 2024-03-01\n")
    load(project)
    write(project, "blazes/anytown", f"{YEARS}2021: 14\n2022: 88", "date: 2024-03-01\n")
    assert load(project)[0].files == before.files


def test_what_letters_give_away_together_is_told_on_every_build_and_kept_nowhere(project: Path) -> None:
    write(project, "blazes/anytown", WITHHELD, "date: 2024-03-01\n")
    write(project, "fires/anytown", TOLD, "date: 2025-03-01\n")
    for _ in range(2):
        (found,) = [one for one in load(project)[1] if one.code == "suppressed_recoverable"]
        assert (found.file, found.how.startswith("It is 4. Known by: ")) == (
            "content/requests/blazes/anytown.txt",
            True,
        )
    kept = [path.read_bytes() for path in (project / ".cache").rglob("*") if path.is_file()]
    assert any(b"blazes/anytown" in data for data in kept)
    assert not any(b"Known by" in data or b"suppressed_recoverable" in data for data in kept)


def test_an_unusual_value_is_told_on_every_build_and_kept_nowhere(project: Path, made: list[str]) -> None:
    towns = ("ayr", "bath", "crewe", "derby", "ely", "frome")
    for town, fires in zip(towns, (101, 102, 103, 104, 105, 9000), strict=True):
        body = f"1. How many fires were there in 2022?\n\n{fires}"
        write(project, f"lights/{town}", body, name=f"{town.title()} Council")
    keeper = Keeper(Cache(project / ".cache"))
    for again in (["blazes", "fires", "lights", "walls"], ["lights"]):
        made.clear()
        (found,) = [one for one in load(project)[1] if one.code == "unusual_value"]
        assert found.how.startswith("It is 9,000. ")
        assert sorted(made) == again
    load(project, keeper)
    made.clear()
    load(project, keeper)
    assert made == []  # what lives on keeps it in memory
    assert not any(b"The median of" in path.read_bytes() for path in (project / ".cache").glob("*/*/*"))


def test_what_gives_nothing_away_any_more_is_no_longer_told(project: Path) -> None:
    keeper = Keeper(Cache(project / ".cache"))
    write(project, "blazes/anytown", WITHHELD, "date: 2024-03-01\n")
    for later, told in ((TOLD, 1), (f"{YEARS}2023: 60", 0), (TOLD, 1)):
        write(project, "fires/anytown", later, "date: 2025-03-01\n")
        for one in (keeper, None):
            assert [found.code for found in load(project, one)[1]].count("suppressed_recoverable") == told


def test_a_check_that_tells_more_than_the_letters_is_left_out_of_its_part(project: Path) -> None:
    huts = (
        "1. How many fires were in huts?\n\n<5\n\n2. How many sheds burnt?\n\n19\n\n3. How many buildings burnt?\n\n21"
    )
    write(project, "fires/anytown", huts)
    request = project / "content/requests/fires/request.md"
    request.write_text("---\ntitle: Fires\nperiod: 2022\nchecks:\n  wood: Q1 + Q2 = Q3\n---\n", "utf-8")
    for _ in range(2):
        whole, _ = load(project)
        assert "wood" not in {row.name for row in whole.package.checks}
        assert b"/wood/" not in whole.files["data/checks.csv"]


def test_a_body_is_called_what_the_first_letter_calls_it(project: Path, made: list[str]) -> None:
    def names() -> dict[str, str]:
        return {row.authority: row.name for row in load(project)[0].package.authorities}

    assert names() == {"anytown": "Anytown Council"}
    write(project, "blazes/anytown", f"{YEARS}2021: 14\n2022: 88", "date: 2024-03-01\n", name="City of Anytown Council")
    made.clear()
    assert names() == {"anytown": "City of Anytown Council"}
    assert made == ["blazes"]
    (project / "content/requests/blazes/anytown.txt").unlink()
    gone = "state: withdrawn\nwithdrawn: 2026-02-01\n"
    (project / "content/requests/blazes/anytown.yml").write_text(gone, "utf-8")
    assert names() == {"anytown": "Anytown Council"}  # another letter prints it
    for other in ("fires", "walls"):
        (project / f"content/requests/{other}").rename(project / other)
    whole, findings = load(project)
    assert [row.name for row in whole.package.authorities] == ["Anytown"]
    assert "withdrawn_left" in {one.code for one in findings}


# Pages and files of requests that compare figures with each other


@pytest.fixture
def whole(project: Path) -> Parted:
    return load(project)[0]


def test_requests_that_compare_figures_are_judged_and_shown_together(whole: Parted) -> None:
    requests = [[part.package.requests[0].request for part in unit.parts] for unit in whole.units]
    assert requests == [["blazes", "fires"], ["walls"]]
    assert validate_quickly(whole.files) == ()
    with validate_build(whole, Judge(), cache=Scratch()) as verdict:
        assert verdict.findings() == ()


def test_their_pages_are_those_that_a_plan_of_all_gives(whole: Parted) -> None:
    site = make_site(whole.package)
    sizes = {path: len(data) for path, data in site.files.items()}
    plan = make_plan(whole.package).with_sizes(sizes, package_hash(whole.files))
    among_all = {page.path: page for page in plan_site(plan)}
    by_itself = {page.path: page for page in site.pages}
    assert by_itself.keys() == among_all.keys()
    for path, page in among_all.items():
        assert replace(by_itself[path], frame=replace(by_itself[path].frame, package=page.frame.package)) == page, path
    assert "check 1" in site.html("requests/blazes/anytown/index.html")


def test_the_zip_of_each_is_a_valid_package_without_what_compares_it_with_another(whole: Parted) -> None:
    making = Making(
        parse_parted(whole.files), Around(SETTINGS, DOCUMENTS, RELEASES, Renderer(load_templates(TEMPLATES))), Scratch()
    )
    for request in ("blazes", "fires"):
        files = making.files_of(making.whole.units[0])
        with zipfile.ZipFile(io.BytesIO(files[f"requests/{request}/{request}.zip"].read())) as archive:
            own: Mapping[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
        assert validate_quickly(own) == ()
        assert b"restated" not in own["data/checks.csv"]
