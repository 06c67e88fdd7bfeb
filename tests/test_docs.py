"""Documentation cannot rot: what the code has, the documents name."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from disclosed.cli import _parser
from disclosed.findings import CODES, PRIVATE
from disclosed.publishing.documents import DOCUMENT_KEYS, RELEASE_KEYS
from disclosed.resources import RESOURCES, TABLE_HEAD, TABLE_TAIL, Field
from disclosed.settling import settings as settings_module
from disclosed.settling.config import type_settings
from disclosed.yaml_source import parse_yaml
from tests.the_example import example_folder

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def dictionary() -> str:
    """Write the part of docs/data-package.md that follows from resources.py."""
    parts = []
    for resource in RESOURCES:
        keys = f"Key: {', '.join(f'`{name}`' for name in resource.primary_key)}."
        links = "".join(f" `{', '.join(link.fields)}` → `{link.resource}`." for link in resource.foreign_keys)
        parts.append(f"### `{resource.name}`\n\n{resource.description} {keys}{links}\n\n{field_table(resource.fields)}")
    tables = field_table((*TABLE_HEAD, *TABLE_TAIL))
    parts.append(
        f"### `<request>-<table>`\n\nOne observation of a table that a request declares. Its own columns stand after `response`.\n\n{tables}"
    )
    return "\n\n".join(parts) + "\n"


def field_table(fields: tuple[Field, ...]) -> str:
    rows = [f"| `{field.name}` | {field.type} | {field.description} |" for field in fields]
    return "\n".join(("| field | type | what it holds |", "|---|---|---|", *rows))


def test_the_dictionary_names_every_resource_and_field(*, update_golden: bool) -> None:
    page = DOCS / "data-package.md"
    head, mark, _ = page.read_text("utf-8").partition("<!-- from resources.py -->\n\n")
    if update_golden:
        page.write_text(head + mark + dictionary(), "utf-8")
    assert mark, "docs/data-package.md has lost its mark"
    assert page.read_text("utf-8") == head + mark + dictionary()


def test_every_finding_code_is_explained_with_its_level() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+)` \| (error|warning|note)( \(private\))? \| .{20,} \|$",
        (DOCS / "findings.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert {code: (level, bool(private)) for code, level, private in rows} == {
        code: (level, code in PRIVATE) for code, (level, _) in CODES.items() if code != "error"
    }


PAGES = sorted(path.relative_to(ROOT).as_posix() for folder in (ROOT, DOCS) for path in folder.glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]+))?\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Name a page's headings as GitHub does: lower case, points and quotes off, hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    file = ROOT / page
    lost = [
        f"{target}#{anchor}"
        for target, anchor in LINK.findall(CODE.sub("", file.read_text("utf-8")))
        for place in [file.parent / target if target else file]
        if not place.exists() or (anchor and anchor not in anchors(place))
    ]
    assert lost == []


SNIPPETS = [
    pytest.param(language, body, id=f"{page}-{number}")
    for page in ("README.md", "docs/data-package.md")
    for number, (language, body) in enumerate(
        re.findall(r"^```(python|sql)\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    )
]
RUN_SQL = "import duckdb, sys; print(len(duckdb.sql(sys.argv[1]).fetchall()))"


@pytest.mark.parametrize(("language", "body"), SNIPPETS)
def test_what_the_documents_show_of_loading_the_data_runs(language: str, body: str) -> None:
    code = [body] if language == "python" else [RUN_SQL, body]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", *code],
        cwd=example_folder().parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert language == "python" or int(done.stdout) > 0


def test_each_way_to_load_the_data_is_shown() -> None:
    assert [str(param.values[0]) for param in SNIPPETS] == ["python", "python", "sql", "python", "python"]


def keys_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield every key of a settings file, those of its parts too."""
    for name, settings in model.model_fields.items():
        yield settings.alias or name
        for part in re.findall(r"disclosed\.settling\.settings\.(\w+)", str(settings.annotation)):
            kind = getattr(settings_module, part)
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from keys_of(kind)


@pytest.mark.parametrize(
    "model",
    [settings_module.SiteFile, settings_module.Authority, settings_module.RequestFile, settings_module.ResponseFile],
)
def test_every_key_of_the_settings_is_explained(model: type[BaseModel]) -> None:
    named = set(re.findall(r"`([a-z_]+)[`:]", (DOCS / "settings.md").read_text("utf-8")))
    assert set(keys_of(model)) - named == set()


def test_every_key_of_prose_and_of_releases_is_explained() -> None:
    _, prose, releases = re.split(
        r"^## `content/(?:pages|releases)/.*$", (DOCS / "settings.md").read_text("utf-8"), flags=re.MULTILINE
    )
    assert re.findall(r"^\| `([a-z]+)`", prose, re.MULTILINE) == list(DOCUMENT_KEYS)
    assert re.findall(r"^\| `([a-z]+)`", releases, re.MULTILINE) == list(RELEASE_KEYS)


def test_every_finding_code_is_one_that_a_rule_gives() -> None:
    engine = "".join(
        path.read_text("utf-8") for path in (ROOT / "disclosed").rglob("*.py") if path.name != "findings.py"
    )
    assert [code for code in CODES if code != "error" and f'"{code}"' not in engine] == []


def test_every_option_and_command_is_explained() -> None:
    usage = subprocess.run(
        [sys.executable, ROOT / "build.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    page = (DOCS / "commands.md").read_text("utf-8")
    wanted = {*re.findall(r"--[a-z-]+", usage), *re.findall(r"^    ([a-z]+) ", usage, re.MULTILINE)} - {"--help"}
    assert {name for name in wanted if f"`{name}" not in page and f" {name}" not in page} == set()


def blocks(page: str, language: str) -> list[str]:
    """Give the snippets of a document in one language, in lists too."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


def test_the_commands_of_releasing_are_commands() -> None:
    lines = [line for body in blocks("releasing.md", "sh") for line in body.splitlines()]
    ours = [line.split()[2:] for line in lines if line.startswith("python3 build.py")]
    assert len(ours) >= 5
    parser = _parser(ROOT)
    assert all(callable(parser.parse_args(arguments).run) for arguments in ours)


def test_the_settings_of_a_withdrawn_letter_are_such() -> None:
    (settings,) = blocks("releasing.md", "yaml")
    typed, problems = type_settings(settings_module.ResponseFile, parse_yaml(settings.encode(), "x.yml"))
    assert problems == ()
    assert typed is not None
    assert (typed.state, typed.withdrawn) == ("withdrawn", "2026-04-02")
