"""What the preview answers, without a word of HTTP: pages of the site, pages of the review, and what a form does.

Every path is looked up among what the site has in memory or is one of the few named here; none is ever taken to the disk.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from disclosed.desk import Desk, Look, RefusedError, page_of_request, request_seen, waiting_seen
from disclosed.findings import UserError
from disclosed.links import NOT_FOUND
from disclosed.listing import find_elsewhere, list_letters, ready_in
from disclosed.publishing.render import Renderer, load_templates
from disclosed.publishing.views import Link, Page
from disclosed.reading.reading import other_readings
from disclosed.serving.choices import EDITOR, By
from disclosed.serving.gate import Gate
from disclosed.serving.inbox import inbox_view
from disclosed.serving.injecting import inject, script
from disclosed.serving.pages import (
    LIST,
    NAME,
    OwnPage,
    common_of,
    known_words,
    own_page,
    said_page,
    told_done,
    told_refused,
)
from disclosed.serving.request_view import request_view
from disclosed.serving.review_page import ReviewPage
from disclosed.serving.review_views import Common, Field, ReviewView, Told, Way
from disclosed.serving.sent import choices_in, show_again
from disclosed.serving.waiting_list import (
    TOGETHER,
    list_view,
    named_letter,
    problems_of,
    together_way,
)
from disclosed.states import State
from disclosed.strips import strip_of

HERE = Path(__file__).parent / "serving"
HTML = "text/html; charset=utf-8"
# Told here and not asked of the system, whose tables differ: Windows keeps them where any program can change them.
TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}
LETTER = re.compile(r"/review/(?P<request>[a-z0-9-]+)/(?P<stem>[a-z0-9-]+)/\Z")
WAITING = re.compile(r"/review/inbox/(?P<request>[a-z0-9-]+)/(?P<stem>[a-z0-9-]+)/\Z")
REQUEST = re.compile(r"/review/(?P<request>[a-z0-9-]+)/\Z")
ASSETS = re.compile(r"/-/(?P<name>live\.js|review\.js|serve\.css)\Z")
SENT = frozenset({"key", "seen", "anyway", "undo", "back", "at", "drafts"})  # fields of a form that are no choice
LONGEST_NAME = 80  # characters of an editor's name
NEVER_BUILT = "The site has not been built yet."


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; `at` leads elsewhere, `by` is an editor's name to keep."""

    status: int
    body: bytes = b""
    kind: str = HTML
    at: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a page of the review is shown: what its address asks for, what the last form led to, and that form where it was refused."""

    query: Mapping[str, str] = field(default_factory=dict)
    told: Told | None = None
    sent: Mapping[str, str] = field(default_factory=dict)

    def page(self, own: OwnPage) -> tuple[OwnPage, int]:
        """Give a letter's page with the status that it is sent with; a form that was refused stands open on it."""
        refused = self.told is not None and self.told.refused
        if self.told is None or not refused or not isinstance(own.view, ReviewView):
            return own, 200
        return replace(own, view=show_again(own.view, self.sent, self.told)), 422


@dataclass
class Board:
    """The state that is shown, and who waits for the next one."""

    state: State = field(default_factory=State)
    changed: threading.Condition = field(default_factory=threading.Condition)
    ended: bool = False

    def show(self, state: State) -> None:
        """Show a state, and wake whoever waits for one."""
        with self.changed:
            self.state = state
            self.changed.notify_all()

    def end(self) -> None:
        """Let everybody go."""
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def wait(self, number: int, seconds: float) -> int | None:
        """Wait for a state other than the one numbered; its number, None where none came or the preview has ended."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended or self.state.number != number, seconds)
            return None if self.ended or self.state.number == number else self.state.number


@dataclass
class Service:
    """Answers requests that the gate has let in. `day` says which day it is, `poke` that files have been written."""

    board: Board
    desk: Desk
    gate: Gate
    templates: Path
    day: Callable[[], str]
    poke: Callable[[], None] = lambda: None
    told: dict[str, Told] = field(default_factory=dict)

    def get(self, path: str, query: Mapping[str, str], by: str, *, looks: bool = True) -> Answer:
        """Answer a reading request; what is told once is kept where nobody `looks`, as when a script asks for itself."""
        if found := ASSETS.match(path):
            return _file(found["name"], (HERE / "assets" / found["name"]).read_bytes())
        if path == LIST:
            return self._html(self._list(by, self._last_told(path, looks=looks)))
        if found := WAITING.match(path):
            shown = Shown(query, self._last_told(path, looks=looks))
            return self._inbox_page(found["request"], found["stem"], by, shown)
        if found := LETTER.match(path):
            shown = Shown(query, self._last_told(path, looks=looks))
            return self._letter_page(found["request"], found["stem"], by, shown)
        if found := REQUEST.match(path):
            return self._request_page(found["request"], by, Shown(query, self._last_told(path, looks=looks)))
        return self._site(path)

    def post(self, path: str, form: Mapping[str, str], by: str) -> Answer:
        """Do what a form asks for."""
        if path == NAME:
            back = form.get("back", "")
            name = " ".join(form.get("by", "").split())[:LONGEST_NAME] or EDITOR
            known = any(pattern.match(back) for pattern in (LETTER, WAITING, REQUEST))
            return Answer(303, at=back if known else LIST, by=name)
        if path == LIST:
            return self._change_list(form, by)
        if found := WAITING.match(path):
            return self._decide(found["request"], found["stem"], form, by)
        if found := LETTER.match(path):
            return self._change(found["request"], found["stem"], form, by)
        if found := REQUEST.match(path):
            return self._change_request(found["request"], form, by)
        return self._html(said_page("No such form", "There is nothing to send here."), 404)

    # The site

    def _site(self, path: str) -> Answer:
        """Give a file of the site as it was last made whole, with a strip above its pages.

        A path that the site does not have is one of the site's page for such addresses, which links from where it will stand.
        """
        state = self.board.state
        name = _named(path)
        if state.site is None:
            return self._without_site(name, state)
        base = state.site.base_path
        try:
            data = state.site.file(name)
            if data is None and state.site.file(f"{name}/index.html") is not None:
                return Answer(303, at=f"{quote(f'/{name}/')}")
            if data is None and path.startswith(base) and base != "/":
                name = _named(path.removeprefix(base))
                data = state.site.file(name)
            if data is None:
                return Answer(404, inject(state.site.file(NOT_FOUND) or b"", strip_of(name, state)))
        except UserError as error:  # of a template
            return self._html(
                said_page("The page cannot be set", "A template is wrong.", problems_of(error.findings, ())), 500
            )
        if name.endswith(".html"):
            data = inject(data, strip_of(name, state))
        return _file(name, data)

    def _without_site(self, name: str, state: State) -> Answer:
        """Say why there is no page: the first state is being made, or what stops it."""
        static = self._renderer.templates.static
        if name in static:
            return _file(name, static[name])
        links = (Link("What waits", LIST),)
        if state.stops:
            problems = problems_of(state.stops, self.desk.names())
            return self._html(said_page("The site cannot be built yet", NEVER_BUILT, problems, links), 503)
        return self._html(
            said_page("One moment", "The pages are being made. This one comes by itself.", links=links), 503
        )

    # The review

    def _list(self, by: str, told: Told | None) -> OwnPage:
        state = self.board.state
        try:
            inbox, loose = self.desk.inbox(), self.desk.not_added()
        except UserError as error:
            inbox, loose, told = (), (), told_refused(error)
        common = self._common(LIST, "", by, told)
        letters = list_letters(state, self.desk)
        found = find_elsewhere(state, letters, loose)
        ready = self.desk.seen_of(one.name for one in letters if one.is_ready)
        view = list_view(letters, inbox, found, common=common, seen=str(state.number), ready_seen=ready)
        return own_page("review_list.html", "What waits", view)

    def _ready(self) -> tuple[str, ...]:
        """Name the drafts in which nothing waits."""
        return tuple(one.name for one in list_letters(self.board.state, self.desk) if one.is_ready)

    def _change_list(self, form: Mapping[str, str], by: str) -> Answer:
        """Publish all drafts in which nothing waits, or undo that."""
        try:
            if form.get("undo"):
                self.told[LIST] = told_done("Undone", self.desk.undo(LIST).words)
            else:
                self.desk.publish_together(self._ready(), seen=form.get("drafts", ""), by=By(by, self.day()), page=LIST)
        except UserError as error:
            return self._html(self._list(by, told_refused(error)), 422)
        self.poke()
        return Answer(303, at=LIST)

    def _letter_page(self, request: str, stem: str, by: str, shown: Shown) -> Answer:
        look = self.desk.look(request, stem)
        if look is None:
            files = f"content/requests/{request}/{stem}."
            wrong = [one for one in self.board.state.stops if one.file.startswith(files)]
            words, links = "It may have been filed or renamed.", [Link("What waits", LIST)]
            return self._html(said_page("No such letter", words, problems_of(wrong, ()), links), 404)
        page = f"{LIST}{request}/{stem}/"
        if look.reviewed is None:
            problems = problems_of(look.problems, ())
            words = "The letter or its settings cannot be read. Mend the file, then look again."
            return self._html(said_page(named_letter(request, stem), words, problems, [Link("What waits", LIST)]), 200)
        reviewed = look.reviewed
        at = shown.query.get("at", "")
        common = self._common(page, look.seen, by, shown.told)
        fields = (*common.fields, Field("at", at)) if at else common.fields
        common = replace(common, known=known_words(reviewed.corrected), fields=fields)
        others = other_readings(reviewed.reading.letter) if _in_doubt(look) else ()
        settings = look.settings.decode("utf-8", "replace").removeprefix("\ufeff")
        written = shown.query.get("show") == "written"
        view = ReviewPage(reviewed, others, settings, common, look.seen, at, written).view()
        title = f"{reviewed.authority}: {view.head.place}"
        return self._html(*shown.page(own_page("review.html", title, view, f"{request}/{stem}")))

    def _change(self, request: str, stem: str, form: Mapping[str, str], by: str) -> Answer:
        page = f"{LIST}{request}/{stem}/"
        own, given = f"content/requests/{request}/{stem}.yml", _given(form)
        try:
            if form.get("undo"):
                undone = self.desk.undo(page)
                self.told[page] = told_done("Undone", undone.words)
            else:
                anyway = form.get("anyway") == "yes"
                by_whom = By(by, self.day())
                self.desk.change(request, stem, choices_in(given), seen=form.get("seen", ""), by=by_whom, anyway=anyway)
        except RefusedError as error:
            again = Way("Write it all the same", tuple(Field(*one) for one in {**given, "anyway": "yes"}.items()))
            return self._letter_page(request, stem, by, Shown(form, told_refused(error, own, again), given))
        except UserError as error:
            return self._letter_page(request, stem, by, Shown(form, told_refused(error, own), given))
        self.poke()
        return Answer(303, at=page)

    # A request's own file

    def _request_page(self, request: str, by: str, shown: Shown) -> Answer:
        look = self.desk.look_at_request(request)
        if look is None:
            links = [Link("What waits", LIST)]
            return self._html(said_page("No such request", "It may have been renamed.", links=links), 404)
        seen, at = request_seen(look), shown.query.get("at", "")
        common = self._common(page_of_request(request), seen, by, shown.told)
        common = replace(common, fields=(*common.fields, Field("at", at))) if at else common
        ready = ready_in(self.board.state, self.desk, request)
        together = together_way(len(ready), self.desk.seen_of(ready))
        view = request_view(look, common, seen, shown.query, together=together)
        return self._html(*shown.page(own_page("review.html", view.head.title, view, request)))

    def _change_request(self, request: str, form: Mapping[str, str], by: str) -> Answer:
        page, given = page_of_request(request), _given(form)
        try:
            if form.get("undo"):
                self.told[page] = told_done("Undone", self.desk.undo(page).words)
            elif form.get("do") == TOGETHER:
                ready = ready_in(self.board.state, self.desk, request)
                self.desk.publish_together(ready, seen=form.get("drafts", ""), by=By(by, self.day()), page=page)
            else:
                by_whom = By(by, self.day())
                self.desk.change_request(request, choices_in(given), seen=form.get("seen", ""), by=by_whom)
        except UserError as error:
            return self._request_page(request, by, Shown(form, told_refused(error), given))
        self.poke()
        return Answer(303, at=page)

    # The inbox

    def _inbox_page(self, request: str, stem: str, by: str, shown: Shown) -> Answer:
        page = f"{LIST}inbox/{request}/{stem}/"
        try:
            waiting = self.desk.waiting(request, stem)
        except UserError as error:
            return self._html(said_page("The inbox cannot be read", "", problems_of(error.findings, ())), 500)
        if waiting is None:
            return self._html(
                said_page("No such letter", "It may have been filed.", links=[Link("What waits", LIST)]), 404
            )
        seen = waiting_seen(waiting)
        view = inbox_view(waiting, self._common(page, seen, by, shown.told), seen)
        return self._html(*shown.page(own_page("review.html", f"Inbox: {stem}", view, f"inbox/{request}/{stem}")))

    def _decide(self, request: str, stem: str, form: Mapping[str, str], by: str) -> Answer:
        page = f"{LIST}inbox/{request}/{stem}/"
        try:
            if form.get("undo"):
                undone = self.desk.undo(page)
                self.told[page] = told_done("Undone", undone.words)
            elif form.get("do") == "file":
                return self._file_it(request, stem)
            else:
                self.desk.decide(request, stem, form, seen=form.get("seen", ""), by=by)
        except UserError as error:
            return self._inbox_page(request, stem, by, Shown(told=told_refused(error), sent=_given(form)))
        return Answer(303, at=page)

    def _file_it(self, request: str, stem: str) -> Answer:
        lines = self.desk.file(self.day())
        self.poke()
        filed = self.desk.waiting(request, stem) is None
        page = f"{LIST}{request}/{stem}/" if filed else f"{LIST}inbox/{request}/{stem}/"
        self.told[page] = told_done("Filed" if filed else "It waits still", () if filed else lines[-1:])
        return Answer(303, at=page)

    # What all pages share

    def _last_told(self, page: str, *, looks: bool) -> Told | None:
        """Tell what the last form of a page has led to."""
        told = self.told.pop(page, None) if looks else self.told.get(page)
        last = self.desk.last(page)
        return told or (told_done("Written", last.words, undo=True, written=page != LIST) if last else None)

    def _common(self, page: str, seen: str, by: str, told: Told | None) -> Common:
        return common_of(page, (("key", self.gate.key), ("seen", seen), ("back", page)), by, told)

    @cached_property
    def _renderer(self) -> Renderer:
        """Sets the review's own pages."""
        return Renderer(load_templates(self.templates, HERE / "templates"))

    def _html(self, own: OwnPage, status: int = 200) -> Answer:
        page = Page("own", own.template, own.frame, cast("Any", own.view))
        html = self._renderer.render([page], {})["own"]
        head = f"{script(self.board.state.number)}</head>".encode()
        return Answer(status, html.replace(b"</head>", head, 1))


def _given(form: Mapping[str, str]) -> dict[str, str]:
    """Give what a person filled in or chose, without what every form sends along."""
    return {name: value for name, value in form.items() if name not in SENT}


def _in_doubt(look: Look) -> bool:
    return look.reviewed is not None and any(one.code == "uncertain_reading" for one in look.reviewed.findings)


def _named(path: str) -> str:
    """Name the file of the site that stands at a path."""
    name = path.removeprefix("/")
    return f"{name}index.html" if name.endswith("/") or not name else name


def _file(name: str, data: bytes) -> Answer:
    return Answer(200, data, TYPES.get(Path(name).suffix, "application/octet-stream"))
