"""`python3 build.py serve`: the site on this computer alone, made anew when a file changes, with a review of each letter.

The shell of the preview: a server on a loopback address, a watcher of files, and the browser that is opened on them. What is
answered is service.py's to say, who is answered serving/gate.py's.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from disclosed.add import INBOX, adding_day
from disclosed.desk import Desk
from disclosed.findings import UserError, line_of, problem, told_to_editor
from disclosed.fresh import list_files
from disclosed.options import Options
from disclosed.service import HTML, Answer, Board, Service
from disclosed.serving.choices import EDITOR
from disclosed.serving.gate import HEADERS, LOOPBACK, Asked, Gate, cookies_of
from disclosed.serving.sent import parse_form
from disclosed.states import State, States

PORT = 8000
TRIED = 20  # ports after a taken one
PAUSE = 0.3  # seconds between two looks at the files
QUIET = 0.05  # seconds in which no file has changed
BEAT = 15.0  # seconds after which a page that waits is told that it still does
FAULT = "The program has a fault."
PATIENCE = 30.0  # seconds in which a request has to arrive
EDITOR_COOKIE = "disclosed-editor"
YEAR = 365 * 24 * 3600
# An SVG is a picture with a style of its own; it holds no script, and gets none.
PICTURE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
Say = Callable[[str], None]
TellEditor = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Serving:
    """What `serve` was asked for; `host` is one of the loopback addresses."""

    options: Options
    templates: Path
    host: str = LOOPBACK[0]
    port: int = PORT
    opens: bool = True


class Server(ThreadingHTTPServer):
    """A server whose threads end with it, on a port that no other program has."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would let two programs share a port

    def __init__(self, host: str, port: int) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)
        self.service: Service
        self.watcher: Watcher

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that has gone; anything else is a bug, told with its traceback."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def service_actions(self) -> None:
        """Go on watching where a bug has ended that: the review outlives it."""
        self.watcher.keep_on()

    def end(self) -> None:
        """Let go of everybody who waits, of the files and of the port."""
        self.service.board.end()
        self.watcher.stop()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request: let in or refused, then answered."""

    server: Server
    protocol_version = default_request_version = "HTTP/1.1"
    server_version = "disclosed"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer a reading request."""
        url, query = self._asked_for()
        gate = self.server.service.gate
        if not self._let_in(query):
            return
        if refusal := gate.refuse(self._head()):
            self._plain(refusal.status, refusal.words)
        elif url == "/-/events":
            self._events(query.get("state", ""))
        else:
            looks = self.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            self._send(self.server.service.get(url, query, self._editor(), looks=looks))

    def do_HEAD(self) -> None:
        """Answer with the head alone."""
        self.do_GET()

    def do_POST(self) -> None:
        """Do what a form asks for."""
        url, _ = self._asked_for()
        gate = self.server.service.gate
        refusal = gate.refuse_host(self._head()) or gate.refuse(self._head())
        if refusal is None:
            form = parse_form(self.headers["Content-Type"], self.rfile.read(int(self.headers["Content-Length"])))
            refusal = gate.refuse_form(form)
        if refusal:
            self._plain(refusal.status, refusal.words)
            return
        answer = self.server.service.post(url, form, self._editor())
        if answer.status == 303 and self._is_script():  # which would follow before the page it leads to is shown
            again = answer.at == url
            answer = self.server.service.get(url, {}, self._editor()) if again else replace(answer, status=200)
        self._send(answer)

    def handle_one_request(self) -> None:
        """Answer one request; where a bug prevents that, say so before its traceback ends the connection."""
        whole = False
        try:
            super().handle_one_request()
            whole = True
        finally:
            if not whole and not isinstance(sys.exception(), ConnectionError | TimeoutError):
                self._plain(500, FAULT)

    def _asked_for(self) -> tuple[str, Mapping[str, str]]:
        self.close_connection = True
        url = urlsplit(self.path)
        return unquote(url.path), dict(parse_qsl(url.query))

    def _head(self) -> Asked:
        return Asked(self.command, {name.lower(): value for name, value in self.headers.items()})

    def _is_script(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("application/json")

    def _editor(self) -> str:
        kept = cookies_of(self.headers.get("Cookie", "")).get(EDITOR_COOKIE, "")
        return unquote(kept) or EDITOR

    def _let_in(self, query: Mapping[str, str]) -> bool:
        """Say whether to go on; an address with the token lets the browser in by a page of its own.

        A page and not a redirect: a cookie that is strict about other sites is sent only from a page of this one.
        """
        gate = self.server.service.gate
        if refusal := gate.refuse_host(self._head()):
            self._plain(refusal.status, refusal.words)
            return False
        secret = query.get("token", "")
        if not secret or self.command != "GET":
            return True
        if not gate.admits(secret):
            self._plain(403, "This address is of an earlier run. Open the one that the terminal shows.")
            return False
        place = quote(unquote(urlsplit(self.path).path))
        place = place if place.startswith("/") and not place.startswith("//") else "/"
        body = (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Preview</title>'
            '<link rel="icon" href="/static/favicon.svg" type="image/svg+xml">'
            f'<meta http-equiv="refresh" content="0; url={place}"></head><body><a href="{place}">Go on</a></body></html>'
        )
        cookie = f"{gate.cookie}={gate.token}; Path=/; HttpOnly; SameSite=Strict"
        self._respond(200, HTML, body.encode(), {"Set-Cookie": cookie})
        return False

    def _events(self, state: str) -> None:
        """Tell a page of the next state, and that it is still to come."""
        board = self.server.service.board
        number = int(state) if state.isdecimal() and len(state) < 10 else -1
        self._begin(200, "text/event-stream; charset=utf-8", {})
        self.end_headers()
        while not board.ended:
            new = board.wait(number, BEAT)
            self.wfile.write(b": still here\n\n" if new is None else f"event: fresh\ndata: {new}\n\n".encode())
            self.wfile.flush()
            number = number if new is None else new

    def _send(self, answer: Answer) -> None:
        headers = {"Location" if answer.status == 303 else "X-Leads-To": answer.at} if answer.at else {}
        if answer.by:
            headers["Set-Cookie"] = (
                f"{EDITOR_COOKIE}={quote(answer.by)}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Strict"
            )
        if answer.kind == "image/svg+xml":
            headers["Content-Security-Policy"] = PICTURE
        self._respond(answer.status, answer.kind, answer.body, headers)

    def _plain(self, status: int, words: str) -> None:
        self._respond(status, "text/plain; charset=utf-8", f"{words}\n".encode(), {})

    def _respond(self, status: int, kind: str, body: bytes, headers: Mapping[str, str]) -> None:
        self._begin(status, kind, headers)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Connection": "close", **headers}.items():
            self.send_header(name, value)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request in a few words of our own."""
        self.close_connection = True
        if not hasattr(self, "command") or self.command is None:
            self.command = ""
        self._plain(code, message or "This is no request that is answered here.")

    def log_message(self, *_: Any) -> None:
        """Keep quiet: the terminal is for what is wrong."""


@dataclass
class Watcher:
    """Makes a new state whenever a file has changed, and says on the terminal what that brings up."""

    states: States
    board: Board
    say: Say
    end: threading.Event = field(default_factory=threading.Event)
    poked: threading.Event = field(default_factory=threading.Event)
    mark: str = ""
    said: tuple[str, ...] = ()
    tell_editor: TellEditor = lambda _: None
    told_editor: tuple[str, ...] = ()
    thread: threading.Thread | None = None
    readying: threading.Thread | None = None

    def keep_on(self) -> None:
        """Begin to watch, or begin again after a bug; the files that brought it up are not looked at twice."""
        if self.thread is None or not (self.thread.is_alive() or self.end.is_set()):
            self.thread = threading.Thread(target=self.run, daemon=True)
            self.thread.start()

    def stop(self) -> None:
        """End the watch, and wait for it."""
        self.end.set()
        self.poked.set()
        for thread in filter(None, (self.thread, self.readying)):
            thread.join(PATIENCE)

    def run(self) -> None:
        """Look at the files until the end."""
        while not self.end.is_set():
            now = self.look()
            if now != self.mark:
                self.mark = self._settled(now)
                self._refresh()
                self._get_ready()
            self.poked.wait(PAUSE)
            self.poked.clear()

    def look(self) -> str:
        """Mark the files that a state is made from."""
        options = self.states.options
        places = (options.content, options.project / INBOX, self.states.templates)
        return "\n".join(list_files(map(str, places)))

    def _settled(self, mark: str) -> str:
        """Wait until nobody is writing any more: some programs empty a file before they fill it."""
        before = ""
        while mark != before and not self.end.wait(QUIET):
            before, mark = mark, self.look()
        return mark

    def _refresh(self) -> None:
        """Make and show a state; where a bug prevents that, show it beside the last good pages."""
        before = self.states.state
        fault = problem("disclosed", 0, FAULT, "The terminal shows where it is: report it with that.")
        self.states.state = replace(before, number=before.number + 1, stops=(fault,))
        try:
            self.states.state = self.states.refresh()
        finally:
            self.board.show(self.states.state)
            self._tell(self.states.state)
        if again := self.states.check():
            self.states.state = again
            self.board.show(again)
            self._tell(again)

    def _get_ready(self) -> None:
        """Get ready to draw, once there are pages, beside whoever looks at them."""
        if self.readying is None and self.states.state.site is not None:
            self.readying = threading.Thread(target=self.states.get_ready, daemon=True)
            self.readying.start()

    def _tell(self, state: State) -> None:
        """Say what stops a build once, and that it no longer does."""
        lines = tuple(line_of(finding) for finding in state.stops)
        if lines and lines != self.said:
            count = f"{len(lines)} {'problem' if len(lines) == 1 else 'problems'}."
            shown = "The last good pages are shown." if state.site else "There is no page to show yet."
            for line in (*lines, f"{count} {shown}"):
                self.say(line)
        elif self.said and not lines:
            self.say("Mended: the pages are up to date.")
        elif state.number == 1:
            self.say("The pages are ready.")
        self.said = lines
        private = told_to_editor(state.private)
        if private != self.told_editor:
            self.told_editor = private
            self.tell_editor(private)


def serve(serving: Serving, say: Say, tell_editor: TellEditor) -> None:
    """Serve until somebody ends it; raises UserError where no port is free.

    `tell_editor` says what only a terminal may tell: no page does.
    """
    server = prepare(serving, say, tell_editor)
    gate = server.service.gate
    if serving.opens and _has_display():
        ticket = secrets.token_urlsafe(32)
        gate.tickets.add(ticket)
        _open(f"{address_of(serving, server)}?token={ticket}")
    try:
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        with contextlib.suppress(KeyboardInterrupt):  # pressed again while it ends
            server.end()


def prepare(serving: Serving, say: Say, tell_editor: TellEditor = lambda _: None) -> Server:
    """Make a server with all that it needs, and say where it is; raises UserError where no port is free."""
    server, note = _listen(serving)
    options = serving.options
    states = States(options, serving.templates)
    board, gate = Board(), Gate(secrets.token_urlsafe(32), server.server_port)
    server.watcher = Watcher(states, board, say, tell_editor=tell_editor)
    desk = Desk(options.project, states.read)
    server.service = Service(board, desk, gate, serving.templates, adding_day, server.watcher.poked.set)
    address = f"{address_of(serving, server)}?token={gate.token}"
    for line in (*note, address, "Open this address. Ctrl+C ends the preview."):
        say(line)
    return server


def address_of(serving: Serving, server: Server) -> str:
    """Write the server's address."""
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    return f"http://{host}:{server.server_port}/"


def _listen(serving: Serving) -> tuple[Server, tuple[str, ...]]:
    """Take the port, or the next that is free, with a word; raises UserError."""
    for port in range(serving.port, min(serving.port + TRIED, 65536)):
        try:
            server = Server(serving.host, port)
        except OSError:
            continue
        taken = f"Port {serving.port} is taken: this is {port}."
        return server, (taken,) if port != serving.port else ()
    last = min(serving.port + TRIED, 65536) - 1
    message = f"The ports from {serving.port} to {last} are taken, or may not be used."
    raise UserError([problem("serve", 0, message, "Name another with --port.")])


def _has_display() -> bool:
    """Whether there is a screen to open a browser on."""
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(address: str) -> None:
    """Open the browser beside, since some wait until it is closed."""
    import webbrowser  # noqa: PLC0415 - where there is a screen

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
