"""What pages the site has, and what each says: decided from the package, before anything is rendered."""

from __future__ import annotations

import dataclasses
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import (
    LOANS,
    MUSEUM,
    NORTHBY,
    SETTINGS,
    Site,
    changed,
    make_plan,
    make_site,
    many_requests,
    plan_site,
    small_package,
    without_figures,
)

from disclosed.describing.coverage import ORDER
from disclosed.findings import UserError
from disclosed.links import check_anchor, ledger_anchor, question_anchor, relative, request_page, slug, turned
from disclosed.packaging.package import package_hash, render_package
from disclosed.publishing.asked import LONGEST_QUOTE, asked_title, quotation
from disclosed.publishing.data_pages import SAMPLE_COLUMNS, _clipped
from disclosed.publishing.letter_facts import letter_facts
from disclosed.publishing.runs import NO_BREAK, size_words
from disclosed.publishing.siteplan import leaves
from disclosed.publishing.views import (
    Aside,
    DataView,
    Exhibit,
    Grid,
    LedgerView,
    LetterView,
    ListView,
    RequestView,
    Rich,
    Run,
)
from disclosed.site import Document, SiteSettings


@pytest.fixture(scope="module")
def site() -> Site:
    return make_site(small_package())


def words(rich: Rich) -> str:
    return "".join(run.text for run in rich)


def parts(value: object, kind: type) -> Iterator[object]:
    """Walk a view for everything of one type."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item, kind)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from parts(getattr(value, field.name), kind)


def request_view(site: Site, request: str = LOANS) -> RequestView:
    view = site.page(f"requests/{request}/index.html").view
    assert isinstance(view, RequestView)
    return view


def letter_view(site: Site, response: str = NORTHBY) -> LetterView:
    view = site.page(f"requests/{response}/index.html").view
    assert isinstance(view, LetterView)
    return view


def test_the_site_has_a_page_for_everything_in_the_package(site: Site) -> None:
    paths = {page.path for page in site.pages}
    assert {
        "index.html", "requests/index.html", "checks/index.html", "withheld/index.html", "data/index.html", "data/changes/index.html",
        "404.html", "about/index.html", "method/index.html", "topics/libraries/index.html", "authorities/westley/index.html",
        "requests/library-loans/index.html", "requests/library-loans/northby/index.html", "requests/library-loans/southam/index.html",
        "requests/museum-visits/index.html", "requests/museum-visits/northby/index.html", "data/figures/index.html", "data/lines/index.html",
        "data/library-loans-readers/index.html", "data/museum-visits-years/index.html",
    } <= paths  # fmt: skip
    assert len(paths) == len(site.pages)


def test_every_table_has_as_many_cells_in_a_row_as_headings_and_none_is_empty(site: Site) -> None:
    grids = [grid for page in site.pages for grid in parts(page.view, Grid)]
    assert len(grids) > 20
    for grid in grids:
        assert isinstance(grid, Grid)
        assert [len(row.cells) for row in grid.rows] == [len(grid.columns)] * len(grid.rows)
        assert all(words(cell.words).strip() for row in grid.rows for cell in row.cells), grid.caption


def test_a_number_in_a_table_is_a_link_to_its_line_with_the_line_for_screen_readers(site: Site) -> None:
    grid = next(iter(parts(request_view(site), Grid)))
    assert isinstance(grid, Grid)
    links = [run for row in grid.rows for cell in row.cells for run in cell.words if run.style == "figure"]
    assert links[0] == Run("1,200", "northby/index.html#L3C9", "figure", unseen=" (line 3)")


def test_what_an_authority_did_not_give_is_said_in_words_in_an_answer_column(site: Site) -> None:
    grid = next(iter(parts(request_view(site), Grid)))
    assert isinstance(grid, Grid)
    assert words(grid.columns[-1].words) == "Answer"
    silent = [row for row in grid.rows if words(row.cells[0].words).startswith("Westley")]
    assert [[words(cell.words) for cell in row.cells][-1] for row in silent] == ["No reply"]  # one row for all years
    assert silent[0].cells[-1].words[0].variant == "no-reply"


def test_notes_are_numbered_in_the_order_of_use_and_list_what_uses_them(site: Site) -> None:
    view = request_view(site)
    marks = [run.text for run in parts(view.sections, Run) if isinstance(run, Run) and run.style == "note"]
    first_uses = list(dict.fromkeys(marks))
    assert first_uses
    assert first_uses == [f"[note {at}]" for at in range(1, len(first_uses) + 1)]
    assert [note.label for note in view.notes] == [f"[note {at}]" for at in range(1, len(view.notes) + 1)]
    assert all("Table 1" in words(note.used) for note in view.notes if note.label in first_uses)


def test_a_note_on_a_difference_leads_to_its_row_in_the_ledger(site: Site) -> None:
    links = [run for note in request_view(site).notes for run in note.used if run.text == "See the check"]
    assert len(links) == 1
    anchor = links[0].href.partition("#")[2]
    assert f'id="{anchor}"' in site.html("checks/index.html")


def test_every_mark_of_a_note_has_an_id_of_its_own(site: Site) -> None:
    anchors = [run.anchor for run in parts(request_view(site), Run) if isinstance(run, Run) and run.anchor]
    assert len(anchors) == len(set(anchors)) > 0


def test_every_figure_of_a_letter_is_marked_once_at_its_place_in_its_words(site: Site) -> None:
    marks = {run.anchor: run for run in parts(letter_view(site), Run) if isinstance(run, Run) and run.style == "mark"}
    figures = site.plan.index.figures(NORTHBY)
    assert {f"L{row.line}C{row.column_from}": row.as_written for row in figures} == {
        anchor: run.text for anchor, run in marks.items()
    }


def test_a_figure_says_every_place_that_uses_it(site: Site) -> None:
    line = next(line for passage in letter_view(site).passages for line in passage.lines if line.number == 3)
    assert [run.text for run in line.uses if run.href] == [
        "Table 1",
        "Figure 1",
        "check 1",
        "40.0% in Table 1 (calculated)",
    ]
    assert [run.href for run in line.uses if run.href][:2] == ["../index.html#table-1", "../index.html#figure-1"]


def test_a_number_set_aside_is_marked_and_accounted_for(site: Site) -> None:
    view = letter_view(site)
    assert "3" in [run.text for run in parts(view.passages, Run) if isinstance(run, Run) and run.style == "aside"]
    assert words(view.head.standfirst).startswith("4 figures published. Set aside:")


def test_the_lines_of_a_letter_stand_in_order_whole_and_once(site: Site) -> None:
    lines = [line for passage in letter_view(site).passages for line in passage.lines]
    printed = [row for row in site.plan.index.lines(NORTHBY) if row.text.strip()]
    assert [line.number for line in lines] == [row.line for row in printed]
    assert [words(line.words) for line in lines] == [row.text.strip() for row in printed]


def test_a_figure_that_a_reader_is_led_to_says_how_to_cite_it(site: Site) -> None:
    lines = [line for passage in letter_view(site).passages for line in passage.lines]
    assert all(len(line.cites) == len([run for run in line.words if run.style == "mark"]) for line in lines)
    assert next(line.cites for line in lines if line.cites) == (
        (
            "Cite this figure: Northby Town Council (2025) Books lent, three authorities, 2024, response to a Freedom of Information"
            " request [FOI 12], question 1, line 3: “1,200”. Published by Example readers, Answers of Northby and Southam, version 1.0.0,"
            " https://example.org/foi/requests/library-loans/northby/#L3C9."
        ),
    )


def test_a_calculated_number_has_a_place_to_which_its_figures_lead(site: Site) -> None:
    html = site.html(request_page(LOANS))
    leads = [
        run.href.partition("#")[2]
        for passage in letter_view(site).passages
        for line in passage.lines
        for run in line.uses
        if run.text.endswith("(calculated)")
    ]
    assert leads
    assert all(re.search(f'<td class="number computed"[^>]* id="{anchor}">', html) for anchor in leads)


def test_a_letter_of_several_documents_says_where_each_begins(site: Site) -> None:
    package = site.plan.index.package
    first = max(row.line for row in package.lines if row.response == NORTHBY) - 2
    lines = tuple(
        replace(row, document=2) if row.response == NORTHBY and row.line > first else row for row in package.lines
    )
    passages = letter_view(make_site(replace(package, lines=lines))).passages
    assert [(passage.lines[0].number, passage.remark) for passage in passages if "document" in passage.remark] == [
        (first + 1, "document 2")
    ]


def test_a_question_that_shares_its_lines_stands_behind_them_and_empty_lines_have_no_heading(site: Site) -> None:
    package = site.plan.index.package
    first, _, last = [row for row in package.questions if row.response == NORTHBY]
    end = first.answer_last_line
    shared = replace(last, first_line=first.first_line, last_line=first.last_line, answer_first_line=end, answer_last_line=end)  # fmt: skip
    lines = tuple(
        replace(row, question="", part="question", text="")
        if (row.response, row.question) == (NORTHBY, last.question)
        else row
        for row in package.lines
    )
    questions = tuple(shared if row is last else row for row in package.questions)
    view = letter_view(make_site(replace(package, questions=questions, lines=lines)))
    titles = [passage.title for passage in view.passages if passage.title.startswith(("Question", "Lines"))]
    assert titles == ["Question 1", "Question 3", "Question 2"]


def test_the_outcome_of_a_refusal_is_a_tag_with_the_provision_linked(site: Site) -> None:
    passage = next(passage for passage in letter_view(site).passages if passage.title == "Question 3")
    tag, *_ = passage.outcome[0]
    assert (tag.text, tag.style, tag.variant) == ("Withheld", "tag", "withheld")
    assert any("legislation.gov.uk" in run.href for run in passage.outcome[0])


def test_a_letter_of_which_only_metadata_is_published_has_a_full_page_with_each_outcome() -> None:
    site = make_site(without_figures(small_package(), NORTHBY))
    view = letter_view(site)
    assert [passage.title for passage in view.passages] == ["Question 1", "Question 2", "Question 3"]
    assert all(passage.outcome and not passage.lines for passage in view.passages)
    assert "What became of each question" in site.html(f"requests/{NORTHBY}/index.html")


def test_a_letter_published_by_its_quoted_lines_says_that_it_is_not_whole() -> None:
    package = changed(small_package(), MUSEUM, publish="figures")
    quoted = {row.line for row in package.figures if row.response == MUSEUM}
    lines = tuple(row for row in package.lines if row.response != MUSEUM or row.line in quoted)
    view = letter_view(make_site(replace(package, lines=lines)), MUSEUM)
    assert view.line_words.startswith("Only the lines that figures are quoted from are shown.")
    assert {line.number for passage in view.passages for line in passage.lines} == quoted


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("withdrawn", "The letter from Northby Town Council was removed from this page on 2 March 2025."),
        (
            "under_review",
            "The letter from Northby Town Council has been under review since 2 March 2025. Its text and its figures are not shown meanwhile.",
        ),
    ],
)
def test_a_letter_that_does_not_stand_as_published_says_so_on_both_pages(state: str, said: str) -> None:
    site = make_site(changed(small_package(), NORTHBY, state=state))
    assert [words(notice) for notice in letter_view(site).head.notices] == [said]
    assert [words(notice) for notice in request_view(site).head.notices] == [said]


def test_a_request_without_tables_has_a_table_and_a_csv_for_each_question_with_figures() -> None:
    package = replace(small_package(), tables=(), derived=(), derived_terms=())
    site = make_site(package)
    grids = [grid for grid in parts(request_view(site).sections, Grid) if isinstance(grid, Grid)]
    assert [words(grid.caption).partition(",")[0] for grid in grids] == ["Answer to question 1", "Books not returned"]
    assert site.files["requests/library-loans/question-1.csv"].startswith(b"request,authority,sequence,response,label")
    assert 'href="question-1.csv"' in site.html("requests/library-loans/index.html")


def test_a_dictionary_says_what_a_column_holds_before_its_type(site: Site) -> None:
    grids = {
        grid.anchor: grid for grid in parts(site.page("data/figures/index.html").view, Grid) if isinstance(grid, Grid)
    }
    assert [words(column.words) for column in grids["dictionary"].columns] == [
        "Name",
        "What it holds",
        "Type",
        "Always given",
    ]


def test_first_rows_show_the_end_of_an_identifier_as_a_link_and_leave_out_what_says_nothing(site: Site) -> None:
    grids = {
        grid.anchor: grid for grid in parts(site.page("data/figures/index.html").view, Grid) if isinstance(grid, Grid)
    }
    sample = grids["sample-table"]
    first = sample.rows[0].cells[0].words[0]
    figure = site.plan.index.package.figures[0]
    assert first.text == "…/" + "/".join(figure.figure.split("/")[-2:])
    assert first.href.endswith(f"#L{figure.line}C{figure.column_from}")
    shown = list(zip(*[[words(cell.words) for cell in row.cells] for row in sample.rows], strict=True))
    assert not [column for column in shown if set(column) <= {"(empty)", "false"}]


def test_first_rows_of_a_table_show_its_values_and_do_not_repeat_what_an_identifier_says(site: Site) -> None:
    table = site.plan.index.package.tables[0]
    page = site.page(f"data/{table.resource}/index.html")
    grids = {grid.anchor: grid for grid in parts(page.view, Grid) if isinstance(grid, Grid)}
    names = [words(column.words) for column in grids["sample-table"].columns]
    assert {"value", "figure"} <= set(names)
    assert not {"request", "response"} & set(names)
    assert len(names) <= SAMPLE_COLUMNS


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("library-loans/northby/L3C9", "…/northby/L3C9"),
        ("library-loans/northby", "library-loans/northby"),
        ("library-loans/northby/share(Q1[2022], Q2[2022])", "…/northby/share(Q1[2022], Q2[2022])"),
        ("How many books were lent in the year to March 2024?", "How many books were lent in the year …"),
        ("and / or / both", "and / or / both"),
        ("x" * 60, "x" * 60),
        ("", ""),
    ],
)
def test_a_long_cell_of_the_first_rows_is_clipped_and_shows_it(whole: str, shown: str) -> None:
    assert _clipped(whole) == shown


def test_charts_and_tables_stand_on_a_page_in_the_order_of_their_numbers(site: Site) -> None:
    for request in (LOANS, "museum-visits"):
        view = site.page(f"requests/{request}/index.html").view
        assert isinstance(view, RequestView)
        labels = [each.label for section in view.sections for item in section.exhibits for each in item.pictures]
        assert labels == [f"Figure {at}." for at in range(1, len(labels) + 1)]


def test_the_data_can_be_cited_and_its_licence_is_linked(site: Site) -> None:
    view = site.page("data/index.html").view
    assert isinstance(view, DataView)
    package = site.plan.index.package
    assert view.reuse.cite == (
        f"{package.publisher} ({package.released[:4]}) {package.title}: data package, version {package.version}, "
        "https://example.org/foi/data/."
    )
    assert any(run.href for run in view.reuse.paragraphs[0])


def test_code_that_would_run_off_a_narrow_screen_is_broken_at_its_brackets(site: Site) -> None:
    view = site.page("data/figures/index.html").view
    assert isinstance(view, DataView)
    assert [example.code.split("\n")[2:] for example in view.examples[:2]] == [
        [
            "figures = pd.read_csv(",
            '  "figures.csv", dtype=str, keep_default_na=False',
            ")",
            "numbers = [",
            '  "value", "min", "max", "line", "column_from", "column_to"',
            "]",
            "figures[numbers] = figures[numbers].apply(pd.to_numeric)",
            'observed = figures[figures.status == "observed"]',
            'latest = observed[(observed.total == "false") & (observed.superseded == "false")]',
        ],
        [
            "figures <- read_csv(",
            '  "figures.csv", na = "", col_types = cols(question = "c")',
            ")",
            'observed <- subset(figures, status == "observed")',
            "latest <- subset(observed, !total & !superseded)",
        ],
    ]


def test_a_site_of_which_nothing_was_released_before_says_so() -> None:
    plan = replace(make_plan(small_package()), releases=())
    view = next(page.view for page in plan_site(plan) if page.path == "data/changes/index.html")
    assert isinstance(view, LedgerView)
    package = plan.index.package
    assert words(view.head.intro[0]).startswith(f"Version {package.version}")
    assert words(view.head.intro[0]).endswith("has no release before it.")


@pytest.mark.parametrize(
    ("scheme", "named"),
    [("GSS", "GSS code"), ("wikidata", "Wikidata"), ("local-authority-eng", "Local authority register"), ("X9", "X9")],
)
def test_a_register_is_named_as_its_readers_know_it(scheme: str, named: str) -> None:
    small = small_package()
    row = replace(small.authority_identifiers[0], scheme=scheme)
    site = make_plan(replace(small, authority_identifiers=(row,)))
    view = next(page.view for page in plan_site(site) if page.path == f"authorities/{row.authority}/index.html")
    assert isinstance(view, ListView)
    assert named in [fact.name for fact in view.head.facts]


def test_a_page_is_found_by_its_headings_and_has_few_landmarks(site: Site) -> None:
    for page in site.pages:
        html = site.html(page.path)
        assert not re.findall(r"<(?:section|aside)\b[^>]*\baria-label|role=.region", html), page.path
        assert len(re.findall(r"<(?:header class=.site|nav|main|footer)\b", html)) <= 7, page.path


def test_what_keeps_words_together_stays_out_of_what_other_programs_read(site: Site) -> None:
    for page in site.pages:
        head, _, body = site.html(page.path).partition("</head>")
        assert NO_BREAK not in head, page.path
        assert NO_BREAK not in body.partition('class="crumbs"')[2].partition("</nav>")[0], page.path


def test_lists_turn_the_page_after_200_rows() -> None:
    plan = make_plan(many_requests(450))
    lists = [page for page in plan_site(plan) if page.path.startswith("requests/") and isinstance(page.view, ListView)]
    assert [page.path for page in lists] == [
        "requests/index.html",
        "requests/page-2/index.html",
        "requests/page-3/index.html",
    ]
    assert [sum(len(group.entries) for group in page.view.groups) for page in lists if isinstance(page.view, ListView)] == [200, 200, 52]  # fmt: skip
    assert [link.text for link in lists[1].view.pager] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]  # type: ignore[union-attr]  # a list


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [([], [()]), ([(1, 3)], [(1,)]), ([(1, 3), (2, 3), (3, 3)], [(1,), (2,), (3,)]), ([(1, 2), (2, 2), (3, 9)], [(1, 2), (3,)])],
)  # fmt: skip
def test_leaves_hold_at_most_their_rows_and_never_none(
    sizes: list[tuple[int, int]], expected: list[tuple[int, ...]]
) -> None:
    assert list(leaves(sizes, 5)) == expected


def test_home_shows_ten_requests_and_leads_to_the_rest() -> None:
    home = next(page for page in plan_site(make_plan(many_requests(12))) if page.path == "index.html").view
    assert isinstance(home, ListView)
    assert [len(group.entries) for group in home.groups] == [10]
    assert [title for _, title, _ in home.indexes] == ["All requests", "Topics", "Authorities"]


def test_links_are_relative_and_name_their_file_and_canonical_ones_are_short(site: Site) -> None:
    page = site.page("requests/library-loans/northby/index.html")
    assert page.frame.home == "../../../index.html"
    assert page.frame.canonical == "https://example.org/foi/requests/library-loans/northby/"
    assert [link.href for link in page.frame.crumbs] == ["../../../index.html", "../../index.html", "../index.html", ""]


def test_the_page_for_missing_addresses_alone_uses_the_base_path(site: Site) -> None:
    page = site.page("404.html")
    assert page.frame.root == "/foi/"
    assert [link.href for link in page.frame.navigation] == [
        "/foi/requests/",
        "/foi/data/",
        "/foi/withheld/",
        "/foi/checks/",
    ]
    assert page.frame.canonical == ""


def test_without_a_base_url_nothing_needs_an_absolute_address() -> None:
    site = make_site(small_package(), SiteSettings(title="Answers"))
    frame = site.page("requests/library-loans/index.html").frame
    assert (frame.canonical, frame.image, frame.feed) == ("", "", "")
    assert site.page("404.html").frame.root == "/"
    assert b"og:url" not in site.files["index.html"]


def test_a_report_carries_the_address_of_its_page(site: Site) -> None:
    report = site.page("checks/index.html").frame.report
    assert report is not None
    assert (
        report.href == "mailto:editor@example.org?subject=Problem%20with%20https%3A%2F%2Fexample.org%2Ffoi%2Fchecks%2F"
    )


@pytest.mark.parametrize("kind", ["independent", "authority"])
def test_whose_site_it_is_stands_on_every_page_and_never_both(kind: str) -> None:
    site = make_site(small_package(), replace(SETTINGS, publisher_kind=kind))  # type: ignore[arg-type]  # of two literals
    for page in site.pages:
        html = site.html(page.path)
        assert ("This is an independent website." in html) == (kind == "independent")
        assert ("Published by A. Volunteer." in html) == (kind == "authority")


def test_a_page_of_prose_may_not_take_a_name_of_the_sites_own() -> None:
    document = Document("data", "Data", "Mine.", "Words.", "content/pages/data.md")
    with pytest.raises(UserError) as error:
        plan_site(make_plan(small_package(), documents=(document,)))
    assert str(error.value).splitlines()[0] == (
        "content/pages/data.md: The site has a page of its own named 'data'. Give the file another name."
    )


def test_two_pages_at_one_address_are_an_error() -> None:
    twice = tuple(Document("about", title, "Mine.", "Words.", f"content/pages/{title}.md") for title in ("one", "two"))
    with pytest.raises(UserError) as error:
        plan_site(make_plan(small_package(), documents=twice))
    assert str(error.value) == "about/index.html: Two pages of the site have this address. Rename one of them."


def test_a_plan_does_not_depend_on_the_files_it_was_not_given() -> None:
    bare = {page.path for page in plan_site(make_plan(small_package()))}
    assert bare == {page.path for page in make_site(small_package()).pages}


SEGMENTS = st.lists(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), min_size=0, max_size=4)


@given(SEGMENTS, SEGMENTS, st.sampled_from(["", "#L44C1"]))
def test_a_relative_link_leads_back_to_its_target(page: list[str], target: list[str], fragment: str) -> None:
    here, there = "/".join([*page, "index.html"]), "/".join([*target, "index.html"])
    path, _, found = relative(here, there + fragment).partition("#")
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    assert (resolved, f"#{found}" if found else "") == (there, fragment)


@pytest.mark.parametrize(
    ("number", "anchor"),
    [("2a", "question-2a"), ("3e.i", "question-3e-i"), ("1~2", "question-1_2"), ("A1", "question-a1")],
)
def test_a_question_has_a_plain_anchor(number: str, anchor: str) -> None:
    assert question_anchor(number) == anchor


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("教育", "医療", False),
        ("教育", "教育 (1)", False),
        ("Łódź", "Odz", False),
        ("कि", "का", False),
        ("かき", "かぎ", False),
        ("教育", " 教育. ", True),
        ("Dŵr", "dwr", True),
        ("Dŵr", "Dw\u0302r", True),
        ("Straße", "STRASSE", True),
    ],
)
def test_topics_share_an_address_where_they_differ_in_case_accents_or_punctuation_alone(
    one: str, other: str, *, alike: bool
) -> None:
    assert (slug(one) == slug(other)) is alike
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("bins/north-leicester", "bins-north/leicester"), ("bins/leicester/2", "bins/leicester-2")],
)
def test_letters_and_their_comparisons_never_share_a_place_of_the_ledger(one: str, other: str) -> None:
    assert ledger_anchor(one) != ledger_anchor(other)
    assert check_anchor(one) != check_anchor(other)


def test_names_for_addresses_are_plain() -> None:
    assert slug("Children’s services & care") == "children-s-services-care"
    assert slug("…") == "other"
    assert slug("Dŵr, égouts") == "dwr-egouts"
    assert check_anchor("a/b/bands-2a") == "check-a_b_bands-2a"
    assert turned("checks/index.html", 1) == "checks/index.html"
    assert turned("checks/index.html", 3) == "checks/page-3/index.html"


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (999, "1 kB"), (1_499, "1 kB"), (1_500, "2 kB"), (38_123, "38 kB"), (1_250_000, "1.3 MB")],
)
def test_sizes_are_said_in_round_numbers(size: int, said: str) -> None:
    assert size_words(size) == said


def test_questions_are_headed_by_their_numbers() -> None:
    assert asked_title(["1a"]) == "Question 1a, as asked"
    assert asked_title(["1a", "1b", "2"]) == "Questions 1a, 1b and 2, as asked"


@given(st.text(alphabet=st.sampled_from("ab c.?,d "), max_size=1_000))
def test_a_quotation_is_whole_or_shows_where_it_was_cut(text: str) -> None:
    short = quotation(text)
    assert len(short) <= LONGEST_QUOTE + 2
    assert short == text or (short.endswith(" …") and text.startswith(short.removesuffix(" …")))


def test_no_view_holds_a_dict_or_a_float(site: Site) -> None:
    values = [value for page in site.pages for value in parts(page, object)]
    assert not [value for value in values if isinstance(value, (dict, float))]
    assert len(values) > 10_000


def test_a_request_has_the_same_pages_by_itself_and_among_all(site: Site) -> None:
    sizes = {path: len(data) for path, data in site.files.items()}
    plan = site.plan.with_sizes(sizes, package_hash(render_package(small_package())))
    among_all = {page.path: page for page in plan_site(plan)}
    by_itself = {page.path: page for page in site.pages}
    assert by_itself.keys() == among_all.keys()
    for path, page in among_all.items():
        assert replace(by_itself[path], frame=replace(by_itself[path].frame, package=page.frame.package)) == page


def test_a_page_names_the_state_of_the_data_that_it_shows(site: Site) -> None:
    named = {page.path: page.frame.package for page in site.pages}
    request = f"requests/{LOANS}/index.html"
    assert named["index.html"] == named["data/index.html"] == package_hash(render_package(small_package()))
    with zipfile.ZipFile(io.BytesIO(site.files[f"requests/{LOANS}/{LOANS}.zip"])) as archive:
        assert named[request] == package_hash({name: archive.read(name) for name in archive.namelist()})
    assert named[request] == named[f"requests/{NORTHBY}/index.html"] == named[f"data/{LOANS}-readers/index.html"]
    assert {path for path, package in named.items() if not package} >= {"requests/index.html", "checks/index.html"}


def test_a_request_to_several_says_who_answered_when_and_where() -> None:
    group = request_view(make_site(small_package())).answered
    assert group is not None
    rows = [[words(cell.words) for cell in row.cells] for row in group.grids[0].rows]
    assert rows == [
        ["Northby Town Council", "Answered", f"3{NO_BREAK}February 2025", "Letter"],
        ["Southam District Council", "Answered", "Not printed", "Letter"],
        ["Westley Council", "No reply", rows[2][2], "[z]"],
    ]


def test_a_request_to_one_authority_has_no_list_of_who_answered(site: Site) -> None:
    assert request_view(site, "museum-visits").answered is None


def test_few_labels_beside_several_authorities_stand_as_columns() -> None:
    package = small_package()
    readers = replace(package.tables[0], calculated=())
    view = request_view(make_site(replace(package, tables=(readers, package.tables[1]), derived=(), derived_terms=())))
    grid = next(iter(parts(view.sections, Grid)))
    assert isinstance(grid, Grid)
    assert [words(column.words) for column in grid.columns] == ["Authority", "Adults", "Children", "Total", "Answer"]
    assert [words(cell.words) for cell in grid.rows[-1].cells] == ["Westley Council", "[x]", "[x]", "[x]", "No reply"]


def test_a_share_stands_only_beside_the_letter_that_it_was_calculated_from() -> None:
    package = small_package()
    table = next(table for table in package.tables if table.calculated)
    derived = next(name for column in table.calculated for _, name in column.cells if name)
    index = make_plan(package).index
    letters = {index.figure[term.figure].response for term in index.derived_terms(derived) if term.figure}
    assert len(letters) == 1
    own = index.authority[index.response[letters.pop()].authority].name
    grid = next(grid for grid in parts(request_view(make_site(package)).sections, Grid) if isinstance(grid, Grid))
    shown = [
        words(row.cells[0].words).partition(" [")[0]
        for row in grid.rows
        if any(c.style == "computed" for c in row.cells)
    ]
    assert shown == [own]


def test_a_note_on_an_authority_is_marked_once_in_its_rows(site: Site) -> None:
    grid = next(iter(parts(request_view(site).sections, Grid)))
    assert isinstance(grid, Grid)
    marked = [words(row.cells[0].words) for row in grid.rows if any(run.style == "note" for run in row.cells[0].words)]
    assert len(marked) == len(set(marked)) == 1


def test_the_page_of_a_withdrawn_letter_holds_nothing_that_describes_it() -> None:
    html = make_site(changed(small_package(), NORTHBY, state="withdrawn")).html(f"requests/{NORTHBY}/index.html")
    assert "was removed from this page on 2 March 2025." in html
    assert not [said for said in ("FOI 12", "1,200", "Fewer than 5", "figures published", "re-use") if said in html]


def test_a_site_without_any_request_has_its_pages() -> None:
    small = small_package()
    rows = ("authorities", "authority_identifiers", "requests", "asked", "responses", "questions", "refusals", "lines", "figures",
            "set_aside", "checks", "check_terms", "derived", "derived_terms", "notes", "tables")  # fmt: skip
    empty = replace(small, attribution="", **dict.fromkeys(rows, ()))  # type: ignore[arg-type]  # all of them tuples
    paths = {page.path for page in plan_site(make_plan(empty))}
    assert {
        "index.html",
        "requests/index.html",
        "checks/index.html",
        "withheld/index.html",
        "data/figures/index.html",
    } <= paths


def test_a_table_of_more_than_ten_links_can_be_passed_over(site: Site) -> None:
    for page in site.pages:
        for grid in parts(page.view, Grid):
            assert isinstance(grid, Grid)
            links = [
                run for row in grid.rows for cell in row.cells for run in cell.words if run.href and run.style != "note"
            ]
            assert bool(grid.skip) == (len(links) > 10), grid.anchor


def test_what_an_editor_gave_of_a_letter_is_marked_as_given() -> None:
    dated = changed(small_package(), NORTHBY, received="2025-01-07", from_editor="reference;received")
    facts = {fact.name: words(fact.value) for fact in letter_facts(make_plan(dated), NORTHBY)}
    assert facts["Reference"] == "FOI 12, given by an editor"
    assert facts["Date"] == "3 February 2025"
    assert facts["Request received"] == "7 January 2025, given by an editor"


@pytest.mark.parametrize(("publish", "target"), [("all", "#L2"), ("metadata", "")])
def test_the_day_of_the_request_leads_to_its_line_where_the_page_shows_it(publish: str, target: str) -> None:
    dated = changed(small_package(), NORTHBY, request_sent="2025-01-06", request_line=2)
    plan = make_plan(dated if publish == "all" else without_figures(dated, NORTHBY))
    (fact,) = (fact for fact in letter_facts(plan, NORTHBY) if fact.name == "Request sent")
    assert [(run.text, run.href) for run in fact.value] == [("6 January 2025, ", ""), ("line 2", target)]


def test_a_line_set_in_columns_by_spaces_keeps_them() -> None:
    small = small_package()
    bare = next(
        row
        for row in small.lines
        if row.response == NORTHBY
        and row.text
        and not any(figure.line == row.line for figure in small.figures if figure.response == NORTHBY)
    )
    heads = "             2022/23   2023/24"
    lines = tuple(replace(row, text=heads) if row is bare else row for row in small.lines)
    view = letter_view(make_site(replace(small, lines=lines)))
    found = [("".join(run.text for run in line.words), line.columns) for own in view.passages for line in own.lines]
    assert (heads, True) in found
    assert not any(columns for words, columns in found if words != heads)


def test_a_table_does_not_say_again_what_the_title_of_its_chart_has_said(site: Site) -> None:
    exhibits = [exhibit for page in site.pages for exhibit in parts(page.view, Exhibit) if isinstance(exhibit, Exhibit)]
    told = [(exhibit.grid.caption[0], {own.title for own in exhibit.pictures}) for exhibit in exhibits if exhibit.grid]
    assert {run.style for run, titles in told if run.text in titles} == {"said"}
    assert {run.style for run, titles in told if run.text not in titles} == {""}


def test_the_order_of_authorities_is_explained_once_on_a_page() -> None:
    package = replace(small_package(), tables=(), derived=(), derived_terms=())
    view = request_view(make_site(package))
    asides = [aside for aside in parts(view.sections, Aside) if isinstance(aside, Aside)]
    assert sum(aside.title.startswith("Who answered") for aside in asides) > 1
    assert sum(words(paragraph) == ORDER for aside in asides for paragraph in aside.paragraphs) == 1


def test_a_question_without_a_short_name_is_quoted_before_its_chart_and_not_again_in_the_margin() -> None:
    package = replace(small_package(), tables=(), derived=(), derived_terms=())
    unnamed, named = request_view(make_site(package)).sections[:2]
    asked = next(row.text for row in package.questions if row.response == NORTHBY and row.question == "1")
    assert (unnamed.title, words(unnamed.lead)) == ("Answer to question 1", f"1. {asked}")
    assert (named.title, named.lead) == ("Books not returned", ())
    assert "1. " not in [paragraph[0].text for aside in parts(unnamed, Aside) for paragraph in aside.paragraphs]
    assert "2. " in [paragraph[0].text for aside in parts(named, Aside) for paragraph in aside.paragraphs]
