"""What the pages say, word for word, for the two real letters; and the rules on other packages made by hand."""

from __future__ import annotations

import ast
import gc
import re
import shutil
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from time import perf_counter

import pytest
from packages import LOANS, MUSEUM, NORTHBY, VISITS, small_package

from disclosed.charting.charts import plan_charts
from disclosed.describing import describe, letter_words
from disclosed.describing.chart_text import describe_chart
from disclosed.describing.chart_words import (
    calculated_heading,
    caption,
    chart_title,
    legend,
    value_heading,
)
from disclosed.describing.coverage import not_given, who_answered
from disclosed.describing.findings_text import calculated_line, commentary_blocks, findings
from disclosed.describing.headline import headline, headline_doubt
from disclosed.describing.index import Index
from disclosed.describing.ledger import LedgerRow, _with_label, ledger
from disclosed.describing.letter_words import _digits
from disclosed.describing.note_words import note_list, table_marks
from disclosed.describing.refusal_words import not_answered, nothing_withheld, short_provision, withheld
from disclosed.describing.rule_findings import rule_findings
from disclosed.describing.sentences import NoteMark, Sentence
from disclosed.findings import UserError
from disclosed.reading import tokens
from disclosed.rows import CalculatedColumn, Dimension, Observation, Package, RefusalRow
from disclosed.settling.content import build_package, load_content
from disclosed.site import SiteSettings
from tests.the_example import CONTENT

ROOT = Path(__file__).resolve().parent.parent
CHILDREN = "missing-children-2020-21"
ASYLUM = "missing-asylum-seeking-children"
ADDRESS = "https://disclosed.example/requests/x/"


@cache
def leicester() -> Index:
    """The package of the real content."""
    package, _ = build_package(load_content(CONTENT))
    return Index(package)


def numbered(index: Index, request: str) -> dict[str, int]:
    """Number notes as a page does: in order of use in findings and tables, then as listed."""
    used = [key for sentence in findings(index, request) for key in sentence.notes]
    for table in index.tables(request):
        marks = table_marks(index, table)
        used += [*marks.caption, *(key for _, keys in (*marks.columns, *marks.rows) for key in keys)]
    listed = [note.key for note in note_list(index, request)]
    return {key: place for place, key in enumerate(dict.fromkeys((*used, *listed)), 1)}


def printed(index: Index, request: str, sentence: Sentence) -> str:
    """Print a sentence with its notes' numbers."""
    numbers = numbered(index, request)
    words = []
    for piece in sentence.pieces:
        if isinstance(piece, NoteMark):
            number = numbers[piece.key]
            words.append(f"[note {number}]" if piece.form == "mark" else str(number))
        else:
            words.append(piece if isinstance(piece, str) else piece.words)
    return "".join(words)


# The two exemplar pages


@pytest.mark.parametrize(
    ("request_id", "title", "standfirst", "counts"),
    [
        (
            CHILDREN,
            "Children recorded as missing, Leicester, April 2020 to March 2021",
            (
                "What Leicester City Council answered about children under 18 recorded as missing between 1 April 2020 and "
                "31 March 2021. It covers how many times, and the return interviews offered and accepted."
            ),
            "30 figures, nothing withheld.",
        ),
        (
            ASYLUM,
            "Looked-after children who went missing or absent, Leicester, 2022 to May 2025",
            (
                "What Leicester City Council answered about looked-after children who went missing or absent in 2022, 2023, "
                "2024 and part of 2025. It includes children identified as unaccompanied asylum-seeking or separated."
            ),
            "25 figures, 1 answer withheld.",
        ),
    ],
)
def test_a_request_is_titled_introduced_and_counted(request_id: str, title: str, standfirst: str, counts: str) -> None:
    index = leicester()
    assert describe.title_of(index, request_id).words == title
    assert describe.standfirst(index, request_id) == standfirst
    assert describe.request_counts(index, request_id) == counts


def test_the_home_page_counts_what_the_package_holds() -> None:
    counts = ("2 requests", "2 letters", "1 authority", "55 figures", "1 answer withheld")
    assert describe.site_counts(leicester()) == counts


@pytest.mark.parametrize(
    ("request_id", "words"),
    [
        (CHILDREN, "Leicester City Council recorded 279 children under 18 as missing; 64 of them were looked after."),
        (ASYLUM, "In 2024, 113 looked-after children went missing or absent, of 837 looked after during the year."),
    ],
)
def test_an_editors_headline_is_filled_from_figures(request_id: str, words: str) -> None:
    sentence = headline(leicester(), request_id)
    assert sentence.plain == words
    assert len(sentence.places) == 2


FINDINGS = {
    CHILDREN: (
        (
            "Leicester City Council recorded 279 children under 18 as missing between 1 April 2020 and 31 March 2021. Of "
            "these, 64 were looked after."
        ),
        "More than half of the children who were not looked after were recorded as missing once (130) [note 1].",
        (
            "In the bands from “Between six and 10 times” up, the letter counts 27 looked-after children and 23 who were not "
            "looked after (calculated) [note 1] [note 2]."
        ),
        (
            "Children who were not looked after were offered 597 return interviews and 57% (339) were accepted. Looked-after "
            "children were offered 694 and 34% (234) were accepted [note 3]."
        ),
        (
            "The letter gives 1,254 accepted return interviews carried out by local authority staff and 27 by commissioned "
            "services [note 3]."
        ),
    ),
    ASYLUM: (
        "The number of looked-after children who went missing or absent was 95 in 2022, 108 in 2023 and 113 in 2024.",
        "That was 11%, 13% and 14% of the children looked after during each year (844, 844 and 837).",
        (
            "From January to May 2025, the number was 48, of 663 looked after. This is part of a year and cannot be compared "
            "with the whole years [note 1]."
        ),
        "For each period the letter gives 0 children still missing.",
        (
            "Children identified as unaccompanied asylum-seeking or separated numbered 58 in 2022, 82 in 2023 and 78 in 2024. "
            "Of these, 4, 8 and 4 went missing or absent [note 2]."
        ),
    ),
}


@pytest.mark.parametrize("request_id", sorted(FINDINGS))
def test_findings_read_as_the_exemplars_do_and_each_has_its_places(request_id: str) -> None:
    index = leicester()
    found = findings(index, request_id)
    assert tuple(printed(index, request_id, sentence) for sentence in found) == FINDINGS[request_id]
    assert all(sentence.places for sentence in found)


@pytest.mark.parametrize(
    ("request_id", "words"),
    [
        (
            CHILDREN,
            "Percentages and the sums marked calculated are worked out by this site from the council’s figures.",
        ),
        (ASYLUM, "Percentages are worked out by this site from the council’s figures."),
    ],
)
def test_the_page_says_what_is_calculated(request_id: str, words: str) -> None:
    assert calculated_line(leicester(), request_id) == words


NOTES = {
    CHILDREN: (
        (
            "The ten numbers in answer 2a add to 218. Answer 1a less answer 1b is 279 − 64 = 215. The difference is 3. The "
            "letter gives no explanation."
        ),
        (
            "The ten numbers in answer 2b add to 66. Answer 1b is 64. The difference is 2. The letter gives no explanation. "
            "(Answers 2a and 2b together add to 284 and answer 1a is 279; this follows from notes 1 and 2.)"
        ),
        (
            "Answers 3e.i and 3e.ii, on accepted interviews, add to 1,254 + 27 = 1,281. The interviews given as accepted in "
            "answers 3b and 3d add to 339 + 234 = 573. The difference is 708. The letter gives no explanation."
        ),
        "The letter does not define “missing” or “Return Interview”.",
        (
            "Question 3e also asks for the names of the local authority department and of the commissioned service. The letter "
            "gives no names under 3e; answer 4 describes who carries out the interviews."
        ),
        "The letter prints no date and no reference.",
    ),
    ASYLUM: (
        (
            "The request asked for 1 January to 31 May 2025, or to 27 May 2025. The letter does not say which end date its "
            "figures use."
        ),
        (
            "The question asks about children identified as “an unaccompanied asylum-seeking child (UASC) or a separated "
            "child”. The letter’s table headings are “CASS” for these children and “CLA” for looked-after children; it does "
            "not explain either."
        ),
        "A child looked after in more than one period is counted in each: do not add the periods.",
        "The letter gives 844 looked-after children for both 2022 and 2023.",
        (
            "Questions 1a, 3 and 4 ask about children who “have gone missing or absent”; the letter’s headings say “Missing”. "
            "It defines neither word."
        ),
        "The letter prints no date and no reference.",
    ),
}


@pytest.mark.parametrize("request_id", sorted(NOTES))
def test_notes_are_numbered_by_use_and_read_as_the_exemplars_do(request_id: str) -> None:
    index = leicester()
    numbers = numbered(index, request_id)
    words = {numbers[note.key]: printed(index, request_id, note.sentence) for note in note_list(index, request_id)}
    assert tuple(words[number] for number in sorted(words)) == NOTES[request_id]


CAPTIONS = {
    CHILDREN: (
        ("Children recorded as missing, Leicester, April 2020 to March 2021", "Number of children"),
        ("Children recorded as missing, by number of times, Leicester, April 2020 to March 2021", "Number of children"),
        ("Return interviews offered, by whether accepted, Leicester, April 2020 to March 2021", ""),
        (
            "Accepted return interviews, by who carried them out, Leicester, April 2020 to March 2021",
            "Number of interviews",
        ),
    ),
    ASYLUM: (
        ("Looked-after children, Leicester, 2022 to May 2025", "Number of children"),
        ("Unaccompanied asylum-seeking or separated children, Leicester, 2022 to May 2025", "Number of children"),
    ),
}


@pytest.mark.parametrize(
    ("period", "start", "end", "words"),
    [
        ("1 April 2020 to 31 March 2021", "2020-04-01", "2021-03-31", "April 2020 to March 2021"),
        ("1 April 2019 to 31 March 2020", "2019-04-01", "2020-03-31", "April 2019 to March 2020"),
        ("From May 2021", "2021-05-01", "", "From May 2021"),
    ],
)
def test_a_table_of_another_period_than_the_requests_is_captioned_by_its_own(
    period: str, start: str, end: str, words: str
) -> None:
    index = leicester()
    table = index.tables(CHILDREN)[0]
    rows = tuple(replace(row, period=period, period_start=start, period_end=end) for row in table.rows)
    made = caption(index, replace(table, rows=rows)).words
    assert made == f"Children recorded as missing, Leicester, {words}"
    undated = replace(
        index.package, requests=tuple(replace(row, period="", period_label="") for row in index.package.requests)
    )
    assert caption(Index(undated), replace(table, rows=rows)).words == made
    some = (*rows[:-1], replace(rows[-1], period="", period_start="", period_end=""))
    assert caption(Index(undated), replace(table, rows=some)).words == "Children recorded as missing, Leicester"


@pytest.mark.parametrize("request_id", sorted(CAPTIONS))
def test_tables_are_captioned_by_measure_place_and_period(request_id: str) -> None:
    index = leicester()
    for table, (words, heading) in zip(index.tables(request_id), CAPTIONS[request_id], strict=True):
        assert caption(index, table).words == words
        assert not heading or value_heading(table) == heading


def test_calculated_columns_and_rows_are_headed_as_such() -> None:
    columns = [column for table in leicester().tables(CHILDREN) for column in table.calculated]
    assert [calculated_heading(column) for column in columns] == [
        "Sum of the rows (calculated)",
        "Accepted as % of offered (calculated)",
        "Sum of the rows (calculated)",
    ]


def test_a_table_explains_the_markers_that_it_shows() -> None:
    looked_after, _ = leicester().tables(ASYLUM)
    assert legend(looked_after) == (("[z]", "not calculated for part of a year"),)


MARKS = {
    CHILDREN: [
        (
            "",
            {},
            {"All children under 18, including looked-after children": "1", "of which looked-after children": "1 2"},
        ),
        ("", {"Children not looked after": "1", "Looked-after children": "2"}, {}),
        ("", {"Accepted": "3"}, {}),
        ("3", {}, {}),
    ],
    ASYLUM: [("", {}, {"January to May 2025": "1"}), ("2", {}, {"January to May 2025": "1"})],
}


@pytest.mark.parametrize("request_id", sorted(MARKS))
def test_both_sides_of_a_difference_are_marked_in_the_tables(request_id: str) -> None:
    index = leicester()
    numbers = numbered(index, request_id)

    def written(keys: tuple[str, ...]) -> str:
        return " ".join(str(numbers[key]) for key in keys)

    found = []
    for table in index.tables(request_id):
        marks = table_marks(index, table)
        columns, rows = ({label: written(keys) for label, keys in side} for side in (marks.columns, marks.rows))
        found.append((written(marks.caption), columns, rows))
    assert found == MARKS[request_id]


CHARTS = {
    CHILDREN: {
        "Children recorded as missing, by number of times, Leicester, April 2020 to March 2021": (
            "Bar chart in two panels with one scale, in number of children. Among children not looked after the largest "
            "band is “Once” (130), then “Twice” (36) and “Three times” (18); every other band is 11 or fewer and the last "
            "two are 0. Among looked-after children the largest is “Once” (19), then “Between six and 10 times” (11) and "
            "“Twice” (10); “More than 100 times” is 0. The bands cover different numbers of times."
        ),
        "Return interviews offered, by whether accepted, Leicester, April 2020 to March 2021": (
            "Two bars, each divided into interviews accepted and not accepted. Children not looked after: 339 accepted and "
            "258 not accepted, 597 offered. Looked-after children: 234 accepted and 460 not accepted, 694 offered."
        ),
    },
    ASYLUM: {
        "Looked-after children, Leicester, 2022 to May 2025": (
            "Column chart of three whole years and part of 2025. 844 in 2022 and in 2023, 837 in 2024. January to May 2025, "
            "drawn with a dashed outline, is 663 and covers part of a year."
        ),
        "Looked-after children who went missing or absent, Leicester, 2022 to May 2025": (
            "Column chart of three whole years and part of 2025. 95 in 2022, 108 in 2023, 113 in 2024. January to May 2025, "
            "drawn with a dashed outline, is 48 and covers part of a year."
        ),
        "Unaccompanied asylum-seeking or separated children looked after, Leicester, 2022 to May 2025": (
            "Column chart of three whole years and part of 2025. 58 in 2022, 82 in 2023, 78 in 2024. January to May 2025, "
            "drawn with a dashed outline, is 51 and covers part of a year."
        ),
    },
}


@pytest.mark.parametrize("request_id", sorted(CHARTS))
def test_charts_are_titled_and_described_as_the_exemplars_are(request_id: str) -> None:
    index = leicester()
    drawn = {
        chart_title(index, table, chart).words: describe_chart(index, table, chart)
        for table in index.tables(request_id)
        for chart in plan_charts(index, table)
    }
    assert {title: words for title, words in drawn.items() if title in CHARTS[request_id]} == CHARTS[request_id]


def cells(row: LedgerRow) -> tuple[str, str, str, str, str]:
    """Give a single comparison as the ledger shows it."""
    (pair,) = row.pairs
    return (row.compared, pair.left, pair.right, pair.difference, f"{row.result}. {row.follows}".strip(". "))


def test_the_ledger_of_the_first_letter_is_the_editors_standard() -> None:
    assert [cells(row) for row in ledger(leicester(), f"{CHILDREN}/leicester")] == [
        ("1b is not more than 1a", "64", "279", "", "Holds"),
        ("Bands of 2a = 1a − 1b", "218", "279 − 64 = 215", "3", "Differs by 3"),
        ("Bands of 2b = 1b", "66", "64", "2", "Differs by 2"),
        ("All bands = 1a", "284", "279", "5", "Differs by 5. Follows from the two above"),
        ("3b accepted + not accepted = 3a", "339 + 258 = 597", "597", "0", "Holds"),
        ("3d accepted + not accepted = 3c", "234 + 460 = 694", "694", "0", "Holds"),
        ("3e.i + 3e.ii = 3b accepted + 3d accepted", "1,254 + 27 = 1,281", "339 + 234 = 573", "708", "Differs by 708"),
        ("3e.i is not more than that sum", "1,254", "339 + 234 = 573", "681", "Differs. Follows from the one above"),
        ("Bands meet and do not overlap", "Once", "More than 100 times", "", "Holds"),
    ]


def test_the_ledger_of_the_second_letter_has_six_statements_for_each_of_four_periods() -> None:
    rows = ledger(leicester(), f"{ASYLUM}/leicester")
    by_period = [row for row in rows if len(row.pairs) == 4]
    assert [row.compared for row in by_period] == [
        "1a is not more than 1",
        "1b is not more than 1a",
        "2 is not more than 1",
        "3 is not more than 2",
        "3 is not more than 1a",
        "4 is not less than 3",
    ]
    assert {row.result for row in by_period} == {"All hold"}
    assert [(pair.label, pair.left, pair.right) for pair in by_period[0].pairs] == [
        ("2022", "95", "844"),
        ("2023", "108", "844"),
        ("2024", "113", "837"),
        ("January to May 2025", "48", "663"),
    ]
    assert [cells(row) for row in rows if len(row.pairs) == 1] == [
        ("5 is not more than the sum of 1b", "0", "0", "", "Holds"),
        ("5 is 0 and 5a is not applicable", "0", "N/A", "", "Holds"),
    ]


def test_a_difference_says_who_settled_it_and_its_note_and_what_follows_does_not() -> None:
    rows = {row.name: row for row in ledger(leicester(), f"{CHILDREN}/leicester")}
    assert rows["providers"].settled == "Editor: as released."
    assert rows["providers"].note == f"{CHILDREN}/leicester/providers"
    assert (rows["all-bands"].settled, rows["all-bands"].note) == ("", "")
    assert rows["bands-not-looked-after"].questions == ("1a", "1b", "2a")


def test_what_was_withheld_is_said_with_the_provision_in_words_and_the_letters_own_reason() -> None:
    index = leicester()
    (refusal,) = withheld(index, ASYLUM)
    assert refusal.sentence.plain == (
        "The council withheld the age and nationality of the children counted in question 3. It relied on section 40(2) of "
        "the Freedom of Information Act 2000, which covers personal data about someone other than the requester."
    )
    assert refusal.reason.words == (
        "The letter’s reason: “Numbers are very low and there is a potential for an individual to be identified.”"
    )
    assert refusal.also == (
        "Section 17, also cited, is the Act’s rule on how a refusal is given, not a reason for one.",
    )
    assert [sentence.plain for sentence in not_answered(index, ASYLUM)] == [
        "Question 5a asks the same about question 5; the council answered “N/A”, and question 5 is 0."
    ]
    assert nothing_withheld(index, CHILDREN) == "The council withheld nothing."
    assert nothing_withheld(index, ASYLUM) == ""


def test_answers_in_words_are_named_and_left_to_the_letter() -> None:
    assert [sentence.plain for sentence in letter_words.in_words(leicester(), CHILDREN)] == [
        "Answers 4 (who provides return interviews) and 5 (support for children) are text: read them in the letter."
    ]


@pytest.mark.parametrize(
    ("response", "question", "words"),
    [
        (f"{CHILDREN}/leicester", "1", "Introduces its parts."),
        (f"{CHILDREN}/leicester", "1a", "1 figure."),
        (f"{CHILDREN}/leicester", "2a", "10 figures."),
        (f"{CHILDREN}/leicester", "4", "Text."),
        (f"{CHILDREN}/leicester", "5", "Text. 1 number set aside: 13, an age."),
        (f"{ASYLUM}/leicester", "3a", "Withheld: personal data, section 40(2)."),
        (f"{ASYLUM}/leicester", "5a", "Not applicable. The council answered “N/A”; question 5 is 0."),
    ],
)
def test_each_question_has_its_outcome_in_a_line(response: str, question: str, words: str) -> None:
    assert letter_words.outcome_line(leicester(), response, question).plain == words


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (
            f"{CHILDREN}/leicester",
            "30 figures published. Set aside: bounds inside band labels and an age (13) in answer 5. None unexplained.",
        ),
        (
            f"{ASYLUM}/leicester",
            (
                "25 figures published. Set aside: 24 year labels, section numbers and the year of an Act in answer 3a. None "
                "unexplained."
            ),
        ),
    ],
)
def test_a_letters_account_covers_every_number_of_its_answers(response: str, words: str) -> None:
    assert letter_words.account(leicester(), response) == words


def test_sources_citations_and_grounds_have_the_exact_words() -> None:
    index = leicester()
    response = f"{ASYLUM}/leicester"
    assert describe.source_line(index, response, ("1", "1a", "1b")) == (
        "Source: Leicester City Council, response to a Freedom of Information request: missing UASC children (undated; no "
        "reference), questions 1, 1a and 1b."
    )
    assert describe.source_line(index, f"{CHILDREN}/leicester", ("3e.i", "3e.ii")).endswith(", question 3e.")
    assert describe.source_line(index, f"{CHILDREN}/leicester", ("3e.i",)).endswith(", question 3e.i.")
    own = describe.attribution(index, response)
    assert own.words == "Contains public sector information licensed under the Open Government Licence v3.0."
    assert own.licence is not None
    assert own.licence.href == "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    assert own.ground == (
        "The letter says: “You may re-use the information under an Open Government Licence.” It names no version; this "
        "site applies version 3.0."
    )
    assert describe.cite_request(index, CHILDREN, ADDRESS) == (
        "Leicester City Council (no date) Children recorded as missing, Leicester, April 2020 to March 2021, response to a "
        f"Freedom of Information request [no reference]. Published by Disclosed, version 1.0.0, {ADDRESS}."
    )
    figure = f"{CHILDREN}/leicester/L7C7"
    assert describe.cite_figure(index, figure, f"{ADDRESS}#L7C7") == (
        "Leicester City Council (no date) Children recorded as missing, Leicester, April 2020 to March 2021, response to a "
        "Freedom of Information request [no reference], question 1a, line 7: “279”. Published by Disclosed, version 1.0.0, "
        f"{ADDRESS}#L7C7."
    )


# Without an editor: findings, titles and headline by rule


def without_author(package: Package) -> Package:
    """The same letters, with nothing written about them and no tables."""
    bare = tuple(
        replace(row, standfirst="", headline="", commentary="", period_label=row.period_label)
        for row in package.requests
    )
    return replace(package, requests=bare, tables=())


def test_a_letter_that_nobody_wrote_about_has_findings_in_its_own_words() -> None:
    index = Index(without_author(leicester().package))
    found = [sentence.plain for sentence in findings(index, ASYLUM)]
    assert 3 <= len(found) <= 5
    assert all(sentence.places or sentence.lines for sentence in findings(index, ASYLUM))
    assert not any(sentence.notes for sentence in findings(index, CHILDREN)[:1])


def test_findings_by_rule_over_tables_follow_the_shapes() -> None:
    package = leicester().package
    bare = replace(package, requests=tuple(replace(row, commentary="") for row in package.requests))
    index = Index(bare)
    assert [printed(index, CHILDREN, sentence) for sentence in findings(index, CHILDREN)] == [
        "The letter gives 64 for “of which looked-after children” (children recorded as missing).",
        "Among children not looked after, the band with the most children was “Once” (130) [note 1].",
        "Among looked-after children, the band with the most children was “Once” (19) [note 2].",
        "Children not looked after: 597 offered. Of these, 57% (339) were accepted and 258 not accepted.",
        "Looked-after children: 694 offered. Of these, 34% (234) were accepted and 460 not accepted.",
    ]
    assert [sentence.plain for sentence in findings(index, ASYLUM)][:2] == [
        (
            "Looked-after children, “Looked after”: the number of children was 844 in 2022, 844 in 2023 and 837 in 2024. From "
            "January to May 2025, the number of children was 663. This is part of a year and cannot be compared with the whole "
            "years."
        ),
        (
            "Looked-after children, “Missing or absent”: the number of children was 95 in 2022, 108 in 2023 and 113 in 2024. "
            "From January to May 2025, the number of children was 48. This is part of a year and cannot be compared with the "
            "whole years."
        ),
    ]


def test_without_an_editor_the_headline_is_the_first_figure_that_may_stand_alone() -> None:
    index = Index(without_author(leicester().package))
    assert headline(index, CHILDREN).plain == (
        "Leicester City Council gave 279 in answer to: “How many children (under 18 years old) were recorded as ‘missing’ "
        "in your local authority?”"
    )


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("{{ Q2a[Once] }} children once.", "question 2a, line 18: a comparison that differs tests it"),
        ("{{ Q2b[Three times] }} children.", "question 2b, line 81: it is under 10"),
        ("{{ Q1a - Q1b }} children.", "it uses a calculated number"),
        ("{{ Q1a }} children.", ""),
    ],
)
def test_a_headline_never_needs_a_note_or_points_at_a_few_people(words: str, doubt: str) -> None:
    package = leicester().package
    requests = tuple(replace(row, headline=words) if row.request == CHILDREN else row for row in package.requests)
    index = Index(replace(package, requests=requests))
    assert headline_doubt(index, CHILDREN) == doubt
    assert headline(index, CHILDREN).plain.startswith(
        "279 children." if not doubt else "Leicester City Council gave 279"
    )


def test_commentary_is_read_as_items_or_paragraphs() -> None:
    text = "# Heading\n\n- One **bold** item\n  on two lines\n- Two\n\nA paragraph.\n\n1. Three"
    assert list(commentary_blocks(text)) == ["One bold item on two lines", "Two", "A paragraph.", "Three"]


def test_a_standfirst_by_rule_names_authority_title_and_period() -> None:
    package = leicester().package
    index = Index(without_author(package))
    assert describe.standfirst(index, CHILDREN) == (
        "What Leicester City Council answered about children recorded as missing between 1 April 2020 and 31 March 2021."
    )


def test_findings_on_questions_quote_the_question_and_keep_its_labels() -> None:
    package = small_package()
    index = Index(without_author(package))
    assert [sentence.plain for sentence in findings(index, VISITS)] == [
        "In answer to “1. Visits in each year”, the letter gives 310 in 2023 and 402 in 2024."
    ]


def test_parts_that_are_times_or_numbers_are_quoted_and_make_no_sentence() -> None:
    package = leicester().package
    labels = {"Accepted": "2019", "Not accepted": "Jan-Mar 20"}
    tables = tuple(
        replace(
            table,
            rows=tuple(
                replace(row, dimensions=tuple(labels.get(label, label) for label in row.dimensions))
                for row in table.rows
            ),
        )
        for table in package.tables
    )
    bare = replace(package, requests=tuple(replace(row, commentary="") for row in package.requests), tables=tables)
    found = [sentence.plain for sentence in findings(Index(bare), CHILDREN)]
    assert (
        "Return interviews offered, by whether accepted: the letter gives, for “Children not looked after”, 597 for “Offered”: 339 for "
        "“2019” and 258 for “Jan-Mar 20”."
    ) in found


def test_a_total_that_its_parts_do_not_add_to_is_given_alone() -> None:
    package = without_author(small_package())
    index = Index(
        replace(package, responses=tuple(row for row in package.responses if row.response != f"{LOANS}/southam"))
    )
    only = replace(index.package, asked=(), figures=tuple(row for row in package.figures if row.response == NORTHBY))
    words = [sentence.plain for sentence in findings(Index(only), LOANS)]
    assert words[0] == "In answer to “1. How many books were lent in 2024?”, the letter gives 2,010 for “Total”."


# Several authorities, differences with a reply, other grounds


@pytest.fixture(scope="module")
def three_authorities(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The first request put to two more authorities, and nothing written about it."""
    root = tmp_path_factory.mktemp("three") / "content"
    shutil.copytree(CONTENT, root)
    folder = root / "requests" / CHILDREN
    for name in ("aldermoor", "hawkesbeck"):
        shutil.copy(ROOT / f"tests/letters/rr-missing-children-{name}.txt", folder / f"{name}.txt")
        (folder / f"{name}.yml").write_text("state: published\npublished: 2026-11-22\n", "utf-8")
    source = (folder / "request.md").read_text("utf-8").split("\n---\n")[0]
    kept = re.sub(r"^(?:standfirst|headline): >-\n(?:  .*\n)+", "", source, flags=re.MULTILINE)
    (folder / "request.md").write_text(f"{kept}\n---\n", "utf-8")
    package, _ = build_package(load_content(root))
    return Index(package)


def test_a_table_of_several_authorities_says_who_gave_each_figure(three_authorities: Index) -> None:
    interviews = three_authorities.tables(CHILDREN)[2]
    assert [sentence.plain for sentence in who_answered(interviews)] == [
        "Of the 3 authorities asked, 2 gave the figure for children not looked after and 1 said it does not hold it.",
        "All 3 gave the figure for looked-after children.",
    ]


def test_pages_on_several_authorities_name_each_and_rank_none(three_authorities: Index) -> None:
    index = three_authorities
    assert describe.title_of(index, CHILDREN).words == (
        "Children recorded as missing, three authorities, April 2020 to March 2021"
    )
    assert (
        headline(index, CHILDREN).plain == "Of 3 authorities asked about children recorded as missing, 3 gave figures."
    )
    said = every_sentence(index, CHILDREN)
    assert not any(re.search(r"\b(?:highest|lowest|most|least|rank)", words) for words in said if "authorit" in words)
    assert [sentence.plain for sentence in not_answered(index, CHILDREN)][-1] == (
        "Hawkesbeck Metropolitan Borough Council: the answer to question 5 is in an attachment, which is not part of the "
        "letter’s text."
    )
    rows = [row for table in index.tables(CHILDREN) for row, _ in table_marks(index, table).rows]
    assert set(rows) == {"Leicester City Council"}


def test_a_statement_that_was_not_tested_is_written_without_its_values(three_authorities: Index) -> None:
    untested = [row for row in ledger(three_authorities, f"{CHILDREN}/hawkesbeck") if row.result == "Not tested"]
    assert [row.compared for row in untested] == ["Bands of 2a = 1a − 1b", "Bands of 2a + bands of 2b = 1a"]
    assert {(pair.left, pair.right, pair.difference) for row in untested for pair in row.pairs} == {("", "", "")}


def test_several_authorities_are_counted_by_what_they_did_and_named_in_order() -> None:
    index = Index(small_package())
    table = index.tables(LOANS)[0]
    assert [sentence.plain for sentence in who_answered(table)] == [
        "Of the 3 authorities asked, 2 gave these figures and 1 has not replied."
    ]
    assert [sentence.plain for sentence in not_given(index, LOANS)] == ["Westley Council has not replied."]
    assert describe.title_of(index, LOANS).place == "three authorities, 2024"


def test_who_answered_tells_marks_words_and_silence_apart_and_counts_everybody() -> None:
    index = Index(small_package())
    table = index.tables(LOANS)[0]
    one = next(row for row in table.rows if row.figure)

    def row(body: str, label: str, status: str, value: int | None = None) -> Observation:
        return replace(
            one, authority=body, dimensions=(label,), status=status, value=value, figure="x" if value else ""
        )

    rows = [row("a", "Issued", "observed", 4), row("b", "FPNs", "observed", 5), row("b", "Paid", "suppressed")]
    rows += [row("c", "Issued", "suppressed"), row("d", "All", "in_words"), row("e", "All", "in_words")]
    rows += [row("f", "All", "attached"), row("g", "All", "not_given")]
    made = replace(table, rows=tuple(rows), dimensions=table.dimensions[:1])
    assert [sentence.plain for sentence in who_answered(made)] == [
        (
            "Of the 7 authorities asked, 2 gave these figures (1 with some suppressed), 1 suppressed them, "
            "2 answered in words, 1 answered in an attachment and 1 did not give them."
        )
    ]


def changed_check(**changes: str) -> Index:
    """The small package with its difference answered."""
    package = small_package()
    checks = tuple(replace(row, **changes) if row.result == "differs" else row for row in package.checks)  # type: ignore[arg-type]
    return Index(replace(package, checks=checks))


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "The letter gives no explanation."),
        (
            {"reply_asked": "2025-03-01", "reply_date": "2025-03-10", "reply_words": "We left out “e-books”."},
            "The council told this site on 10 March 2025: “We left out ‘e-books’.”",
        ),
        (
            {"reply_asked": "2025-03-01"},
            "This site asked the council on 1 March 2025 and had no reply by 20 March 2025. The letter gives no explanation.",
        ),
    ],
)
def test_a_reply_is_printed_in_full_and_silence_is_dated(changes: dict[str, str], ending: str) -> None:
    package = changed_check(**changes).package
    responses = tuple(replace(row, updated="2025-03-20") for row in package.responses)
    index = Index(replace(package, responses=responses))
    note = next(note for note in note_list(index, LOANS) if note.kind == "difference")
    assert note.sentence.plain == (
        "Northby Town Council: The two numbers in answer 1 add to 2,000. Answer 1 (Total) is 2,010. The difference is 10. "
        f"{ending}"
    )


def test_a_reply_stands_in_the_ledger_beside_who_settled_the_difference() -> None:
    index = changed_check(reply_asked="2025-03-01", reply_date="2025-03-10", reply_words="We left out e-books.")
    (row,) = [row for row in ledger(index, NORTHBY) if row.differs]
    assert row.settled == "Editor: as released. The council told this site on 10 March 2025: “We left out e-books.”"
    package = changed_check(reply_asked="2025-03-01").package
    undated = tuple(replace(row, updated="") for row in package.responses)
    package = replace(package, released="", responses=undated)
    (row,) = [row for row in ledger(Index(package), NORTHBY) if row.differs]
    assert row.settled == "Editor: as released. This site asked the council on 1 March 2025 and has had no reply."


@pytest.mark.parametrize(
    ("relation", "difference", "rounding", "result"),
    [
        ("=", 0, None, "Holds"),
        ("=", 2, 5, "Holds within rounding"),
        ("<=", 3, 5, "Holds within rounding"),
        ("<=", -3, 5, "Holds"),
    ],
)
def test_what_holds_because_of_rounding_alone_says_so(
    relation: str, difference: int, rounding: int | None, result: str
) -> None:
    sides = {"left": 2010 + difference, "right": 2010, "difference": difference}
    index = changed_check(**sides, relation=relation, rounding=rounding, result="holds")  # type: ignore[arg-type]
    (row,) = [row for row in ledger(index, NORTHBY) if row.compared.startswith("The sum")]
    assert row.result == result
    assert [pair.result for pair in row.pairs] == [result.casefold()]


def test_a_comparison_that_is_not_tested_shows_no_side() -> None:
    index = Index(small_package())
    row = next(row for row in ledger(index, NORTHBY) if row.result == "Not tested")
    assert [(pair.left, pair.right, pair.difference) for pair in row.pairs] == [("", "", "")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version_stated": True}, "The letter says: “Open Government Licence v3.0”."),
        (
            {
                "ground": "permission",
                "ground_words": "Please do.",
                "ground_source": "e-mail",
                "ground_by": "editor",
                "ground_date": "2025-02-03",
            },
            "The authority gave permission (e-mail): “Please do.” Decided by editor on 3 February 2025.",
        ),
        (
            {"ground": "facts_and_quotation", "licence": "", "licence_words": "", "ground_by": "editor"},
            "The letter grants no open licence; this page gives facts and short quotations. Decided by editor.",
        ),
        (
            {"ground": "none", "licence": "", "licence_words": ""},
            "The letter grants no re-use, so this page gives the outcome of each question and no figures.",
        ),
    ],
)
def test_the_ground_for_re_use_says_who_decided_and_on_what_words(changes: dict[str, object], words: str) -> None:
    package = small_package()
    responses = tuple(replace(row, **changes) if row.response == NORTHBY else row for row in package.responses)  # type: ignore[arg-type]
    own = describe.attribution(Index(replace(package, responses=responses)), NORTHBY)
    assert own.ground == words
    assert bool(own.words) is bool(changes.get("licence", "x"))


@pytest.mark.parametrize(
    ("settings", "names", "words"),
    [
        (
            SiteSettings(publisher="Us"),
            ("A Council", "B Council"),
            "This is an independent website. It is not run, approved or endorsed by A Council or B Council.",
        ),
        (
            SiteSettings(publisher="Us"),
            tuple(f"Council {n}" for n in range(20)),
            (
                "This is an independent website. It is not run, approved or endorsed by any authority whose answers it "
                "publishes."
            ),
        ),
        (SiteSettings(publisher="A Council", publisher_kind="authority"), ("A Council",), "Published by A Council."),
    ],
)
def test_the_footer_says_whose_site_it_is_and_never_both(
    settings: SiteSettings, names: tuple[str, ...], words: str
) -> None:
    assert describe.footer(settings, names) == words


def with_refusal(provisions: tuple[str, ...], answer: str) -> Index:
    """The small package with another refusal of its third question."""
    package = small_package()
    first = package.refusals[0]
    rows = tuple(replace(first, provision=name, regime=name.split(" ")[0]) for name in provisions)
    questions = tuple(
        replace(row, text="3. Please provide a list of the names.", answer=answer)
        if (row.response, row.question) == (first.response, first.question)
        else row
        for row in package.questions
    )
    return Index(replace(package, refusals=rows, questions=questions))


@pytest.mark.parametrize(
    ("provisions", "words"),
    [
        (
            ("EIR reg 12(4)(b)",),
            (
                "It relied on regulation 12(4)(b) of the Environmental Information Regulations 2004, which covers requests that "
                "are manifestly unreasonable, for instance in the work they would take."
            ),
        ),
        (
            ("FOIA s99",),
            (
                "It relied on section 99 of the Freedom of Information Act 2000 (as cited; this site could not match it to the "
                "Act)."
            ),
        ),
        ((), "The letter names no provision."),
        (
            ("FOIA s40(2)", "FOIA s41"),
            (
                "It relied on section 40(2) of the Freedom of Information Act 2000, which covers personal data about someone other "
                "than the requester, and on section 41 of the same Act, which covers information given in confidence."
            ),
        ),
    ],
)
def test_every_provision_is_explained_or_printed_as_cited(provisions: tuple[str, ...], words: str) -> None:
    index = with_refusal(provisions, "This is withheld.")
    words_said = withheld(index, LOANS)[-1].sentence.plain.replace("Northby Town Council", "")
    assert words_said.endswith(words.removeprefix("It"))


def test_neither_confirming_nor_denying_is_not_called_withholding() -> None:
    index = with_refusal(("FOIA s40(5B)",), "We neither confirm nor deny.")
    assert withheld(index, LOANS)[-1].sentence.plain.startswith(
        "Northby Town Council neither confirmed nor denied that it holds "
    )


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("FOIA s40(2)", "personal data, section 40(2)"),
        ("FOIA s12(1)", "cost limit, section 12(1)"),
        ("FOIA s14(1)", "vexatious request, section 14(1)"),
        ("FOIA s31(1)(a)", "harm to law enforcement, section 31(1)(a)"),
        ("EIR reg 12(4)(b)", "manifestly unreasonable, regulation 12(4)(b)"),
        ("FOIA s40(5B)", "neither confirmed nor denied, section 40(5B)"),
        ("FOIA s99", "section 99 (as cited; this site could not match it to the Act)"),
    ],
)
def test_a_provision_has_a_name_of_a_few_words(provision: str, words: str) -> None:
    assert short_provision(provision) == words


def test_a_number_that_nobody_explained_is_named_in_the_account() -> None:
    package = small_package()
    lines = tuple(
        replace(row, text=f"{row.text} And 77 more.") if row.part == "answer" and row.line == 3 else row
        for row in package.lines
    )
    known = letter_words.account(Index(package), MUSEUM)
    assert letter_words.account(Index(replace(package, lines=lines)), MUSEUM) != known
    assert "line 3" in letter_words.account(Index(replace(package, lines=lines)), MUSEUM)


def test_every_reason_for_setting_a_number_aside_has_its_words() -> None:
    named = set(letter_words.NAMES) | set(letter_words.MERGED)
    assert set(tokens.REASONS) <= named


def test_a_calculated_heading_is_made_from_its_formula_where_it_has_no_title() -> None:
    assert (
        calculated_heading(CalculatedColumn("share(Accepted, Offered)", "", ()))
        == "Accepted as % of offered (calculated)"
    )
    assert calculated_heading(CalculatedColumn("sum", "", ())) == "Sum of the rows (calculated)"
    assert calculated_heading(CalculatedColumn("sum", "All the rows", ())) == "All the rows (calculated)"


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("Leicester City Council", "Unitary authority", "the council"),
        ("Glanarth Police", "", "the force"),
        ("Westmarch Ambulance Service NHS Trust", "", "the trust"),
        ("Police and Crime Commissioner for Northby", "", "the commissioner"),
        ("University of Marlwick", "", "the university"),
        ("Norvale Fire and Rescue Authority", "", "the service"),
        ("Northby Harbour Board", "", "the authority"),
    ],
)
def test_after_its_full_name_an_authority_is_named_by_what_it_is(name: str, kind: str, words: str) -> None:
    row = replace(small_package().authorities[0], name=name, type=kind)
    assert describe.short_form(row) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("published", ""),
        ("withdrawn", "The letter from Northby Town Council was removed from this page on 1 May 2025."),
        (
            "under_review",
            "The letter from Northby Town Council has been under review since 1 May 2025. Its text and its figures are not shown meanwhile.",
        ),
    ],
)
def test_what_was_removed_is_dated_and_not_described(state: str, words: str) -> None:
    package = small_package()
    rows = tuple(replace(row, state=state, updated="2025-05-01") for row in package.responses)
    assert describe.notice(Index(replace(package, responses=rows)), NORTHBY) == words


def test_a_table_of_several_letters_names_them_all_in_its_source() -> None:
    index = Index(small_package())
    assert describe.table_source(index, index.tables(LOANS)[0]) == (
        "Source: responses of Northby Town Council and Southam District Council to a Freedom of Information request: books "
        "lent, question 1 as the request numbers them."
    )


@pytest.mark.parametrize(
    ("regimes", "one", "several"),
    [
        (("", "FOIA"), "a Freedom of Information request", "Freedom of Information requests"),
        (
            ("EIR", "EIR(S)"),
            "a request under the Environmental Information Regulations",
            "requests under the Environmental Information Regulations",
        ),
        (("EIR", "FOIA"), "a request for information", "requests for information"),
    ],
)
def test_a_law_is_named_where_all_letters_answer_under_it(regimes: tuple[str, str], one: str, several: str) -> None:
    package = small_package()
    law = dict(zip((NORTHBY, f"{LOANS}/southam"), regimes, strict=True))
    rows = tuple(replace(row, regime=law.get(row.response, row.regime)) for row in package.responses)
    index = Index(replace(package, responses=rows))
    assert describe.table_source(index, index.tables(LOANS)[0]).startswith(
        f"Source: responses of Northby Town Council and Southam District Council to {one}: books lent"
    )
    assert f", responses to {several}. Published by " in describe.cite_request(index, LOANS, ADDRESS)


def test_a_difference_has_its_unit_in_the_ledger_as_in_its_note() -> None:
    package = changed_check().package
    index = Index(replace(package, figures=tuple(replace(row, unit="GBP") for row in package.figures)))
    (row,) = [row for row in ledger(index, NORTHBY) if row.differs]
    assert row.result == f"Differs by {row.pairs[0].difference}" == "Differs by £10"
    note = next(note for note in note_list(index, LOANS) if note.kind == "difference")
    assert "The difference is £10." in note.sentence.plain


def test_figures_that_no_table_shows_are_given_in_words() -> None:
    (said,) = letter_words.untabled(leicester(), ASYLUM)
    assert said.plain == (
        "Question 5, which names no period, asks how many children “identified or suspected” as such are still missing or "
        "absent: the letter gives 0."
    )
    assert letter_words.untabled(leicester(), CHILDREN) == ()


@pytest.mark.parametrize("asked", ["How many were found in 2024?", "How many were found in each period?", ""])
def test_a_question_that_may_name_a_period_is_not_said_to_name_none(asked: str) -> None:
    package = leicester().package
    rows = tuple(
        replace(row, text=asked) if (row.question, row.response) == ("5", f"{ASYLUM}/leicester") else row
        for row in package.questions
    )
    (said,) = letter_words.untabled(Index(replace(package, questions=rows)), ASYLUM)
    assert said.plain.startswith("Question 5 asks how many children")


def test_what_several_letters_give_in_no_table_names_each() -> None:
    package = small_package()
    table = replace(package.tables[0], rows=package.tables[0].rows[:1])
    index = Index(replace(package, tables=(table, *(other for other in package.tables if other.request != LOANS))))
    said = [sentence.plain for sentence in letter_words.untabled(index, LOANS)]
    names = {row.name for row in index.authorities(LOANS)}
    assert said
    assert all(any(f"{name} gave " in sentence for name in names) for sentence in said)
    assert not any("the letter gives" in sentence for sentence in said)


def test_a_finding_that_speaks_of_each_period_rests_on_every_one_of_its_figures() -> None:
    package = leicester().package
    tables = tuple(
        replace(table, rows=tuple(row for row in table.rows if row.dimensions == ("Still missing",)))
        for table in package.tables
        if any(row.dimensions == ("Still missing",) for row in table.rows)
    )
    requests = tuple(replace(row, commentary="") for row in package.requests)
    index = Index(replace(package, requests=requests, tables=tables))
    (zero,) = (sentence for sentence in findings(index, ASYLUM) if "gives 0 for each period" in sentence.plain)
    assert zero.places == tuple(row.figure for row in tables[0].rows)
    assert len(zero.places) == 4


def test_an_environmental_answer_is_not_called_one_under_the_act() -> None:
    package = small_package()
    rows = tuple(replace(row, regime="EIR") for row in package.responses)
    words = describe.source_line(Index(replace(package, responses=rows)), NORTHBY)
    assert "response to a request under the Environmental Information Regulations" in words


def test_an_address_that_fits_nothing_is_its_authors_to_mend() -> None:
    package = leicester().package
    requests = tuple(
        replace(row, headline="{{ Q99 }}.") if row.request == CHILDREN else row for row in package.requests
    )
    with pytest.raises(UserError) as raised:
        headline(Index(replace(package, requests=requests)), CHILDREN)
    assert str(raised.value) == (
        f"requests/{CHILDREN}/request.md: 'leicester' has no question 99. "
        "Its questions are 1, 1a, 1b, 2, 2a, 2b, 3, 3a, 3b, 3c, 3d, 3e, 3e.i, 3e.ii, 4, 5."
    )


# Words that no template may hold


BANNED = re.compile(
    r"\b(?:admitted|revealed|claimed|failed to|fails|as many as|soared|slumped|alarming|worrying|because|due to|suggests?"
    r"|reflects?|coincided|trend|so far|wrong|inaccurate|does not add up|error|refused to say|unknown|hidden)\b|!",
    re.IGNORECASE,
)
SPEAKING = ("describe", "findings_text", "rule_findings", "headline", "chart_words", "chart_text", "check_words", "ledger",
            "note_words", "letter_words", "refusal_words", "coverage", "sizes", "wording")  # fmt: skip


def spoken(module: str) -> list[str]:
    """Collect the literal words of a module, docstrings left out."""
    tree = ast.parse((ROOT / "disclosed" / "describing" / f"{module}.py").read_text("utf-8"))
    documented = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    notes = {id(node.body[0].value) for node in documented if node.body and isinstance(node.body[0], ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in notes)
    return [node.value for node in constants if isinstance(node.value, str) and " " in node.value]


@pytest.mark.parametrize("module", SPEAKING)
def test_no_template_holds_a_word_that_judges_or_gives_a_cause(module: str) -> None:
    words = spoken(module)
    assert [text for text in words if BANNED.search(text) and "\\" not in text] == []


def test_the_search_for_banned_words_finds_them() -> None:
    assert BANNED.search("The council admitted it.")
    assert spoken("describe")


Said = Callable[[Index, str], str]


def every_sentence(index: Index, request: str) -> list[str]:
    """Collect all that is said of a request."""
    said = [describe.standfirst(index, request), headline(index, request).plain]
    said += [sentence.plain for sentence in findings(index, request)]
    said += [note.sentence.plain for note in note_list(index, request)]
    said += [
        describe_chart(index, table, chart) for table in index.tables(request) for chart in plan_charts(index, table)
    ]
    said += [refusal.sentence.plain for refusal in withheld(index, request)]
    said += [sentence.plain for sentence in not_answered(index, request)]
    return said


def by_hand() -> Index:
    """The small package with nothing written by an author."""
    package = small_package()
    return Index(
        replace(package, requests=tuple(replace(row, commentary="", standfirst="") for row in package.requests))
    )


@pytest.mark.parametrize("index", [leicester, by_hand], ids=["real", "by hand"])
def test_nothing_that_is_said_judges_or_is_cut_short(index: Callable[[], Index]) -> None:
    own = index()
    for request in own.request:
        for words in every_sentence(own, request):
            assert not BANNED.search(words), words
            assert words.strip().endswith((".", "”", ")", "?")), words
            assert "  " not in words
            assert "None" not in words.split()


def test_visits_by_year_are_given_as_counts_in_order() -> None:
    package = small_package()
    index = Index(replace(package, requests=tuple(replace(row, commentary="") for row in package.requests)))
    assert findings(index, VISITS)[0].plain.startswith(
        "Visits by year: the number of visits was 310 in 2023 and 402 in 2024."
    )


def visits_over(values: Sequence[int], first: int = 2010) -> str:
    """Give the finding on visits in as many years as there are values."""
    package = small_package()
    (table,) = (table for table in package.tables if table.request == VISITS)
    row = table.rows[0]
    years = [(f"{first + at}", f"{first + at}-01-01", value) for at, value in enumerate(values)]
    rows = tuple(replace(row, period=year, period_start=start, value=value) for year, start, value in reversed(years))
    bare = tuple(replace(row, commentary="") for row in package.requests)
    index = Index(replace(package, requests=bare, tables=(replace(table, rows=rows),)))
    return findings(index, VISITS)[0].plain


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            (90, 91, 92, 93, 94, 95),
            "95 in 2015, 94 in 2014, 93 in 2013, 92 in 2012, 91 in 2011 and 90 in 2010.",
        ),
        (
            range(100, 112),
            (
                "100 in 2010 and 111 in 2021, the first and the last of 12 years. The largest was 111 in 2021 and the "
                "smallest 100 in 2010."
            ),
        ),
        (
            (7, 12, 0, 0, 0, 12, 0),
            (
                "7 in 2010 and 0 in 2016, the first and the last of seven years. The largest was 12 in 2015 and 2011 and "
                "the smallest 0 in four of them."
            ),
        ),
        ((8,) * 7, "8 in each of seven years, from 2010 to 2016."),
    ],
)
def test_of_many_periods_the_first_the_last_the_largest_and_the_smallest_are_given(
    values: Sequence[int], words: str
) -> None:
    """A finding that gave the first six of twelve years left out the latest without a word."""
    assert visits_over(values) == f"Visits by year: the number of visits was {words}"


def test_a_table_of_thousands_of_rows_is_told_at_once() -> None:
    """What names its rows is worked out once: for each row anew, 4,000 rows took ten seconds."""
    package = small_package()
    (table,) = (table for table in package.tables if table.request == VISITS)
    rows = tuple(
        replace(
            table.rows[0],
            dimensions=(f"Ward {ward}", kind),
            period="",
            value=ward + (kind == "All"),
            total=kind == "All",
        )
        for ward in range(1000)
        for kind in ("Adults", "Children", "Schools", "All")
    )
    dimensions = tuple(Dimension(name, name) for name in ("ward", "kind"))
    wide = replace(table, rows=rows, dimensions=dimensions, columns="kind")
    began = perf_counter()
    told = rule_findings(Index(replace(package, tables=(wide,))), VISITS)
    assert perf_counter() - began < 3
    assert told[0].plain == "The letter gives 1 for “Ward 0” and “All” (visits by year)."


def test_what_is_worked_out_of_a_package_goes_with_it() -> None:
    """Kept by the process, it held the packages that a preview had shown before."""
    index = Index(small_package())
    words = findings(index, LOANS)
    assert findings(index, LOANS) is words
    for letter in index.response:
        ledger(index, letter)
        ledger(index.current, letter)
    watched = weakref.ref(index)
    del index
    gc.collect()
    assert watched() is None


def test_decimals_stay_exact_in_words() -> None:
    index = Index(small_package())
    assert any(row.value == Decimal("450.5") for row in index.package.figures)
    table = index.tables(LOANS)[0]
    chart = plan_charts(index, table)[0]
    assert "450.5" in describe_chart(index, table, chart)


def test_a_refusal_row_keeps_its_line_as_evidence() -> None:
    index = Index(small_package())
    row: RefusalRow = index.package.refusals[0]
    assert (row.response, row.line) in withheld(index, LOANS)[-1].sentence.lines


def test_a_part_larger_than_its_whole_is_said_by_what_the_questions_make_of_it() -> None:
    note = next(note for note in note_list(changed_check(relation="<="), LOANS) if note.kind == "difference")
    assert note.sentence.plain == (
        "Northby Town Council: The two numbers in answer 1 add to 2,000. Answer 1 (Total) is 2,010. By the questions, the first "
        "is not more than the second. The difference is 10. The letter gives no explanation."
    )


def test_a_request_that_nobody_has_answered_still_has_its_words() -> None:
    package = small_package()
    kept = {
        name: tuple(row for row in getattr(package, name) if getattr(row, "response", "") != MUSEUM)
        for name in (
            "responses",
            "questions",
            "lines",
            "figures",
            "set_aside",
            "notes",
            "checks",
            "refusals",
            "derived",
        )
    }
    tables = tuple(table for table in package.tables if table.request != VISITS)
    requests = tuple(replace(row, standfirst="", commentary="", headline="") for row in package.requests)
    index = Index(replace(package, tables=tables, requests=requests, **kept))  # type: ignore[arg-type]
    assert describe.request_counts(index, VISITS) == "0 figures, nothing withheld."
    assert findings(index, VISITS) == ()
    assert withheld(index, VISITS) == not_answered(index, VISITS) == note_list(index, VISITS) == ()
    assert nothing_withheld(index, VISITS) == ""
    assert headline(index, VISITS).plain == describe.standfirst(index, VISITS)
    assert describe.standfirst(index, VISITS) == "A request about visits to museums. No answer has been published."
    assert describe.cite_request(index, VISITS, ADDRESS) == (
        "Visits to museums, a Freedom of Information request. Published by Example readers, Answers of Northby and Southam, version 1.0.0, "
        f"{ADDRESS}."
    )


def test_what_is_withheld_is_told_alike_in_counts_and_sections() -> None:
    package = leicester().package
    figure = next(row for row in package.figures if row.response.startswith(CHILDREN))
    hidden = replace(figure, status="suppressed", value=None, marker="[c]")
    provision = RefusalRow(figure.response, figure.question, "FOIA s40(2)", "FOIA", figure.line, 1, 2, "s40(2)")
    figures = tuple(hidden if row is figure else row for row in package.figures)
    index = Index(replace(package, figures=figures, refusals=(*package.refusals, provision)))
    assert describe.request_counts(index, CHILDREN) == "30 figures, 1 answer withheld in part."
    assert nothing_withheld(index, CHILDREN) == ""
    assert [words.sentence.plain for words in withheld(index, CHILDREN)] == [
        (
            f"The council suppressed 1 figure in its answer to question {figure.question}. It relied on section 40(2) of the "
            "Freedom of Information Act 2000, which covers personal data about someone other than the requester."
        )
    ]
    not_held = replace(provision, provision="FOISA s17(1)")
    index = Index(replace(package, refusals=(*package.refusals, not_held)))
    assert describe.request_counts(index, CHILDREN) == "30 figures, nothing withheld."
    assert nothing_withheld(index, CHILDREN) == "The council withheld nothing."


def test_figures_that_are_not_published_are_not_said_to_hide_nothing() -> None:
    package = leicester().package
    index = Index(replace(package, figures=(), refusals=(), checks=(), check_terms=()))
    assert describe.request_counts(index, CHILDREN) == "figures not published."


@pytest.mark.parametrize("total", [True, False])
def test_of_a_table_by_two_labels_a_printed_total_is_a_finding_and_no_cell_is(total: bool) -> None:
    package = leicester().package
    table = package.tables[0]
    one = next(row for row in table.rows if row.figure)
    labels = [(kind, day) for kind in ("Hotels", "Leases", "Total") for day in ("31 March 2023", "31 March 2024")]
    rows = tuple(
        replace(one, dimensions=pair, value=48 + at, total=total and pair[0] == "Total")
        for at, pair in enumerate(labels)
    )
    columns = tuple(Dimension(name, name) for name in ("kind", "day"))
    made = replace(table, dimensions=columns, columns="", rows=rows, calculated=())
    index = Index(replace(package, tables=(made,), checks=(), check_terms=(), refusals=()))
    said = [sentence.plain for sentence in rule_findings(index, made.request)]
    assert [words for words in said if "Hotels" in words] == []
    assert any("52 for “Total” and “31 March 2023”" in words for words in said) == total


def test_a_citation_without_an_address_gives_none_and_a_removed_letter_is_not_counted() -> None:
    package = leicester().package
    index = Index(package)
    assert describe.cite_request(index, CHILDREN, "").endswith(f"Published by Disclosed, version {package.version}.")
    removed = tuple(
        replace(row, state="withdrawn") if row.response.startswith(CHILDREN) else row for row in package.responses
    )
    assert describe.site_counts(Index(replace(package, responses=removed)))[1] == "1 letter"


def test_a_label_after_a_question_in_digits_is_not_read_as_a_count() -> None:
    assert [_with_label("6", "Household"), _with_label("3b", "accepted"), _with_label("6", "")] == [
        "Q6 Household",
        "3b accepted",
        "6",
    ]


@pytest.mark.parametrize(
    ("written", "words"), [("£38,000", "£38,000"), ("13yrs", "13"), ("12%", "12%"), ("Q5", "5"), ("40(2)", "40(2)")]
)
def test_a_number_set_aside_keeps_its_sign_of_money(written: str, words: str) -> None:
    row = leicester().package.set_aside[0]
    assert _digits(replace(row, as_written=written)) == words
