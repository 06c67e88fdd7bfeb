"""Nothing that tells of a person gets past a build: not from letters, not from what stands beside them, not in a message."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build as front_door
from disclosed.adding.doubts import clean
from disclosed.cli import main
from disclosed.findings import line_of
from disclosed.model import Letter
from disclosed.packaging.package import render_package
from disclosed.packaging.validate import validate_quickly
from disclosed.privacy.finding import Personal, search
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter
from disclosed.settling.content import build_package, load_content
from tests.making import PROJECTS

TESTS = Path(__file__).parent
ROOT = TESTS.parent
ALL = [path for folder in ("letters", "more_letters") for path in sorted((TESTS / folder).glob("*.txt"))]
# Letters whose truth lists strings that must not appear in anything published.
PRIVATE = [path for path in ALL if json.loads(path.with_suffix(".expected.json").read_text("utf-8"))["personal_data"]]
GULLS = "content/requests/gulls"


def find_personal_data(letter: Letter) -> tuple[Personal, ...]:
    """Find what is certain, as a build does."""
    return search(letter, read_letter(letter).parts).sure


def truth(path: Path) -> list[str]:
    words: list[str] = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))["personal_data"]
    return words


def project(tmp_path: Path, letter: bytes, yml: str = "") -> Path:
    """Make a project of one letter, published."""
    shutil.copytree(PROJECTS / "no-request-md/content", tmp_path / "content")
    (tmp_path / "content/authorities.yml").write_text("northtown:\n  name: Northtown Borough Council\n", "utf-8")
    (tmp_path / GULLS / "draft-bay.txt").unlink()
    (tmp_path / GULLS / "northtown.txt").write_bytes(letter)
    (tmp_path / GULLS / "northtown.yml").write_text(f"state: published\npublished: 2026-07-01\n{yml}", "utf-8")
    return tmp_path


def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Build; the exit code and everything that was printed."""
    code = main(["--project", str(folder)], front_door.build, ROOT)
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def written(folder: Path) -> list[Path]:
    """List the files of the outputs; the cache of readings is nobody's but the builder's."""
    return [path for name in ("datapackage", "site") for path in (folder / name).rglob("*") if path.is_file()]


def leaked(words: list[str], text: str) -> list[str]:
    return [word for word in words if word.casefold() in text.casefold()]


@pytest.mark.parametrize("path", PRIVATE, ids=lambda path: path.stem[:24])
def test_a_letter_that_tells_of_a_person_stops_the_build_by_place_and_kind_alone(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = parse_letter(path.read_bytes())
    found = find_personal_data(letter)
    line = found[0].span.line
    misread = f"readings:\n  - {{line: {line}, words: '#', set_aside: no number}}\n"  # its message quotes the line
    code, printed = run(project(tmp_path, path.read_bytes(), misread), capsys)
    assert code == 1
    assert leaked(truth(path), printed) == []
    places = {f"{GULLS}/northtown.txt:{data.span.line}: " for data in found}
    assert {place for place in places if place not in printed} == set()
    assert "'#' does not stand on line" in printed
    assert written(tmp_path) == []


@pytest.mark.parametrize("path", PRIVATE, ids=lambda path: path.stem[:24])
def test_what_is_redacted_is_nowhere_in_package_site_or_report(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = path.read_bytes()
    redacted = clean(data.decode("utf-8-sig")).cautious  # as `add` files it, where each doubt is answered by redacting
    code, printed = run(project(tmp_path, redacted.encode()), capsys)
    assert "of a person seems to stand" not in printed
    assert leaked(truth(path), printed) == []
    if code == 0:
        texts = [file.read_text("utf-8", "replace") for file in written(tmp_path)]
        assert len(texts) > 40
        assert leaked(truth(path), "\n".join(texts)) == []


LETTER = (PROJECTS / "no-request-md/content/requests/gulls/northtown.txt").read_text("utf-8")
GREETED = LETTER.replace("Thank you", "Dear Ms Tarrow-Elm\nRequester: Rosa Tarrow-Elm\n\nThank you", 1)


def findings(folder: Path) -> list[str]:
    _, found = build_package(load_content(folder / "content"))
    return [line_of(one) for one in found if one.code == "personal_data"]


def beside(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / "content" / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(before + text, "utf-8")

    return write


REQUEST = "---\ntitle: Gulls\nstandfirst: {}\n---\n\n{}\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (beside("requests/gulls/northtown.yml", "subject: Gulls (for joe@post.example)\n"), "content/requests/gulls/northtown.yml:3: The e-mail address of a person seems to stand here. Take it out."),
        (beside("requests/gulls/northtown.yml", "notes:\n  - words: Ring 07700 900461.\n"), "content/requests/gulls/northtown.yml:4: The telephone number of a person seems to stand here. Take it out."),
        (beside("requests/gulls/northtown.yml", "url: https://asked.example/user/joe_penfold/1\n"), "content/requests/gulls/northtown.yml:3: The name of a person seems to stand here. Take it out."),
        (beside("requests/gulls/request.md", REQUEST.format("My name is Joe Penfold and I asked.", "")), "content/requests/gulls/request.md:3: The name of a person seems to stand here. Take it out."),
        (beside("requests/gulls/request.md", REQUEST.format("Of gulls.", "One.\n\nWrite to joe@post.example.")), "content/requests/gulls/request.md:8: The e-mail address of a person seems to stand here. Take it out."),
        (beside("requests/gulls/asked.csv", "authority,state,note\nnorthtown,answered,Chased joe@post.example\n"), "content/requests/gulls/asked.csv:2: The e-mail address of a person seems to stand here. Take it out."),
        (beside("site.yml", "description: Ask joe@post.example\n"), "content/site.yml:8: The e-mail address of a person seems to stand here. Take it out."),
        (beside("pages/about.md", "---\ntitle: A\ndescription: A.\n---\nMy name is Kim Tarrow.\nWrite to joe@post.example.\n"), "content/pages/about.md:6: The e-mail address of a person seems to stand here. Take it out, or make it the `contact` of site.yml."),
        (beside("releases/1.0.0.yml", "- Corrected after joe@post.example wrote\n"), "content/releases/1.0.0.yml:1: The e-mail address of a person seems to stand here. Take it out, or make it the `contact` of site.yml."),
    ],
)  # fmt: skip
def test_what_stands_beside_the_letters_is_looked_through_too(
    change: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    folder = project(tmp_path, LETTER.encode())
    assert findings(folder) == []
    change(folder)
    assert findings(folder) == [message]


@pytest.mark.parametrize(
    "change",
    [
        beside("requests/gulls/northtown.yml", "subject: Gulls counted by the Harbour Office\n"),
        beside("requests/gulls/northtown.yml", "url: https://www.northtown.example/foi/1234\n"),
        beside("requests/gulls/northtown.yml", "notes:\n  - words: Write to foi@northtown.example.\n    by: Kim Tarrow\n"),
        beside("site.yml", "reports: Write to editor@example.org.\n"),
        beside("pages/about.md", "---\ntitle: A\ndescription: A.\n---\nMy name is Kim Tarrow. editor@example.org\n"),
    ],
)  # fmt: skip
def test_mailboxes_of_bodies_and_the_editors_own_name_may_stand(change: Callable[[Path], None], tmp_path: Path) -> None:
    folder = project(tmp_path, LETTER.encode())
    change(folder)
    assert findings(folder) == []


@pytest.mark.parametrize("broken", ["state: shown\n", "state: published\nnotes: [\n"])
def test_personal_data_is_told_at_once_though_the_letters_own_settings_cannot_be_used(
    broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, GREETED.encode())
    (folder / GULLS / "northtown.yml").write_text(broken, "utf-8")
    code, printed = run(folder, capsys)
    assert code == 1
    assert f"{GULLS}/northtown.yml:" in printed
    assert "The name of a person" in printed.partition(f"{GULLS}/northtown.txt:")[2]
    assert leaked(["Tarrow"], printed) == []


def test_what_is_kept_with_a_reason_stays_settled_while_another_key_of_its_file_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, LETTER.replace("Thank you", "Dear Ms Tarrow-Elm\n\nThank you", 1).encode())
    kept = "settled:\n  - {finding: personal_data, line: %s, reason: A public role., by: editor}\n"
    line = GREETED.split("\n").index("Dear Ms Tarrow-Elm") + 1
    (folder / GULLS / "northtown.yml").write_text(f"state: shown\n{kept % line}", "utf-8")
    _, printed = run(folder, capsys)
    assert f"{GULLS}/northtown.yml:1: 'state' is 'shown'" in printed
    assert f"{GULLS}/northtown.txt" not in printed


def test_whom_a_letter_names_is_looked_for_beside_it_and_hidden_in_every_message(tmp_path: Path) -> None:
    folder = project(
        tmp_path, GREETED.encode(), "subject: Asked by Rosa Tarrow-Elm\nurl: https://x.example/rosa-tarrow-elm\n"
    )
    (folder / GULLS / "rosa-tarrow-elm.txt").write_text(LETTER, "utf-8")
    messages = findings(folder)
    assert leaked(["Tarrow"], "\n".join(messages)) == []
    assert [message for message in messages if "columns" not in message] == [
        "content/requests/gulls/northtown.yml:3: The name of a person seems to stand here. Take it out.",
        "content/requests/gulls/northtown.yml:4: The name of a person seems to stand here. Take it out.",
        "content/requests/gulls/[redacted].txt: A name here seems to be a person's. Rename it.",
    ]


SETTLED = "settled:\n  - {finding: personal_data, line: 5, reason: A public post., by: editor}\n"


def test_a_person_may_settle_a_place_with_a_reason_and_no_other_place_goes_with_it(tmp_path: Path) -> None:
    folder = project(tmp_path, GREETED.encode(), SETTLED)
    assert [message.split(":")[1] for message in findings(folder)] == ["6"]
    yml = SETTLED + "  - {finding: personal_data, line: 6, reason: A public post., by: editor}\n"
    (folder / GULLS / "northtown.yml").write_text(f"state: published\npublished: 2026-01-01\n{yml}", "utf-8")
    assert findings(folder) == []


def test_a_letter_is_not_settled_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    yml = "settled:\n  - {finding: personal_data, reason: All fine., by: editor}\n"
    code, printed = run(project(tmp_path, GREETED.encode(), yml), capsys)
    assert code == 1
    assert (
        "content/requests/gulls/northtown.yml:4: 'settled[1]' settles personal data without its line. "
        "Write an entry for each line, with its reason.\n" in printed
    )


@pytest.mark.parametrize(
    "state",
    ["state: draft\n", "state: withdrawn\nwithdrawn: 2026-02-01\n", "state: published\npublished: 2026-01-01\nunder_review: 2026-02-01\n"],
)  # fmt: skip
def test_a_letter_that_is_not_shown_is_looked_through_all_the_same(state: str, tmp_path: Path) -> None:
    folder = project(tmp_path, GREETED.encode())
    (folder / GULLS / "northtown.yml").write_text(state, "utf-8")
    assert [message.split(":")[1] for message in findings(folder)] == ["5", "6"]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem[:24])
def test_every_letter_makes_a_valid_package_once_redacted(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    redacted = clean(data.decode("utf-8-sig")).cautious
    package, found = build_package(load_content(project(tmp_path, redacted.encode()) / "content"))
    assert [line_of(one) for one in found if one.level == "error"] == []
    assert [line_of(one) for one in validate_quickly(render_package(package))] == []
    in_doubt = {one.question for one in found if one.code == "uncertain_reading" and "two ways" in one.message}
    assert [row for row in package.figures if row.question in in_doubt] == []


DOUBTFUL = LETTER.replace("Thank you", "We have spoken to Mrs Penelope Fairweather.\n\nThank you", 1)
LINE = DOUBTFUL.split("\n").index("We have spoken to Mrs Penelope Fairweather.") + 1
ASKS = (
    f"{GULLS}/northtown.txt:{LINE}: The name of a person may stand here, columns 19 to 42. A person is named with a title."
    " Redact it, or settle it as personal_data with a reason where it is nobody's or public."
)


def test_what_may_be_personal_is_a_warning_that_strict_stops_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, DOUBTFUL.encode())
    code, printed = run(folder, capsys)
    assert (code, printed.count(ASKS), leaked(["Fairweather"], printed)) == (0, 1, [])
    code = main(["--project", str(folder), "--strict"], front_door.build, ROOT)
    printed = "".join(capsys.readouterr())
    assert (code, printed.count(ASKS), leaked(["Fairweather"], printed)) == (1, 1, [])


def test_what_a_person_has_settled_never_stops_a_build_again(tmp_path: Path) -> None:
    settled = f"settled:\n  - {{finding: personal_data, line: {LINE}, reason: A public post., by: editor}}\n"
    folder = project(tmp_path, DOUBTFUL.encode(), settled)
    _, found = build_package(load_content(folder / "content"))
    assert [line_of(one) for one in found if one.level != "note"] == []
    (folder / GULLS / "northtown.txt").write_text(DOUBTFUL.replace("Mrs Penelope Fairweather", "the coroner"), "utf-8")
    _, found = build_package(load_content(folder / "content"))
    assert [line_of(one) for one in found if one.level != "note"] == []


def test_an_entry_for_a_line_that_is_not_there_is_an_error_all_the_same(tmp_path: Path) -> None:
    settled = "settled:\n  - {finding: personal_data, line: 900, reason: A public post., by: editor}\n"
    _, found = build_package(load_content(project(tmp_path, LETTER.encode(), settled) / "content"))
    assert [line_of(one) for one in found if one.level == "error"] == [
        f"{GULLS}/northtown.yml:4: There is no finding 'personal_data' on line 900 to settle. Delete the entry."
    ]


def test_a_doubt_is_settled_as_personal_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settled = "settled:\n  - {finding: possible_personal_data, line: 5, reason: Fine., by: editor}\n"
    code, printed = run(project(tmp_path, LETTER.encode(), settled), capsys)
    assert code == 1
    assert (
        f"{GULLS}/northtown.yml:4: 'settled[1]' settles 'possible_personal_data'. Write personal_data: it settles what is in doubt, too.\n"
        in printed
    )


def test_comments_of_settings_are_looked_through(tmp_path: Path) -> None:
    folder = project(tmp_path, LETTER.encode(), "# asked by Keith Smallbone, 07700 900384\n")
    assert findings(folder) == [
        f"{GULLS}/northtown.yml:3: The name of a person seems to stand here. Take it out.",
        f"{GULLS}/northtown.yml:3: The telephone number of a person seems to stand here. Take it out.",
    ]
