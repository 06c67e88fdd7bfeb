"""A browser, a server and a reader of links, for the tests that open pages; nothing outside the machine is reached."""

from __future__ import annotations

import contextlib
import functools
import http.server
import posixpath
import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = "axe.run(document, {preload: false, rules: {'target-size': {enabled: true}}})"
OUTSIDE = re.compile(r"(?:https?|mailto):")
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve without a word on the terminal."""

    def log_message(self, *_: Any) -> None:
        return


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives its address, with a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Start a browser that finds no other host."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
    blocked = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        if not program and not Path(playwright.chromium.executable_path).exists():
            pytest.fail("There is no chromium on this machine: apt-get install chromium")
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", blocked])
        yield opened
        opened.close()


def opened(browser: Browser, address: str, **options: Any) -> tuple[Page, list[str]]:
    """Open a page, and listen to what it asks for and complains of."""
    page = browser.new_context(**options).new_page()
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.goto(address)
    return page, heard


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Run axe on a page: rule and places of each violation."""
    page.evaluate(AXE)
    return [(item["id"], [node["target"] for node in item["nodes"]]) for item in page.evaluate(RULES)["violations"]]


class Places(HTMLParser):
    """What a page links to, and what it can be linked by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given[name] for name in ("href", "src") if name in given]
        self.links += [
            f"#{name}" for key in ("aria-labelledby", "aria-describedby") for name in given.get(key, "").split()
        ]


def astray(places: Mapping[str, Places], exists: Callable[[str], bool], base: str = "/") -> list[tuple[str, str]]:
    """List the links inside a site that lead to no file, or to no place in a page: (page, link)."""
    lost = []
    for path, own in places.items():
        for link in own.links:
            if OUTSIDE.match(link):
                continue
            target, fragment = urldefrag(unquote(link))
            if target.startswith(base):
                found = target.removeprefix(base) + ("index.html" if target.endswith("/") else "")
            else:
                found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if not exists(found) or (fragment and found in places and fragment not in places[found].ids):
                lost.append((path, link))
    return lost
