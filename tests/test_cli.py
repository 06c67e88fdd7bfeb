from __future__ import annotations

import argparse
import io
import json
import shutil
from pathlib import Path

import pytest

from disclosed import cli
from disclosed.cli import main
from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.options import Options
from disclosed.packaging.package import render_package
from disclosed.report import Report
from disclosed.settling.content import build_package, load_content

LETTER = Path(__file__).parent / "letters/leicester-missing-children.txt"
READABLE = "Check that it is there, that you may read it, and that no program holds it open."


def nothing(options: Options) -> Report:
    return Report(("Built.",))


def test_a_user_error_prints_its_findings_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(options: Options) -> tuple[str, ...]:
        raise UserError([problem("b.yml", 2, "It is wrong.", "Mend it."), problem("a.yml", 10, "So is this.")])

    assert main(["--project", str(tmp_path)], fails, tmp_path) == 1
    assert (
        capsys.readouterr().err
        == "a.yml:10: So is this.\nb.yml:2: It is wrong. Mend it.\n2 problems. Nothing was written.\n"
    )


def test_warnings_beside_errors_are_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warning = Finding("html_in_text", "warning", "It holds HTML.", "Look.", "a.txt", 1)

    def fails(options: Options) -> tuple[str, ...]:
        raise UserError([problem("b.yml", 2, "It is wrong."), warning])

    assert main(["--project", str(tmp_path)], fails, tmp_path) == 1
    assert capsys.readouterr().err.endswith("\n1 problem, and 1 warning to settle. Nothing was written.\n")

    def waits(options: Options) -> tuple[str, ...]:
        raise UserError([warning])

    assert main(["--project", str(tmp_path), "--strict"], waits, tmp_path) == 1
    assert capsys.readouterr().err.endswith("\n1 problem. Nothing was written.\n")


def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    def breaks(options: Options) -> tuple[str, ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        main(["--project", str(tmp_path)], breaks, tmp_path)


def test_options_reach_the_pipeline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Options] = []

    def build(options: Options) -> Report:
        seen.append(options)
        return Report(("Built.",))

    arguments = ["--project", str(tmp_path), "--strict", "--no-cache", "--base-url", "https://town.example/"]
    assert main(arguments, build, tmp_path) == 0
    assert seen == [Options(tmp_path.resolve(), "https://town.example/", strict=True, cache=False)]
    assert capsys.readouterr().out == "Built.\n"


def test_wrong_use_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--stict"], nothing, tmp_path)
    assert caught.value.code == 2
    assert "unrecognized arguments: --stict" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (["--strict", "--jobs", "3", "inspect", str(LETTER)], "inspect does not use --jobs, --strict."),
        (["--base-url", "https://x.example/", "new", "--title", "x"], "new does not use --base-url."),
        (["--no-cache", "verify"], "verify does not use --no-cache."),
        (["--refuse-example", "add", "x"], "add does not use --refuse-example."),
        (["--jobs", "2", "serve"], "serve does not use --jobs."),
        (["--base-url", "https://x.example/", "release"], "release does not use --base-url."),
    ],
)
def test_an_option_that_a_command_would_ignore_is_wrong_use(
    arguments: list[str], unused: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, nothing, tmp_path)
    assert caught.value.code == 2
    assert capsys.readouterr().err.endswith(f"error: {unused} Leave it out.\n")
    assert list(tmp_path.iterdir()) == []


def test_every_command_says_which_options_before_it_it_uses() -> None:
    parser = cli._parser(Path())
    (commands,) = (action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    assert set(cli.USED) == {"", *commands}
    assert cli.USED[""] == {action.dest for action in parser._actions} - {"help", "project", "annotate", "command"}


def test_inspect_prints_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(LETTER), "--json"], nothing, tmp_path) == 0
    read = json.loads(capsys.readouterr().out)
    assert sum(len(question["figures"]) for question in read["questions"]) == 30


def test_inspect_shows_the_lines_beside_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(LETTER)], nothing, tmp_path) == 0
    out = capsys.readouterr().out
    assert "30 figures" in out
    assert f"warning {LETTER}:" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.txt", f"The file cannot be read (No such file or directory). {READABLE}"),
        (".", f"The file cannot be read (Is a directory). {READABLE}"),
    ],
)
def test_a_letter_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert main(["inspect", str(tmp_path / name)], nothing, tmp_path) == 1
    assert capsys.readouterr().err.splitlines()[0] == f"{tmp_path / name}: {said}"


def test_a_letter_in_another_encoding_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes("1. How many?\n£12\n".encode("cp1252"))
    assert main(["inspect", str(letter)], nothing, tmp_path) == 1
    assert (
        capsys.readouterr().err.splitlines()[0] == f"{letter}:2: The text is not UTF-8. Save the file again as UTF-8."
    )


def test_any_letter_prints_on_a_console_that_is_not_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", console)
    assert main(["inspect", str(LETTER)], nothing, tmp_path) == 0
    console.flush()
    assert "‘missing’".encode() in console.buffer.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address", ["nonsense", "javascript:alert(1)", "https://", "https://[x/", "https://x.example/?a=b"]
)
def test_an_address_at_which_no_site_can_stand_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--base-url", address], nothing, tmp_path)
    assert caught.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"build.py: error: argument --base-url: '{address}' is not an address at which a site can stand. "
        "Write it as https://example.org/foi/."
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A project with a valid package."""
    data, _ = build_package(load_content(Path(__file__).parent / "projects/stolen-bins/content"))
    for path, content in render_package(data).items():
        (tmp_path / "datapackage" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "datapackage" / path).write_bytes(content)
    return tmp_path


def test_verify_says_that_a_package_is_valid(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    valid = "This is a valid package: the official profile, the project's own rules and frictionless agree."
    assert main(["verify"], nothing, package) == 0
    assert capsys.readouterr().out == f"{package / 'datapackage'}: {valid}\n"
    archive = Path(shutil.make_archive(str(package / "copy"), "zip", package / "datapackage"))
    assert main(["verify", str(archive)], nothing, package) == 0
    assert capsys.readouterr().out == f"{archive}: {valid}\n"


def test_verify_tells_what_is_wrong_in_a_package_and_where(package: Path, capfd: pytest.CaptureFixture[str]) -> None:
    figures = package / "datapackage/data/figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",10,", b",11,", 1))
    assert main(["verify"], nothing, package) == 1
    told = capfd.readouterr().err.splitlines()
    assert any(line.startswith("datapackage/data/figures.csv:2: ") and "11" in line for line in told)
    assert told[-1] == f"{len(told) - 1} {'problem' if len(told) == 2 else 'problems'}. This is no valid package."


def test_verify_tells_what_is_no_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    for name, said in (
        ("gone", f"{tmp_path / 'gone'}: There is no such folder or file. Check its name, or build it first."),
        ("x.zip", "x.zip: The file is no zip that can be read. Download it again."),
    ):
        assert main(["verify", str(tmp_path / name)], nothing, tmp_path) == 1
        assert capsys.readouterr().err.splitlines()[0] == said


def test_every_command_first_mends_what_a_build_left_that_was_ended_half_way(tmp_path: Path) -> None:
    (tmp_path / ".staged/new/site").mkdir(parents=True)
    (tmp_path / ".staged/new/site/SHA256SUMS").write_text("", "utf-8")
    assert main(["--project", str(tmp_path), "inspect", str(LETTER)], nothing, tmp_path) == 0
    assert not (tmp_path / ".staged").exists()
