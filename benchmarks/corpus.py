"""Write a seeded corpus of varied, invented letters: the same seed gives the same bytes on every machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

MEASURES = ("Bin collections missed", "Trees planted", "Library cards issued", "Potholes repaired", "Parking permits sold",
            "Pool visits", "Planning objections", "Street lamps replaced", "Allotments let", "Dog licences checked")  # fmt: skip
PLACES = ("North", "South", "East", "West", "Central", "Riverside", "Hill", "Harbour")
YEARS = ("2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24")
Rows = list[tuple[str, int]]


def dash_rows(rows: Rows) -> list[str]:
    """`North - 1,204`."""
    return [f"{label} - {value:,}" for label, value in rows]


def colon_rows(rows: Rows) -> list[str]:
    """`• North: 1,204`."""
    return [f"• {label}: {value:,}" for label, value in rows]


def tab_cells(rows: Rows) -> list[str]:
    """One cell a line after a tab, an empty line after each row, as Word documents come out of Apache Tika."""
    head = ["\t", "\tNumber", ""]
    return head + [line for label, value in rows for line in (f"\t{label}", f"\t{value}", "")]


def pipe_rows(rows: Rows) -> list[str]:
    """`North | 1204 |`."""
    return ["Area | Number |", *(f"{label} | {value} |" for label, value in rows)]


def bullet_gaps(rows: Rows) -> list[str]:
    """Write a bullet, then the number some lines below."""
    return [line for label, value in rows for line in (f"· {label}", "", "", str(value), "")]


def one_line(rows: Rows) -> list[str]:
    """`North: 1204; South: 88.`."""
    return ["; ".join(f"{label}: {value}" for label, value in rows) + "."]


LAYOUTS: tuple[Callable[[Rows], list[str]], ...] = (dash_rows, colon_rows, tab_cells, pipe_rows, bullet_gaps, one_line)


def letter_lines(chance: random.Random, name: str) -> Iterator[str]:
    """Yield one letter's lines: four questions with figures, one in words, sometimes one refused."""
    yield from (f"{name} Borough Council", f"Our reference: FOI/{chance.randint(1000, 99999)}",
                f"{chance.randint(1, 28)} {chance.choice(('March', 'June', 'October'))} {chance.randint(2019, 2025)}", "",
                "Freedom of Information Act 2000", "", "Thank you for your request. Our answers are below.", "")  # fmt: skip
    layout = chance.choice(LAYOUTS)
    for number, measure in enumerate(chance.sample(MEASURES, 4), start=1):
        labels = chance.choice((PLACES, YEARS))
        rows = [
            (label, chance.randint(2100, 6000) if chance.random() < 0.3 else chance.randint(20, 1800))
            for label in labels
        ]
        yield from (f"{number}. How many of these were there: {measure.lower()}?", *layout(rows), "")
    yield from ("5. Who provides the service?", "It is provided by our own staff.", "")
    if chance.random() < 0.3:
        yield from ("6. What are the names of the staff?",
                    "This is withheld under section 40(2) of the Freedom of Information Act 2000 (personal data).", "")  # fmt: skip
    yield from ("You may re-use this information under the Open Government Licence v3.0.", "",
                "If you are unhappy with this reply you may ask for an internal review within 40 working days.")  # fmt: skip


def request_text(number: int) -> str:
    """Write a `request.md` with one table a question, each of four with a chart."""
    tables = "\n".join(
        f"  table-{n}:\n    title: Answers to question {n}\n    unit: items\n    labels: area\n    rows:\n      - figures: Q{n}"
        for n in range(1, 5)
    )
    return f"---\ntitle: Street services, set {number}\nperiod: 2023-04-01/2024-03-31\ntopics: [street services]\ntables:\n{tables}\n---\n"


def write_corpus(folder: Path, letters: int, *, seed: int = 1) -> None:
    """Write a whole project of `letters` letters, each of its own request, under `folder`."""
    chance = random.Random(seed)
    content = folder / "content"
    (content / "pages").mkdir(parents=True, exist_ok=True)
    (content / "site.yml").write_text(
        "title: Benchmark\nbase_url: https://benchmark.example/\npublisher:\n  name: Benchmark\n  kind: independent\n"
        "contact: editor@benchmark.example\nversion: 1.0.0\nreleased: 2026-11-22\n", "utf-8")  # fmt: skip
    names = []
    for number in range(1, letters + 1):
        stem = f"town-{number}"
        names.append(f"{stem}:\n  name: Town {number} Borough Council\n  place: Town {number}\n  type: borough\n")
        request = content / "requests" / f"street-services-{number}"
        request.mkdir(parents=True, exist_ok=True)
        (request / f"{stem}.txt").write_text(
            "\n".join(letter_lines(chance, f"Town {number}")) + "\n", "utf-8", newline="\n"
        )
        (request / f"{stem}.yml").write_text("state: published\npublished: 2026-11-22\n", "utf-8")
        if chance.random() < 0.5:
            (request / "request.md").write_text(request_text(number), "utf-8")
    (content / "authorities.yml").write_text("".join(names), "utf-8")
