"""Changes to a project's content, one of each kind, that a build or a preview must take in."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

LETTERS = "content/requests/*/*.txt"
BESIDE = "content/requests/*/*.yml"


def some(chance: random.Random, project: Path, pattern: str) -> Path | None:
    """Choose a file or folder, if there is one."""
    found = sorted(project.glob(pattern))
    return chance.choice(found) if found else None


def replace_in(path: Path | None, old: str, new: str) -> None:
    if path is not None:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8", newline="\n")


def change_a_figure(chance: random.Random, project: Path) -> None:
    old, new = chance.sample("13579", 2)
    replace_in(some(chance, project, LETTERS), f"{old}\n", f"{new}\n")


def suppress_a_figure(chance: random.Random, project: Path) -> None:
    """Suppress what ends in some digit; a copy of the request may still give it."""
    replace_in(some(chance, project, LETTERS), f"{chance.choice('13579')}\n", "<5\n")


def change_words_of_a_letter(chance: random.Random, project: Path) -> None:
    replace_in(some(chance, project, LETTERS), "our own staff", f"a company named {chance.choice('ABCDE')}")


def add_a_letter(chance: random.Random, project: Path) -> None:
    """Add a second letter of some authority to its request."""
    letter = some(chance, project, "content/requests/*/town-?.txt")
    if letter:
        number = chance.choice("23")
        for path in (letter, letter.with_suffix(".yml")):
            shutil.copy(path, path.with_stem(f"{letter.stem}-{number}"))


def delete_a_letter(chance: random.Random, project: Path) -> None:
    letter = some(chance, project, LETTERS)
    if letter and len(list(letter.parent.glob("*.txt"))) > 1:
        letter.unlink()
        letter.with_suffix(".yml").unlink()


def draft_or_publish(chance: random.Random, project: Path) -> None:
    path = some(chance, project, BESIDE)
    if path:
        published = "state: published\npublished: 2026-11-22\n"
        path.write_text("state: draft\n" if path.read_text("utf-8") == published else published, "utf-8", newline="\n")


def withdraw(chance: random.Random, project: Path) -> None:
    path = some(chance, project, BESIDE)
    if path:
        path.write_text("state: withdrawn\npublished: 2026-11-22\nwithdrawn: 2026-11-23\n", "utf-8", newline="\n")


def retitle_a_request(chance: random.Random, project: Path) -> None:
    path = some(chance, project, "content/requests/*/request.md")
    replace_in(path, "title: Street", f"title: {chance.choice(('Town', 'County', 'Old'))} and street")


def drop_a_request_md(chance: random.Random, project: Path) -> None:
    path = some(chance, project, "content/requests/*/request.md")
    if path:
        path.unlink()


def add_a_request(chance: random.Random, project: Path) -> None:
    """Copy a request under another name, of which it has an own part."""
    folder = some(chance, project, "content/requests/street-services-?")
    if folder:
        shutil.copytree(folder, folder.with_name(f"{folder.name}-copy-{chance.choice('ab')}"), dirs_exist_ok=True)


def delete_a_request(chance: random.Random, project: Path) -> None:
    folder = some(chance, project, "content/requests/*")
    if folder and len(list(folder.parent.iterdir())) > 2:
        shutil.rmtree(folder)


def ask_somebody(chance: random.Random, project: Path) -> None:
    folder = some(chance, project, "content/requests/*")
    if folder:
        rows = [f"town-{chance.choice('789')},2026-01-01,2026-02-01,no_reply,,\n"]
        header = "authority,sent,due,state,state_date,note\n"
        (folder / "asked.csv").write_text(header + "".join(rows), "utf-8", newline="\n")


def rename_an_authority(chance: random.Random, project: Path) -> None:
    replace_in(
        project / "content/authorities.yml",
        f"place: Town {chance.randint(1, 4)}\n",
        f"place: Place {chance.randint(1, 9)}\n",
    )


def add_an_authority(chance: random.Random, project: Path) -> None:
    path = project / "content/authorities.yml"
    name = f"town-{chance.choice('789')}"
    text = path.read_text("utf-8")
    if f"{name}:" not in text:
        path.write_text(f"{text}{name}:\n  name: {name.title()} Council\n", "utf-8", newline="\n")


def change_the_site(chance: random.Random, project: Path) -> None:
    path = project / "content/site.yml"
    lines = [
        line
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith(("title:", "base_url:", "theme:", "  link:"))
    ]
    lines.append(f"title: {chance.choice(('Answers', 'Benchmark', 'Letters'))}")
    if chance.random() < 0.7:
        lines.append("base_url: https://benchmark.example/")
    if chance.random() < 0.3:
        lines.append('theme:\n  link: {light: "#003300", dark: "#aaffaa"}')
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def release(chance: random.Random, project: Path) -> None:
    version = f"1.{chance.randint(1, 9)}.0"
    folder = project / "content/releases"
    folder.mkdir(exist_ok=True)
    notes = f"version: {version}\nreleased: 2026-12-01\nchanges:\n- Some figures.\n"
    (folder / f"{version}.yml").write_text(notes, "utf-8", newline="\n")
    site = project / "content/site.yml"
    lines = [line for line in site.read_text("utf-8").splitlines() if not line.startswith("version:")]
    site.write_text("\n".join((*lines, f"version: {version}")) + "\n", "utf-8", newline="\n")


def write_prose(chance: random.Random, project: Path) -> None:
    name = chance.choice(("about", "method", "more"))
    text = f"---\ntitle: {name.title()} {chance.randint(1, 3)}\ndescription: On {name}.\n---\nWords, {chance.randint(1, 9)}.\n"
    (project / f"content/pages/{name}.md").write_text(text, "utf-8", newline="\n")


def delete_prose(chance: random.Random, project: Path) -> None:
    path = some(chance, project, "content/pages/*.md")
    if path:
        path.unlink()


def change_the_theme(chance: random.Random, project: Path) -> None:
    """Lay a template of the project's own over the one of its name, or take it away."""
    theme = project / "content/theme/macros"
    if theme.exists() and chance.random() < 0.4:
        shutil.rmtree(theme.parent)
        return
    theme.mkdir(parents=True, exist_ok=True)
    ours = (Path(__file__).resolve().parent.parent / "templates/macros/pager.html").read_text("utf-8")
    (theme / "pager.html").write_text(f"{ours}{{# {chance.randint(1, 9)} #}}\n", "utf-8", newline="\n")
    (theme.parent / "static").mkdir(exist_ok=True)
    (theme.parent / "static/own.txt").write_text(str(chance.randint(1, 9)), "utf-8")


CHANGES: tuple[Callable[[random.Random, Path], None], ...] = (
    change_a_figure,
    suppress_a_figure,
    change_words_of_a_letter,
    add_a_letter,
    delete_a_letter,
    draft_or_publish,
    withdraw,
    retitle_a_request,
    drop_a_request_md,
    add_a_request,
    delete_a_request,
    ask_somebody,
    rename_an_authority,
    add_an_authority,
    change_the_site,
    release,
    write_prose,
    delete_prose,
    change_the_theme,
)
