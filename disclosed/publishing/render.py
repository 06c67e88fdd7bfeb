"""Pages to files: each page's template filled with its view, the stylesheet with the site's colours.

Jinja with autoescape on for everything and StrictUndefined, so that a name misspelt in a template is an error and not
an empty place. A fork's `content/theme/` lies over `templates/`: a file there takes the place of the one of its name.
A mistake in a template is its author's to mend: it is told by file and line, without a traceback.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2 import FunctionLoader as Loader
from markupsafe import Markup

from disclosed.findings import UserError, nearest, problem, unreadable
from disclosed.inputs import read_input
from disclosed.model import Drawing, Finding
from disclosed.publishing.contrast import too_close
from disclosed.publishing.markdown_html import render_markdown
from disclosed.publishing.views import Page
from disclosed.site import Colour

STATIC = "static/"
STYLESHEET = "static/site.css"
TEXT = {".html", ".css", ".js", ".svg", ".txt", ".xml"}
# `'disclosed.publishing.views.Head object' has no attribute 'titel'`, `'titel' is undefined`
MISSING = re.compile(r"'(?:[\w.]+\.)?(?P<of>\w+) object' has no attribute '(?P<name>\w+)'")
UNKNOWN = re.compile(r"'(?P<name>\w+)' is undefined")
GIVEN = ("frame", "view", "drawing", "markdown", "json_ld")
# What a template's own arithmetic, calls and lookups can raise, beside Jinja's errors.
MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
PROPERTY = re.compile(r"^\s*--([\w-]+):", re.MULTILINE)


@dataclass(frozen=True)
class Templates:
    """Template files by name, and the place of each on disk for messages. Static files are bytes, sent as they are."""

    text: Mapping[str, str]
    static: Mapping[str, bytes]
    places: Mapping[str, str]

    @cached_property
    def digest(self) -> bytes:
        """Tell these templates from any others: what every page depends on."""
        return hashlib.sha256(repr(sorted(self.text.items())).encode()).digest()


def load_templates(*folders: Path) -> Templates:
    """Load templates and static files; a later folder lies over an earlier one, and one that does not exist adds none.

    Raises UserError with every file that cannot be read.
    """
    text: dict[str, str] = {}
    static: dict[str, bytes] = {}
    places: dict[str, str] = {}
    problems: list[Finding] = []
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
            name = file.relative_to(folder).as_posix()
            if not file.is_file() or any(part.startswith(".") for part in name.split("/")):
                continue
            places[name] = f"{_shown(folder)}/{name}"
            try:
                if name.startswith(STATIC):
                    static[name] = read_input(file)
                elif file.suffix == ".html":
                    text[name] = read_input(file).decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                line = error.object.count(b"\n", 0, error.start) + 1
                problems.append(problem(places[name], line, "The file is not UTF-8.", "Save it again as UTF-8."))
            except OSError as error:
                problems.append(unreadable(places[name], error))
    if problems:
        raise UserError(problems)
    return Templates(text, static, places)


def _shown(folder: Path) -> str:
    """Name a folder of templates as its owner knows it, from the project's folder down: `templates`, `content/theme`."""
    parts = folder.as_posix().split("/")
    start = max((at for at, part in enumerate(parts) if part in {"templates", "content"}), default=0)
    return "/".join(parts[start:])


class Renderer:
    """Sets pages in their templates, each of which is compiled once."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self._environment = _environment(templates)

    def render(self, pages: Iterable[Page], drawings: Mapping[str, Drawing]) -> dict[str, bytes]:
        """Render pages: path → bytes. Raises UserError for every mistake in templates."""

        def drawing(name: str) -> Markup:
            return Markup(f"{drawings[name].wide}\n{drawings[name].narrow}")  # noqa: S704  # our own SVG

        problems: list[Finding] = []
        files: dict[str, bytes] = {}
        for page in pages:
            try:
                template = self._environment.get_template(page.template)
                files[page.path] = template.render(frame=page.frame, view=page.view, drawing=drawing).encode()
            except TemplateError as error:
                problems.append(_problem(error, self.templates, page))
            except MISTAKES as error:
                file, line = _file(error, self.templates, page)
                if not file.startswith("content/"):
                    raise  # a template of our own: a bug, which keeps its traceback
                why = "it includes itself" if isinstance(error, RecursionError) else error
                problems.append(problem(file, line, f"The template cannot be rendered: {why}.", "Mend it there."))
        if problems:
            raise UserError(problems)
        return files


def render_static(templates: Templates, theme: tuple[Colour, ...]) -> dict[str, bytes]:
    """Copy static files, the stylesheet with the site's colours. Raises UserError for mistakes in the theme."""
    if problems := list(_theme_problems(theme, templates)):
        raise UserError(problems)
    return {name: _static(name, data, theme) for name, data in templates.static.items()}


def _environment(templates: Templates) -> Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = templates.text.get(name)
        return None if found is None else (found, templates.places[name], lambda: True)

    environment = Environment(
        loader=Loader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    environment.globals.update(
        markdown=lambda text: Markup(render_markdown(text)),  # noqa: S704  # cleaned by nh3
        json_ld=_json_ld,
    )
    return environment


def _json_ld(text: str) -> Markup:
    """Set JSON in a script element: no character in it can end the element."""
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704  # the three characters that matter are escaped


# Messages


def _problem(error: TemplateError, templates: Templates, page: Page) -> Finding:
    """Tell a template's mistake by its file and line."""
    file, line = _file(error, templates, page)
    if isinstance(error, TemplateSyntaxError):
        file = templates.places.get(error.name or "", error.name or page.template)
        why = (error.message or "").rstrip(".")
        return problem(file, error.lineno, f"The template cannot be read: {why}.", "Mend it there.")
    if isinstance(error, TemplateNotFound):
        close = nearest(str(error.name), templates.text)
        return problem(file, line, f"There is no template named '{error.name}'.", close)
    if isinstance(error, UndefinedError):
        return problem(file, line, *_undefined(error.message or "", page))
    return problem(file, line, f"The template cannot be rendered: {error}.", "Mend it there.")


def _file(error: Exception, templates: Templates, page: Page) -> tuple[str, int]:
    """Find the innermost line of a template that an error passed through."""
    own = set(templates.places.values())
    passed = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    return next(
        (place for place in reversed(passed) if place[0] in own),
        (templates.places.get(page.template, page.template), 0),
    )


def _undefined(message: str, page: Page) -> tuple[str, str]:
    """Name what a template asks for and is not given, and the nearest name that it is."""
    if found := MISSING.search(message):
        known = _fields_of(found["of"], page)
        return f"A {found['of']} has no '{found['name']}'.", nearest(
            found["name"], known
        ) or "docs/templates.md lists what it has."
    if found := UNKNOWN.search(message):
        return f"There is nothing named '{found['name']}'.", nearest(
            found["name"], GIVEN
        ) or "docs/templates.md lists what there is."
    return f"The template cannot be rendered: {message}.", "docs/templates.md lists what each template is given."


def _fields_of(name: str, page: Page) -> tuple[str, ...]:
    """List the fields of a view by its name."""
    from disclosed.publishing import views  # noqa: PLC0415  # by name, only when a template is wrong

    kind: Any = getattr(views, name, type(page.view))
    return tuple(field.name for field in fields(kind)) if hasattr(kind, "__dataclass_fields__") else ()


# Theme


def _static(name: str, data: bytes, theme: tuple[Colour, ...]) -> bytes:
    return data + _theme_css(theme).encode() if name == STYLESHEET and theme else data


def _theme_css(theme: Iterable[Colour]) -> str:
    """Write the site's colours over the stylesheet's, and leave forced colours to the reader's own."""
    colours = sorted(theme, key=lambda colour: colour.name)
    light = "".join(f"      --{colour.name}: {colour.light};\n" for colour in colours)
    dark = "".join(f"      --{colour.name}: {colour.dark};\n" for colour in colours)
    return (
        "\n/* The colours of content/site.yml. */\n@layer theme {\n"
        f"  @media (forced-colors: none) {{\n    :root {{\n{light}    }}\n  }}\n"
        f"  @media screen and (prefers-color-scheme: dark) and (forced-colors: none) {{\n    :root {{\n{dark}    }}\n  }}\n}}\n"
    )


def _theme_problems(theme: tuple[Colour, ...], templates: Templates) -> Iterator[Finding]:
    """Find colours that the stylesheet does not know, and those that cannot be told from what they stand on."""
    css = templates.static.get(STYLESHEET, b"").decode("utf-8", "replace")
    known = list(dict.fromkeys(PROPERTY.findall(css)))
    for colour in theme:
        if colour.name not in known:
            remedy = (
                nearest(colour.name, known) or "The names are those of custom properties in templates/static/site.css."
            )
            yield problem("content/site.yml", 0, f"The theme has no colour named '{colour.name}'.", remedy)
    for words in too_close(css, theme):
        yield problem("content/site.yml", 0, words, "Choose a darker or a lighter colour.")
