"""Documentation cannot rot: what the code has, the documents name."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from disclosed.findings import CODES, PRIVATE
from disclosed.resources import RESOURCES, TABLE_HEAD, TABLE_TAIL, Field
from disclosed.settling import settings as settings_module

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


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_between_documents_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    targets = [
        target.split("#")[0]
        for target in re.findall(r"\]\(([^)]+)\)", text)
        if not target.startswith(("http", "mailto", "#"))
    ]
    assert [target for target in targets if not (DOCS / target).exists()] == []


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


def test_every_option_and_command_is_explained() -> None:
    usage = subprocess.run(
        [sys.executable, ROOT / "build.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    page = (DOCS / "commands.md").read_text("utf-8")
    wanted = {*re.findall(r"--[a-z-]+", usage), *re.findall(r"^    ([a-z]+) ", usage, re.MULTILINE)} - {"--help"}
    assert {name for name in wanted if f"`{name}" not in page and f" {name}" not in page} == set()
