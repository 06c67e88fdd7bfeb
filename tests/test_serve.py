"""The preview as it is asked over HTTP: pages, forms, who is let in, what is never given out."""

from __future__ import annotations

import html
import http.client
import json
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import build as front_door
from disclosed import serve as serve_module
from disclosed.cli import main
from disclosed.findings import UserError
from disclosed.options import Options
from disclosed.publishing.views import Link
from disclosed.serve import Server, Serving, address_of, prepare
from disclosed.service import Service
from disclosed.serving.injecting import Strip, inject
from disclosed.states import State, States
from tests.served import DRAFT, LETTER, PLACE, SITE, write_project

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
REVIEW = "/review/bins/northtown/"
RIGHT = json.dumps([{"do": "point", "line": 7, "words": "12", "question": "1", "labels": []}])
WAITING = """Northtown Borough Council

1. How many skips are there?

There were 12. Clerk Hollings counted them.

You may re-use the information under the Open Government Licence v3.0.
"""
DOUBTS = """state: draft
published: 2026-11-22
# Is it personal data? Write redact or keep after each `decide:`; to keep, add a line `reason:` too.
# Then run: python3 build.py add
doubts:
  - line: 5
    words: "Hollings"
    why: A person is named with a title.
    decide: undecided
  - line: 5
    words: "Clerk"
    why: A post.
    decide: undecided
"""


class Client:
    """A browser without a screen: keeps its cookie, and can lie about anything."""

    def __init__(self, server: Server) -> None:
        self.port = server.server_port
        self.key = server.service.gate.key
        self.headers = {"Cookie": f"{server.service.gate.cookie}={server.service.gate.token}"}

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body or None, {name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        data = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, data

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        return self.ask("GET", path, **headers)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> tuple[int, dict[str, str], str]:
        body = urllib.parse.urlencode({"key": self.key, **fields})
        own = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content_Type": "application/x-www-form-urlencoded",
            **headers,
        }
        return self.ask("POST", path, body, **own)

    def seen(self, path: str = REVIEW) -> str:
        found = re.search(r'name="seen" value="(\w+)"', self.get(path)[2])
        assert found
        return found[1]


def settle(server: Server) -> None:
    """Wait until the state of the files as they are is shown."""
    watcher, board = server.watcher, server.service.board
    for _ in range(2_000):
        if watcher.mark == watcher.look() and board.state is watcher.states.state:
            return
        threading.Event().wait(0.03)
    raise AssertionError("The preview does not keep up.")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    return write_project(
        folder,
        {
            f"{PLACE}/northtown.txt": LETTER,
            f"{PLACE}/northtown.yml": DRAFT,
            "inbox/skips/westmere.txt": WAITING,
            "inbox/skips/westmere.yml": DOUBTS,
            "secret.txt": "never given out",
        },
    )


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Server]:
    said: list[str] = []
    made = prepare(Serving(Options(project), TEMPLATES, port=0), said.append)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    ready = made.service.board.wait(0, 120)
    assert ready == 1
    yield made
    made.shutdown()
    thread.join()
    made.end()
    assert said[0].startswith(f"http://127.0.0.1:{made.server_port}/?token=")


@pytest.fixture
def client(server: Server, project: Path) -> Client:
    write_project(
        project,
        {
            f"{PLACE}/northtown.txt": LETTER,
            f"{PLACE}/northtown.yml": DRAFT,
            "inbox/skips/westmere.txt": WAITING,
            "inbox/skips/westmere.yml": DOUBTS,
        },
    )
    server.service.desk.changes.clear()
    settle(server)
    return Client(server)


def test_the_address_of_the_terminal_lets_a_browser_in_and_others_get_nothing(server: Server, client: Client) -> None:
    token = server.service.gate.token
    status, headers, page = client.get(f"/?token={token}", Cookie="")
    assert status == 200
    assert headers["set-cookie"] == f"disclosed-{server.server_port}={token}; Path=/; HttpOnly; SameSite=Strict"
    assert '<meta http-equiv="refresh" content="0; url=/">' in page
    for query in ("?token=wrong", "?token=", ""):
        status, headers, page = client.get(f"/{query}", Cookie="")
        assert status == 403
        assert "set-cookie" not in headers
        assert token not in page
    assert client.get(f"//example.org/?token={token}", Cookie="")[2].count('url=/example.org/"') == 1


@pytest.mark.parametrize(
    "path", ["/", REVIEW, "/review/", "/-/events?state=0", "/-/review.js", "/data/datapackage.zip"]
)
def test_every_path_needs_the_token_and_the_servers_own_name(client: Client, path: str) -> None:
    assert client.get(path, Cookie="")[0] == 403
    assert client.get(path, Host="example.org")[0] == 403
    assert client.get(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "example.org"},
        {"Cookie": ""},
    ],
)
def test_a_form_of_another_page_writes_nothing(client: Client, project: Path, headers: dict[str, str]) -> None:
    fields = {"choices": RIGHT, "seen": client.seen()}
    assert client.send(REVIEW, fields, **headers)[0] == 403
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT


def test_a_form_needs_its_key_a_type_and_a_length(client: Client, project: Path) -> None:
    fields = {"choices": RIGHT, "seen": client.seen()}
    assert client.send(REVIEW, {**fields, "key": "another"})[0] == 403
    assert client.send(REVIEW, fields, Content_Type="text/plain")[0] == 415
    assert client.send(REVIEW, {**fields, "more": "x" * 300_000})[0] == 413
    with socket.create_connection(("127.0.0.1", client.port)) as raw:
        head = f"POST {REVIEW} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.headers['Cookie']}\r\n"
        origin = f"Origin: http://127.0.0.1:{client.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        raw.sendall((head + origin).encode())
        assert raw.recv(64).startswith(b"HTTP/1.1 411 ")
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt", "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/content/site.yml", "/requests/bins/northtown/northtown.yml",
        "/content/requests/bins/northtown.txt", "/inbox/skips/westmere.txt", "/requests/bins/northtown.yml", "/build.py", "/.cache/last-build.json",
        "/-/../serve.py", "/-/serve.py", "/-/", "/review/../../secret.txt", "/review/skips/", "/review/..%2f/northtown/", "/static/../secret.txt",
        "//etc/passwd", "/etc/passwd", "/C:/Windows/win.ini", "/requests/bins/northtown/index.html%00.txt",
    ],
)  # fmt: skip
def test_nothing_but_the_site_is_given_out(client: Client, path: str) -> None:
    status, _, page = client.get(path)
    assert status == 404
    assert "never given out" not in page


def test_pages_say_that_they_are_a_preview_and_mark_drafts(client: Client) -> None:
    for path in ("/", "/index.html", "/requests/", "/requests/bins/northtown/", "/data/"):
        status, headers, page = client.get(path)
        assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert '<aside class="preview" aria-label="Preview"><p><strong>Preview.</strong>' in page
        assert page.count('<script src="/-/live.js"') == 1
    letter = client.get("/requests/bins/northtown/index.html")[2]
    assert "This letter is a draft: a build leaves it out." in letter
    assert f'href="{REVIEW}">Review this letter</a>' in letter
    request = client.get("/requests/bins/index.html")[2]
    assert "Figures of drafts stand on this page: a build leaves them out." in request


def test_files_of_the_site_are_given_as_they_are_with_their_types(client: Client) -> None:
    for path, kind in (
        ("/data/figures.csv", "text/csv; charset=utf-8"),
        ("/data/datapackage.zip", "application/zip"),
        ("/datapackage.json", "application/json"),
        ("/static/site.css", "text/css; charset=utf-8"),
        ("/static/favicon.svg", "image/svg+xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ):
        status, headers, _ = client.get(path)
        assert (path, status, headers["content-type"]) == (path, 200, kind)
        assert headers["x-content-type-options"] == "nosniff"
    assert "live.js" not in client.get("/static/site.css")[2]


def test_every_answer_keeps_to_itself(client: Client) -> None:
    for path in ("/", REVIEW, "/nowhere/", "/-/review.js"):
        _, headers, _ = client.get(path)
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_an_address_without_its_slash_leads_to_the_page(client: Client) -> None:
    status, headers, _ = client.get("/requests/bins")
    assert (status, headers["location"]) == (303, "/requests/bins/")


def test_the_page_for_addresses_that_are_none_leads_on_also_where_the_site_will_stand_in_a_folder(
    client: Client, project: Path, server: Server
) -> None:
    write_project(project, {"content/site.yml": SITE + "base_url: https://example.org/foi/\n"})
    settle(server)
    try:
        status, _, page = client.get("/nowhere/")
        assert (status, '<a href="/foi/requests/">' in page) == (404, True)
        assert client.get("/foi/requests/")[0] == client.get("/requests/")[0] == 200
    finally:
        write_project(project, {})
        settle(server)


@dataclass
class Folder:
    """A site of a few files that will stand in a folder named like one of its own."""

    files: dict[str, bytes]
    base_path: str = "/data/"
    drafts: frozenset[str] = frozenset()

    def file(self, path: str) -> bytes | None:
        return self.files.get(path)


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("/", 200, b"home"),
        ("/data/index.html", 200, b"data"),
        ("/data/", 200, b"data"),
        ("/data/data/index.html", 200, b"data"),
        ("/data/letters/", 200, b"letters"),
        ("/data/a%41.html", 200, b"as it is called"),
        ("/a%41.html", 200, b"as it is called"),
        ("/aA.html", 404, b"none"),
    ],
)
def test_a_path_is_that_of_the_site_even_where_its_folder_is_named_like_one_of_its_own(
    server: Server, monkeypatch: pytest.MonkeyPatch, path: str, status: int, body: bytes
) -> None:
    """And what has come without its escapes (`%2541` as `%41`) is not rid of them again."""
    site = Folder(
        {
            "index.html": b"home",
            "data/index.html": b"data",
            "letters/index.html": b"letters",
            "a%41.html": b"as it is called",
            "404.html": b"none",
        }
    )
    state = replace(server.service.board.state, site=site)  # type: ignore[arg-type]
    monkeypatch.setattr(server.service.board, "state", state)
    answer = server.service.get(path, {}, "R. Officer")
    assert answer.status == status
    assert answer.body.endswith(body)


def test_a_bug_is_answered_with_a_word_and_told_with_its_traceback(
    client: Client, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Service, "_list", lambda service, by, told: 1 // 0)
    status, headers, words = client.get("/review/")
    assert (status, headers["content-type"], words) == (500, "text/plain; charset=utf-8", "The program has a fault.\n")
    said, until = "", time.monotonic() + 60
    while "ZeroDivisionError" not in said and time.monotonic() < until:  # the answer is sent before it is told
        said += capfd.readouterr().err
    assert "ZeroDivisionError" in said
    assert client.get("/")[0] == 200


def test_a_browser_that_goes_away_is_no_fault(
    client: Client, server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", client.port)) as raw:
            raw.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n".encode())
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert client.get("/")[0] == 200
    assert capfd.readouterr().err == ""


def test_what_is_no_request_is_refused_in_few_words(client: Client) -> None:
    for sent, status in (
        (b"\x16\x03\x01\x00\xa5\x01\x00\r\n\r\n", b"400"),
        (b"GET / HTTP/9.9\r\n\r\n", b"505"),
        (b"GET /" + b"a" * 70_000, b"414"),
    ):
        with socket.create_connection(("127.0.0.1", client.port), timeout=60) as raw:
            raw.sendall(sent)
            answer = raw.recv(4096)
        assert answer.split(b" ")[1] == status
        assert b"X-Content-Type-Options: nosniff" in answer


def test_the_head_alone_can_be_asked_for(client: Client) -> None:
    status, headers, body = client.ask("HEAD", "/")
    assert (status, body) == (200, "")
    assert int(headers["content-length"]) > 1_000


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_no_other_method_is_answered(client: Client, method: str) -> None:
    status, headers, words = client.ask(method, REVIEW)
    assert status == 501
    assert headers["x-content-type-options"] == "nosniff"
    assert words == f"Unsupported method ('{method}')\n"


def test_a_form_without_a_script_is_written_and_led_back_to_its_page(client: Client, project: Path) -> None:
    status, headers, _ = client.send(REVIEW, {"choices": RIGHT, "seen": client.seen()})
    assert (status, headers["location"]) == (303, REVIEW)
    assert 'words: "12"' in (project / PLACE / "northtown.yml").read_text("utf-8")
    page = client.get(REVIEW)[2]
    assert "Line 7, “12”: a figure of question 1." in html.unescape(page)
    status, headers, _ = client.send(REVIEW, {"undo": "yes"})
    assert (status, headers["location"]) == (303, REVIEW)
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT
    assert "<strong>Undone</strong>" in client.get(REVIEW)[2]
    assert "<strong>Undone</strong>" not in client.get(REVIEW)[2]


def test_a_script_gets_the_page_itself(client: Client) -> None:
    body = json.dumps({"key": client.key, "choices": RIGHT, "seen": client.seen()})
    own = {"Origin": f"http://127.0.0.1:{client.port}", "Content_Type": "application/json"}
    status, _, page = client.ask("POST", REVIEW, body, **own)
    assert status == 200
    assert "<strong>Written</strong>" in page
    for broken in ("no json", "[]", '{"key": 5}', "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")):
        assert client.ask("POST", REVIEW, broken, **own)[0] == 403


def test_what_is_refused_is_said_on_the_page_and_may_be_asked_for_all_the_same(client: Client, project: Path) -> None:
    twice = json.dumps([{"do": "point", "line": 12, "words": "3", "question": "2", "labels": ["Large"]}])
    status, _, page = client.send(REVIEW, {"choices": twice, "seen": client.seen()})
    assert status == 422
    assert "<strong>Nothing is written</strong>" in page
    assert "Question 2 Large has two figures, on lines 11 and 12." in page
    assert "Write it all the same" not in page
    status, _, page = client.send(REVIEW, {"choices": RIGHT, "seen": "0" * 24})
    assert status == 422
    assert "have changed since this page was shown" in page
    request = "---\ntitle: Bins\nchecks:\n  skips: sum(Q2) = 44\n---\n"
    settled = 'settled:\n  - check: skips\n    found: "43 = 44"\n    reason: As released.\n    by: editor\n'
    write_project(project, {f"{PLACE}/request.md": request, f"{PLACE}/northtown.yml": DRAFT + settled})
    aside = json.dumps([{"do": "aside", "line": 12, "words": "3", "reason": "age"}])
    status, _, page = client.send(REVIEW, {"choices": aside, "seen": client.seen()})
    assert status == 422
    assert "Write it all the same" in page
    status, _, _ = client.send(REVIEW, {"choices": aside, "seen": client.seen(), "anyway": "yes"})
    assert status == 303
    (project / PLACE / "request.md").unlink()


def test_a_name_is_kept_for_the_decisions_and_only_pages_of_the_review_are_led_back_to(client: Client) -> None:
    status, headers, _ = client.send("/review/name", {"by": "  R. Öfficer; x ", "back": REVIEW})
    assert (status, headers["location"]) == (303, REVIEW)
    cookie = headers["set-cookie"].partition(";")[0]
    assert cookie == "disclosed-editor=R.%20%C3%96fficer%3B%20x"
    page = client.get(REVIEW, Cookie=f"{client.headers['Cookie']}; {cookie}")[2]
    assert "R. Öfficer; x, or " in page
    for back in ("https://example.org/", "//example.org/", "/review/../x/", ""):
        assert client.send("/review/name", {"by": "", "back": back})[1]["location"] == "/review/"


def test_what_a_letter_does_not_bear_in_the_file_of_its_request_goes_at_a_click(
    client: Client, project: Path, server: Server
) -> None:
    table = (
        "  small:\n    title: Small skips\n    unit: skips\n    labels: size\n    rows:\n      - figures: Q2[Tiny]\n"
    )
    file = project / PLACE / "request.md"
    write_project(project, {f"{PLACE}/request.md": f"---\ntitle: Bins\ntables:\n{table}---\n"})
    settle(server)
    page = client.get("/review/")[2]
    assert 'href="/review/bins/">Look at the request</a>' in page
    assert "1 problem in the file of its request" in page
    assert "Drafts in which nothing waits" not in page
    page = client.get(REVIEW)[2]
    assert "Not ready to publish" in page
    assert '<a href="/review/bins/">Settle it on the page of the request</a>' in page
    page = client.get("/review/bins/")[2]
    assert f'<a href="{REVIEW}">Northtown</a>' in page
    assert (
        '<a href="?at=table:small#request-tables-small">Mend<span class="unseen"> Table small <strong>Small skips</strong></span></a>'
        in page
    )
    assert 'name="words" value="Small skips"' in client.get("/review/bins/?at=table:small")[2]
    assert "Leave out the table small" in page
    fields = {"choices": '[{"do": "leave_out", "key": "tables", "name": "small"}]'}
    status, _, page = client.send("/review/bins/", {**fields, "seen": "old"})
    assert status == 422
    assert "The letter or its settings have changed since this page was shown." in page
    status, headers, _ = client.send("/review/bins/", {**fields, "seen": client.seen("/review/bins/")})
    assert (status, headers["location"]) == (303, "/review/bins/")
    assert file.read_text("utf-8") == "---\ntitle: Bins\n---\n"
    assert "The table small is left out." in client.get("/review/bins/")[2]
    client.send("/review/bins/", {"undo": "yes"})
    assert table in file.read_text("utf-8")
    page = client.get("/review/bins/?at=title")[2]
    assert 'name="words" value="Bins"' in page
    client.send("/review/bins/", {"do": "title", "words": "Bins", "seen": client.seen("/review/bins/")})
    page = client.get("/review/bins/")[2]
    assert (
        '<a href="?at=period#request-period">Say it<span class="unseen"> Period of all figures not said</span></a>'
        in page
    )
    page = client.get("/review/bins/?at=period")[2]
    assert 'name="period" value=""' in page
    wrong = {
        "do": "period",
        "label": "",
        "period": "20/21",
        "named": "",
        "seen": client.seen("/review/bins/"),
        "at": "period",
    }
    status, _, page = client.send("/review/bins/", wrong)
    assert status == 422
    assert "The period is '20/21', not a period." in html.unescape(page)
    assert 'name="period" value="20/21"' in page
    client.send("/review/bins/", {**wrong, "period": "2020-04-01/2021-03-31"})
    assert 'period: "2020-04-01/2021-03-31"\n' in file.read_text("utf-8")
    page = client.get("/review/bins/?at=period")[2]
    assert "The period of all figures: 1 April 2020 to 31 March 2021." in page
    assert "<strong>1 April 2020 to 31 March 2021</strong>" in page
    assert 'name="period" value="2020-04-01/2021-03-31"' in page
    assert "Leave out the period" in page
    assert client.get("/review/none/")[0] == 404
    file.unlink()
    settle(server)


def test_the_list_says_what_waits(client: Client) -> None:
    page = html.unescape(client.get("/review/")[2])
    assert "2 letters wait for you." in page
    assert f'<a href="{REVIEW}">Northtown Borough Council: Bins</a>' in page
    assert "1 doubt" in page
    assert '<a href="/review/inbox/skips/westmere/">Westmere: Skips</a>' in page
    assert "2 stretches may be personal data" in page
    assert "Hollings" not in page


def test_the_inbox_is_settled_and_filed_at_a_click_each(client: Client, project: Path, server: Server) -> None:
    path = "/review/inbox/skips/westmere/"
    page = html.unescape(client.get(path)[2])
    assert "Line 5: is “Hollings” personal data?" in page
    assert "A person is named with a title." in page
    assert "Redact all 2 at once" in page
    client.send(path, {"place": "0", "decide": "redact", "seen": client.seen(path)})
    assert "Ready to file" not in client.get(path)[2]
    status, _, page = client.send(path, {"place": "1", "decide": "keep", "reason": " ", "seen": client.seen(path)})
    assert status == 422
    assert "There is no reason. Write why it is no personal data." in page
    post = {"place": "1", "decide": "keep", "reason": "It is a post.", "seen": client.seen(path)}
    client.send(path, post, Cookie=f"{client.headers['Cookie']}; disclosed-editor=R.%20Officer")
    written = (project / "inbox/skips/westmere.yml").read_text("utf-8")
    assert written == DOUBTS.replace("undecided", "redact", 1).replace(
        "undecided\n", "keep\n    reason: It is a post.\n    by: R. Officer\n", 1
    )
    page = client.get(path)[2]
    assert "Ready to file" in page
    client.send(path, {"place": "1", "decide": "undecided", "seen": client.seen(path)})
    assert (project / "inbox/skips/westmere.yml").read_text("utf-8") == DOUBTS.replace("undecided", "redact", 1)
    client.send(path, {"undo": "yes"})
    status, headers, _ = client.send(path, {"do": "file"})
    assert (status, headers["location"]) == (303, "/review/skips/westmere/")
    filed = project / "content/requests/skips"
    assert "Clerk [redacted: name] counted" in (filed / "westmere.txt").read_text("utf-8")
    assert "doubts" not in (filed / "westmere.yml").read_text("utf-8")
    assert not (project / "inbox/skips/westmere.txt").exists()
    assert "<strong>Filed</strong>" in client.get("/review/skips/westmere/")[2]
    assert client.get(path)[0] == 404
    for name in ("westmere.txt", "westmere.yml", "request.md"):
        (filed / name).unlink(missing_ok=True)
    filed.rmdir()
    assert server.service.board.state.stops == ()


def test_a_decision_about_a_letter_of_the_inbox_that_has_changed_is_not_written(client: Client, project: Path) -> None:
    path = "/review/inbox/skips/westmere/"
    seen = client.seen(path)
    write_project(project, {"inbox/skips/westmere.txt": WAITING + "More.\n"})
    status, _, page = client.send(path, {"place": "0", "decide": "redact", "seen": seen})
    assert status == 422
    assert "have changed since this page was shown" in page
    assert client.send(path, {"place": "9", "decide": "redact", "seen": client.seen(path)})[0] == 422
    assert client.send(path, {"place": "0", "decide": "burn", "seen": client.seen(path)})[0] == 422
    assert (project / "inbox/skips/westmere.yml").read_text("utf-8") == DOUBTS


def test_what_draws_charts_is_started_once_there_are_pages_and_not_again(
    server: Server, client: Client, project: Path
) -> None:
    readying = server.watcher.readying
    assert readying is not None
    readying.join(60)
    number = server.service.board.state.number
    (project / PLACE / "northtown.yml").write_text(DRAFT + "# mine\n", "utf-8")
    server.service.board.wait(number, 60)
    settle(server)
    assert client.get("/")[0] == 200
    assert server.watcher.readying is readying


def test_while_one_file_is_broken_or_gone_the_rest_is_listed_as_before_and_what_nobody_added_is_named(
    client: Client, project: Path, server: Server
) -> None:
    number = server.service.board.state.number
    (project / "inbox/late.docx").write_bytes(b"PK")
    (project / "content/site.yml").write_text("titel: Answers\n", "utf-8")
    server.service.board.wait(number, 60)
    settle(server)
    page = html.unescape(client.get("/review/")[2])
    assert "6 problems stop a build." in page
    assert "1 doubt" in page
    assert "inbox/late.docx" in page
    assert "It is not added yet, so that nothing has read it." in page
    assert "Run `python3 build.py add inbox/late.docx`." in page
    (project / "inbox/late.docx").unlink()
    number = server.service.board.state.number
    write_project(project, {})
    (project / "content/requests/bins/northtown.txt").unlink()
    server.service.board.wait(number, 60)
    settle(server)
    status, _, page = client.get(REVIEW)
    assert status == 404
    assert "There is no letter 'northtown.txt' beside it." in html.unescape(page)


def test_a_page_of_a_draft_that_would_stop_a_build_says_why_it_is_not_there(
    client: Client, project: Path, server: Server
) -> None:
    wrong = DRAFT + "readings:\n  - line: 3\n    words: gone\n    question: Q1\n"
    number = server.service.board.state.number
    (project / PLACE / "northtown.yml").write_text(wrong, "utf-8")
    server.service.board.wait(number, 60)
    settle(server)
    status, _, page = client.get("/requests/bins/northtown/index.html")
    assert status == 404
    assert "This letter is a draft in which something would stop a build: its page is not shown." in page
    assert f'<a href="{REVIEW}">' in page


def test_a_page_that_waits_is_told_of_the_next_state(client: Client, server: Server) -> None:
    board = server.service.board
    number = board.state.number
    with socket.create_connection(("127.0.0.1", client.port), timeout=60) as raw:
        head = f"GET /-/events?state={number} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\nCookie: {client.headers['Cookie']}\r\n\r\n"
        raw.sendall(head.encode())
        stream = raw.makefile("rb")
        assert stream.readline() == b"HTTP/1.1 200 OK\r\n"
        board.show(State(number + 1000, site=board.state.site))
        lines = []
        while not lines or lines[-1] != b"\n":
            lines.append(stream.readline())
        assert b"event: fresh\n" in lines
        assert f"data: {number + 1000}\n".encode() in lines
    board.show(State(number, site=board.state.site))


def test_the_next_free_port_is_taken_with_a_word(project: Path, server: Server) -> None:
    said: list[str] = []
    serving = Serving(Options(project), TEMPLATES, port=server.server_port)
    other = prepare(serving, said.append)
    try:
        assert said[0] == f"Port {server.server_port} is taken: this is {other.server_port}."
        assert said[1].startswith(address_of(serving, other))
    finally:
        other.end()


def test_where_no_port_is_free_that_is_said(project: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_module, "TRIED", 1)
    with pytest.raises(UserError) as error:
        prepare(Serving(Options(project), TEMPLATES, port=server.server_port), lambda _: None)
    port = server.server_port
    assert (
        str(error.value)
        == f"serve: The ports from {port} to {port} are taken, or may not be used. Name another with --port."
    )


def test_broken_content_from_the_start_is_told_on_every_page_and_its_letters_can_be_reviewed(tmp_path: Path) -> None:
    files = {f"{PLACE}/northtown.txt": LETTER, f"{PLACE}/northtown.yml": DRAFT, "content/site.yml": "titel: Answers\n"}
    said: list[str] = []
    made = prepare(Serving(Options(write_project(tmp_path, files)), TEMPLATES, port=0), said.append)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        made.service.board.wait(0, 60)
        client = Client(made)
        status, _, page = client.get("/requests/bins/northtown/index.html")
        assert status == 503
        assert "content/site.yml:1" in page
        assert "Did you mean" in page
        assert client.get("/static/site.css")[0] == 200
        assert "“12” is read as the answer" in html.unescape(client.get(REVIEW)[2])
        page = html.unescape(client.get("/review/")[2])
        assert f'<a href="{REVIEW}">Northtown Borough Council: Bins</a> <span class="tag">Draft</span>' in page
        assert "1 doubt" in page
        assert any(line.startswith("content/site.yml:1: ") for line in said)
        assert said[-1].endswith(" problems. There is no page to show yet.")
        write_project(tmp_path, {})
        assert made.service.board.wait(1, 60) == 2
        assert client.get("/")[0] == 200
        assert said[-1] == "Mended: the pages are up to date."
        (tmp_path / PLACE / "northtown.yml").write_text("state: shown\n", "utf-8")
        assert made.service.board.wait(2, 60) == 3
        page = html.unescape(client.get("/")[2])
        assert "1 problem stops a build. These are the last good pages." in page
        assert f'<a href="{REVIEW}">Look at the letter</a>' in client.get("/review/")[2]
        assert "Mend the file, then look again." in client.get(REVIEW)[2]
        assert said[-1] == "1 problem. The last good pages are shown."
    finally:
        made.shutdown()
        thread.join()
        made.end()


PRIVATE = LETTER.replace("There were 12, not the 5 that the press had.", "12").replace(
    "Large: 40\nSmall: 3\n", "Large: 10\nSmall: <5\n"
)
SUMS = "---\ntitle: Bins\nchecks:\n  all: Q2[Large] + Q2[Small] = Q1\n---\n"


def test_what_only_a_terminal_may_tell_is_told_there_once_and_on_no_page(tmp_path: Path) -> None:
    files = {f"{PLACE}/northtown.txt": PRIVATE, f"{PLACE}/northtown.yml": DRAFT, f"{PLACE}/request.md": SUMS}
    said: list[str] = []
    told: list[str] = []
    made = prepare(Serving(Options(write_project(tmp_path, files)), TEMPLATES, port=0), said.append, told.extend)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        made.service.board.wait(0, 60)
        (tmp_path / PLACE / "northtown.yml").write_text(DRAFT + "# looked at\n", "utf-8")
        assert made.service.board.wait(1, 60) == 2
        (line,) = told
        assert line.startswith(f"{PLACE}/northtown.txt:12: ")
        assert "can be worked out" in line
        client = Client(made)
        site = made.service.board.state.site
        assert site is not None
        for path in ("/review/", REVIEW, *(f"/{page}" for page in site.pages())):
            assert "can be worked out" not in client.get(path)[2]
        assert not [line for line in said if "can be worked out" in line]
    finally:
        made.shutdown()
        thread.join()
        made.end()


def test_a_fault_of_the_program_leaves_the_review_and_the_last_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{PLACE}/northtown.txt": LETTER, f"{PLACE}/northtown.yml": DRAFT}
    told: list[str] = []
    made = prepare(Serving(Options(write_project(tmp_path, files)), TEMPLATES, port=0), lambda _: None)
    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(args.exc_type.__name__))
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        made.service.board.wait(0, 60)
        client = Client(made)
        right = States.refresh
        monkeypatch.setattr(States, "refresh", lambda states: states.no_such_thing)
        write_project(tmp_path, {f"{PLACE}/northtown.yml": DRAFT + "# one\n"})
        made.service.board.wait(1, 60)
        assert "1 problem stops a build" in client.get("/")[2]
        assert "The program has a fault." in client.get("/review/")[2]
        assert client.get(REVIEW)[0] == 200
        assert told == ["AttributeError"]
        monkeypatch.setattr(States, "refresh", right)
        write_project(tmp_path, {f"{PLACE}/northtown.yml": DRAFT + "# two\n"})
        made.service.board.wait(2, 60)
        assert "stops a build" not in client.get("/")[2]
    finally:
        made.shutdown()
        thread.join()
        made.end()


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_of_the_preview_is_ever_written_into_the_site(tmp_path: Path) -> None:
    yml = DRAFT.replace("draft", "published")
    files = {
        f"{PLACE}/northtown.txt": LETTER,
        f"{PLACE}/northtown.yml": yml,
        "content/requests/skips/westmere.txt": WAITING.replace(" Hollings", ""),
    }
    folder = write_project(tmp_path / "project", files)
    assert main(["--project", str(folder)], front_door.build, ROOT) == 0
    built = {name: files_of(folder / name) for name in ("site", "datapackage")}
    made = prepare(Serving(Options(folder), TEMPLATES, port=0), lambda _: None)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        made.service.board.wait(0, 120)
        client = Client(made)
        for path in (
            "/",
            "/requests/skips/index.html",
            "/requests/skips/westmere/index.html",
            REVIEW,
            "/review/",
            "/review/skips/westmere/",
        ):
            assert client.get(path)[0] == 200
        client.send(REVIEW, {"choices": RIGHT, "seen": client.seen()})
        client.send(REVIEW, {"undo": "yes"})
    finally:
        made.shutdown()
        thread.join()
        made.end()
    assert {name: files_of(folder / name) for name in ("site", "datapackage")} == built
    assert main(["--project", str(folder), "--no-cache"], front_door.build, ROOT) == 0
    assert {name: files_of(folder / name) for name in ("site", "datapackage")} == built
    assert {path for path in files_of(folder) if path.partition("/")[0] not in {"site", "datapackage", ".cache"}} == {
        "content/site.yml",
        *files,
    }
    words = (b"live.js", b"/review/", b"/-/", b"Preview", b"westmere")
    assert [
        (path, word)
        for path, data in built["site"].items()
        for word in words
        if word in data and path.endswith(".html")
    ] == []


def test_ctrl_c_ends_it_cleanly_and_the_terminal_has_said_where_it_is(tmp_path: Path) -> None:
    folder = write_project(tmp_path, {f"{PLACE}/northtown.txt": LETTER, f"{PLACE}/northtown.yml": DRAFT})
    command = [sys.executable, str(ROOT / "build.py"), "--project", str(folder), "serve", "--no-open", "--port", "0"]
    # Tests that run in the background are started with Ctrl+C ignored, and what they start would inherit that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}\n", said[0])
    assert said[1:] == ["Open this address. Ctrl+C ends the preview.\n", "The pages are ready.\n"]
    assert (process.returncode, out, err) == (0, "Ended.\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "x"], "'x' is not a port. Write a number up to 65535."),
        (["--port", "65536"], "'65536' is not a port. Write a number up to 65535."),
        (["--host", "0.0.0.0"], "invalid choice: '0.0.0.0'"),
    ],
)
def test_it_listens_on_this_computer_alone(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", *arguments], front_door.build, ROOT)
    assert caught.value.code == 2
    assert words in capsys.readouterr().err


def test_a_browser_is_opened_with_a_ticket_where_there_is_a_screen(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    said: list[str] = []
    monkeypatch.setattr(serve_module, "_open", opened.append)
    monkeypatch.setattr(Server, "serve_forever", lambda server, poll_interval: None)
    monkeypatch.setattr(sys, "platform", "linux")
    for display, count in (("", 0), (":0", 1)):
        monkeypatch.setenv("WAYLAND_DISPLAY", display)
        monkeypatch.delenv("DISPLAY", raising=False)
        serve_module.serve(Serving(Options(project), TEMPLATES, port=0), said.append, lambda _: None)
        assert len(opened) == count
    serve_module.serve(Serving(Options(project), TEMPLATES, port=0, opens=False), said.append, lambda _: None)
    assert len(opened) == 1
    assert opened[0].partition("?token=")[2] not in "".join(said)


def test_the_other_loopback_address_can_be_asked_for(project: Path) -> None:
    said: list[str] = []
    made = prepare(Serving(Options(project), TEMPLATES, "::1", 0), said.append)
    try:
        assert said[0].startswith(f"http://[::1]:{made.server_port}/?token=")
    finally:
        made.end()


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        (b"<html><head></head><body class=x><a class=\"skip\" href=\"#m\">Skip</a>\n<p>", b'</a><aside class="preview"'),
        (b"<HEAD></HEAD ><BODY><p>", b'<BODY><aside class="preview"'),
        (b"<p>nothing", b'defer></script><aside class="preview"'),
        (b"", b"live.js"),
    ],
)  # fmt: skip
def test_the_strip_comes_after_the_way_past_it_whatever_the_template(page: bytes, whole: bytes) -> None:
    made = inject(page, Strip("Words <&>.", (Link("A", '/a"b'),), 3))
    assert whole in made
    assert made.count(b"live.js") == made.count(b"<aside") == 1
    assert b"Words &lt;&amp;&gt;." in made
    assert b'href="/a&quot;b"' in made
    assert b'data-state="3"' in made


def test_what_only_the_whole_site_can_break_is_told_after_the_page_is_shown(tmp_path: Path) -> None:
    files = {f"{PLACE}/northtown.txt": LETTER, f"{PLACE}/northtown.yml": DRAFT}
    states = States(Options(write_project(tmp_path, files)), TEMPLATES)
    states.state = replace(states.refresh(), number=1)
    sound = states.state.site
    assert states.check() is None
    write_project(tmp_path, {"content/pages/checks.md": "---\ntitle: Checks\ndescription: Ours.\n---\n\nOurs.\n"})
    states.state = replace(states.refresh(), number=2)
    assert states.state.stops == ()
    after = states.check()
    assert after is not None
    assert [(one.file, one.message) for one in after.stops] == [
        ("content/pages/checks.md", "The site has a page of its own named 'checks'.")
    ]
    assert (after.number, after.site) == (3, sound)
