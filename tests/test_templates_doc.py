"""docs/templates.md says what there is to build a theme with: every template, macro, view and field."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

from sites import DOCUMENTS, make_plan, plan_site, small_package

from disclosed.publishing import views

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "templates.md"
MARK = "--update-golden -->\n"
COMMENT = re.compile(r"\{#\s*(.*?)\s*#\}", re.DOTALL)


def written() -> str:
    """Write the part of the page that follows from the code."""
    parts = ["\n## Templates\n", "| template | sets |", "|---|---|"]
    parts += [
        f"| `{path.name}` | {', '.join(users(path.name))} |" for path in sorted((ROOT / "templates").glob("*.html"))
    ]
    parts += ["\n## Macros\n"]
    for path in sorted((ROOT / "templates" / "macros").glob("*.html")):
        found = COMMENT.search(path.read_text("utf-8"))
        assert found, f"{path.name} does not say what it sets"
        parts.append(f"- `macros/{path.name}`: {' '.join(found[1].split())}")
    parts += ["\n## What templates are given\n"]
    for name, kind in sorted(inspect.getmembers(views, inspect.isclass)):
        if dataclasses.is_dataclass(kind) and kind.__module__ == views.__name__:
            parts.append(f"**`{name}`**. {' '.join((kind.__doc__ or '').split())}\n")
            parts += [f"- `{field.name}`: `{field.type}`" for field in dataclasses.fields(kind)]
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


# What stands at each depth below a folder of the site.
BELOW = {
    "requests": ("<request>", "<response>"),
    "topics": ("<topic>",),
    "authorities": ("<authority>",),
    "data": ("<resource>",),
}


def users(template: str) -> list[str]:
    """Name the pages that a template sets, by the shape of their address."""
    if template == "base.html":
        return ["what surrounds every page"]
    paths = [
        page.path.removesuffix("index.html")
        for page in plan_site(make_plan(small_package()))
        if page.template == template
    ]
    return [f"`/{path}`" for path in dict.fromkeys(shape(path) for path in paths)]


def shape(path: str) -> str:
    """Write `requests/library-loans/northby/` as `requests/<request>/<response>/`."""
    first, *rest = path.split("/")
    if path in ("data/changes/", "404.html"):
        return path
    if first in {document.name for document in DOCUMENTS}:
        return "<page>/"
    return "/".join([first, *(BELOW[first][at] if name else "" for at, name in enumerate(rest))])


def test_the_page_on_templates_follows_the_code(update_golden: bool) -> None:
    text = PAGE.read_text("utf-8")
    before, mark, after = text.partition(MARK)
    assert mark, "docs/templates.md has lost its mark"
    if update_golden:
        PAGE.write_text(before + mark + written(), "utf-8")
        after = written()
    assert after == written()


def test_no_template_or_macro_is_left_unused() -> None:
    texts = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
        for path in (ROOT / "templates").rglob("*.html")
    }
    source = (ROOT / "disclosed" / "publishing" / "pages.py").read_text("utf-8")
    for name in texts:
        used = any(f'"{name}"' in text for other, text in texts.items() if other != name) or f'"{name}"' in source
        assert used, f"{name} is used nowhere"


def test_every_class_of_the_templates_has_a_rule_or_is_a_place() -> None:
    css = (ROOT / "templates" / "static" / "site.css").read_text("utf-8")
    unstyled = {"bare", "key-answer", "example"} - set(re.findall(r"\.([a-z][\w-]*)", css))
    classes = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text("utf-8")):
            classes |= set(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value).split())
    styled = set(re.findall(r"\.([a-z][\w-]*)", css)) | unstyled
    assert {name for name in classes if name not in styled and not name.endswith("-")} == set()


def test_templates_hold_no_arithmetic_sorting_or_lookup() -> None:
    forbidden = re.compile(
        r"\|\s*(?:sort|groupby|selectattr|map|sum|length|round|dictsort|safe)\b|\{%\s*set\b|\{\{[^}]*[+*/]\s*\d"
    )
    for path in (ROOT / "templates").rglob("*.html"):
        assert forbidden.findall(path.read_text("utf-8")) == [], path.name
