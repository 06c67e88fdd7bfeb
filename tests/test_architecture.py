"""The lines that the structure rests on, read from the code itself."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "disclosed"
MODULES = sorted(ENGINE.glob("**/*.py"))

BELOW_THE_BAR = {"describe", "wording", "charts", "drawing", "svg", "pictures", "placing", "axes", "lettering", "spans", "site_files", "numbered", "siteplan", "grids", "pages", "request_page", "letter_page", "data_pages", "render", "feeds"}  # fmt: skip
ABOVE_THE_BAR = {"lines", "tokens", "numbering", "layout", "blocks", "values", "refusals", "letterhead", "reading", "reconcile",
                 "privacy", "hazards", "config", "settle", "checks", "tables", "content", "inspection"}  # fmt: skip
# Only these may touch files; everything else is a pure function of its arguments.
SHELL = {"cli", "config", "yaml_source", "content", "package", "validate", "render", "output", "cache", "fresh", "setup", "documents", "pictures"}  # fmt: skip
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "mkdir", "unlink", "replace", "rmtree", "iterdir", "rglob", "glob"}
PATH_ONLY = FILE_CALLS - {"replace"}  # str.replace has the name of Path.replace
# Words that stand in letters and in ordinary English or law too; every other proper noun of the corpus is out.
ORDINARY = frozenset(
    ["council", "city", "county", "borough", "district", "information", "freedom", "act", "open", "government", "licence", "regulations", "environmental", "scottish", "commissioner", "governance", "total", "year", "answer", "response", "question", "section", "university", "police", "authority", "trust", "service", "office", "review", "team", "ambulance", "foundation", "hospitals", "metropolitan", "national", "rescue", "parks", "fire", "children", "looked", "missing", "after", "reference", "date", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "the", "of", "and", "for", "in", "on", "to", "a", "an", "by", "no", "not", "is", "are", "was", "were", "we", "you", "your", "our", "this", "that", "it", "as", "at", "from", "with", "or", "be", "been"]
)


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Name the project's own modules that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts[0] == "disclosed":
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("disclosed.")}
    return frozenset(found)


def reached_from(name: str) -> set[str]:
    """Follow imports to every module that `name` depends on."""
    reached: set[str] = set()
    waiting = {name}
    while waiting:
        module = waiting.pop()
        reached.add(module)
        path = ENGINE / f"{module}.py"
        waiting |= (imports_of(path) if path.exists() else set()) - reached
    return reached


@pytest.mark.parametrize("name", sorted(path.stem for path in MODULES if path.stem in BELOW_THE_BAR))
def test_what_makes_pages_reads_the_package_and_nothing_of_the_letters(name: str) -> None:
    assert reached_from(name) & ABOVE_THE_BAR == set()


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_command_line_prints(path: Path) -> None:
    assert path.stem == "cli" or [line for name, line in calls(path) if name == "print"] == []


@pytest.mark.parametrize("path", [path for path in MODULES if path.stem not in SHELL and path.parent == ENGINE], ids=lambda path: path.stem)
def test_the_core_touches_no_files(path: Path) -> None:
    assert [(name, line) for name, line in calls(path) if name in PATH_ONLY] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_nothing_reads_the_clock_or_uses_floats(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported & {"time", "random", "locale"} <= ({"time"} if path.stem in {"output", "serve"} else set())
    assert [line for name, line in calls(path) if name in {"now", "today", "utcnow"}] == []


@cache
def corpus_names() -> frozenset[str]:
    """Collect the proper nouns of the corpus: of authorities, of the places in file names, of people."""
    names: set[str] = set()
    for truth in sorted((ROOT / "tests/letters").glob("*.expected.json")):
        data = json.loads(truth.read_text("utf-8"))
        people = " ".join(words for words in data.get("personal_data") or [] if "@" not in words)
        place = truth.name.removesuffix(".expected.json").split("-")[-1].capitalize()
        names |= {word.casefold() for word in re.findall(r"\b[A-Z][a-z]{4,}", f"{(data.get('authority') or '').title()} {people} {place}")}
    return frozenset(names - ORDINARY)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_rule_names_an_authority_or_a_person_of_the_corpus(path: Path) -> None:
    words = {word.casefold() for word in re.findall(r"[A-Za-z]{5,}", path.read_text("utf-8"))}
    allowed = {"leicester"}  # named in docstrings as the example that the formats are shown on
    assert words & corpus_names() - allowed == set()
