"""Where choices are written: judged first, whole or not at all, undone while nothing has changed since."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosed import desk as desk_module
from disclosed import holding, replacing, undoing
from disclosed.desk import Desk, Look, RefusedError
from disclosed.findings import UserError, line_of
from disclosed.model import ReadBytes
from disclosed.serving.choices import By
from disclosed.serving.request_changes import RequestLook
from disclosed.serving.reviewing import Reviewed, Standing
from disclosed.settling.assembly import read
from disclosed.settling.sources import Content
from tests.served import DRAFT, LETTER, PLACE, write_project

BY = By("R. Officer", "2026-11-28")
YML = f"{PLACE}/northtown.yml"
RIGHT = {"do": "point", "line": 7, "words": "12", "question": "1", "labels": []}
PUBLISH = {"do": "publish", "state": "published"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, {f"{PLACE}/northtown.txt": LETTER, YML: DRAFT})


def look(desk: Desk) -> Look:
    found = desk.look("bins", "northtown")
    assert found is not None
    return found


def change(desk: Desk, *given: object, anyway: bool = False) -> tuple[str, ...]:
    seen = look(desk).seen
    return desk.change("bins", "northtown", list(given), seen=seen, by=BY, anyway=anyway).words


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(UserError) as error:
        act()
    return [line_of(one) for one in error.value.findings]


def test_a_choice_is_written_and_seen_at_once(project: Path) -> None:
    desk = Desk(project, read)
    before = look(desk).seen
    assert change(desk, RIGHT) == ("Line 7, “12”: a figure of question 1.",)
    assert (project / YML).read_text("utf-8") == DRAFT + 'readings:\n  - line: 7\n    words: "12"\n    question: Q1\n'
    after = look(desk)
    assert after.seen != before
    assert after.reviewed is not None
    assert [one.code for one in after.reviewed.findings if one.level != "note"] == []


def test_two_clicks_publish_a_letter_with_its_figures(project: Path) -> None:
    desk = Desk(project, read)
    change(desk, RIGHT)
    change(desk, PUBLISH)
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert reviewed.letter.settings.state == "published"
    assert [row.as_written for row in reviewed.package.figures] == ["12", "40", "3"]


def test_nothing_is_written_that_a_build_would_refuse(project: Path) -> None:
    desk = Desk(project, read)
    twice = {"do": "point", "line": 12, "words": "3", "question": "2", "labels": ["Large"]}
    words = refused(lambda: change(desk, twice))
    assert words == [
        f"{YML}:4: Question 2 Large has two figures, on lines 11 and 12. Give them different labels, or set one aside."
    ]
    assert (project / YML).read_text("utf-8") == DRAFT
    assert desk.changes == []


def test_a_question_is_pointed_out_taken_back_and_never_twice(project: Path) -> None:
    desk = Desk(project, read)
    asked = {"do": "ask", "question": "2a", "asked": "11: Large", "answered": "11: 40"}
    assert change(desk, asked) == ("Question 2a stands there.",)
    reviewed = look(desk).reviewed
    assert reviewed is not None
    found = [(one.number, [two.words for two in one.figures]) for one in reviewed.corrected.questions]
    assert found == [("1", ["12"]), ("2", ["3"]), ("2a", ["40"])]
    words = refused(lambda: change(desk, {"do": "ask", "question": "2", "asked": "12"}))
    assert words == [
        f"{YML}:8: The letter has question 2 already, on line 9. Give it another number, or say that the other is none: question: Q2, none: true."
    ]
    change(desk, {"do": "no_question", "question": "2a"})
    assert (project / YML).read_text("utf-8") == DRAFT
    desk.undo("/review/bins/northtown/")
    assert "question: Q2a" in (project / YML).read_text("utf-8")


def test_a_settlement_that_a_change_makes_void_is_asked_about_and_taken_out_on_request(project: Path) -> None:
    request = "---\ntitle: Bins\nchecks:\n  skips: sum(Q2) = 44\n---\n"
    settled = 'settled:\n  - check: skips\n    found: "43 = 44"\n    reason: As released.\n    by: editor\n'
    write_project(project, {f"{PLACE}/request.md": request, YML: DRAFT + settled})
    desk = Desk(project, read)
    aside = {"do": "aside", "line": 12, "words": "3", "reason": "age"}
    with pytest.raises(RefusedError) as error:
        change(desk, aside)
    assert [line_of(one) for one in error.value.findings] == [
        f"{YML}:8: The check 'skips' is settled as 43 = 44, and now finds 40 = 44. Compare it with the letter again."
    ]
    assert (project / YML).read_text("utf-8") == DRAFT + settled
    change(desk, aside, anyway=True)
    assert (project / YML).read_text("utf-8") == DRAFT + 'readings:\n  - line: 12\n    words: "3"\n    set_aside: age\n'


def test_what_another_file_says_of_the_letter_is_asked_about(project: Path) -> None:
    request = (
        "---\ntitle: Bins\ntables:\n  small:\n    title: Small skips\n    unit: skips\n    labels: size\n"
        "    rows:\n      - figures: Q2[Small]\n---\n"
    )
    write_project(project, {f"{PLACE}/request.md": request})
    desk = Desk(project, read)
    mended = {"do": "point", "line": 12, "words": "3", "question": "2", "labels": ["Tiny"]}
    with pytest.raises(RefusedError) as error:
        change(desk, mended)
    (found,) = error.value.findings
    assert found.file == f"{PLACE}/request.md"
    assert "Small" in found.message
    change(desk, mended, anyway=True)
    assert "Tiny" in (project / YML).read_text("utf-8")


SMALL = """---
title: Bins
tables:
  skips:
    title: Skips
    unit: skips
    labels: size
    rows:
      - figures: Q2
  small:
    title: Small skips
    unit: skips
    labels: size
    rows:
      - figures: Q2[Tiny]
---
"""


def test_a_letter_is_not_published_while_a_table_does_not_fit_it_and_the_table_can_go(project: Path) -> None:
    write_project(project, {f"{PLACE}/request.md": SMALL})
    desk = Desk(project, read)
    change(desk, RIGHT)
    fault = (
        f"{PLACE}/request.md:15: Table 'small': Question 2 of 'northtown' has no figure labelled 'Tiny'."
        " Its labels are 'Large', 'Small'."
    )
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert [line_of(one) for one in reviewed.beside] == [fault]
    assert refused(lambda: change(desk, PUBLISH)) == [fault]
    assert refused(lambda: change(desk, PUBLISH, anyway=True)) == [fault]
    seen = desk_module.request_seen(asked(desk))
    out = {"do": "leave_out", "key": "tables", "name": "small"}
    assert desk.change_request("bins", [out], seen=seen, by=BY).words == ("The table small is left out.",)
    assert (project / PLACE / "request.md").read_text("utf-8") == SMALL.partition("  small:")[0] + "---\n"
    assert asked(desk).errors == ()
    change(desk, PUBLISH)


def test_a_draft_is_held_up_by_what_publishing_it_would_meet_in_the_file_of_its_request(project: Path) -> None:
    other = LETTER.replace("Northtown Borough", "Southby District").replace("Small: 3", "Small: 3\nTiny: 2")
    write_project(project, {f"{PLACE}/southby.txt": other, f"{PLACE}/southby.yml": DRAFT, f"{PLACE}/request.md": SMALL})
    desk = Desk(project, read)
    assert desk.held_up(["bins/northtown", "bins/southby"]) == {"bins/northtown": 1}
    many = [f"bins/letter-{at}" for at in range(holding.MOST_ASKED + 1)]
    assert desk.held_up(many) == {many[-1]: 1}
    assert desk.held_up(["gone/northtown"]) == {}


def test_what_holds_drafts_up_is_judged_once_until_a_file_of_the_request_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(project, {f"{PLACE}/request.md": SMALL})
    judged: list[str] = []
    real = holding.review

    def review(content: Content, stem: str, read: ReadBytes, *, standing: Standing | None = None) -> Reviewed | None:
        judged.append(stem)
        return real(content, stem, read, standing=standing)

    monkeypatch.setattr(holding, "review", review)
    desk = Desk(project, read)
    for _ in range(2):
        assert desk.held_up(["bins/northtown"]) == {"bins/northtown": 1}
    assert judged == ["northtown"]
    write_project(project, {f"{PLACE}/request.md": SMALL.replace("[Tiny]", "[Small]")})
    assert desk.held_up(["bins/northtown"]) == {}
    write_project(project, {f"{PLACE}/northtown.txt": LETTER.replace("Small:", "Little:")})
    assert desk.held_up(["bins/northtown"]) == {"bins/northtown": 1}
    assert judged == ["northtown"] * 3
    write_project(project, {f"{PLACE}/request.md": "---\ntopics: [bins]\n---\n"})
    assert desk.held_up(["bins/northtown"]) == {"bins/northtown": 1}
    assert judged == ["northtown"] * 3


def test_nothing_is_published_while_the_file_of_its_request_cannot_be_used(project: Path) -> None:
    write_project(project, {f"{PLACE}/request.md": "---\ntopics: [bins]\n---\n"})
    desk = Desk(project, read)
    change(desk, RIGHT)
    fault = f"{PLACE}/request.md:2: 'title' is missing. Add it."
    assert desk.held_up(["bins/northtown"]) == {"bins/northtown": 1}
    assert refused(lambda: change(desk, PUBLISH)) == [fault]


def test_a_table_is_given_another_title_and_no_empty_one(project: Path) -> None:
    write_project(project, {f"{PLACE}/request.md": SMALL})
    desk = Desk(project, read)
    title = {"do": "table_title", "name": "skips", "words": "Skips, by size"}
    words = desk.change_request("bins", [title], seen=desk_module.request_seen(asked(desk)), by=BY).words
    assert words == ("The table skips is called Skips, by size.",)
    after = (project / PLACE / "request.md").read_text("utf-8")
    assert after == SMALL.replace("title: Skips\n", "title: Skips, by size\n", 1)
    seen = desk_module.request_seen(asked(desk))
    assert refused(lambda: desk.change_request("bins", [{**title, "words": " "}], seen=seen, by=BY)) == [
        f"{PLACE}/request.md: The table has no title. Write what its figures count."
    ]


def asked(desk: Desk) -> RequestLook:
    found = desk.look_at_request("bins")
    assert found is not None
    return found


def test_a_request_is_given_another_title_and_nothing_that_stops_a_build(project: Path) -> None:
    desk = Desk(project, read)
    title = {"do": "title", "words": "Skips and bins"}
    desk.change_request("bins", [title], seen=desk_module.request_seen(asked(desk)), by=BY)
    assert (project / PLACE / "request.md").read_text("utf-8") == "---\ntitle: Skips and bins\n---\n"
    desk.undo("/review/bins/")
    assert not (project / PLACE / "request.md").exists()
    seen = desk_module.request_seen(asked(desk))
    assert refused(lambda: desk.change_request("bins", [{**title, "words": " "}], seen=seen, by=BY)) == [
        f"{PLACE}/request.md: There is no title. Write what the request asks for."
    ]
    assert refused(lambda: desk.change_request("bins", [], seen=seen, by=BY)) == [
        f"{PLACE}/request.md: The form was not filled in as it stands. Open the page again."
    ]
    assert refused(lambda: desk.change_request("bins", [title], seen="old", by=BY)) == [
        "The letter or its settings have changed since this page was shown. Look at it again, then choose."
    ]
    assert desk.look_at_request("../bins") is None
    assert desk.look_at_request("none") is None


def test_a_file_that_is_begun_for_a_request_gives_it_the_title_that_the_site_gave(project: Path) -> None:
    (project / PLACE).rename(project / "content/requests/parking-fines")
    desk = Desk(project, read)
    found = desk.look_at_request("parking-fines")
    assert found is not None
    assert found.content.requests[0].settings.title == "Parking fines"
    period = {"do": "period", "label": "", "period": "2022"}
    desk.change_request("parking-fines", [period], seen=desk_module.request_seen(found), by=BY)
    written = (project / "content/requests/parking-fines/request.md").read_text("utf-8")
    assert written == '---\ntitle: Parking fines\nperiod: "2022"\n---\n'


DATED = """---
title: Bins
periods:
  2022: 2022  # calendar
tables: {}
---
"""


def test_the_periods_of_a_request_are_stated_changed_and_left_out(project: Path) -> None:
    letter = LETTER.replace("Large: 40\nSmall: 3", "2022: 40\n22/23: 3\n16-17: 2")
    (project / PLACE / "northtown.txt").write_text(letter, "utf-8")
    write_project(project, {f"{PLACE}/request.md": DATED})
    desk = Desk(project, read)

    def ask(**choice: str) -> tuple[str, ...]:
        return desk.change_request("bins", [choice], seen=desk_module.request_seen(asked(desk)), by=BY).words

    assert asked(desk).dated == ("2022", "22/23")
    assert ask(do="period", label="22/23", period="2022-04-01/2023-03-31") == (
        "The period of “22/23”: 1 April 2022 to 31 March 2023.",
    )
    added = '  2022: 2022  # calendar\n  "22/23": "2022-04-01/2023-03-31"\ntables'
    assert (project / PLACE / "request.md").read_text("utf-8") == DATED.replace(
        "  2022: 2022  # calendar\ntables", added
    )
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert [(row.row_label, row.period_start, row.period_end) for row in reviewed.package.figures] == [
        ("2022", "2022-01-01", "2022-12-31"),
        ("22/23", "2022-04-01", "2023-03-31"),
        ("16-17", "", ""),
    ]
    assert ask(do="leave_out", key="periods", name="2022") == ("The period of 2022 is left out.",)
    ask(do="leave_out", key="periods", name="22/23")
    ask(do="period", label="", period="2022/.. part", named="Since 2022")
    assert (project / PLACE / "request.md").read_text("utf-8") == (
        '---\ntitle: Bins\nperiod:\n  is: "2022/.. part"\n  words: "Since 2022"\ntables: {}\n---\n'
    )
    assert refused(lambda: ask(do="period", label="", period="2022-13")) == [
        f"{PLACE}/request.md: The period is '2022-13', not a period. Write 2020-04-01/2021-03-31, or 2025-01-01/.. part."
    ]


def test_a_page_that_is_out_of_date_writes_nothing(project: Path) -> None:
    desk = Desk(project, read)
    seen = look(desk).seen
    (project / YML).write_text(DRAFT + "# mine\n", "utf-8")
    words = refused(lambda: desk.change("bins", "northtown", [RIGHT], seen=seen, by=BY))
    assert words == [
        "The letter or its settings have changed since this page was shown. Look at it again, then choose."
    ]
    assert (project / YML).read_text("utf-8") == DRAFT + "# mine\n"
    words = refused(lambda: desk.change("bins", "gone", [RIGHT], seen=seen, by=BY))
    assert words == ["There is no such letter any more. Go back to the list of what waits."]


def test_a_letter_whose_settings_cannot_be_read_is_shown_with_what_is_wrong(project: Path) -> None:
    (project / YML).write_text("state: shown\n", "utf-8")
    desk = Desk(project, read)
    found = look(desk)
    assert found.reviewed is None
    assert [line_of(one) for one in found.problems] == [
        f"{YML}:1: 'state' is 'shown'; it can be draft, published or withdrawn."
    ]
    assert refused(lambda: change(desk, RIGHT)) == [line_of(one) for one in found.problems]


def test_a_letter_whose_settings_cannot_be_read_tells_what_its_text_says_of_a_person(project: Path) -> None:
    (project / YML).write_text("state: shown\n", "utf-8")
    (project / PLACE / "northtown.txt").write_text(f"Dear Ms Tarrow-Elm\n\n{LETTER}", "utf-8")
    assert [(one.file, one.line, one.code) for one in look(Desk(project, read)).problems] == [
        (YML, 1, "error"),
        (f"{PLACE}/northtown.txt", 1, "personal_data"),
    ]


def test_of_a_withdrawn_letter_the_settings_are_enough(project: Path) -> None:
    (project / PLACE / "northtown.txt").unlink()
    (project / YML).write_text("state: withdrawn\npublished: 2026-11-22\nwithdrawn: 2026-11-23\n", "utf-8")
    reviewed = look(Desk(project, read)).reviewed
    assert reviewed is not None
    assert (reviewed.row.state, reviewed.letter_lines) == ("withdrawn", ())


def test_a_withdrawn_letter_loses_its_text_and_undo_brings_every_byte_back(project: Path) -> None:
    published = "state: published\npublished: 2026-11-22\nauthority: northtown\nsubject: Bins\n"
    (project / YML).write_text(published, "utf-8")
    (project / PLACE / "northtown.txt").chmod(0o600)
    desk = Desk(project, read)
    change(desk, {"do": "take_down", "state": "withdrawn"})
    assert not (project / PLACE / "northtown.txt").exists()
    assert (project / YML).read_text("utf-8") == (
        "state: withdrawn\npublished: 2026-11-22\nauthority: northtown\nwithdrawn: 2026-11-28\n"
    )
    named = project / "content/authorities.yml"
    assert named.read_text("utf-8") == "northtown:\n  name: Northtown Borough Council\n"
    gone = look(desk).reviewed
    assert gone is not None
    assert (gone.row.state, gone.authority, gone.findings) == ("withdrawn", "Northtown Borough Council", ())
    desk.undo("/review/bins/northtown/")
    assert not named.exists()
    assert (project / PLACE / "northtown.txt").read_text("utf-8") == LETTER
    assert stat.S_IMODE((project / PLACE / "northtown.txt").stat().st_mode) == 0o600
    assert (project / YML).read_text("utf-8") == published


OUT = "state: published\npublished: 2026-11-22\n"
GONE = {"do": "take_down", "state": "withdrawn"}


def published(project: Path, **names: str) -> Desk:
    """Write published letters by the names of their files, each with its authority's."""
    files = {f"{PLACE}/{stem}.txt": LETTER.replace("Northtown Borough", name) for stem, name in names.items()}
    write_project(project, files | {f"{PLACE}/{stem}.yml": OUT for stem in names})
    return Desk(project, read)


def withdraw(desk: Desk, *stems: str) -> None:
    for stem in stems:
        found = desk.look("bins", stem)
        assert found is not None
        desk.change("bins", stem, [GONE], seen=found.seen, by=BY)


@pytest.mark.parametrize("order", [("northtown", "southby"), ("southby", "northtown")])
@pytest.mark.parametrize("before", [None, "zeal:\n  name: Zeal Council"])
def test_withdrawals_are_undone_in_any_order_to_the_last_byte(
    project: Path, order: tuple[str, str], before: str | None
) -> None:
    desk = published(project, northtown="Northtown Borough", southby="Southby District")
    named = project / "content/authorities.yml"
    if before:
        named.write_text(before, "utf-8")
    withdraw(desk, "northtown", "southby")
    first, last = order
    desk.undo(f"/review/bins/{first}/")
    assert (project / PLACE / f"{first}.txt").exists()
    assert (f"{first}:" in named.read_text("utf-8"), f"{last}:" in named.read_text("utf-8")) == (False, True)
    desk.undo(f"/review/bins/{last}/")
    assert (project / PLACE / f"{last}.txt").exists()
    assert (named.read_text("utf-8") if named.exists() else None) == before


def test_the_name_of_an_authority_stays_while_another_withdrawn_letter_needs_it(project: Path) -> None:
    desk = published(project, northtown="Northtown Borough", **{"northtown-2": "Northtown Borough"})
    (project / PLACE / "northtown-2.yml").write_text(f"{OUT}authority: northtown\n", "utf-8")
    named = project / "content/authorities.yml"
    withdraw(desk, "northtown", "northtown-2")
    desk.undo("/review/bins/northtown/")
    assert named.read_text("utf-8") == "northtown:\n  name: Northtown Borough Council\n"
    desk.undo("/review/bins/northtown-2/")
    assert not named.exists()


def test_a_letter_comes_back_where_its_authoritys_name_was_changed_by_hand(project: Path) -> None:
    desk = published(project, northtown="Northtown Borough")
    named = project / "content/authorities.yml"
    withdraw(desk, "northtown")
    named.write_text("northtown:\n  name: Northtown City Council\n", "utf-8")
    told = "authorities.yml keeps the name of 'northtown', which has changed there since. Take it out by hand."
    assert desk.undo("/review/bins/northtown/").words[1:] == (told,)
    assert (project / PLACE / "northtown.txt").read_text("utf-8") == LETTER
    assert named.read_text("utf-8") == "northtown:\n  name: Northtown City Council\n"


def test_a_name_that_cannot_be_put_into_its_file_is_told_with_what_to_write(project: Path) -> None:
    desk = published(project, northtown="Northtown Borough")
    named = project / "content/authorities.yml"
    named.write_text("{zeal: {name: Zeal Council}}\n", "utf-8")
    withdraw(desk, "northtown")
    assert desk.changes[-1].words[-1] == (
        "The name of the authority stood in the letter's text alone, and authorities.yml cannot be changed here."
        ' Write it there by hand: northtown: {name: "Northtown Borough Council"}'
    )
    assert not (project / PLACE / "northtown.txt").exists()
    assert named.read_text("utf-8") == "{zeal: {name: Zeal Council}}\n"
    named.write_text('{zeal: {name: Zeal Council}, northtown: {name: "Northtown Borough Council"}}\n', "utf-8")
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert reviewed.authority == "Northtown Borough Council"
    desk.undo("/review/bins/northtown/")
    assert (project / PLACE / "northtown.txt").read_text("utf-8") == LETTER


def test_of_many_changes_those_that_deleted_a_file_can_be_undone_for_good(project: Path) -> None:
    desk = published(project, northtown="Northtown Borough")
    withdraw(desk, "northtown")
    for at in range(undoing.MOST_CHANGES + 1):
        title = {"do": "title", "words": f"Bins {at}"}
        desk.change_request("bins", [title], seen=desk_module.request_seen(asked(desk)), by=BY)
    assert len(desk.changes) == undoing.MOST_CHANGES + 1
    desk.undo("/review/bins/northtown/")
    assert (project / PLACE / "northtown.txt").read_text("utf-8") == LETTER


def test_what_must_be_undone_first_is_named(project: Path) -> None:
    desk = Desk(project, read)
    change(desk, RIGHT)
    every = ("bins/northtown",)
    desk.publish_together(every, seen=desk.seen_of(every), by=BY, page="/review/")
    first = "northtown.yml has changed since, so that nothing is undone. Undo first what was done"
    (told,) = refused(lambda: desk.undo("/review/bins/northtown/"))
    assert told == f"{first} in the list of what waits: 1 letter goes out with the next build."
    withdraw(desk, "northtown")
    (told,) = refused(lambda: desk.undo("/review/"))
    assert told.startswith(f"{first} on the page of bins/northtown: The letter is withdrawn.")
    desk.undo("/review/bins/northtown/")
    desk.undo("/review/")
    desk.undo("/review/bins/northtown/")
    assert (project / YML).read_text("utf-8") == DRAFT


def test_what_another_file_says_of_a_letter_is_asked_about_before_it_is_withdrawn(project: Path) -> None:
    published, text = (
        "state: published\npublished: 2026-11-22\n",
        "---\ntitle: Bins\n---\n\nIt was {{ northtown:Q2[Large] }}.\n",
    )
    other = LETTER.replace("Northtown Borough", "Southby District")
    (project / YML).write_text(published, "utf-8")
    southby = {f"{PLACE}/southby.txt": other, f"{PLACE}/southby.yml": published}
    write_project(project, {**southby, f"{PLACE}/request.md": text})
    desk = Desk(project, read)
    gone = {"do": "take_down", "state": "withdrawn"}
    (told,) = refused(lambda: change(desk, gone))
    assert told.startswith(f"{PLACE}/request.md:5: ")
    assert (project / PLACE / "northtown.txt").exists()
    change(desk, gone, anyway=True)
    assert not (project / PLACE / "northtown.txt").exists()


def test_a_letter_that_is_none_is_shown_with_what_is_wrong(project: Path) -> None:
    (project / PLACE / "northtown.txt").write_bytes(b"\xff\xfe\x00broken\xff")
    found = look(Desk(project, read))
    assert found.reviewed is None
    assert {one.file for one in found.problems} == {f"{PLACE}/northtown.txt"}


def test_a_new_letter_without_settings_gets_a_file(project: Path) -> None:
    (project / YML).unlink()
    desk = Desk(project, read)
    change(desk, RIGHT)
    assert (project / YML).read_text("utf-8").startswith("state: draft\nreadings:\n")
    desk.undo("/review/bins/northtown/")
    assert not (project / YML).exists()


def test_the_last_change_is_undone_and_then_the_one_before(project: Path) -> None:
    desk = Desk(project, read)
    change(desk, RIGHT)
    change(desk, PUBLISH)
    assert desk.undo("/review/bins/northtown/").words == ("The letter is published.",)
    assert desk.undo("/review/bins/northtown/").words == ("Line 7, “12”: a figure of question 1.",)
    assert (project / YML).read_text("utf-8") == DRAFT
    words = refused(lambda: desk.undo("/review/bins/northtown/"))
    assert words == ["There is nothing to undo here. Look at the page again."]


def test_a_change_that_was_made_twice_is_undone_twice(project: Path) -> None:
    """The last of two that are alike goes first, so that what was between them is undone too."""
    desk = Desk(project, read)
    asked = {"do": "ask", "question": "2a", "asked": "11: Large", "answered": "11: 40"}
    for choice in (asked, {"do": "no_question", "question": "2a"}, asked):
        change(desk, choice)
    for there in (False, True, False):
        desk.undo("/review/bins/northtown/")
        assert ("question: Q2a" in (project / YML).read_text("utf-8")) is there
    assert (project / YML).read_text("utf-8") == DRAFT


def test_nothing_is_undone_over_what_somebody_has_written_since(project: Path) -> None:
    desk = Desk(project, read)
    change(desk, RIGHT)
    (project / YML).write_text("state: draft\n# mine\n", "utf-8")
    words = refused(lambda: desk.undo("/review/bins/northtown/"))
    assert words == ["northtown.yml has changed since, so that nothing is undone. Change it by hand."]
    assert (project / YML).read_text("utf-8") == "state: draft\n# mine\n"


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_bytes_around_a_choice_stay(project: Path, end: str) -> None:
    before = f"\ufeff# Mine: keep it so.{end}state:   draft{end}published: '2026-11-22'   # a day{end}subject: >-{end}  a long{end}  one{end}"
    (project / YML).write_bytes(before.encode())
    change(Desk(project, read), RIGHT)
    after = (project / YML).read_bytes().decode()
    assert after.startswith(before)
    assert after.removeprefix(before) == end.join(
        ["readings:", "  - line: 7", '    words: "12"', "    question: Q1", ""]
    )


def test_a_file_keeps_its_permissions_and_no_other_file_is_left(project: Path) -> None:
    (project / YML).chmod(0o640)
    change(Desk(project, read), RIGHT)
    assert stat.S_IMODE((project / YML).stat().st_mode) == 0o640
    assert sorted(path.name for path in (project / PLACE).iterdir()) == ["northtown.txt", "northtown.yml"]


def test_a_letter_that_git_gave_windows_line_ends_is_pointed_at_in_the_same_places(project: Path) -> None:
    text = LETTER.replace("\n", "\r\n")
    (project / PLACE / "northtown.txt").write_bytes(text.encode())
    (project / YML).write_bytes(DRAFT.replace("\n", "\r\n").encode())
    change(Desk(project, read), RIGHT)
    assert (project / YML).read_bytes() == (
        b'state: draft\r\npublished: 2026-11-22\r\nreadings:\r\n  - line: 7\r\n    words: "12"\r\n    question: Q1\r\n'
    )
    assert (project / PLACE / "northtown.txt").read_bytes() == text.encode()


class Held:
    """A file that another program holds open for a while, as on Windows."""

    def __init__(self, times: int) -> None:
        self.times = times
        real = Path.replace

        def replace(path: Path, target: Path) -> Path:
            if self.times:
                self.times -= 1
                raise PermissionError(13, "Permission denied", str(target))
            return real(path, target)

        self.replace = replace


def test_a_file_that_is_held_open_for_a_moment_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(3)
    monkeypatch.setattr(Path, "replace", held.replace)
    monkeypatch.setattr(replacing, "PAUSE", 0)
    change(Desk(project, read), RIGHT)
    assert held.times == 0
    assert "readings:" in (project / YML).read_text("utf-8")


def test_a_file_that_stays_open_is_told_and_left_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(10_000)
    monkeypatch.setattr(Path, "replace", held.replace)
    monkeypatch.setattr(replacing, "PAUSE", 0)
    desk = Desk(project, read)
    remedy = "Close the program that holds it open, check that you may write there, then try again."
    assert refused(lambda: change(desk, RIGHT)) == [
        f"northtown.yml: The file cannot be written (Permission denied). {remedy}"
    ]
    assert (project / YML).read_text("utf-8") == DRAFT
    assert sorted(path.name for path in (project / PLACE).iterdir()) == ["northtown.txt", "northtown.yml"]
    assert desk.changes == []


@pytest.mark.parametrize(("again", "left"), [(False, False), (True, True)])
def test_of_two_files_both_are_written_or_none(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, again: bool, left: bool
) -> None:
    """Where the second is refused the first is put back; where that is refused too, it is said."""
    desk = Desk(project, read)
    text = (project / PLACE / "northtown.txt").read_bytes()
    real = Path.replace
    targets: list[str] = []

    def replace(path: Path, target: Path) -> Path:
        targets.append(target.name)
        if target.suffix == ".yml" or (again and len(targets) > 1):
            raise OSError(28, "No space left on device", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    redact = {"do": "redact", "line": 7, "words": "12", "kind": "name"}
    with pytest.raises(UserError) as error:
        change(desk, redact, PUBLISH)
    remedy = "Close the program that holds it open, check that you may write there, then try again."
    told = [
        f"northtown.{kind}: The file cannot be written (No space left on device). {remedy}"
        for kind in ("txt", "yml")[not left :]
    ]
    assert [line_of(one) for one in error.value.findings] == told
    assert error.value.written is left
    assert ((project / PLACE / "northtown.txt").read_bytes() != text) is left
    assert (project / YML).read_text("utf-8") == DRAFT
    assert desk.changes == []


def test_many_writers_at_once_lose_nothing(project: Path) -> None:
    desk = Desk(project, read)
    failed: list[str] = []
    numbers = [(11, "40", "Large"), (12, "3", "Small"), (7, "12", ""), (7, "5", "Press")]

    def write(line: int, words: str, label: str) -> None:
        given = {
            "do": "point",
            "line": line,
            "words": words,
            "question": "1" if line == 7 else "2",
            "labels": [label] if label else [],
        }
        for _ in range(50):
            try:
                change(desk, given)
            except UserError as error:  # another was faster: look again
                failed.append(str(error))
            else:
                return

    threads = [threading.Thread(target=write, args=number) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = (project / YML).read_text("utf-8")
    assert [written.count(f'words: "{words}"') for _, words, _ in numbers] == [1, 1, 1, 1]
    assert all("have changed since this page was shown" in words for words in failed)


def test_a_line_with_a_name_is_redacted_in_the_letters_text(project: Path) -> None:
    text = LETTER.replace("Reference: FOI 77\n", "Reference: FOI 77\r\n\nDear Ms Hollings\n")
    (project / PLACE / "northtown.txt").write_bytes(("\ufeff" + text).encode())
    desk = Desk(project, read)
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert [(one.code, one.line) for one in reviewed.findings if one.level == "error"] == [("personal_data", 5)]
    change(desk, {"do": "redact", "line": 5})
    after = (project / PLACE / "northtown.txt").read_bytes().decode()
    assert after == "\ufeff" + text.replace("Ms Hollings", "[redacted: name]")
    assert (project / YML).read_text("utf-8") == DRAFT
    desk.undo("/review/bins/northtown/")
    assert (project / PLACE / "northtown.txt").read_bytes().decode() == "\ufeff" + text


def test_words_of_a_person_that_nothing_finds_are_redacted_where_somebody_points_at_them(project: Path) -> None:
    text = LETTER.replace("press had.", "press had, said Bluebell of the stall.").replace(
        "Small: 3\n", "Small: 3\n\nAsk Ms Bluebell.\n"
    )
    (project / PLACE / "northtown.txt").write_text(text, "utf-8")
    desk = Desk(project, read)
    words = refused(lambda: change(desk, {"do": "redact", "line": 7, "words": "Blue", "kind": "name"}))
    assert words == ["'Blue' does not stand on line 7 of the letter. Copy the words from the line."]
    change(desk, {"do": "redact", "line": 7, "words": "Bluebell", "kind": "name"})
    assert "said [redacted: name] of the stall." in (project / PLACE / "northtown.txt").read_text("utf-8")
    desk.undo("/review/bins/northtown/")
    assert (project / PLACE / "northtown.txt").read_text("utf-8") == text


def test_personal_data_is_kept_with_a_reason_where_it_is_none(project: Path) -> None:
    (project / PLACE / "northtown.txt").write_text(LETTER.replace("FOI 77\n", "FOI 77\n\nDear Ms Hollings\n"), "utf-8")
    desk = Desk(project, read)
    change(desk, {"do": "settle", "finding": "personal_data", "line": 5, "reason": "The mayor, in that role."})
    reviewed = look(desk).reviewed
    assert reviewed is not None
    assert [one for one in reviewed.findings if one.level == "error"] == []


def doubted(desk: Desk) -> list[tuple[str, int]]:
    reviewed = look(desk).reviewed
    assert reviewed is not None
    return [(one.code, one.line) for one in reviewed.findings if one.code == "possible_personal_data"]


def test_what_may_be_a_persons_name_is_redacted_wherever_the_letter_plainly_names_them(project: Path) -> None:
    text = LETTER.replace("press had.", "press had, says Ms Hollings.").replace(
        "Small: 3\n", "Small: 3\nMs Hollings counted.\n"
    )
    (project / PLACE / "northtown.txt").write_text(text, "utf-8")
    desk = Desk(project, read)
    assert doubted(desk) == [("possible_personal_data", 7), ("possible_personal_data", 13)]
    change(desk, {"do": "redact", "line": 7})
    after = (project / PLACE / "northtown.txt").read_text("utf-8")
    assert after == text.replace("Ms Hollings", "[redacted: name]")
    assert doubted(desk) == []


def test_what_may_be_a_persons_name_is_kept_on_its_line_with_a_reason(project: Path) -> None:
    text = LETTER.replace("press had.", "press had, says Ms Hollings.")
    (project / PLACE / "northtown.txt").write_text(text, "utf-8")
    desk = Desk(project, read)
    change(desk, {"do": "settle", "finding": "personal_data", "line": 7, "reason": "The mayor, in that role."})
    assert doubted(desk) == []
    assert "settled:\n  - finding: personal_data\n    line: 7\n" in (project / YML).read_text("utf-8")


def test_a_draft_with_a_persons_name_cannot_be_published(project: Path) -> None:
    (project / PLACE / "northtown.txt").write_text(LETTER.replace("FOI 77\n", "FOI 77\n\nDear Ms Hollings\n"), "utf-8")
    words = refused(lambda: change(Desk(project, read), PUBLISH))
    assert [word.partition(": ")[0] for word in words] == [f"{PLACE}/northtown.txt:5"]


@pytest.mark.parametrize(
    ("request_name", "stem"),
    [("..", "northtown"), ("bins", "../northtown"), ("bins", ""), ("", ""), ("Bins", "northtown"), ("bins", "gone"), ("gone", "gone")],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder(project: Path, request_name: str, stem: str) -> None:
    assert Desk(project, read).look(request_name, stem) is None
