"""The preview in a real browser: pages that load anew, an officer's minute, and pages that everyone can use."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from disclosed.options import Options
from disclosed.serve import Server, Serving, prepare
from disclosed.settling.content import build_package, load_content
from tests.review_pictures import PICTURES, make_project, served, take_pictures
from tests.served import DRAFT, LETTER, PLACE, SITE, write_project
from tests.test_serve import DOUBTS, ROOT, TEMPLATES, WAITING, settle

pytestmark = pytest.mark.browser

expect.set_options(timeout=60_000)  # on a machine that has other work to do
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = "axe.run(document, {preload: false, rules: {'target-size': {enabled: true}}})"
REVIEW = "review/bins/northtown/"
EXAMPLE = ROOT / "tests/example/content/requests/missing-children-2020-21"
LONGER = {
    "content/requests/rows/northtown.txt": LETTER.replace("Large: 40\nSmall: 3\n", "12 15 19\n14 16 20\n"),
    "content/requests/children/leicester.txt": (EXAMPLE / "leicester.txt").read_text("utf-8"),
    "content/requests/children/leicester.yml": (EXAMPLE / "leicester.yml").read_text("utf-8").partition("settled:")[0],
    "content/authorities.yml": "leicester:\n  name: Leicester City Council\n",
}
FILES = {
    f"{PLACE}/northtown.txt": LETTER,
    f"{PLACE}/northtown.yml": DRAFT,
    "inbox/skips/westmere.txt": WAITING,
    "inbox/skips/westmere.yml": DOUBTS,
    **LONGER,
}
PAGES = ("review/", REVIEW, f"{REVIEW}?at=L7C12#L7C12", "review/rows/northtown/?show=written", "review/children/leicester/?at=Q2a", f"{REVIEW}?at=date#said-date", f"{REVIEW}?at=L12#L12",
         f"{REVIEW}?at=N2#part-9", f"{REVIEW}?at=P2#part-9", "review/bins/?at=period#request-period",
         "review/inbox/skips/westmere/", "requests/bins/northtown/index.html", "nowhere/")  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.fail("There is no chromium on this machine: apt-get install chromium")
    blocked = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", blocked])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("project"), FILES)


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Server]:
    made = prepare(Serving(Options(project), TEMPLATES, port=0), lambda _: None)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.service.board.wait(0, 300)
    yield made
    made.shutdown()
    thread.join()
    made.end()


@pytest.fixture
def server(running: Server, project: Path) -> Server:
    shutil.rmtree(project / "content/requests/skips", ignore_errors=True)
    write_project(project, FILES)
    running.service.desk.changes.clear()
    settle(running)
    return running


def opened(browser: Browser, server: Server, path: str, **options: Any) -> tuple[Page, list[str]]:
    """Open a page as the terminal's address leads to it, and listen to what it asks for and complains of."""
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(120_000)
    heard: list[str] = []
    base = f"http://127.0.0.1:{server.server_port}/"
    page.goto(f"{base}favicon.ico?token={server.service.gate.token}")
    page.wait_for_url(f"{base}favicon.ico")
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.goto(base + path)
    return page, heard


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_usable_by_everyone(browser: Browser, server: Server, path: str, width: int, scheme: str) -> None:
    page, heard = opened(browser, server, path, viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.evaluate(AXE)
    found = page.evaluate(RULES)
    assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    own = f"http://127.0.0.1:{server.server_port}/"
    missing = "console: Failed to load resource: the server responded with a status of 404 (Not Found)"
    assert [url for url in heard if not url.startswith(own) and not (path == "nowhere/" and url == missing)] == []
    page.context.close()


@pytest.mark.parametrize("path", [REVIEW, "review/rows/northtown/", "review/inbox/skips/westmere/"])
def test_a_page_fits_when_its_text_is_twice_as_large(browser: Browser, server: Server, path: str) -> None:
    page, _ = opened(browser, server, path, viewport={"width": 640, "height": 800})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.context.close()


def test_a_page_loads_anew_when_its_letter_changes(browser: Browser, server: Server, project: Path) -> None:
    page, heard = opened(browser, server, "requests/bins/northtown/index.html")
    expect(page.locator("#L11")).to_contain_text("Large: 40")
    (project / PLACE / "northtown.txt").write_text(LETTER.replace("Large: 40", "Large: 41"), "utf-8")
    expect(page.locator("#L11")).to_contain_text("Large: 41")
    assert [line for line in heard if line.startswith(("console", "error"))] == []
    page.context.close()


def test_what_is_wrong_is_shown_in_the_page_and_gone_when_it_is_mended(
    browser: Browser, server: Server, project: Path
) -> None:
    page, _ = opened(browser, server, "requests/bins/index.html")
    (project / "content/site.yml").write_text(SITE.replace("title", "titel"), "utf-8")
    strip = page.locator(".preview-stopped")
    expect(strip).to_contain_text("2 problems stop a build. These are the last good pages.")
    expect(page.locator("h1")).to_contain_text("Bins")
    strip.get_by_text("Show what is wrong").click()
    expect(page.locator("#problems + .problems")).to_contain_text("There is no key 'titel'. Did you mean 'title'?")
    expect(page.locator("#problems + .problems")).to_contain_text("content/site.yml:1")
    (project / "content/site.yml").write_text(SITE, "utf-8")
    expect(page.locator("#problems")).to_have_count(0)
    page.goto(page.url.partition("review/")[0])
    expect(page.locator(".preview")).to_contain_text("Drafts are shown.")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_an_officers_minute_a_doubt_two_clicks_and_the_figures_are_published(
    browser: Browser, server: Server, project: Path, script: bool
) -> None:
    page, heard = opened(browser, server, "review/", java_script_enabled=script)
    page.get_by_role("link", name="Northtown Borough Council: Bins").click()
    expect(page.locator(".wait h3")).to_contain_text("“12” is read as the answer, and “5” stands in the same sentence")
    page.get_by_role("button", name="“12” is right").click()
    expect(page.locator("#told")).to_contain_text("Line 7, “12”: a figure of question 1.")
    page.get_by_role("button", name="Publish it", exact=True).click()
    expect(page.locator("#told")).to_contain_text("The letter is published.")
    assert (project / PLACE / "northtown.yml").read_text("utf-8").startswith("state: published\n")
    assert "readings:" not in page.inner_text("article.review")
    settle(server)
    page.get_by_role("link", name="As readers see it").click()
    expect(page.locator(".standfirst")).to_contain_text("3 figures published.")
    assert [line for line in heard if line.startswith(("console", "error"))] == []
    page.context.close()


def test_a_form_keeps_the_reader_where_they_are_and_says_what_it_did(browser: Browser, server: Server) -> None:
    page, _ = opened(browser, server, REVIEW)
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    page.get_by_role("button", name="“12” is right").click()
    expect(page.locator("#told")).to_contain_text("Written")
    assert page.evaluate("document.documentElement.dataset.same") == "yes"
    assert page.evaluate("document.activeElement.id") == "told"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Undone")
    expect(page.locator(".wait")).to_have_count(1)
    page.context.close()


def test_a_second_button_pressed_at_once_is_not_refused_for_what_the_first_has_written(
    browser: Browser, server: Server
) -> None:
    page, _ = opened(browser, server, REVIEW)
    page.evaluate("document.querySelectorAll('.way button').forEach((button) => button.click())")
    expect(page.locator("#told")).to_contain_text("Written")
    expect(page.locator("#told")).not_to_contain_text("Nothing is written")
    assert page.locator("article button:disabled").count() == 0
    page.context.close()


def test_the_keyboard_settles_a_doubt(browser: Browser, server: Server, project: Path) -> None:
    page, _ = opened(browser, server, REVIEW)
    page.get_by_role("button", name="“12” is right").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Written")
    assert 'words: "12"' in (project / PLACE / "northtown.yml").read_text("utf-8")
    page.context.close()


def test_a_misread_figure_is_mended_in_its_line(browser: Browser, server: Server, project: Path) -> None:
    page, _ = opened(browser, server, REVIEW)
    page.locator("#L11C8").get_by_role("link", name=re.compile("Mend")).click()
    form = page.locator("#L11C8 form")
    expect(form.locator(":focus")).to_have_count(1)  # the page puts the cursor there, and else would while we write
    form.get_by_label("What it counts").fill("Large skips")
    form.get_by_role("button", name="Write it down").click()
    expect(page.locator("#told")).to_contain_text("Line 11, “40”: a figure of question 2, “Large skips”.")
    expect(page.locator("#L11C8")).to_contain_text("by a person")
    page.get_by_text("Show what is written").first.click()
    expect(page.locator("pre")).to_contain_text("- Large skips")
    page.context.close()


def test_a_date_that_the_letter_does_not_print_is_said_shown_and_undone(
    browser: Browser, server: Server, project: Path
) -> None:
    page, heard = opened(browser, server, REVIEW)
    page.locator(".facts").get_by_role("link", name="say it (the date)").click()
    form = page.locator("#said-date form")
    expect(form.get_by_label("The date")).to_be_focused()
    form.get_by_role("button", name="Write it down").click()
    expect(form.locator("xpath=preceding-sibling::div")).to_contain_text("There is no date. Write it as you know it.")
    form.get_by_label("The date").fill("2024-03-14")
    form.get_by_label("The date").press("Enter")
    expect(page.locator("#told")).to_contain_text("The date: 14 March 2024.")
    expect(page.locator("#said-date")).to_contain_text("Date 14 March 2024 by a person")
    expect(page.locator(".facts")).to_contain_text("14 March 2024")
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT + "date: 2024-03-14\n"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said-date")).to_contain_text("Not printed")
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


def test_a_period_is_stated_for_an_answer_and_undone(browser: Browser, server: Server, project: Path) -> None:
    page, heard = opened(browser, server, REVIEW)
    page.get_by_role("link", name="Say its period that of its figures: Question 2").click()
    form = page.locator(".part-read form")
    expect(form.get_by_label("Period")).to_be_focused()
    form.get_by_label("Period").fill("22/23")
    form.get_by_label("Period").press("Enter")
    expect(page.locator("#refused")).to_contain_text("The period is '22/23', not a period.")
    form.get_by_label("Period").fill("2022-04-01/2023-03-31")
    form.get_by_label("Period").press("Enter")
    expect(page.locator("#told")).to_contain_text("The period of question 2: 1 April 2022 to 31 March 2023.")
    expect(page.locator(".part-read", has_text="as a person says")).to_contain_text("1 April 2022 to 31 March 2023")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Undone")
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


def test_a_published_letter_is_withdrawn_with_its_notice_shown_at_once_and_undone(
    browser: Browser, server: Server, project: Path
) -> None:
    text = project / "content/requests/children/leicester.txt"
    page, heard = opened(browser, server, "review/children/leicester/")
    page.locator("summary", has_text="For good").click()
    expect(page.get_by_text("“The letter from Leicester City Council was removed from this page.”")).to_be_visible()
    number = server.service.board.state.number
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("#told")).to_contain_text("The letter is withdrawn.")
    expect(page.locator(".facts")).to_contain_text("Withdrawn")
    assert not text.exists()
    server.service.board.wait(number, 60)
    settle(server)
    page.get_by_role("link", name="As readers see it").click()
    expect(page.locator("main")).to_contain_text("The letter from Leicester City Council was removed from this page on")
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#told")).to_contain_text("Undone")
    assert text.read_text("utf-8") == LONGER["content/requests/children/leicester.txt"]
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_form_that_is_refused_stands_open_as_it_was_filled_in_with_the_reason_beside_it(
    browser: Browser, server: Server, project: Path, script: bool
) -> None:
    page, heard = opened(browser, server, f"{REVIEW}?at=L11#L11", java_script_enabled=script)
    form = page.locator("form", has=page.get_by_label("Words of the line"))
    form.get_by_label("Words of the line").fill("fourty")
    form.get_by_label("What it counts").fill("Large skips")
    form.get_by_label("What it is").select_option("aside:age")
    form.get_by_role("button", name="Write it down").click()
    expect(page.locator(".filled #refused")).to_contain_text("'fourty' does not stand on line 11 of the letter.")
    assert (form.get_by_label("Words of the line").input_value(), form.get_by_label("What it is").input_value()) == (
        "fourty",
        "aside:age",
    )
    assert form.get_by_label("What it counts").input_value() == "Large skips"
    assert not script or page.evaluate("document.activeElement.id") == "refused"
    form.get_by_label("Words of the line").fill("40")
    form.get_by_role("button", name="Write it down").click()
    expect(page.locator("#told")).to_contain_text("Line 11, “40”: no figure, an age.")
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


def test_what_a_form_did_is_told_where_it_was_sent_from_and_what_is_half_written_elsewhere_is_kept(
    browser: Browser, server: Server
) -> None:
    page, _ = opened(browser, server, f"{REVIEW}?at=L12C8#L12C8", viewport={"width": 1280, "height": 500})
    waits = page.locator(".wait details.filled").first
    waits.locator("summary").click()
    waits.get_by_label("Question").fill("1a")
    figure = page.locator("#L12C8 form")
    figure.get_by_label("What it counts").fill("Tiny")
    figure.get_by_role("button", name="Write it down").click()
    expect(page.locator(".beside > #told")).to_contain_text("“3”: a figure of question 2, “Tiny”.")
    seen = "(() => { const box = document.getElementById('told').getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; })()"
    assert page.evaluate(seen)
    assert waits.get_by_label("Question").input_value() == "1a"
    page.locator("#told").get_by_role("button", name="Undo").click()
    expect(page.locator(".beside > #told")).to_contain_text("Undone")
    assert page.evaluate(seen)
    page.context.close()


def test_rows_that_nothing_reads_are_labelled_once(browser: Browser, server: Server, project: Path) -> None:
    page, _ = opened(browser, server, "review/rows/northtown/")
    wait = page.locator(".wait", has_text="are not read").first
    wait.get_by_text("With other labels").click()
    form = wait.locator("form", has=page.get_by_text("Heading of column 1"))
    columns = form.get_by_label(re.compile("Heading of column"))
    for at in range(columns.count()):
        columns.nth(at).fill(str(2021 + at))
    rows = form.get_by_label("What it counts")
    for at in range(rows.count()):
        rows.nth(at).fill(("Large", "Small")[at])
    form.get_by_role("button", name="Write them down").click()
    expect(page.locator("#told")).to_contain_text("a figure of question 2, “Large”, “2021”.")
    page.context.close()


def test_a_difference_is_settled_as_released_by_name(browser: Browser, server: Server, project: Path) -> None:
    write_project(
        project, {"content/requests/children/leicester.yml": FILES["content/requests/children/leicester.yml"]}
    )
    page, _ = opened(browser, server, "review/children/leicester/")
    page.get_by_label(re.compile("Your name or your post")).fill("R. Officer")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".facts")).to_contain_text("R. Officer, or another name")
    before = page.locator(".wait", has_text="Difference").count()
    assert before > 0
    page.get_by_role("button", name="I have compared it with the letter: as released").first.click()
    expect(page.locator("#told")).to_contain_text("Settled: As released.")
    written = (project / "content/requests/children/leicester.yml").read_text("utf-8")
    assert "reason: As released.\n    by: R. Officer\n" in written
    page.context.close()


def test_what_waits_in_the_inbox_is_settled_and_filed(browser: Browser, server: Server, project: Path) -> None:
    page, heard = opened(browser, server, "review/")
    page.get_by_role("link", name="Westmere: Skips").click()
    page.locator(".wait", has_text="“Hollings”").get_by_role("button", name="Redact it").click()
    expect(page.locator("#told")).to_contain_text("Line 5: to be redacted.")
    page.get_by_role("button", name="Keep: a post or an office").click()
    expect(page.locator("#publish")).to_contain_text("Ready to file")
    page.get_by_role("button", name="File it").click()
    page.wait_for_url("**/review/skips/westmere/")
    expect(page.locator("#told")).to_contain_text("Filed")
    assert "Clerk [redacted: name] counted" in (project / "content/requests/skips/westmere.txt").read_text("utf-8")
    assert not (project / "inbox/skips/westmere.txt").exists()
    assert [line for line in heard if line.startswith(("console", "error"))] == []
    page.context.close()


def test_what_somebody_has_begun_to_write_is_not_lost_to_a_change_elsewhere(
    browser: Browser, server: Server, project: Path
) -> None:
    page, _ = opened(browser, server, f"{REVIEW}?at=L11C8#L11C8")
    page.locator("#L11C8").get_by_label("What it counts").fill("Half a word")
    number = server.service.board.state.number
    write_project(project, {f"{PLACE}/northtown.yml": DRAFT + "# mine\n"})
    server.service.board.wait(number, 120)
    page.wait_for_timeout(500)
    assert page.locator("#L11C8").get_by_label("What it counts").input_value() == "Half a word"
    page.locator("#L11C8").get_by_role("button", name="Write it down").click()
    expect(page.locator("#told")).to_contain_text("have changed since this page was shown")
    page.context.close()


def test_a_review_follows_a_change_that_somebody_made_in_the_file(
    browser: Browser, server: Server, project: Path
) -> None:
    page, _ = opened(browser, server, REVIEW)
    expect(page.locator(".wait")).to_have_count(1)
    right = 'readings:\n  - line: 7\n    words: "12"\n    question: Q1\n'
    write_project(project, {f"{PLACE}/northtown.yml": DRAFT + right})
    expect(page.locator(".wait")).to_have_count(0)
    expect(page.locator("#publish")).to_contain_text("Ready to publish")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_question_that_was_not_found_is_pointed_out_and_one_that_is_none_goes(
    browser: Browser, server: Server, project: Path, script: bool
) -> None:
    page, heard = opened(browser, server, REVIEW, java_script_enabled=script)
    page.locator("#L12 .quote-number").click()
    form = page.locator(".filled", has_text="This is a question")
    form.get_by_label("Its number as").fill("2b")
    form.get_by_label("Where the question stands").fill("12: Tiny")
    form.get_by_role("button", name="Write it down").click()
    expect(page.locator("#refused")).to_contain_text("'Tiny' does not stand on line 12 of the letter. The line is 'Small: 3'.")  # fmt: skip
    assert form.get_by_label("Its number as").input_value() == "2b"
    form.get_by_label("Where the question stands").fill("")
    if script:
        page.locator("#L12 .quote-words").evaluate(
            """words => { const range = document.createRange(); range.setStart(words.firstChild, 0); range.setEnd(words.firstChild, 5);
                getSelection().removeAllRanges(); getSelection().addRange(range); }"""
        )
        form.get_by_role("button", name="Take what is selected").first.click()
    else:
        form.get_by_label("Where the question stands").fill("12: Small")
    form.get_by_label("Where its answer stands").fill("12: 3")
    form.get_by_role("button", name="Write it down").click()
    expect(page.locator("#told")).to_contain_text("Question 2b stands there.")
    expect(page.get_by_role("heading", name="Question 2b")).to_be_visible()
    entry = "readings:\n  - question: Q2b\n    asked: 12:1-5\n    answered: 12:8-8\n    words: Small\n"
    assert (project / PLACE / "northtown.yml").read_text("utf-8").replace('"', "") == DRAFT + entry
    page.get_by_role("link", name="No question it is none: Question 2b").click()
    page.get_by_role("button", name="It is no question").click()
    expect(page.locator("#told")).to_contain_text("What was read as question 2b is none.")
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT
    refused = "console: Failed to load resource: the server responded with a status of"
    assert [line for line in heard if line.startswith(("console", "error")) and not line.startswith(refused)] == []
    page.context.close()


def test_a_page_of_another_site_can_neither_read_nor_write(browser: Browser, server: Server, project: Path) -> None:
    page, _ = opened(browser, server, REVIEW)
    address = f"http://127.0.0.1:{server.server_port}/{REVIEW}"
    other = page.context.new_page()
    other.route(
        "http://127.0.0.1:1/", lambda route: route.fulfill(body="<p>Another site</p>", content_type="text/html")
    )
    other.goto("http://127.0.0.1:1/")
    answers = other.evaluate(
        """async address => {
            const asked = [['GET', undefined, {}], ['POST', 'choices=[]', {'Content-Type': 'application/x-www-form-urlencoded'}]];
            const found = [];
            for (const [method, body, headers] of asked) {
                try { found.push((await fetch(address, {method, body, headers, credentials: 'include'})).status); }
                catch (error) { found.push(error.name); }
                found.push((await fetch(address, {method, body, headers, credentials: 'include', mode: 'no-cors'}).catch(e => ({type: e.name}))).type);
            }
            return found;
        }""",
        address,
    )
    assert answers == ["TypeError", "TypeError", "TypeError", "TypeError"]
    other.set_content(
        f"<form method='post' action='{address}'><input name='choices' value='[]'></form><iframe src='{address}'></iframe>"
    )
    other.evaluate("document.forms[0].submit()")
    other.wait_for_url("**/review/**")
    assert other.inner_text("body").strip() == "Another site has sent this form."
    assert (project / PLACE / "northtown.yml").read_text("utf-8") == DRAFT
    page.context.close()


def test_in_forced_colours_a_doubt_and_a_button_are_still_seen(browser: Browser, server: Server) -> None:
    page, _ = opened(browser, server, REVIEW, forced_colors="active")
    style = "(selector) => getComputedStyle(document.querySelector(selector))"
    assert page.evaluate(f"({style})('.wait .read-doubt').outlineStyle") == "dashed"
    assert page.evaluate(f"({style})('.wait button').borderTopStyle") == "solid"
    page.context.close()


def test_an_officer_takes_a_letter_from_the_inbox_to_publication_as_the_pictures_of_the_docs_show(
    browser: Browser, tmp_path: Path
) -> None:
    project = make_project(tmp_path)
    with served(project) as running:
        taken = take_pictures(browser, running, tmp_path)
    told = set(re.findall(r"\]\(pictures/([\w-]+)\.png\)", (ROOT / "docs/reviewing.md").read_text("utf-8")))
    assert set(taken) == told == {path.stem for path in PICTURES.iterdir()}
    for path in PICTURES.iterdir():
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size < 60_000
    content = load_content(project / "content")
    made, found = build_package(content)
    assert [one.code for one in found if one.level != "note"] == []
    assert {row.as_written: (row.row_label, row.read_by) for row in made.figures if row.line == 17} == {
        "212": ("appeals", "program"),
        "96": ("Upheld", "person"),
    }
    assert "Thackray" not in (project / "content/requests/parking/northtown.txt").read_text("utf-8")
