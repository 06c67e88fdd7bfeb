"""The whole pipeline, as its users run it: `build.py` in a process of its own."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import build as front_door
from disclosed.cache import Scratch
from disclosed.options import Options
from disclosed.packaging.package import read_folder
from tests.packages import parse_parted
from tests.the_example import CONTENT, EXAMPLE, example_folder

ROOT = Path(__file__).resolve().parent.parent


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(project), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def copy_of(folder: Path, *parts: str) -> Path:
    for part in parts or ("content",):
        shutil.copytree((EXAMPLE if part == "content" else ROOT) / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own content, built cold in a folder of its own."""
    project = copy_of(tmp_path_factory.mktemp("built"))
    done = run(project)
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of what was built, to break; the cache comes with it."""
    shutil.copytree(built, tmp_path / "project")
    return tmp_path / "project"


def test_the_committed_package_is_what_the_letters_give(built: Path) -> None:
    assert tree(built / "datapackage") == tree(example_folder())


def test_the_report_says_what_was_published_and_checked(project: Path) -> None:
    lines = run(project).stdout.splitlines()
    assert (
        lines[0] == "2 requests, 2 letters, 1 authority: 55 figures published, 52 numbers set aside, 1 answer withheld."
    )
    assert lines[1].startswith("35 comparisons: 30 hold, 3 differ, 2 more follow from them, 0 not tested.")


def test_a_build_forgets_what_it_no_longer_needs_and_keeps_the_rest(project: Path) -> None:
    def kept() -> dict[str, set[str]]:
        stages = (path for path in (project / ".cache").iterdir() if path.is_dir())
        return {stage.name: {path.name for path in stage.glob("*/*")} for stage in stages}

    before = kept()
    stale = project / ".cache" / "readings" / "00" / "of-an-earlier-version"
    stale.parent.mkdir(exist_ok=True)
    stale.write_bytes(b"")
    (project / "content" / "pages" / "more.md").write_text("---\ntitle: More\ndescription: More.\n---\nMore.\n")
    assert run(project).returncode == 0
    after = kept()
    of_pages = {stage: (before.pop(stage), after.pop(stage)) for stage in ("requests", "files")}
    assert after == before
    assert all(after.values())
    for old, new in of_pages.values():  # every page leads to the new one
        assert old != new
        assert len(old) == len(new)


def test_folder_hash_seed_locale_time_zone_and_cache_change_no_byte(built: Path, tmp_path: Path) -> None:
    other = copy_of(tmp_path / "another folder é")
    done = run(other, "--no-cache", PYTHONHASHSEED="7", TZ="Asia/Kathmandu", LC_ALL="C", LANG="C", COLUMNS="40")
    assert done.returncode == 0, done.stderr
    for folder in ("datapackage", "site"):
        assert tree(other / folder) == tree(built / folder)


def test_a_build_with_nothing_to_do_says_so_and_touches_nothing(project: Path) -> None:
    run(project)
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    done = run(project)
    assert done.stdout.splitlines()[-1] == "Nothing has changed since the last build."
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before


def test_an_output_that_was_tampered_with_is_built_again(project: Path) -> None:
    run(project)
    page = project / "site/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:-10])
    assert run(project).returncode == 0
    assert page.read_bytes() == whole


def test_a_failed_build_leaves_what_was_published_as_it_was(project: Path) -> None:
    before = tree(project / "site"), tree(project / "datapackage")
    settings = project / "content/requests/missing-children-2020-21/leicester.yml"
    settings.write_text(settings.read_text("utf-8").replace("218 = 215", "218 = 216"), "utf-8")
    done = run(project)
    assert done.returncode == 1
    assert "218 = 215" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("Nothing was written.")
    assert "Traceback" not in done.stderr
    assert (tree(project / "site"), tree(project / "datapackage")) == before


def test_errors_of_several_files_come_at_once_and_sorted(project: Path) -> None:
    (project / "content/site.yml").write_text("titel: x\n", "utf-8")
    (project / "content/requests/missing-children-2020-21/original.docx").write_bytes(b"PK")
    letter = project / "content/requests/missing-asylum-seeking-children/leicester.yml"
    letter.write_text("state: publishd\n", "utf-8")
    lines = run(project).stderr.splitlines()[:-1]
    assert lines == sorted(lines)
    assert [line.split(":")[0] for line in lines if "titel" in line or "docx" in line or "publishd" in line] == [
        "content/requests/missing-asylum-seeking-children/leicester.yml",
        "content/requests/missing-children-2020-21/original.docx",
        "content/site.yml",
    ]


def test_a_letter_in_another_encoding_is_refused_by_file_and_line(project: Path) -> None:
    letter = project / "content/requests/missing-children-2020-21/leicester.txt"
    letter.write_bytes(letter.read_text("utf-8").encode("cp1252"))
    done = run(project)
    assert done.returncode == 1
    assert (
        "content/requests/missing-children-2020-21/leicester.txt:2: The text is not UTF-8. Save the file again as UTF-8."
        in done.stderr
    )


def test_a_typo_in_a_theme_is_told_by_file_and_line(project: Path) -> None:
    theme = project / "content/theme"
    theme.mkdir()
    (theme / "plain.html").write_text(
        '{% extends "base.html" %}\n{% block main %}{{ view.hed }}{% endblock %}\n', "utf-8"
    )
    done = run(project)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("content/theme/plain.html:2: ")


def test_a_page_named_like_one_of_the_sites_own_is_refused(project: Path) -> None:
    (project / "content/pages/checks.md").write_text("---\ntitle: Mine\ndescription: Mine.\n---\nText.\n", "utf-8")
    done = run(project)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "content/pages/checks.md: The site has a page of its own named 'checks'. Give the file another name.",
    )


def test_an_unsettled_difference_stops_a_strict_build_alone(project: Path) -> None:
    letter = project / "content/requests/missing-children-2020-21/leicester.yml"
    before, settled = letter.read_text("utf-8").split("settled:\n")
    after = re.sub(r"\A(?:[ #-].*\n|\n)+", "", settled)
    letter.write_text(before + after, "utf-8")
    request = letter.with_name("request.md")
    request.write_text(
        request.read_text("utf-8").split("\n---\n")[0] + "\n---\n", "utf-8"
    )  # findings by rule: the editor's mark the notes
    assert run(project, "--strict").returncode == 1
    relaxed = run(project)
    assert relaxed.returncode == 0, relaxed.stderr
    assert "to settle." in relaxed.stdout


def test_pages_come_from_the_package_and_nothing_of_the_letters(built: Path, tmp_path: Path) -> None:
    alone = copy_of(tmp_path, "content/pages")
    shutil.copy(CONTENT / "site.yml", alone / "content/site.yml")
    shutil.copytree(built / "datapackage", tmp_path / "elsewhere")
    package = parse_parted(read_folder(tmp_path / "elsewhere"))
    cache = Scratch()  # its files go with it
    files = front_door.make_site(package, Options(alone), cache)
    made = {path: data for path, data in tree(built / "site").items() if path != "SHA256SUMS"}
    assert {path: blob.read() for path, blob in files.items()} == made


def test_another_address_changes_addresses_and_no_figure(project: Path) -> None:
    done = run(project, "--base-url", "https://town.example/foi/")
    assert done.returncode == 0, done.stderr
    assert "https://town.example/foi/requests/" in (project / "site/sitemap.xml").read_text("utf-8")
    assert (project / "site/404.html").read_text("utf-8").count('href="/foi/') > 2
    assert tree(project / "datapackage")["data/figures.csv"] == (ROOT / "datapackage/data/figures.csv").read_bytes()


def test_a_project_without_content_says_what_is_missing(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("content: There is no such folder.")


LIGHT = 25_000  # bytes of a request's page with its style and charts, wide and narrow, as a server sends them


def test_a_request_page_is_light_with_its_style_and_charts(built: Path) -> None:
    style = len(gzip.compress((built / "site/static/site.css").read_bytes()))
    pages = sorted((built / "site/requests").glob("*/index.html"))
    assert len(pages) == 2
    for page in pages:
        data = page.read_bytes()
        assert data.count(b"<svg") > 2
        assert style + len(gzip.compress(data)) < LIGHT


def check_sums(folder: Path, manifest: Path, *options: str) -> int:
    """Check a folder's files as a reader would."""
    command = ["sha256sum", "--check", "--quiet", *options, str(manifest)]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_one_list_holds_the_hash_of_every_file_of_site_and_package(built: Path, tmp_path: Path) -> None:
    manifest = built / "site/SHA256SUMS"
    lines = manifest.read_text("utf-8").splitlines()
    listed = [line[66:] for line in lines]
    assert listed == sorted(set(tree(built / "site")) - {"SHA256SUMS"})
    assert set(tree(built / "datapackage")) <= set(listed)
    assert check_sums(built / "site", manifest, "--strict") == 0
    assert check_sums(built / "datapackage", manifest, "--ignore-missing") == 0
    with zipfile.ZipFile(built / "site/data/datapackage.zip") as archive:
        archive.extractall(tmp_path)
    assert check_sums(tmp_path, manifest, "--ignore-missing") == 0
    figures = tmp_path / "data/figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b"130", b"131", 1))
    assert check_sums(tmp_path, manifest, "--ignore-missing") == 1


def test_the_data_page_links_the_list_and_says_how_to_use_it(built: Path) -> None:
    page = (built / "site/data/index.html").read_text("utf-8")
    assert '<a href="../SHA256SUMS">SHA256SUMS</a>' in page
    assert "sha256sum --check --ignore-missing SHA256SUMS" in page


def test_what_the_documents_show_of_checking_files_runs(built: Path) -> None:
    page = (ROOT / "docs/data-package.md").read_text("utf-8")
    (body,) = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert "SHA256SUMS" in body
    done = subprocess.run(["sh", "-e", "-c", body], cwd=built, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
