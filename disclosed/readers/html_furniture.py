"""What a saved web page has around the letter, and what it does not show: taken out before the page is read.

Disclosure logs and request sites put a letter between menus, cookie notices and links to share. What marks these is what
marks them for a screen reader: elements and roles made for it; the names that site builders give their classes come second,
and never take away most of a page. Inside the main part a name has to be one of a few, and never takes away a question
with its answer, or a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from disclosed.readers.html_styles import Looks, covers, hides, strikes
from disclosed.readers.plain import counted

MOST = 30  # per cent of a page's words that a class name or a form may take away
LEAST = 25  # per cent of a page's words that its main part must hold to be taken for it

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "button",
        "select",
        "input",
        "textarea",
        "iframe",
        "svg",
        "canvas",
        "object",
        "audio",
        "video",
        "dialog",
        "menu",
        "datalist",
        "embed",
        "map",
    ]
)
_ROLES = frozenset(
    [
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "complementary",
        "menu",
        "menubar",
        "toolbar",
    ]
)
_AROUND = frozenset({"header", "footer", "aside"})  # furniture of the page; inside the main part they are the letter's
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMES = "cookies?|consent|breadcrumbs?|share|sharing|social|pagination|pager|related|feedback|newsletter|advert|ads"
_CLASS = re.compile(
    rf"(?:^|[\s_-])(?:{_NAMES}|skip(?:link|nav|to)?|(?:top|main|sub|site)?nav(?:bar|igation)?|menu|sidebar|banner"
    r"|modal|popup|toolbar|login|signin|search|footer|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
_IN_MAIN = re.compile(
    rf"(?:{_NAMES}|a2a_kit|addtoany|skip-?(?:link|nav|to\S*)|(?:share|social|related|cookie|feedback)[_-]?"
    r"(?:links?|buttons?|icons?|bar|this|tools|content|pages?|items?|banner|notice|form))\Z",
    re.IGNORECASE,
)
_UNSEEN_CLASSES = frozenset(
    [
        "hidden",
        "hide",
        "d-none",
        "sr-only",
        "sr-only-focusable",
        "visually-hidden",
        "visuallyhidden",
        "govuk-visually-hidden",
        "nhsuk-u-visually-hidden",
        "screen-reader-text",
        "element-invisible",
        "offscreen",
    ]
)
# What pages say about themselves, as a line of its own.
_PAGE_WORDS = re.compile(
    r"(?:skip to (?:main )?content|back to top|print this page|(?:show|hide) quoted sections|link to this|report this (?:page|request)"
    r"|(?:page )?last (?:updated|reviewed|modified)\b.{0,40}|was this page (?:helpful|useful)\b.{0,40}|(?:share|tweet) this (?:page|request)"
    r"|view as html)\W*\Z",
    re.IGNORECASE,
)
_PAGE_HEADING = re.compile(
    r"(?:share(?: this)?(?: page| article)?|related (?:disclosures|links|pages|content|requests|information|documents)|similar (?:requests|disclosures)"
    r"|follow (?:us|this request)|was this page (?:helpful|useful)|rate this page|more from this (?:section|site))\W*\Z",
    re.IGNORECASE,
)
MAX_SHORT = 20  # words: what a page says about itself is short


@dataclass
class Page:
    """A page while it is read: its looks, and what was left out of it."""

    looks: Looks
    furniture: Counter[str] = field(default_factory=Counter)  # by the element or the name that told it
    hidden: int = 0
    covered: int = 0
    struck: int = 0


def drop_furniture(page: Page, body: Any) -> None:
    """Take out what is no letter: what is hidden, then by element and role, then by class, then by its words."""
    _open_panels(body)
    _drop_unseen(page, body)
    whole = words_in(body)
    for element in list(body.iter(etree.Element)):
        if _inside(element, body) and _is_furniture(element, body, whole):
            _drop(page, element, element.tag)
    whole = words_in(body)
    for element in list(body.iter("div", "section", "ul", "p", "aside", "span", "a")):
        name = _furniture_name(element)
        if name and _inside(element, body) and words_in(element) * 100 <= whole * MOST:
            _drop(page, element, name)
    _drop_page_words(page, body)


def words_in(element: Any) -> int:
    """Count the words of an element, those of scripts and styles apart."""
    return sum(len(str(text).split()) for text in element.xpath(".//text()[not(ancestor::script or ancestor::style)]"))


def main_part(body: Any) -> Any:
    """Find the part that the page calls its main one; the whole where that holds too little."""
    whole = words_in(body)
    for path in (".//main", './/*[@role="main"]', ".//article"):
        found = body.xpath(path)
        if len(found) == 1 and words_in(found[0]) * 100 >= whole * LEAST:
            return found[0]
    return body


def _open_panels(body: Any) -> None:
    """Show what a button opens: the sections of an accordion and of tabs are folded when a page is saved."""
    opened = {name.lstrip("#") for element in body.iter(etree.Element) for name in _opens(element)}
    for element in list(body.iter(etree.Element)):
        if element.get("id") in opened or element.get("hidden") == "until-found":
            for name in ("hidden", "aria-hidden", "style", "class"):
                element.attrib.pop(name, None)
        if element.tag == "button" and _is_heading(element):
            element.drop_tag()


def _opens(element: Any) -> Iterator[str]:
    for name in ("aria-controls", "data-target", "data-bs-target"):
        yield from element.get(name, "").split()


def _is_heading(button: Any) -> bool:
    """Whether a button holds the heading of what it opens."""
    within = any(above.tag in _HEADINGS | {"summary"} for above in button.iterancestors())
    return within or button.get("aria-expanded") is not None or button.get("aria-controls") is not None


def _drop_unseen(page: Page, body: Any) -> None:
    """Take out what the page does not show, and what it shows struck out."""
    whole = words_in(body)
    for element in list(body.iter(etree.Element)):
        if element is not body and not _inside(element, body):
            continue
        said = page.looks.says(element)
        colours = page.looks.colours(element, said)
        if element is body:
            continue
        if (
            _is_hidden(element)
            or hides(said)
            or (_has_unseen_class(element) and words_in(element) * 100 <= whole * MOST)
        ):
            page.hidden += bool(words_in(element))
        elif element.tag in {"del", "s", "strike"} or strikes(said):
            page.struck += bool(words_in(element))
        elif covers(*colours):
            page.covered += bool(words_in(element))
        else:
            continue
        element.drop_tree()


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true"


def _has_unseen_class(element: Any) -> bool:
    names = element.get("class", "").lower().split()
    return not _UNSEEN_CLASSES.isdisjoint(names) and not any(":" in name for name in names)


def _is_furniture(element: Any, body: Any, whole: int) -> bool:
    """Whether an element is none of a letter, whatever its words; a form that holds most of a page only wraps it."""
    if element.tag == "form":
        return element.get("role") == "search" or words_in(element) * 100 <= whole * MOST
    return element.tag in _NEVER or element.get("role", "") in _ROLES or _is_around(element, body)


def _is_around(element: Any, body: Any) -> bool:
    if element.tag not in _AROUND or _in_main(element):
        return False
    titles = element.tag == "header" and element.find(".//h1") is not None
    return not titles or any(body.find(path) is not None for path in (".//main", ".//article", ".//*[@role='main']"))


def _in_main(element: Any) -> bool:
    return any(above.tag in {"main", "article"} or above.get("role") == "main" for above in element.iterancestors())


def _inside(element: Any, body: Any) -> bool:
    return element is not body and any(above is body for above in element.iterancestors())


def _furniture_name(element: Any) -> str:
    """Give the name by which an element is furniture; '' for none."""
    if not _in_main(element) and element.tag not in {"main", "article"}:
        found = _CLASS.search(f"{element.get('class', '')} {element.get('id', '')}")
        return found[0].strip(" _-").lower() if found else ""
    tokens = [*element.get("class", "").split(), element.get("id", "")]
    name = next((token for token in tokens if _IN_MAIN.match(token)), "")
    return "" if not name or _answers(element) else name.lower()


def _answers(element: Any) -> bool:
    """Whether an element holds a question with a number, or a table: then it is the letter's."""
    text = "".join(element.itertext())
    return element.find(".//table") is not None or ("?" in text and any(sign.isdigit() for sign in text))


def _drop(page: Page, element: Any, name: str) -> None:
    """Take an element out; the text after it stays."""
    page.furniture[name] += bool(words_in(element))
    element.drop_tree()


def _drop_page_words(page: Page, body: Any) -> None:
    """Take out what the page says of itself, as a line of its own or under a heading of its own."""
    for heading in list(body.iter(*_HEADINGS)):
        if _PAGE_HEADING.match(_line_of(heading)) and _inside(heading, body):
            after = list(_until_heading(heading))
            if not any(_answers(element) for element in after):
                for element in (heading, *after):
                    _drop(page, element, "share")
    for element in list(body.iter("p", "li", "a", "div", "span")):
        line = _line_of(element)
        if line and _inside(element, body) and _PAGE_WORDS.match(line):
            _drop(page, element, "page")


def _line_of(element: Any) -> str:
    """Give the words of a short element in one line; '' for a longer one."""
    words: list[str] = []
    for text in element.itertext():
        words += str(text).split()
        if len(words) > MAX_SHORT:
            return ""
    return " ".join(words)


def _until_heading(heading: Any) -> Iterator[Any]:
    """Yield what follows a heading, up to the next."""
    for element in heading.itersiblings():
        if element.tag in _HEADINGS or element.find(".//h1") is not None or element.find(".//h2") is not None:
            return
        yield element


def left_out(page: Page) -> Iterator[str]:
    """Say what was left out of a page; its words are not told, since there may be names in them."""
    parts = sum(page.furniture.values())
    if parts:
        names = [name for name, count in sorted(page.furniture.items()) if count]
        told = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        yield f"{counted(parts, 'part of the web page around the letter', 'parts of the web page around the letter')} ({told})"
    if page.hidden:
        yield counted(page.hidden, "part that the page does not show", "parts that the page does not show")
    if page.covered:
        stretches = counted(
            page.covered, "part in the colour of what lies under it", "parts in the colour of what lies under them"
        )
        yield f"{stretches}: tell the authority, the page holds the words"


def to_compare(page: Page) -> Iterator[str]:
    """Say what the page shows and was left out."""
    if page.struck:
        parts = counted(
            page.struck,
            "part that is struck out on the page was left out",
            "parts that are struck out on the page were left out",
        )
        yield f"{parts}: compare with the page"
