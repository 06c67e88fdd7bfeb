"""The lines that the structure rests on, read from the code itself."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "disclosed"
MODULES = sorted(ENGINE.glob("**/*.py"))

ROOMS = (
    "adding",
    "privacy",
    "reading",
    "settling",
    "packaging",
    "releasing",
    "describing",
    "charting",
    "publishing",
    "serving",
)
# What makes pages reads the package; of letters and of what a person settles beside them it knows nothing.
BELOW_THE_BAR = ("describing", "charting", "publishing")
ABOVE_THE_BAR = {"adding", "privacy", "readers", "reading", "settling"}
# Only these may touch files; everything else is a pure function of its arguments.
SHELL = {
    "add",
    "new",
    "release",
    "cli",
    "setup",
    "fresh",
    "inputs",
    "cache",
    "output",
    "parting",
    "yaml_source",
    "config",
    "content",
    "folder",
    "package",
    "independent",
    "validate",
    "documents",
    "render",
    "pictures",
    "given",
    "states",
    "replacing",
    "desk",
    "holding",
    "service",
    "serve",
}
# What serves pages on this computer; nothing that writes the site knows of it.
SERVED = frozenset({"cli", "desk", "undoing", "holding", "states", "listing", "strips", "service", "serve"})
FILE_CALLS = {
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "open",
    "mkdir",
    "unlink",
    "replace",
    "rmtree",
    "iterdir",
    "rglob",
    "glob",
}
PATH_ONLY = FILE_CALLS - {"replace"}  # str.replace has the name of Path.replace
# Words that stand in letters and in ordinary English or law too; every other proper noun of the corpus is out.
ORDINARY = frozenset(
    [
        "council",
        "city",
        "county",
        "borough",
        "district",
        "information",
        "freedom",
        "act",
        "open",
        "government",
        "licence",
        "regulations",
        "environmental",
        "scottish",
        "commissioner",
        "governance",
        "total",
        "year",
        "answer",
        "response",
        "question",
        "section",
        "university",
        "police",
        "authority",
        "trust",
        "service",
        "office",
        "review",
        "team",
        "ambulance",
        "foundation",
        "hospitals",
        "metropolitan",
        "national",
        "rescue",
        "parks",
        "fire",
        "children",
        "looked",
        "missing",
        "after",
        "reference",
        "date",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "the",
        "of",
        "and",
        "for",
        "in",
        "on",
        "to",
        "a",
        "an",
        "by",
        "no",
        "not",
        "is",
        "are",
        "was",
        "were",
        "we",
        "you",
        "your",
        "our",
        "this",
        "that",
        "it",
        "as",
        "at",
        "from",
        "with",
        "or",
        "be",
        "been",
    ]
)


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Name the engine's modules that a module imports, wherever in it: `reading.tokens`, `model`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "disclosed":
            inside = node.module.split(".")[1:]
            found |= (
                {".".join([*inside, alias.name]) for alias in node.names} if len(inside) < 2 else {".".join(inside)}
            )
    return frozenset(found)


def reached_from(name: str) -> set[str]:
    """Follow imports to every module that `name` depends on."""
    reached: set[str] = set()
    waiting = {name}
    while waiting:
        module = waiting.pop()
        path = ENGINE / f"{module.replace('.', '/')}.py"
        if not path.exists() and "." in module:  # a name out of a module of the engine's own folder
            module = module.rpartition(".")[0]
            path = ENGINE / f"{module}.py"
        reached.add(module)
        waiting |= (imports_of(path) if path.exists() else set()) - reached
    return reached


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parent.name in BELOW_THE_BAR], ids=lambda path: path.stem
)
def test_what_makes_pages_reads_the_package_and_nothing_of_the_letters(path: Path) -> None:
    reached = reached_from(f"{path.parent.name}.{path.stem}")
    assert {name for name in reached if name.split(".")[0] in ABOVE_THE_BAR} == set()


def test_every_room_says_what_it_makes() -> None:
    rooms = {
        path.parent.name: ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in ENGINE.glob("*/__init__.py")
    }
    assert set(rooms) == {*ROOMS, "readers"}
    assert all(rooms.values())


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parent.name != "serving"], ids=lambda path: path.stem
)
def test_what_is_only_served_is_out_of_reach_of_what_is_written(path: Path) -> None:
    known = {name for name in imports_of(path) if name.split(".")[0] in {"serving", *SERVED - {"cli"}}}
    assert known == set() or path.stem in SERVED


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            yield (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")), node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_the_command_line_prints(path: Path) -> None:
    assert path.stem == "cli" or [line for name, line in calls(path) if name == "print"] == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.stem not in SHELL and path.parent.name != "readers"],
    ids=lambda path: path.stem,
)
def test_the_core_touches_no_files(path: Path) -> None:
    assert [(name, line) for name, line in calls(path) if name in PATH_ONLY] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_nothing_reads_the_clock_or_uses_floats(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported & {"time", "random", "locale"} <= (
        {"time"} if path.stem in {"output", "serve", "progress"} else set()
    )
    if path != ENGINE / "add.py":  # a letter's .yml says on which day it was added
        assert [line for name, line in calls(path) if name in {"now", "today", "utcnow"}] == []


def test_what_describes_and_what_knows_of_options_imports_nothing_that_imports_it() -> None:
    """Charts are planned and pages written with the words of `describing`, and a preview is started by the command line."""
    describing = [path for path in MODULES if path.parent.name == "describing"]
    rooms = {name.split(".")[0] for path in describing for name in imports_of(path)}
    assert rooms & {"charting", "publishing", "serving"} == set()
    assert [path.stem for path in MODULES if {"cli", "cli.main"} & imports_of(path)] == []


@cache
def corpus_names() -> frozenset[str]:
    """Collect the proper nouns of the corpus: of authorities, of the places in file names, of people."""
    names: set[str] = set()
    for truth in sorted((ROOT / "tests/letters").glob("*.expected.json")):
        data = json.loads(truth.read_text("utf-8"))
        people = " ".join(words for words in data.get("personal_data") or [] if "@" not in words)
        place = truth.name.removesuffix(".expected.json").split("-")[-1].capitalize()
        names |= {
            word.casefold()
            for word in re.findall(r"\b[A-Z][a-z]{4,}", f"{(data.get('authority') or '').title()} {people} {place}")
        }
    return frozenset(names - ORDINARY)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_rule_names_an_authority_or_a_person_of_the_corpus(path: Path) -> None:
    words = {word.casefold() for word in re.findall(r"[A-Za-z]{5,}", path.read_text("utf-8"))}
    allowed = {"leicester"}  # named in docstrings as the example that the formats are shown on
    assert words & corpus_names() - allowed == set()


def test_every_file_that_the_engine_reads_goes_with_it() -> None:
    """In a fork's `.venv`, or anywhere it is installed."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {
        path for room, names in data.items() for name in names for path in (ROOT / room.replace(".", "/")).glob(name)
    }
    others = {path for path in ENGINE.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    assert others <= packed
    assert all(path.parent.joinpath("__init__.py").exists() for path in MODULES)
