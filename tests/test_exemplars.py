"""The two pages that are the standard (docs/editorial.md §10 to 12), built from the repository's own content."""

from __future__ import annotations

import pytest
from sites import Site, make_site
from the_example import CONTENT

from disclosed.publishing.documents import load_documents
from disclosed.publishing.runs import NO_BREAK
from disclosed.publishing.views import Grid, LedgerView, LetterView, ListView, RequestView, Rich
from disclosed.settling.assembly import build_package
from disclosed.settling.content import load_content

FIRST, SECOND = "missing-children-2020-21", "missing-asylum-seeking-children"


@pytest.fixture(scope="module")
def site() -> Site:
    package, _ = build_package(load_content(CONTENT))
    return make_site(package, documents=load_documents(CONTENT))


def words(rich: Rich) -> str:
    """Give running text as the standard prints it, which does not show where a line may not break."""
    return "".join(run.text for run in rich).replace(NO_BREAK, " ")


def request_view(site: Site, request: str) -> RequestView:
    view = site.page(f"requests/{request}/index.html").view
    assert isinstance(view, RequestView)
    return view


def letter_view(site: Site, request: str) -> LetterView:
    view = site.page(f"requests/{request}/leicester/index.html").view
    assert isinstance(view, LetterView)
    return view


def grids(view: RequestView) -> list[Grid]:
    return [item.grid for section in view.sections for item in section.exhibits if item.grid]


def cells(grid: Grid) -> list[list[str]]:
    return [[words(cell.words) for cell in row.cells] for row in grid.rows]


def test_the_first_page_has_the_tables_and_charts_of_the_standard(site: Site) -> None:
    view = request_view(site, FIRST)
    assert view.head.title == "Children recorded as missing"
    assert view.head.place == f"Leicester, April{NO_BREAK}2020 to March{NO_BREAK}2021"
    assert len(view.findings) == 5
    pictures = [picture for section in view.sections for item in section.exhibits for picture in item.pictures]
    assert [(picture.label, picture.title) for picture in pictures] == [
        ("Figure 1.", "Children recorded as missing, by number of times, Leicester, April 2020 to March 2021"),
        ("Figure 2.", "Return interviews offered, by whether accepted, Leicester, April 2020 to March 2021"),
    ]
    assert [grid.label for grid in grids(view)] == ["Table 1.", "Table 2.", "Table 3.", "Table 4."]


def test_the_tables_of_the_first_page_read_as_the_standard_does(site: Site) -> None:
    totals, times, interviews, providers = grids(request_view(site, FIRST))
    assert cells(totals) == [
        ["All children under 18, including looked-after children [note 1]", "279"],
        ["of which looked-after children [note 1] [note 2]", "64"],
    ]
    assert [words(column.words) for column in times.columns] == [
        "Number of times recorded as missing",
        "Children not looked after [note 1]",
        "Looked-after children [note 2]",
    ]
    assert cells(times) == [
        ["Once", "130", "19"], ["Twice", "36", "10"], ["Three times", "18", "3"], ["Four times", "9", "3"], ["Five times", "2", "4"],
        ["Between six and 10 times", "11", "11"], ["Between 11 and 20 times", "7", "7"], ["Between 21 and 50 times", "5", "6"],
        ["Between 51 and 100 times", "0", "3"], ["More than 100 times", "0", "0"], ["Sum of the rows (calculated)", "218", "66"],
    ]  # fmt: skip
    assert times.skip == "Skip Table 2 (20 links)"
    assert [words(column.words) for column in interviews.columns] == [
        "Group", "Offered", "Accepted [note 3]", "Not accepted", "Accepted as % of offered (calculated)",
    ]  # fmt: skip
    assert cells(interviews) == [
        ["Children not looked after", "597", "339", "258", "56.8"],
        ["Looked-after children", "694", "234", "460", "33.7"],
    ]
    assert words(providers.caption).endswith("[note 3]")
    assert cells(providers) == [
        ["Local authority staff", "1,254"],
        ["Commissioned services", "27"],
        ["Sum of the rows (calculated)", "1,281"],
    ]


def test_the_notes_of_the_first_page_stand_in_order_of_use_with_where_they_are_used(site: Site) -> None:
    notes = request_view(site, FIRST).notes
    assert [words(note.used) for note in notes[:3]] == [
        "Used in finding 2, finding 3, Table 1, Table 2. See the check.",
        "Used in finding 3, Table 1, Table 2. See the check.",
        "Used in finding 4, finding 5, Table 3, Table 4. See the check.",
    ]
    assert words(notes[0].words) == (
        "The ten numbers in answer 2a add to 218. Answer 1a less answer 1b is 279 − 64 = 215. "
        "The difference is 3. The letter gives no explanation."
    )
    assert words(notes[-1].words) == "The letter prints no date and no reference."


def test_the_facts_beside_the_first_title_are_those_of_the_standard(site: Site) -> None:
    facts = {fact.name: words(fact.value) for fact in request_view(site, FIRST).head.facts}
    last = f"[note {len(request_view(site, FIRST).notes)}]"
    assert facts | {"Data": ""} == {
        "Authority": "Leicester City Council",
        "Letter": "Read the letter",
        "Date": f"Not printed {last}",
        "Reference": f"Not printed {last}",
        "Figures": "30, nothing withheld",
        "Checks": "9 comparisons",
        "Data": "",
    }


def test_the_second_page_has_the_tables_of_the_standard_and_no_chart_of_small_numbers(site: Site) -> None:
    view = request_view(site, SECOND)
    looked_after, asylum = grids(view)
    assert [words(column.words) for column in looked_after.columns] == [
        "Period", "Looked after", "Missing or absent", "Missing or absent as % of looked after (calculated)", "Still missing",
    ]  # fmt: skip
    assert cells(looked_after) == [
        ["2022", "844", "95", "11.3", "0"],
        ["2023", "844", "108", "12.8", "0"],
        ["2024", "837", "113", "13.5", "0"],
        ["January to May 2025 [note 1]", "663", "48", "[z]", "0"],
    ]
    assert [words(line) for line in looked_after.legend] == ["[z]: not calculated for part of a year."]
    assert cells(asylum) == [
        ["2022", "58", "4", "5"],
        ["2023", "82", "8", "12"],
        ["2024", "78", "4", "5"],
        ["January to May 2025 [note 1]", "51", "2", "3"],
    ]
    pictures = [picture.label for section in view.sections for item in section.exhibits for picture in item.pictures]
    assert pictures == ["Figure 1.", "Figure 2.", "Figure 3."]


def test_what_was_withheld_is_said_with_the_provision_its_plain_words_and_the_letters_reason(site: Site) -> None:
    view = request_view(site, SECOND)
    assert [words(paragraph) for paragraph in view.withheld[0].paragraphs] == [
        "The council withheld the age and nationality of the children counted in question 3. It relied on section 40(2) of the Freedom of Information Act 2000, which covers personal data about someone other than the requester.",
        "The letter’s reason: “Numbers are very low and there is a potential for an individual to be identified.”",
        "Section 17, also cited, is the Act’s rule on how a refusal is given, not a reason for one.",
    ]
    assert words(view.withheld[0].source) == "Letter, line 111"
    assert "Question 5a asks the same about question 5" in words(view.withheld_words[0])


@pytest.mark.parametrize(("request_name", "count"), [(FIRST, 30), (SECOND, 25)])
def test_every_figure_of_a_letter_leads_to_what_uses_it(site: Site, request_name: str, count: int) -> None:
    lines = [line for passage in letter_view(site, request_name).passages for line in passage.lines]
    figures = [run for line in lines for run in line.words if run.style == "mark"]
    assert len(figures) == count
    assert all(run.href and run.anchor for run in figures)
    assert all(line.uses for line in lines if any(run.style == "mark" for run in line.words))


def test_the_five_children_of_line_44_are_used_where_the_standard_says(site: Site) -> None:
    line = next(line for passage in letter_view(site, FIRST).passages for line in passage.lines if line.number == 44)
    uses = [run.text for run in line.uses if run.href]
    assert uses[:3] == ["Table 2", "Figure 1", "check 2"]
    assert 'id="L44C1"' in site.html(f"requests/{FIRST}/leicester/index.html")


def test_a_chart_that_leaves_the_page_names_the_questions_it_draws(site: Site) -> None:
    charts = {path: data.decode() for path, data in site.files.items() if path.endswith("children-looked-after.svg")}
    assert [" question 1." in " ".join(data.split("</text>")) for data in charts.values()] == [True]
    assert not [data for data in charts.values() if "questions 1, 1a" in data]


def test_a_question_that_goes_on_after_its_answer_is_no_part_of_the_answer(site: Site) -> None:
    styles = {line.number: line.style for passage in letter_view(site, FIRST).passages for line in passage.lines}
    assert [styles[number] for number in (12, 13, 55, 57, 59, 107, 131, 133)] == [
        "asked", "answered", "answered", "asked", "asked", "asked", "answered", "answered",
    ]  # fmt: skip


def test_a_letter_leads_to_each_of_its_questions_but_those_that_only_introduce_others(site: Site) -> None:
    view = letter_view(site, FIRST)
    assert [link.text for link in view.contents] == [
        "1a",
        "1b",
        "2a",
        "2b",
        "3a",
        "3b",
        "3c",
        "3d",
        "3e.i",
        "3e.ii",
        "4",
        "5",
    ]
    anchors = {f"#{passage.anchor}" for passage in view.passages}
    assert {link.href for link in view.contents} <= anchors


def test_a_figure_that_no_table_shows_is_said_to_stand_in_a_sentence(site: Site) -> None:
    passages = {passage.title: passage for passage in letter_view(site, SECOND).passages}
    assert words(passages["Question 5"].outcome[0]) == "1 figure. Used in a sentence of its own."


def test_many_figures_of_one_answer_are_named_as_a_range_of_lines(site: Site) -> None:
    sources = [words(finding.source) for finding in request_view(site, FIRST).findings]
    assert sources == [
        "Letter, line 7, line 9",
        "Letter, line 18",
        "Letter, lines 46 to 55, lines 94 to 105",
        "Letter, line 112, line 114, line 118, line 122",
        "Letter, line 127, line 129",
    ]


def test_the_letters_say_what_they_do_not_print(site: Site) -> None:
    view = letter_view(site, FIRST)
    facts = {fact.name: words(fact.value) for fact in view.head.facts}
    assert facts["Authority"] == (
        "Leicester City Council. Not printed in the heading; identified by an editor from the address leicester.gov.uk"
    )
    assert (facts["Reference"], facts["Date"]) == ("Not printed", "Not printed")
    assert facts["Laws"] == "Freedom of Information Act 2000, Environmental Information Regulations 2004"
    assert words(view.head.standfirst) == (
        "30 figures published. Set aside: bounds inside band labels and an age (13) in answer 5. None unexplained."
    )


def test_under_each_table_stands_what_was_compared_with_it_and_what_follows_is_not_counted(site: Site) -> None:
    def lines(request: str) -> list[str]:
        exhibits = [item for section in request_view(site, request).sections for item in section.exhibits if item.grid]
        return [words(item.source[0]) for item in exhibits]

    assert lines(FIRST) == [
        "Checks: 3 comparisons use these figures. One holds and two differ.",
        "Checks: 3 comparisons use these figures. One holds and two differ.",
        "Checks: 3 comparisons use these figures. Two hold and one differs.",
        "Checks: 1 comparison uses these figures. It differs.",
    ]
    assert lines(SECOND) == [
        "Checks: 17 comparisons use these figures. All hold.",
        "Checks: 16 comparisons use these figures. All hold.",
    ]
    link = request_view(site, FIRST).sections[0].exhibits[0].source[0][1]
    assert link.href.startswith("../../checks/index.html#")


def test_the_ledger_lists_what_was_compared(site: Site) -> None:
    view = site.page("checks/index.html").view
    assert isinstance(view, LedgerView)
    group = next(group for group in view.groups if "recorded as missing" in group.title)
    rows = {row[1]: row for row in cells(group.grids[0])}
    assert rows["Bands of 2a = 1a − 1b"][2:] == [
        "218",
        "279 − 64 = 215",
        "3",
        "Differs by 3",
        "Editor: as released. [note 1]",
    ]
    assert rows["↳ All bands = 1a"][2:] == ["284", "279", "5", "Differs by 5", "Follows from the two above"]
    assert rows["1b is not more than 1a"][2:] == ["64", "279", "[z]", "Holds", "[z]"]
    assert [group.title for group in view.groups] == [
        "Children recorded as missing,",
        "Looked-after children who went missing or absent,",
    ]
    assert [link.text.partition(",")[0] for link in view.head.actions] == ["All checks (CSV", "Their terms (CSV"]
    periods, once = view.groups[1].grids
    assert words(periods.caption) == "Comparisons in the letter on missing UASC children, left and right in each period"
    assert words(once.caption) == "Comparisons in the letter on missing UASC children, each made once"
    assert [words(column.words) for column in once.columns] == [
        "Question",
        "What was compared",
        "Left",
        "Right",
        "Result",
    ]
    assert once.legend == ()
    assert cells(periods)[0] == [
        "1, 1a",
        "1a is not more than 1",
        "95; 844",
        "108; 844",
        "113; 837",
        "48; 663",
        "All hold",
    ]


def test_the_home_page_reads_as_the_standard_does(site: Site) -> None:
    view = site.page("index.html").view
    assert isinstance(view, ListView)
    assert view.tally == ("2 requests", "2 letters", "1 authority", "55 figures", "1 answer withheld")
    entries = {entry.title: (entry.place, words(entry.words), entry.note) for entry in view.groups[0].entries}
    assert entries["Children recorded as missing"] == (
        f"Leicester, April{NO_BREAK}2020 to March{NO_BREAK}2021",
        "Leicester City Council recorded 279 children under 18 as missing; 64 of them were looked after.",
        "30 figures, nothing withheld.",
    )
    assert entries["Looked-after children who went missing or absent"] == (
        f"Leicester, 2022 to May{NO_BREAK}2025",
        "In 2024, 113 looked-after children went missing or absent, of 837 looked after during the year.",
        "25 figures, 1 answer withheld.",
    )
