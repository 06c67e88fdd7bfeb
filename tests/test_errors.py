"""What a person breaks, and the exact words the build answers with: file, line, what is wrong, what to do.

Each row breaks a copy of one small project in one way or several, and names every line that the terminal prints. A build
that fails prints no traceback and leaves what was published as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import build as front_door
from disclosed.cli import main
from tests.making import PROJECTS

SITE, AUTHORITIES, BINS = "content/site.yml", "content/authorities.yml", "content/requests/bins"
REQUEST, ASKED = f"{BINS}/request.md", f"{BINS}/asked.csv"
LETTER, SETTLED = f"{BINS}/northtown.txt", f"{BINS}/northtown.yml"
LONG = "a" * 81
Change = Callable[[Path], None]


def gone(path: str) -> Change:
    def change(project: Path) -> None:
        shutil.rmtree(project / path) if (project / path).is_dir() else (project / path).unlink(missing_ok=True)

    return change


def folder(path: str) -> Change:
    def change(project: Path) -> None:
        gone(path)(project)
        (project / path).mkdir(parents=True)

    return change


def write(path: str, text: str | bytes) -> Change:
    def change(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    return change


def sub(path: str, old: str, new: str) -> Change:
    def change(project: Path) -> None:
        before = (project / path).read_text("utf-8")
        assert old in before
        (project / path).write_bytes(before.replace(old, new).encode())

    return change


def link(path: str, to: str) -> Change:
    return lambda project: (project / path).symlink_to(to)


BROKEN: list[tuple[str, list[Change], list[str]]] = [
    (
        "site.yml is missing",
        [gone(SITE)],
        [f"{SITE}: The file is missing. Write title, publisher, contact, version and released."],
    ),
    (
        "site.yml is empty",
        [write(SITE, "")],
        [
            f"{SITE}:1: 'contact' is missing. Add it.",
            f"{SITE}:1: 'publisher' is missing. Add it.",
            f"{SITE}:1: 'released' is missing. Add it.",
            f"{SITE}:1: 'title' is missing. Add it.",
            f"{SITE}:1: 'version' is missing. Add it.",
        ],
    ),
    (
        "a folder stands where site.yml belongs",
        [folder(SITE)],
        [f"{SITE}: This is a folder, and should be a file. Move it away, and write the file."],
    ),
    (
        "a folder stands where a letter belongs",
        [folder(f"{BINS}/westmere.txt")],
        [
            "content/requests/bins/westmere.txt: This is a folder, and should be a file. Move it away, and put the file in its place."
        ],
    ),
    (
        "a folder stands where a letter's settings belong",
        [folder(SETTLED)],
        [f"{SETTLED}: This is a folder, and should be a file. Move it away, and put the file in its place."],
    ),
    (
        "a folder stands where request.md belongs",
        [folder(REQUEST)],
        [f"{REQUEST}: This is a folder, and should be a file. Move it away, and put the file in its place."],
    ),
    (
        "a folder stands where a page belongs",
        [folder("content/pages/more.md")],
        ["content/pages/more.md: This is a folder. A page of prose is a file that ends in .md."],
    ),
    (
        "a file stands where the requests belong",
        [gone("content/requests"), write("content/requests", "")],
        ["content/requests: This is a file, and should be a folder. Move it away."],
    ),
    (
        "a file of the theme has a name that no address holds",
        [write("content/theme/static/a\\b.svg", "<svg/>")],
        ["content/theme/static/a\\b.svg: The name holds a character that an address cannot hold. Rename it."],
    ),
    (
        "a file stands where the theme belongs",
        [write("content/theme", "")],
        ["content/theme: This is a file, and should be a folder. Move it away."],
    ),
    (
        "a folder has a name near one that is read",
        [write("content/request/bins/northtown.txt", "")],
        ["content/request: This has no place here. Did you mean 'requests'?"],
    ),
    (
        "a file lies in content that nothing reads",
        [write("content/figures.csv", "")],
        [
            "content/figures.csv: This has no place here. Here stand site.yml, authorities.yml and the folders requests, pages, releases, theme."
        ],
    ),
    (
        "an original lies in content",
        [
            write("content/letter.docx", ""),
            write("content/pages/letter.pdf", ""),
            write("content/theme/letter.PDF", ""),
            write(f"{BINS}/letter.html", ""),
        ],
        [
            "content/letter.docx: This is the original of a letter, which may hold hidden data. Take it out of the folder and run `python3 build.py add letter.docx`.",
            "content/pages/letter.pdf: This is the original of a letter, which may hold hidden data. Take it out of the folder and run `python3 build.py add letter.pdf`.",
            "content/requests/bins/letter.html: This is the original of a letter, which may hold hidden data. Take it out of the folder and run `python3 build.py add letter.html`.",
            "content/theme/letter.PDF: This is the original of a letter, which may hold hidden data. Take it out of the folder and run `python3 build.py add letter.PDF`.",
        ],
    ),
    (
        "a letter is a link",
        [link(f"{BINS}/westmere.txt", "/etc/hostname")],
        [
            "content/requests/bins/westmere.txt: This is a link, which can lead out of the folder. Put the file itself in its place."
        ],
    ),
    (
        "a request leads back to itself",
        [link("content/requests/loop", ".")],
        ["content/requests/loop: This is a link, which can lead out of the folder. Put the file itself in its place."],
    ),
    (
        "a letter is empty",
        [write(LETTER, "\ufeff \n\n")],
        [f"{LETTER}: The letter is empty. Put its text in, or take the file away."],
    ),
    (
        "a letter's name ends in capitals",
        [write(f"{BINS}/westmere.TXT", "x")],
        ["content/requests/bins/westmere.TXT: The name ends in capitals. Rename it to 'westmere.txt'."],
    ),
    (
        "names have capitals, spaces, device names, too many letters",
        [
            write(f"{BINS}/West Mere.txt", "x"),
            write("content/requests/nul/a.txt", "x"),
            write(f"{BINS}/{LONG}.txt", "x"),
            write("content/pages/con.md", "x"),
        ],
        [
            "content/pages/con.md: 'con' is a name that Windows keeps for a device. Rename it.",
            "content/requests/bins/West Mere.txt: 'West Mere' is not a name in lower-case ASCII letters, digits and hyphens. Rename it: its name is part of addresses that never move.",
            f"content/requests/bins/{LONG}.txt: The name has 81 characters, and more than 80 make paths too long. Shorten it.",
            "content/requests/nul: 'nul' is a name that Windows keeps for a device. Rename it.",
        ],
    ),
    (
        "a letter's settings have no letter",
        [write(f"{BINS}/northtwn.yml", "state: draft\n")],
        [
            "content/requests/bins/northtwn.yml: There is no letter 'northtwn.txt' beside it. Put the letter's text back, or delete the file."
        ],
    ),
    (
        "a page is no Markdown file",
        [write("content/pages/more.txt", "x")],
        ["content/pages/more.txt: This has no place here. A page of prose ends in .md."],
    ),
    (
        "a page is named like one of the site's own",
        [write("content/pages/checks.md", "---\ntitle: Mine\ndescription: Mine.\n---\n")],
        ["content/pages/checks.md: The site has a page of its own named 'checks'. Give the file another name."],
    ),
    (
        "a page has a title that is a list, and a description with a colon",
        [write("content/pages/more.md", "---\ntitle: [a, b]\ndescription: {a: b}\n---\n")],
        [
            "content/pages/more.md:2: 'title' should be a text. Quote a text with a bracket or ': '.",
            "content/pages/more.md:3: 'description' should be a text. Quote a text with a bracket or ': '.",
        ],
    ),
    (
        "a page does not begin with its settings",
        [write("content/pages/more.md", "Hello.\n")],
        [
            "content/pages/more.md:1: The file does not begin with settings between two lines of '---'. Write '---', the title and so on, then '---'."
        ],
    ),
    (
        "a release is of another version than its file, on no day",
        [write("content/releases/1.1.0.yml", "version: 1.2.0\nreleased: 2026-02-30\nchanges: One.\n")],
        [
            "content/releases/1.1.0.yml:1: 'version' is 1.2.0, and the file is named '1.1.0'. Rename the file, or mend the version.",
            "content/releases/1.1.0.yml:2: 'released' is '2026-02-30', not a day. Write it as 2026-11-22.",
            "content/releases/1.1.0.yml:3: 'changes' should be a list of texts. Write each after '- ', and quote one with ': '.",
        ],
    ),
    (
        "a release has no version and changes with a colon",
        [
            write(
                "content/releases/next.yml", "version: next\nreleased: 2026-02-03\nchanges:\n  - Added: two letters.\n"
            )
        ],
        [
            "content/releases/next.yml:1: 'version' is 'next', not a version. Write it as 1.0.0.",
            "content/releases/next.yml:3: 'changes' should be a list of texts. Write each after '- ', and quote one with ': '.",
        ],
    ),
    (
        "settings are in UTF-16",
        [write(SETTLED, b"\xff\xfes\x00t\x00a\x00t\x00e\x00:\x00 \x00d\x00r\x00a\x00f\x00t\x00\n\x00")],
        [f"{SETTLED}:1: The file is not UTF-8. Save it again as UTF-8."],
    ),
    (
        "a letter is in another encoding",
        [write(LETTER, b"1. How many?\n\xa312\n")],
        [f"{LETTER}:2: The text is not UTF-8. Save the file again as UTF-8."],
    ),
    (
        "a letter is a program or a picture",
        [write(LETTER, b"\x89PNG\r\n\x1a\n\x00\x00\x00")],
        [f"{LETTER}: This is not a text file. File the original with `python3 build.py add`."],
    ),
    (
        "asked.csv is in another encoding",
        [write(ASKED, b"authority,state,note\nnorthtown,answered,caf\xe9\n")],
        [f"{ASKED}:2: The file is not UTF-8. Save it as 'CSV UTF-8'."],
    ),
    (
        "a template is in another encoding",
        [write("content/theme/plain.html", b"\n<p>caf\xe9")],
        ["content/theme/plain.html:2: The file is not UTF-8. Save it again as UTF-8."],
    ),
    (
        "a title holds a character that reorders the text, and one that no page can hold",
        [
            sub(SITE, "Bins of the north", "Bins \u202eof the north"),
            sub(REQUEST, "title: Stolen bins\n", 'title: "Stolen\\0bins"\n'),
            sub(AUTHORITIES, "Borough", "Borough\x07"),
        ],
        [
            f"{AUTHORITIES}:2: The text holds the character U+0007, which cannot be shown as it stands. Delete it.",
            f"{REQUEST}:2: The text holds the character U+0000, which cannot be shown as it stands. Delete it.",
            f"{SITE}:1: The text holds the character U+202E, which cannot be shown as it stands. Delete it.",
        ],
    ),
    (
        "a tab",
        [sub(SITE, "  name: Bin", "\tname: Bin")],
        [f"{SITE}:4: The line is indented with a tab. Indent with spaces."],
    ),
    (
        "a quotation mark that is not closed",
        [sub(SITE, "title: Bins of the north", "title: 'Bins of the north")],
        [f"{SITE}:1: A quotation mark is opened here and not closed. Close it."],
    ),
    (
        "a colon in a title",
        [sub(REQUEST, "title: Stolen bins\n", "title: Bins: stolen\n")],
        [
            f"{REQUEST}:2: A second ': ' stands here, the line above has no ':', or the indent is wrong. Quote a text that holds ': ' or begins with a sign."
        ],
    ),
    (
        "a key twice, a key misspelt, a key with no value",
        [
            sub(SITE, "title:", "title: Twice\ntitle:"),
            sub(SETTLED, "published: ", "publishd: "),
            sub(AUTHORITIES, "name: Northtown Borough Council", "name:"),
        ],
        [
            f"{AUTHORITIES}:2: 'name' is empty. Give it a value, or delete the line.",
            f"{SETTLED}:2: There is no key 'publishd'. Did you mean 'published'?",
            f"{SITE}:2: 'title' stands twice; the first is in line 1. Keep one of them.",
        ],
    ),
    (
        "a comma in braces",
        [
            sub(
                SITE,
                "publisher:\n  name: Bin Watch\n  kind: independent\n",
                "publisher: {name: Bin Watch, North, kind: independent}\n",
            )
        ],
        [f"{SITE}:3: 'North' has no value inside {{…}}. Quote a text with a comma."],
    ),
    (
        "an anchor and an alias",
        [sub(SITE, "title: Bins of the north", "title: &t Bins"), sub(AUTHORITIES, "name: Northtown", "name: *t")],
        [
            f"{AUTHORITIES}:2: Anchors (&), aliases (*) and tags (!) are not used here. Quote the text.",
            f"{SITE}:1: Anchors (&), aliases (*) and tags (!) are not used here. Quote the text.",
        ],
    ),
    (
        "nesting without end",
        [
            write(
                AUTHORITIES,
                "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            )
        ],
        [f"{AUTHORITIES}:1: The settings are nested too deeply. Indent less."],
    ),
    (
        "dates the wrong way round",
        [
            sub(SITE, "2026-03-10", "10-03-2026"),
            sub(REQUEST, "2024-01-01/2024-12-31", "2024-12-31/2024-01-01"),
            sub(SETTLED, "published: 2026-03-10", "published: 2026-03-10\nupdated: 2026-03-01"),
        ],
        [
            f"{SETTLED}:3: 'updated' is 2026-03-01, before 2026-03-10, when the letter was published. Mend one of the two.",
            f"{REQUEST}:3: 'period' is '2024-12-31/2024-01-01', which ends before it begins. Write 2020-04-01/2021-03-31, or 2025-01-01/.. part.",
            f"{SITE}:8: 'released' is '10-03-2026', not a day. Write it as 2026-11-22.",
        ],
    ),
    (
        "a request that arrived after its answer",
        [sub(SETTLED, "published: 2026-03-10", "published: 2026-03-10\ndate: 2025-06-03\nreceived: 2025-06-04")],
        [
            f"{SETTLED}:4: 'received' is 2025-06-04, after 2025-06-03, when the letter was written. Mend one of the two.",
        ],
    ),
    (
        "addresses that are none",
        [
            sub(SITE, "https://bins.example/", 'https://[bins/"><script>'),
            sub(AUTHORITIES, "name: North", "homepage: javascript:alert(1)\n  name: North"),
        ],
        [
            f"{AUTHORITIES}:2: 'northtown.homepage' is 'javascript:alert(1)', not an address that begins with https://. Write it whole.",
            f"{SITE}:2: 'base_url' is 'https://[bins/\"><script>', not an address at which a site can stand. Write it as https://example.org/foi/.",
        ],
    ),
    (
        "a mailbox and a version that could do harm",
        [
            sub(SITE, "editor@bins.example", "a@b.example?bcc=c@d.example"),
            sub(SITE, "1.0.0", "999999999999999999999999999999.0.0"),
        ],
        [
            f"{SITE}:6: 'contact' is 'a@b.example?bcc=c@d.example', not a mailbox. Write it as editor@example.org.",
            f"{SITE}:7: 'version' is '999999999999999999999999999999.0.0', not a version. Write it as 1.0.0.",
        ],
    ),
    (
        "an empty topic",
        [sub(REQUEST, "[bins]", "['', 'a; b']")],
        [
            f"{REQUEST}:4: 'topics[1]' is '', not a topic. Write a word or two, without ';'.",
            f"{REQUEST}:4: 'topics[2]' is 'a; b', not a topic. Write a word or two, without ';'.",
        ],
    ),
    (
        "an address of no question, a label of no figure",
        [sub(REQUEST, "Q1[Small]", "Q9"), sub(REQUEST, "Q1[Large]", "Q1[Larg]")],
        [
            f"{REQUEST}:11: Table 'sizes': 'northtown' has no question 9. Its questions are 1, 2.",
            f"{REQUEST}:12: Table 'sizes': Question 1 of 'northtown' has no figure labelled 'Larg'. Did you mean 'Large'?",
        ],
    ),
    (
        "a figure claimed by two rows of a table",
        [
            sub(
                REQUEST,
                "    labels: size\n    rows:\n      - figures: Q1[Small]\n      - figures: Q1[Large]\n",
                "    rows:\n      - figures: Q1[Small]\n        is: {size: Small}\n      - figures: Q1[Small]\n        is: {size: Large}\n",
            )
        ],
        [
            f"{REQUEST}:12: Table 'sizes' claims the figure on line 6 of 'northtown' twice; the first row that does is in line 10. Mend the address Q1[Small], or delete one of the rows."
        ],
    ),
    (
        "a check that is no statement",
        [sub(REQUEST, "sum(Q1) = Q2", "sum(Q1) < Q2")],
        [
            f"{REQUEST}:14: 'checks.sizes-add' is no address: Expected '=', '<=' or '>='. Mend it at the mark:",
            "    sum(Q1) < Q2",
            "            ^",
        ],
    ),
    (
        "a check of numbers alone",
        [sub(REQUEST, "sizes-add: sum(Q1) = Q2", "sizes-add: 1 = 2")],
        [f"{REQUEST}:14: 'checks.sizes-add' is no address: It names no figure. Name at least one: Q2 <= 100."],
    ),
    (
        "an address in commentary that fits nothing, a note of no name",
        [sub(REQUEST, "{{ Q2 }}", "{{ Q3 }}"), sub(REQUEST, "[note: sizes-add]", "[note: size-add]")],
        [
            f"{REQUEST}:17: In the commentary: 'northtown' has no question 3. Its questions are 1, 2.",
            f"{REQUEST}:17: There is no check or note 'size-add'. Did you mean 'sizes-add'?",
        ],
    ),
    (
        "a table twice",
        [sub(REQUEST, "checks:\n", "  sizes:\n    title: Twice\nchecks:\n")],
        [f"{REQUEST}:13: 'sizes' stands twice; the first is in line 6. Keep one of them."],
    ),
    (
        "a settlement that no longer matches",
        [sub(SETTLED, "15 = 16", "15 = 17")],
        [
            f"{LETTER}:6: The check 'sizes-add' differs: sum(Q1) = Q2 is 15 = 16. Compare it with the letter; if it says so, settle 'sizes-add' as found: 15 = 16 in content/requests/bins/northtown.yml.",
            f"{SETTLED}:4: The check 'sizes-add' is settled as 15 = 17, and now finds 15 = 16. Compare it with the letter again.",
            f"{REQUEST}:17: The difference 'sizes-add' waits to be settled, so there is no note on it yet. Settle it beside its letter, or take the mark out.",
        ],
    ),
    (
        "a settlement of a check that holds",
        [sub(LETTER, "Large: 5", "Large: 6")],
        [
            f"{SETTLED}:4: The check 'sizes-add' is settled as 15 = 16, and it holds now. Delete the entry.",
            f"{REQUEST}:17: The check 'sizes-add' finds no difference, so there is no note on it. Take the mark out.",
        ],
    ),
    (
        "a difference settled twice",
        [
            sub(
                SETTLED,
                "settled:\n",
                "settled:\n  - check: sizes-add\n    found: 15 = 16\n    reason: So it is.\n    by: editor\n",
            )
        ],
        [f"{SETTLED}:8: The check 'sizes-add' is settled twice; the first is in line 4. Keep one of them."],
    ),
    (
        "a settled finding that is not there",
        [
            sub(
                SETTLED,
                "settled:\n",
                "settled:\n  - finding: formula_like_cell\n    line: 3\n    reason: A heading.\n    by: editor\n",
            )
        ],
        [f"{SETTLED}:4: There is no finding 'formula_like_cell' on line 3 to settle. Delete the entry."],
    ),
    (
        "a reading whose words have moved",
        [
            sub(
                SETTLED,
                "settled:\n",
                'readings:\n  - line: 6\n    words: "11"\n    question: Q1\n    labels: [Small]\nsettled:\n',
            )
        ],
        [f"{SETTLED}:4: '11' does not stand on line 6 of the letter. The line is 'Small: 10'."],
    ),
    (
        "a reading beyond the letter's end",
        [sub(SETTLED, "settled:\n", 'readings:\n  - line: 600\n    words: "10"\n    question: Q1\nsettled:\n')],
        [f"{SETTLED}:4: The letter has 12 lines, and no line 600. Check the line."],
    ),
    (
        "a figure claimed by two readings",
        [
            sub(
                SETTLED,
                "settled:\n",
                'readings:\n  - line: 6\n    words: "10"\n    question: Q1\n    labels: [Small]\n  - line: 6\n    words: "10"\n    question: Q2\nsettled:\n',
            )
        ],
        [
            f"{LETTER}:7: The check 'sizes-add' differs: sum(Q1) = Q2 is 5 = 16. Compare it with the letter; if it says so, settle 'sizes-add' as found: 5 = 16 in content/requests/bins/northtown.yml.",
            f"{SETTLED}:8: '10' on line 6 is claimed twice; the first is in line 4. Keep one of them.",
            f"{SETTLED}:8: Question 2 has two figures, on lines 6 and 10. Give them different labels, or set one aside.",
            f"{SETTLED}:12: The check 'sizes-add' is settled as 15 = 16, and now finds 5 = 16. Compare it with the letter again.",
            f"{REQUEST}:11: Table 'sizes': Question 1 of 'northtown' has no figure labelled 'Small'. Its labels are 'Large'.",
            f"{REQUEST}:17: In the commentary: 'Q2' names 2 figures. Add a label ('', '') or write sum(Q2).",
            f"{REQUEST}:17: The difference 'sizes-add' waits to be settled, so there is no note on it yet. Settle it beside its letter, or take the mark out.",
        ],
    ),
    (
        "a note on a finding that is not there",
        [sub(SETTLED, "settled:\n", "notes:\n  - finding: total_mismatch\n    words: One.\nsettled:\n")],
        [
            f"{SETTLED}:4: There is no finding 'total_mismatch' for this note to stand for. Delete 'finding', or the note."
        ],
    ),
    (
        "two notes of one name",
        [sub(SETTLED, "settled:\n", "notes:\n  - name: a\n    words: One.\n  - name: a\n    words: Two.\nsettled:\n")],
        [f"{SETTLED}:4: 'notes[1]' is named 'a', and another note is too. Rename one of them."],
    ),
    (
        "an authority that is not there",
        [sub(SETTLED, "state:", "authority: norhtown\nstate:")],
        [
            f"{LETTER}: The letter is Northtown Borough Council's, which is 'northtown', and its name or its settings say 'norhtown'. Rename the letter, or write `authority: northtown` beside it."
        ],
    ),
    (
        "a letter that supersedes itself",
        [sub(SETTLED, "state:", "supersedes: northtown\nstate:")],
        [f"{SETTLED}:1: It supersedes 'northtown', which is no other letter of this request."],
    ),
    (
        "asked.csv with mistakes",
        [
            write(
                ASKED,
                "authority,sent,due,state\nnorthtown,2026-03-02,2026-03-01,answerd\nWestmere,02/03/2026,,no_reply\nnorthtown,,,answered,more\n",
            )
        ],
        [
            f"{ASKED}:2: 'due' is 2026-03-01, before 2026-03-02, when the request was sent. Mend one of the two.",
            f"{ASKED}:2: The state is 'answerd'. Did you mean 'answered'?",
            f"{ASKED}:3: 'Westmere' is not a name in lower-case ASCII letters, digits and hyphens. Rename it: its name is part of addresses that never move.",
            f"{ASKED}:3: 'sent' is '02/03/2026', not a day. Write it as 2026-11-22.",
            f"{ASKED}:4: 'northtown' stands twice; the first is in line 2. Keep one of them.",
            f"{ASKED}:4: The line has 5 cells, and the first line has 4. Put a text with a comma between quotation marks.",
        ],
    ),
    (
        "asked.csv with semicolons",
        [write(ASKED, "authority;state\nnorthtown;answered\n")],
        [
            f"{ASKED}:1: The column 'authority' is missing. Add it to the first line.",
            f"{ASKED}:1: There is no column 'authority;state' here. Did you mean 'authority'?",
        ],
    ),
    (
        "asked.csv with a quotation mark that is not closed",
        [write(ASKED, 'authority,state,note\nnorthtown,answered,"said so\nwestmere,no_reply,\n')],
        [
            f"{ASKED}:2: The line cannot be read as CSV: unexpected end of data. A text with a comma or a quotation mark stands between quotation marks, and those in it are doubled."
        ],
    ),
    (
        "asked.csv with a NUL",
        [write(ASKED, "authority,state,note\nnorthtown,answered,a\x00b\n")],
        [f"{ASKED}:2: The line holds a character that no spreadsheet writes (U+0000). Delete it."],
    ),
    (
        "asked.csv is empty",
        [write(ASKED, "")],
        [f"{ASKED}:1: The column 'authority' is missing. Add it to the first line."],
    ),
    (
        "asked.csv has a column twice",
        [write(ASKED, "authority,state,state\nnorthtown,answered,no_reply\n")],
        [f"{ASKED}:1: The column 'state' stands twice. Keep one of them."],
    ),
    (
        "a name misspelt in a template",
        [
            write(
                "content/theme/plain.html", '{% extends "base.html" %}\n{% block main %}{{ view.hed }}{% endblock %}\n'
            )
        ],
        ["content/theme/plain.html:2: A PlainView has no 'hed'. Did you mean 'head'?"],
    ),
    (
        "a template that does not end what it begins",
        [write("content/theme/plain.html", '{% extends "base.html" %}\n{% block main %}\n')],
        [
            "content/theme/plain.html:2: The template cannot be read: Unexpected end of template. Jinja was looking for the following tags: 'endblock'. The innermost block that needs to be closed is 'block'. Mend it there."
        ],
    ),
    (
        "a template that does not exist",
        [write("content/theme/plain.html", '{% extends "bse.html" %}\n')],
        ["content/theme/plain.html:1: There is no template named 'bse.html'. Did you mean 'base.html'?"],
    ),
    (
        "a template that calls what is no function",
        [write("content/theme/plain.html", "\n{{ view() }}\n")],
        [
            "content/theme/plain.html:2: The template cannot be rendered: 'PlainView' object is not callable. Mend it there."
        ],
    ),
    (
        "a template that includes itself",
        [write("content/theme/plain.html", '{% include "plain.html" %}\n')],
        ["content/theme/plain.html:1: The template cannot be rendered: it includes itself. Mend it there."],
    ),
    (
        "a template that divides by nothing",
        [write("content/theme/plain.html", "\n\n{{ 1 / 0 }}\n")],
        ["content/theme/plain.html:3: The template cannot be rendered: division by zero. Mend it there."],
    ),
    (
        "a colour that the theme has not",
        [sub(SITE, "version:", "theme:\n  acent: {light: '#000000', dark: '#ffffff'}\nversion:")],
        [
            f"{SITE}: The theme has no colour named 'acent'. The names are those of custom properties in templates/static/site.css."
        ],
    ),
    (
        "mistakes in several files",
        [
            write(SITE, "titel: x\n"),
            write(f"{BINS}/original.docx", ""),
            sub(SETTLED, "published\n", "publishd\n"),
            write(AUTHORITIES, "northtown: Northtown\n"),
        ],
        [
            f"{AUTHORITIES}:1: 'northtown' should be keys with values. Compare it with the examples in docs/settings.md.",
            f"{SETTLED}:1: 'state' is 'publishd'; it can be draft, published or withdrawn. Did you mean 'published'?",
            "content/requests/bins/original.docx: This is the original of a letter, which may hold hidden data. Take it out of the folder and run `python3 build.py add original.docx`.",
            f"{SITE}:1: 'contact' is missing. Add it.",
            f"{SITE}:1: 'publisher' is missing. Add it.",
            f"{SITE}:1: 'released' is missing. Add it.",
            f"{SITE}:1: 'title' is missing. Add it.",
            f"{SITE}:1: 'version' is missing. Add it.",
            f"{SITE}:1: There is no key 'titel'. Did you mean 'title'?",
        ],
    ),
]


def published(project: Path) -> dict[str, bytes]:
    """Read all that was published: path → bytes."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for name in ("datapackage", "site")
        for path in sorted((project / name).rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built; copies take its cache with them."""
    project = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(PROJECTS / "stolen-bins", project)
    assert main(["--project", str(project), "--strict"], front_door.build, project) == 0
    return project


@pytest.mark.parametrize(("changes", "said"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_what_is_broken_is_told_in_full_and_nothing_published_is_lost(
    changes: list[Change], said: list[str], built: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    shutil.copytree(built, project)
    before = published(project)
    for change in changes:
        try:
            change(project)
        except OSError:
            assert os.name == "nt"
            pytest.skip("links need rights on Windows")
    capfd.readouterr()
    assert main(["--project", str(project)], front_door.build, project) == 1
    told = capfd.readouterr().err.split("\n")
    found = "\n".join(told[:-2])
    assert found == "\n".join(said)
    assert told[-2].endswith(". Nothing was written.")
    assert published(project) == before
