"""Take the pictures of docs/reviewing.md anew: `python3 -m tests.review_pictures`. A small letter, added and settled in a browser."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from disclosed.add import AddOptions, add_letters
from disclosed.adding.drafting import Given
from disclosed.options import Options
from disclosed.serve import Server, Serving, prepare
from disclosed.settling.assembly import read
from tests.served import write_project

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DAY = "2026-11-22"
WIDTH = 760
MARGIN = 16
COLOURS = 48
LETTER = """Northtown Borough Council

Our reference: FOI 2291
14 March 2024

Dear Requester

Freedom of Information Act 2000: parking

1. How many penalty charge notices were issued in 2022/23 and in 2023/24?

2022/23: 1,254
2023/24: 1,310

2. How many appeals were decided in 2023/24?

We decided 212 appeals in 2023/24. Ms Thackray upheld 96 of them.

3. How many officers patrol?

There are 25 officers (9 full time, 16 part time).

4. How many notices were issued in each ward in 2023/24?

Castle: 402
Abbey: 511
Priory: 398
Total: 1,310

You may re-use this information under the terms of the Open Government Licence v3.0.

Yours sincerely

Dana Whitlock
Information Governance
"""
REQUEST = "content/requests/parking"
INBOX_PAGE = "review/inbox/parking/northtown/"
REVIEW = "review/parking/northtown/"


def make_project(folder: Path) -> Path:
    """Make a site of one letter that has just been added: it waits in the inbox."""
    project = write_project(folder / "project", {})
    letter = folder / "parking northtown.txt"
    letter.write_text(LETTER, "utf-8")
    given = Given(request="parking", authority="northtown")
    (project / "content/authorities.yml").write_text("northtown:\n  name: Northtown Borough Council\n", "utf-8")
    add_letters(AddOptions(project, (letter,), given, DAY), read)
    return project


@contextmanager
def served(project: Path) -> Iterator[Server]:
    """Serve a project while its pictures are taken."""
    server = prepare(Serving(Options(project), ROOT / "templates", port=0), lambda _: None)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        server.service.board.wait(0, 300)
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.end()


def take_pictures(browser: Browser, server: Server, folder: Path) -> Mapping[str, Path]:
    """Settle the letter as an officer does, from the inbox to its publication; give the pictures taken on the way."""
    base = f"http://127.0.0.1:{server.server_port}/"
    page = browser.new_context(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{base}review/?token={server.service.gate.token}")
    page.wait_for_url(f"{base}review/")
    taken: dict[str, Path] = {}

    def take(name: str, top: str, bottom: str) -> None:
        taken[name] = folder / f"{name}.png"
        shot = page.screenshot(full_page=True, clip=_between(page, top, bottom))
        Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS).save(taken[name], optimize=True)

    page.get_by_role("link", name="Northtown: Parking").click()
    page.wait_for_url(base + INBOX_PAGE)
    take("review-inbox", ".page-head", ".waits")
    page.get_by_role("button", name="Redact it").click()
    page.get_by_role("button", name="File it").click()
    page.wait_for_url(base + REVIEW)
    take("review-waits", ".waits", ".wait:last-of-type")
    figure = page.locator(".read li", has_text="96").first
    figure.get_by_role("link", name=re.compile("Mend")).click()
    form = page.locator(".read form").first
    form.get_by_label("What it counts").fill("Upheld")
    take("review-mend", ".part:has(form) h3", ".part:has(form)")
    form.get_by_role("button", name="Write it down").click()
    page.locator("#told", has_text="“96”: a figure of question 2, “Upheld”.").wait_for()
    page.locator("#said-subject").get_by_role("link", name=re.compile("Say it|Mend")).click()
    page.locator("#said-subject").get_by_label("The subject").fill("Parking")
    take("review-head", ".part:has(#said-subject) h3", ".part:has(#said-subject)")
    page.goto(base + REVIEW)
    page.get_by_role("button", name=re.compile("^All 3 figures are right")).click()
    page.get_by_role("button", name=re.compile("^I have compared it")).click()
    page.get_by_role("heading", name="Ready to publish").wait_for()
    take("review-ready", ".told-done", ".publish")
    page.get_by_role("button", name="Publish it").click()
    page.locator("#told", has_text="The letter is published.").wait_for()
    page.context.close()
    return taken


def _between(page: Page, top: str, bottom: str) -> FloatRect:
    """Frame a page from one element to the end of another."""
    edge = "([selector, edge]) => document.querySelector(selector).getBoundingClientRect()[edge] + scrollY"
    start, end = page.evaluate(edge, [top, "top"]), page.evaluate(edge, [bottom, "bottom"])
    return {"x": 0, "y": start - MARGIN, "width": WIDTH, "height": end - start + 2 * MARGIN}


def main() -> None:
    """Take the pictures into docs/pictures/."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(make_project(Path(folder))) as server,
        sync_playwright() as run,
    ):
        browser = run.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for path in take_pictures(browser, server, PICTURES).values():
            sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes\n")
        browser.close()


if __name__ == "__main__":
    main()
