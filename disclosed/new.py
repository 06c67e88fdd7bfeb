"""`python3 build.py new`: the example's letters out, a site of one's own in; from a few answers.

Writes `site.yml`, then deletes what the example published (its letters, its package, its notes on releases). Pages of prose
and the theme stay, since they say nothing of the example. The history of the repository keeps what was in it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.output import LOCK, locked, replace_file
from disclosed.site import is_base_url
from disclosed.yaml_words import quoted

# What belongs to the site that was here before; folders are deleted whole.
EMPTIED = ("content/requests", "content/releases", "content/authorities.yml", "datapackage", "site", ".cache")
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
YES = frozenset({"y", "yes"})
AUTHORITY = frozenset({"a", "authority"})
INDEPENDENT = frozenset({"", "i", "independent"})

Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new site is: '' where it was not said."""

    title: str = ""
    publisher: str = ""
    kind: str = ""
    contact: str = ""
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to whoever starts a site: the option that answers it, its words, and what a wrong answer is told."""

    option: str
    words: str
    mend: str
    fits: Callable[[str], bool]


QUESTIONS = (
    Question("title", "What is the site called?", "It needs a name.", bool),
    Question("publisher", "Who publishes it (a person, a newspaper, an authority)?", "It needs a publisher.", bool),
    Question(
        "kind",
        "Is that the authority whose letters these are, or somebody independent of it? [a/i, else independent]",
        "Write authority or independent.",
        lambda words: words.casefold() in AUTHORITY | INDEPENDENT,
    ),
    Question(
        "contact",
        "To which mailbox may readers write?",
        "Write it as editor@example.org.",
        lambda words: MAILBOX.fullmatch(words) is not None,
    ),
    Question(
        "base_url",
        "At which address will it stand? [empty if you do not know it yet]",
        "Write it as https://example.org/foi/, or leave it empty.",
        lambda words: not words or is_base_url(words),
    ),
)


def answer_questions(given: Answers, ask: Ask | None) -> Answers:
    """Complete the answers by asking, each question until its answer fits; without `ask`, raise UserError for what lacks."""
    found: dict[str, str] = {}
    problems: list[Finding] = []
    for question in QUESTIONS:
        words = getattr(given, question.option)
        while not question.fits(words) or (ask and not words and question.option not in found):
            if ask is None:
                option = question.option.replace("_", "-")
                problems.append(problem("new", 0, f"--{option} is '{words}'.", question.mend))
                break
            again = f"{question.mend}\n" if words or question.option in found else ""
            words = ask(f"{again}{question.words} ").strip()
            found[question.option] = words
        found[question.option] = words
    if problems:
        raise UserError(problems)
    kind = "authority" if found["kind"].casefold() in AUTHORITY else "independent"
    return Answers(found["title"], found["publisher"], kind, found["contact"], found["base_url"])


def site_yml(answers: Answers, day: str) -> str:
    """Write `site.yml`; `day` is when the first version is said to be released."""
    address = f"base_url: {quoted(answers.base_url)}" if answers.base_url else "# base_url: https://example.org/foi/"
    return "\n".join(
        (
            f"title: {quoted(answers.title)}",
            f"{address}  # GitHub Pages tells the workflow the address that it gives",
            "publisher:",
            f"  name: {quoted(answers.publisher)}",
            f"  kind: {answers.kind}",
            f"contact: {quoted(answers.contact)}",
            "version: 0.1.0  # `python3 build.py release` raises it",
            f"released: {day}",
            "# description: what the site is about, in a sentence",
            "# reports: what becomes of a report of a problem, and in what time; every page then says so",
            "# reuse, theme: docs/settings.md",
            "",
        )
    )


def listed(project: Path) -> tuple[str, ...]:
    """Say what would be deleted, by name, with the number of letters."""
    letters = len(list((project / "content/requests").glob("*/*.txt")))
    held = tuple(name for name in EMPTIED if (project / name).exists() and name != ".cache")
    counted = f" ({letters} {'letter' if letters == 1 else 'letters'})" if letters else ""
    return tuple(f"{name}{counted if name == 'content/requests' else ''}" for name in held)


def start_site(project: Path, answers: Answers, day: str) -> Iterator[str]:
    """Write `site.yml`, delete what was here, and say what to do next; a build that runs meanwhile is in the way.

    Raises UserError where the system refuses; it says whether anything had been written by then.
    """
    written = False
    with locked(project):
        try:
            (project / "content").mkdir(exist_ok=True)
            replace_file(project / "content/site.yml", site_yml(answers, day).encode())
            written = True
            for name in EMPTIED:
                _delete(project / name, project / LOCK)
        except OSError as error:
            message = f"The system refuses it ({error.strerror})."
            remedy = "Close what holds it open, then run the command again."
            raise UserError([problem(str(error.filename or project), 0, message, remedy)], written=written) from error
    yield "content/site.yml is yours. Next:"
    yield "  python3 build.py add LETTER…   adds letters of any format"
    yield "  python3 build.py               builds the site: open site/index.html"
    yield "Look through content/pages/: what they promise, you promise."


def _delete(path: Path, lock: Path) -> None:
    """Delete a file or a folder; of the folder that holds the lock, all but that, which is held."""
    if path == lock.parent and not path.is_symlink():
        for held in path.iterdir():
            if held != lock:
                _delete(held, lock)
    elif path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
