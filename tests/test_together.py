"""Drafts in which nothing waits, published together, and the ground for re-use that holds for all letters of a request."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from disclosed.desk import Desk
from disclosed.findings import UserError, line_of
from disclosed.options import Options
from disclosed.service import Answer, Board, Service
from disclosed.serving.choices import By
from disclosed.serving.gate import Gate
from disclosed.settling.assembly import read
from disclosed.states import States
from tests.served import DRAFT, PLACE, write_project

ROOT = Path(__file__).resolve().parent.parent
BY = By("R. Officer", "2026-11-28")
PAGE = "/review/bins/"
BODIES = ("northtown", "southby", "westmere")
PLAIN = """{name} Borough Council

1. How many skips are there?

Large: 40
Small: 3
"""
OPEN = "\nYou may re-use the information under the Open Government Licence v3.0.\n"


def letters(licence: str = OPEN, yml: Mapping[str, str] | None = None) -> dict[str, str]:
    """Write three drafts; `yml` holds settings other than those of a plain one."""
    texts = {f"{PLACE}/{name}.txt": PLAIN.format(name=name.title()) + licence for name in BODIES}
    return texts | {f"{PLACE}/{name}.yml": (yml or {}).get(name, DRAFT) for name in BODIES}


def names(*stems: str) -> tuple[str, ...]:
    return tuple(f"bins/{stem}" for stem in stems)


def states_of(project: Path) -> dict[str, str]:
    """Read the state that each letter's settings give."""
    texts = {name: (project / PLACE / f"{name}.yml").read_text("utf-8") for name in BODIES}
    return {name: re.findall(r"^state: (\w+)", text, re.MULTILINE)[0] for name, text in texts.items()}


class Preview:
    """The preview without its server."""

    def __init__(self, project: Path) -> None:
        self.states = States(Options(project), ROOT / "templates")
        self.service = Service(Board(), Desk(project, read), Gate("token", 8000), ROOT / "templates", lambda: BY.day)
        self.settle()

    def settle(self) -> None:
        self.states.state = self.states.refresh()
        self.service.board.show(self.states.state)

    def get(self, path: str, **query: str) -> str:
        return html.unescape(self.service.get(path, query, "editor").body.decode("utf-8"))

    def send(self, path: str, **fields: str) -> Answer:
        answer = self.service.post(path, fields, "R. Officer")
        self.settle()
        return answer

    def hidden(self, page: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="(\w+)"', page)
        assert found, name
        return found[1]


def test_all_drafts_go_out_at_one_click_and_come_back_at_another(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters())
    before = {name: (project / PLACE / f"{name}.yml").read_bytes() for name in BODIES}
    preview = Preview(project)
    page = preview.get("/review/")
    assert "Publish 3 letters" in page
    assert "Show what is written" not in page
    answer = preview.send("/review/", do="publish_together", drafts=preview.hidden(page, "drafts"))
    assert (answer.status, answer.at) == (303, "/review/")
    assert set(states_of(project).values()) == {"published"}
    assert (project / PLACE / "southby.yml").read_text("utf-8") == (
        "state: published\npublished: 2026-11-22\nupdated: 2026-11-28\n"
    )
    page = preview.get("/review/")
    assert "3 letters go out with the next build." in page
    assert "Publish 3 letters" not in page
    assert preview.send("/review/", undo="yes").status == 303
    assert {name: (project / PLACE / f"{name}.yml").read_bytes() for name in BODIES} == before
    assert preview.send("/review/", undo="yes").status == 422


def test_the_page_of_a_request_leads_to_few_drafts_one_by_one_and_to_many_at_once(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters())
    page = Preview(project).get("/requests/bins/")
    assert [f"Review {name}" in page for name in names(*BODIES)] == [True] * 3
    more = {f"{PLACE}/{name}.txt": PLAIN.format(name=name.title()) + OPEN for name in ("eastley", "upton")}
    more |= {f"{PLACE}/{name}.yml": DRAFT for name in ("eastley", "upton")}
    page = Preview(write_project(project, more)).get("/requests/bins/")
    assert '<a href="/review/bins/">Review its 5 drafts</a>' in page
    assert "Review bins/" not in page


def test_one_draft_alone_is_published_on_its_own_page(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters(yml={"southby": "state: published\n", "westmere": "state: published\n"}))
    assert "Publish 1 letter" not in Preview(project).get("/review/")


def test_nothing_is_published_of_a_list_that_is_out_of_date(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters())
    preview = Preview(project)
    drafts = preview.hidden(preview.get("/review/"), "drafts")
    write_project(project, {f"{PLACE}/southby.txt": PLAIN.format(name="Southby") + OPEN + "\nMore.\n"})
    answer = preview.send("/review/", do="publish_together", drafts=drafts)
    assert answer.status == 422
    assert "Some of these letters have changed since this page was shown." in html.unescape(answer.body.decode())
    assert set(states_of(project).values()) == {"draft"}


def test_a_draft_that_the_next_build_would_stop_at_stays_one_and_the_others_go(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters(yml={"southby": f"{DRAFT}kind: review\nsupersedes: nobody\n"}))
    desk = Desk(project, read)
    every = names(*BODIES)
    words = desk.publish_together(every, seen=desk.seen_of(every), by=BY, page="/review/").words
    assert words[0] == "2 letters go out with the next build."
    assert words[1].startswith("bins/southby stays a draft: ")
    assert states_of(project) == {"northtown": "published", "southby": "draft", "westmere": "published"}
    alone = names("southby")
    with pytest.raises(UserError) as error:
        desk.publish_together(alone, seen=desk.seen_of(alone), by=BY, page="/review/")
    assert [one.file for one in error.value.findings] == [f"{PLACE}/southby.yml"]


def test_a_draft_whose_settings_only_a_person_can_change_stays_one_and_the_others_go(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters(yml={"southby": "{state: draft}\n"}))
    desk = Desk(project, read)
    every = names(*BODIES)
    words = desk.publish_together(every, seen=desk.seen_of(every), by=BY, page="/review/").words
    assert words == (
        "2 letters go out with the next build.",
        "bins/southby stays a draft: The file stands between braces.",
    )
    assert (project / PLACE / "southby.yml").read_text("utf-8") == "{state: draft}\n"
    assert "state: published" in (project / PLACE / "westmere.yml").read_text("utf-8")


def test_what_they_bring_up_in_the_file_of_their_request_stops_them_all(tmp_path: Path) -> None:
    table = (
        "tables:\n  small:\n    title: Small\n    unit: skips\n    labels: size\n    rows:\n      - figures: Q1[Tiny]\n"
    )
    project = write_project(tmp_path, {**letters(), f"{PLACE}/request.md": f"---\ntitle: Bins\n{table}---\n"})
    desk = Desk(project, read)
    every = names(*BODIES)
    with pytest.raises(UserError) as error:
        desk.publish_together(every, seen=desk.seen_of(every), by=BY, page="/review/")
    assert {one.file for one in error.value.findings} == {f"{PLACE}/request.md"}
    write_project(project, {f"{PLACE}/request.md": "---\ntopics: [bins]\n---\n"})
    with pytest.raises(UserError) as error:
        desk.publish_together(every, seen=desk.seen_of(every), by=BY, page="/review/")
    assert [line_of(one) for one in error.value.findings] == [f"{PLACE}/request.md:2: 'title' is missing. Add it."]
    assert set(states_of(project).values()) == {"draft"}


def test_the_page_of_a_request_judges_no_draft_and_offers_none_while_its_file_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = (
        "tables:\n  small:\n    title: Small\n    unit: skips\n    labels: size\n    rows:\n      - figures: Q1[Tiny]\n"
    )
    project = write_project(tmp_path, {**letters(), f"{PLACE}/request.md": f"---\ntitle: Bins\n{table}---\n"})
    preview = Preview(project)
    monkeypatch.setattr(Desk, "held_up", None)
    page = preview.get(PAGE)
    assert "has no figure labelled 'Tiny'" in page
    assert "Publish 3 letters" not in page
    write_project(project, {f"{PLACE}/request.md": "---\ntitle: Bins\n---\n"})
    preview.settle()
    assert "Publish 3 letters" in preview.get(PAGE)


def test_a_ground_said_once_holds_for_all_letters_of_a_request(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**letters(licence=""), f"{PLACE}/request.md": "---\ntitle: Bins\n---\n"})
    preview = Preview(project)
    assert "Letters that wait for you" in preview.get("/review/")
    assert 'href="/review/bins/?at=reuse#request-reuse">on its page</a>' in preview.get("/review/bins/northtown/")
    page = preview.get(PAGE, at="reuse")
    sent = {"do": "ground", "ground": "permission", "licence": "", "publish": "all", "words": "Yes.", "source": ""}
    sent |= {"seen": preview.hidden(page, "seen"), "at": "reuse"}
    refused = preview.send(PAGE, **sent)
    assert refused.status == 422
    assert "The ground for re-use has no licence." in html.unescape(refused.body.decode())
    assert preview.send(PAGE, **{**sent, "licence": "OGL-UK-3.0"}).status == 303
    assert (project / PLACE / "request.md").read_text("utf-8") == (
        "---\ntitle: Bins\nreuse:\n  ground: permission\n  licence: OGL-UK-3.0\n  publish: all\n"
        '  by: R. Officer\n  date: 2026-11-28\n  words: "Yes."\n---\n'
    )
    page = preview.get(PAGE)
    assert "The ground for re-use of its letters: permission." in page
    assert "<strong>Permission</strong>" in page
    answer = preview.send(PAGE, do="publish_together", drafts=preview.hidden(page, "drafts"))
    assert (answer.status, answer.at) == (303, PAGE)
    assert set(states_of(project).values()) == {"published"}
    page = preview.get(PAGE, at="reuse")
    out = {"choices": '[{"do": "leave_out", "key": "reuse", "name": ""}]', "seen": preview.hidden(page, "seen")}
    assert preview.send(PAGE, **out).status == 303
    assert "The ground for re-use of its letters is left out." in preview.get(PAGE)


def test_a_ground_of_the_whole_site_is_told_as_such(tmp_path: Path) -> None:
    project = write_project(tmp_path, letters(licence=""))
    site = project / "content" / "site.yml"
    reuse = "reuse:\n  ground: facts_and_quotation\n  by: editor\n  date: 2026-11-22\n  words: Facts.\n"
    site.write_text(site.read_text("utf-8") + reuse, "utf-8")
    page = Preview(project).get(PAGE)
    assert "that of the whole site" in page
    assert "Publish 3 letters" in page
