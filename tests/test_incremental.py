"""A build after any changes, and a preview's every file, is byte for byte what a first build of the same content makes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import build as front_door
from benchmarks.corpus import write_corpus
from disclosed.cache import Cache, Scratch
from disclosed.findings import UserError, stop_on
from disclosed.options import Options
from disclosed.output import replace_folders, with_sums
from disclosed.preview import Project
from tests.changing import CHANGES

ROOT = Path(__file__).resolve().parent.parent
LETTERS = 4
ROUNDS = 12  # of changes, each of one to three kinds


class Drawn(Scratch):
    """Remembers what costs most and depends on nothing near: readings and drawings, from one clean build to the next."""

    def remember(self, stage: str, given: bytes, make: Callable[[], bytes]) -> bytes:
        return (
            super().remember(stage, given, make)
            if stage in ("readings", "forms", "drawings", "pictures", "cards")
            else make()
        )

    def find(self, stage: str, given: bytes) -> bytes | None:
        return None


DRAWN = Drawn()
Files = dict[str, bytes]


def clean(project: Path) -> tuple[Files, Files] | str:
    """Make everything anew, as a first build does; the message where it stops."""
    try:
        package, _ = front_door.make_package(Options(project), DRAWN)
        site = front_door.make_site(package, Options(project), DRAWN)
    except UserError as error:
        return str(error)
    return dict(package.files), {path: blob.read() for path, blob in with_sums(site).items()}


def incremental(project: Path) -> str:
    """Build as a new process does, with what earlier builds left."""
    cache = Cache(project / ".cache")
    try:
        package, _ = front_door.make_package(Options(project), cache)
        site = front_door.make_site(package, Options(project), cache)
    except UserError as error:
        return str(error)
    replace_folders(project, {"datapackage": package.files, "site": site})
    cache.drop_unused()
    return ""


def tree(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_corpus(tmp_path, LETTERS)
    return tmp_path


@pytest.mark.parametrize("seed", range(4))
def test_a_build_after_any_changes_is_what_a_first_build_makes(seed: int, project: Path) -> None:
    chance = random.Random(seed)
    done: list[str] = []
    assert incremental(project) == ""
    for _ in range(ROUNDS):
        for change in chance.sample(CHANGES, chance.randint(1, 3)):
            change(chance, project)
            done.append(change.__name__)
        before, stopped, anew = times(project), incremental(project), clean(project)
        if isinstance(anew, str):
            assert stopped == anew, done
            continue
        assert stopped == "", done
        package, site = anew
        assert tree(project / "datapackage") == package, done
        assert tree(project / "site") == site, done
        after = times(project)
        same = [path for path in outputs(after) if path in before and before[path][1] == after[path][1]]
        assert [path for path in same if before[path][0] != after[path][0]] == [], "what is the same was written again"


def outputs(files: Iterable[str]) -> Iterator[str]:
    return (path for path in files if path.startswith(("datapackage/", "site/")))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_file_of_a_preview_is_the_one_that_a_build_writes(
    change: Callable[[random.Random, Path], None], project: Path
) -> None:
    preview, chance = Project(project / "content", ROOT / "templates"), random.Random(1)
    preview.look()
    for _ in range(2):
        change(chance, project)
        anew = clean(project)
        if isinstance(anew, str):
            with pytest.raises(UserError) as caught:
                stop_on(preview.look().findings)
            assert str(caught.value) == anew
            continue
        state = preview.look()
        assert state.package.files == anew[0]
        _, site = anew
        assert {path: state.file(path) for path in site if path != "SHA256SUMS"} == {
            path: data for path, data in site.items() if path != "SHA256SUMS"
        }


def test_a_preview_has_nothing_where_the_site_has_nothing(project: Path) -> None:
    state = Project(project / "content", ROOT / "templates").look()
    paths = (
        "nothing.html",
        "requests/nothing/index.html",
        "charts/nothing-card.png",
        "charts/x",
        "requests",
        "",
        "SHA256SUMS",
    )
    assert [state.file(path) for path in paths] == [None] * len(paths)


def test_a_preview_of_drafts_shows_them(project: Path) -> None:
    beside = project / "content/requests/street-services-1/town-1.yml"
    beside.write_text("state: draft\n", "utf-8")
    page = "requests/street-services-1/index.html"
    assert Project(project / "content", ROOT / "templates").look().file(page) is None
    assert Project(project / "content", ROOT / "templates", drafts=True).look().file(page) is not None


def test_a_preview_goes_on_after_a_mistake_was_mended(project: Path) -> None:
    preview = Project(project / "content", ROOT / "templates")
    before = preview.look()
    site = project / "content/site.yml"
    whole = site.read_text("utf-8")
    site.write_text(whole.replace("title:", "titel:"), "utf-8")
    for _ in range(2):
        with pytest.raises(UserError, match=r"content/site\.yml:1: There is no key 'titel'\. Did you mean 'title'\?"):
            preview.look()
    site.write_text(whole, "utf-8")
    after = preview.look()
    assert [one is other for one, other in zip(before.package.parts, after.package.parts, strict=True)] == [
        True
    ] * LETTERS


def test_a_preview_tells_a_mistake_in_a_template_and_compiles_what_is_as_it_was_once(project: Path) -> None:
    preview = Project(project / "content", ROOT / "templates")
    first = preview.look().making.around.renderer
    assert preview.look().making.around.renderer is first
    (project / "content/theme").mkdir()
    (project / "content/theme/plain.html").write_text(
        '{% extends "base.html" %}{% block main %}{{ view.hed }}{% endblock %}', "utf-8"
    )
    with pytest.raises(
        UserError, match=r"content/theme/plain\.html:1: A PlainView has no 'hed'\. Did you mean 'head'\?"
    ):
        preview.look().file("404.html")


def test_a_preview_leaves_the_outputs_alone(project: Path) -> None:
    Project(project / "content", ROOT / "templates").look().file("index.html")
    assert sorted(path.name for path in project.iterdir()) == [".cache", "content"]


def test_a_build_beside_a_preview_takes_nothing_away_from_it(project: Path) -> None:
    preview = Project(project / "content", ROOT / "templates", drafts=True)
    picture = "charts/street-services-1-card.png"
    before = preview.look().file(picture)
    shutil.rmtree(project / ".cache")
    assert preview.look().file(picture) == before
