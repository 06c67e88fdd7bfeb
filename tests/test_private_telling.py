"""What is for the editor alone: a terminal tells it, and no file, pipe, log, cache or page ever holds it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import build as front_door
from disclosed.findings import CODES, EDITORS_ALONE, Finding, UserError, stop_on, told_anywhere, told_to_editor
from disclosed.fresh import read_last_build

ROOT = Path(__file__).resolve().parent.parent
LETTER = """Anytown Council

A figure marked <5 is from 1 to 4.

1. How many fires were there, by area?

North: 22
South: <5
East: <5
Total: 30

You may re-use this information under the Open Government Licence v3.0.
"""
PLACE = "content/requests/fires/anytown.txt:8"
WORDS = (
    "A suppressed figure can be worked out from what the authority printed. "
    "The program publishes only what the letters print; tell the authority."
)
HOW = "It is 4. Known by: Q1[North] + Q1[South] + Q1[East] = Q1[Total] (lines 7 to 10)."
COUNT = "Told on a terminal alone: 2 suppressed figures that can be worked out."
SETTINGS = "state: published\npublished: 2026-01-01\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one letter that gives two cells away."""
    folder = tmp_path / "content" / "requests" / "fires"
    folder.mkdir(parents=True)
    (folder / "anytown.txt").write_text(LETTER, "utf-8")
    (folder / "anytown.yml").write_text(SETTINGS, "utf-8")
    site = "title: T\npublisher: {name: N, kind: independent}\ncontact: a@example.org\nversion: 1.0.0\nreleased: 2026-01-01\n"
    (tmp_path / "content" / "site.yml").write_text(site, "utf-8")
    return tmp_path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command, on a terminal or not: its exit code and what it printed."""

    def command(*words: str, terminal: bool) -> tuple[int, str, str]:
        for stream in (sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
        monkeypatch.setattr(sys, "argv", ["build.py", *(words or ("--project", str(project)))])
        code = front_door.main()
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def held(folder: Path, words: str) -> list[str]:
    """List the files that hold some words, in any folder, the hidden ones too."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_a_build_counts_in_a_log_and_tells_on_a_terminal(project: Path, run: Run) -> None:
    code, out, err = run(terminal=False)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == COUNT
    assert PLACE not in out
    code, out, err = run(terminal=True)
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        f"{PLACE}: {WORDS}",
        f"    {HOW}",
    ]
    assert COUNT in out


def test_what_a_terminal_was_told_is_kept_nowhere(project: Path, run: Run) -> None:
    _, told, _ = run(terminal=True)
    assert HOW in told
    for words in ("Known by", "can be worked out from", PLACE, *EDITORS_ALONE):
        assert held(project, words) == []
    _, again, _ = run(terminal=False)
    assert "Nothing has changed since the last build." in again
    assert COUNT in again
    assert HOW not in again
    _, again, _ = run(terminal=True)
    assert HOW in again
    last = read_last_build(str(project))
    assert last is not None
    assert (last.told, last.report[0]) == (2, COUNT)


def test_strict_does_not_wait_for_what_nothing_settles(project: Path, run: Run) -> None:
    code, out, _ = run("--project", str(project), "--strict", terminal=False)
    assert (code, out.splitlines()[0]) == (0, COUNT)


def test_an_error_beside_it_counts_it_in_a_log_and_tells_on_a_terminal(project: Path, run: Run) -> None:
    (project / "content/requests/fires/anytown.yml").write_text(f"{SETTINGS}questions: {{Q7: Q1}}\n", "utf-8")
    code, _, err = run(terminal=False)
    error = "content/requests/fires/anytown.yml:3: The letter has no question 7. Its questions are 1."
    assert (code, err.splitlines()) == (1, [error, COUNT, "1 problem. Nothing was written."])
    code, _, err = run(terminal=True)
    assert code == 1
    assert HOW in err


def test_inspect_counts_in_a_file_and_tells_on_a_terminal(project: Path, run: Run) -> None:
    letter = str(project / "content/requests/fires/anytown.txt")
    _, out, _ = run("inspect", letter, terminal=False)
    assert COUNT in out
    assert "can be worked out from" not in out
    _, out, _ = run("inspect", letter, terminal=True)
    assert out.startswith(f"{letter}:8: ")
    assert HOW in out
    _, out, _ = run("inspect", letter, "--json", terminal=False)
    found = [one for one in json.loads(out)["findings"] if one["code"] in EDITORS_ALONE]
    assert [(one["code"], one["level"], one["question"], one["line"]) for one in found] == [
        ("suppressed_recoverable", "warning", "1", 8),
        ("suppressed_recoverable", "warning", "1", 9),
    ]
    assert "Known by" not in out


def test_add_counts_it_and_drafts_nothing_of_it(project: Path, run: Run) -> None:
    letter = project / "later.txt"
    letter.write_text(LETTER.replace("Anytown", "Othertown").replace("fires", "floods"), "utf-8")
    code, out, _ = run("--project", str(project), "add", str(letter), terminal=True)
    assert code == 0
    assert "2 private findings: build.py inspect shows them." in out
    assert "can be worked out from" not in out
    for words in ("Known by", "can be worked out", *EDITORS_ALONE):
        assert held(project / "content", words) == []


def test_findings_for_the_editor_alone_are_counted_by_kind() -> None:
    found = [
        Finding("suppressed_recoverable", "warning", "A.", file="a", line=1, how="It is 3."),
        Finding("suppressed_narrowed", "note", "B.", file="b", line=2, how="It is from 2 to 3."),
        Finding("suppressed_narrowed", "note", "B.", file="b", line=3, how="It is from 2 to 3."),
        Finding("unusual_value", "warning", "C.", file="c", line=4),
        Finding("typed_number", "warning", "D.", file="d", line=5),
    ]
    line, count = told_anywhere(found)
    assert line == "d:5: D."
    assert count == (
        "Told on a terminal alone: 1 suppressed figure that can be worked out, 2 suppressed figures with fewer values than "
        "their marks allow, 1 value far from the other authorities'."
    )
    assert told_to_editor(found) == (
        "a:1: A.\n    It is 3.",
        "b:2: B.\n    It is from 2 to 3.",
        "b:3: B.\n    It is from 2 to 3.",
        "c:4: C.",
    )
    with pytest.raises(UserError) as error:
        stop_on([*found, Finding("error", "error", "E.", file="e", line=6)])
    assert "It is" not in str(error.value)


def test_what_is_for_the_editor_alone_never_stops_a_build() -> None:
    for code in EDITORS_ALONE:
        stop_on([Finding(code, CODES[code][0], "A.")], strict=True)
