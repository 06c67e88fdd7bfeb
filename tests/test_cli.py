from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from disclosed.cli import Options, main
from disclosed.findings import UserError, problem

LETTER = Path(__file__).parent / "letters/leicester-missing-children.txt"


def nothing(options: Options) -> tuple[str, ...]:
    return ("Built.",)


def test_a_user_error_prints_its_findings_and_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(options: Options) -> tuple[str, ...]:
        raise UserError([problem("b.yml", 2, "It is wrong.", "Mend it."), problem("a.yml", 10, "So is this.")])

    assert main(["--project", str(tmp_path)], fails, tmp_path) == 1
    assert (
        capsys.readouterr().err
        == "a.yml:10: So is this.\nb.yml:2: It is wrong. Mend it.\n2 problems. Nothing was written.\n"
    )


def test_a_bug_keeps_its_traceback(tmp_path: Path) -> None:
    def breaks(options: Options) -> tuple[str, ...]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        main(["--project", str(tmp_path)], breaks, tmp_path)


def test_options_reach_the_pipeline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Options] = []

    def build(options: Options) -> tuple[str, ...]:
        seen.append(options)
        return ("Built.",)

    arguments = ["--project", str(tmp_path), "--strict", "--no-cache", "--base-url", "https://town.example/"]
    assert main(arguments, build, tmp_path) == 0
    assert seen == [Options(tmp_path.resolve(), "https://town.example/", strict=True, cache=False)]
    assert capsys.readouterr().out == "Built.\n"


def test_wrong_use_exits_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--stict"], nothing, tmp_path)
    assert caught.value.code == 2
    assert "unrecognized arguments: --stict" in capsys.readouterr().err


def test_inspect_prints_one_json_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(LETTER), "--json"], nothing, tmp_path) == 0
    read = json.loads(capsys.readouterr().out)
    assert sum(len(question["figures"]) for question in read["questions"]) == 30


def test_inspect_shows_the_lines_beside_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(LETTER)], nothing, tmp_path) == 0
    assert "30 figures" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.txt", "The file cannot be read (No such file or directory). Check the path."),
        (".", "The file cannot be read (Is a directory). Check the path."),
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
