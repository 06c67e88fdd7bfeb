"""Many refusals of one request on a page: put together where they are alike, each with its letter's words and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosed.describing.refusal_words import MOST_ALONE, Reason, Withheld, sentence_together, together
from disclosed.publishing.refused import refused_grid
from disclosed.publishing.runs import plain
from disclosed.publishing.views import RequestView
from disclosed.publishing.views import Withheld as Shown
from disclosed.settling.content import build_package, load_content
from tests.served import PLACE, write_project
from tests.sites import make_plan, plan_site

NAMES = tuple(f"{name} Borough Council" for name in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Lime", "Oak"))
LETTER = """{name}

1. How many skips are there?

{answer}

You may re-use the information under the Open Government Licence v3.0.
"""
COMMERCIAL = "This would harm the supplier. It is exempt under section 43(2) of the Freedom of Information Act 2000."


def refusal(name: str, **changes: object) -> Withheld:
    given = {
        "response": f"bins/{name}",
        "question": "1",
        "letter": name,
        "who": name,
        "did": "withheld the names",
        "they_did": "withheld the names",
        "provisions": ("FOIA s40(2)",),
        "lines": (5,),
        "reason": Reason("The letter says", "“Exempt.”"),
        "also": (),
    }
    return Withheld(**{**given, **changes})  # type: ignore[arg-type]


def shown(tmp_path: Path, answers: dict[str, str]) -> tuple[Shown, ...]:
    """Plan the page of a request to as many bodies as gave answers, and give what it says of refusals."""
    files = {
        f"{PLACE}/{name.split()[0].lower()}.txt": LETTER.format(name=name, answer=words)
        for name, words in answers.items()
    }
    files |= {file.replace(".txt", ".yml"): "state: published\npublished: 2026-11-22\n" for file in [*files]}
    project = write_project(tmp_path, {**files, f"{PLACE}/request.md": "---\ntitle: Skips\n---\n"})
    package, _ = build_package(load_content(project / "content"))
    page = next(page for page in plan_site(make_plan(package)) if page.path == "requests/bins/index.html")
    assert isinstance(page.view, RequestView)
    return page.view.withheld


def words(rich: object) -> str:
    return "".join(run.text for run in rich)  # type: ignore[attr-defined]


def test_few_refusals_are_told_one_by_one() -> None:
    few = [refusal(name) for name in NAMES[:MOST_ALONE]]
    assert together(few) == tuple((one,) for one in few)


def test_many_that_are_alike_are_told_together_in_the_order_of_the_first() -> None:
    other = refusal("Yew", provisions=("FOIA s12(1)",))
    many = [refusal("Ash"), other, *(refusal(name) for name in NAMES[1:])]
    groups = together(many)
    assert [[one.who for one in group] for group in groups] == [["Ash", *NAMES[1:]], ["Yew"]]
    assert sentence_together(groups[0]).plain == (
        "8 authorities withheld the names. They relied on section 40(2) of the Freedom of Information Act 2000, which covers "
        "personal data about someone other than the requester."
    )


def test_many_letters_of_one_body_are_told_one_by_one() -> None:
    many = [refusal("Ash", response=f"bins/ash-{at}") for at in range(9)]
    assert together(many) == tuple((one,) for one in many)


@pytest.mark.parametrize(
    ("changes", "words_said"),
    [
        ({"provisions": ()}, "8 authorities withheld the names. The letters name no provision."),
        ({"provisions": None}, "8 authorities withheld the names."),
        (
            {"did": "suppressed 2 figures in its answer to question 1", "they_did": "suppressed figures in their answers to question 1", "provisions": None},
            "8 authorities suppressed figures in their answers to question 1.",
        ),
    ],
)  # fmt: skip
def test_what_several_did_is_said_of_several(changes: dict[str, object], words_said: str) -> None:
    assert sentence_together([refusal(name, **changes) for name in NAMES]).plain == words_said


def test_the_table_says_what_each_withheld_only_where_that_differs() -> None:
    alike = refused_grid([refusal("Ash"), refusal("Elm", reason=Reason())], "w", lambda _: (plain("line 5"),))
    assert [words(column.words) for column in alike.columns] == ["Authority", "Reason, as the letter has it", "Letter"]
    assert [[words(cell.words) for cell in row.cells] for row in alike.rows] == [
        ["Ash", "“Exempt.”", "line 5"],
        ["Elm", "None quoted here", "line 5"],
    ]
    silent = refused_grid([refusal(name, reason=Reason()) for name in NAMES], "w", lambda _: (plain("Letter"),))
    assert [words(column.words) for column in silent.columns] == ["Authority", "Letter"]
    differing = refused_grid(
        [refusal("Ash", did="suppressed 1 figure"), refusal("Elm", did="suppressed 2 figures")], "w", lambda _: ()
    )
    assert [words(row.cells[1].words) for row in differing.rows] == ["Suppressed 1 figure", "Suppressed 2 figures"]


def test_a_page_of_many_refusals_has_a_table_that_leads_to_each_line(tmp_path: Path) -> None:
    (item,) = shown(tmp_path, dict.fromkeys(NAMES, COMMERCIAL))
    assert words(item.paragraphs[0]).startswith(
        "8 authorities withheld the answer to question 1 (“How many skips are there?”). They"
    )
    assert item.grid is not None
    assert [words(row.cells[0].words) for row in item.grid.rows] == list(NAMES)
    assert {words(row.cells[1].words) for row in item.grid.rows} == {"“This would harm the supplier.”"}
    links = [run.href for row in item.grid.rows for run in row.cells[-1].words if run.href]
    assert links == [f"{name.split()[0].lower()}/index.html#L5" for name in NAMES]


def test_a_page_of_few_refusals_tells_each_in_full(tmp_path: Path) -> None:
    answers = {name: COMMERCIAL if at < 2 else "There are 12." for at, name in enumerate(NAMES)}
    items = shown(tmp_path, answers)
    assert [item.grid for item in items] == [None, None]
    assert words(items[1].paragraphs[1]) == "The letter’s reason: “This would harm the supplier.”"
