"""What a refusal relies on, in plain English, and its page in the law."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosed import provisions
from disclosed.provisions import (
    LAWS,
    UNMATCHED,
    Provision,
    covers,
    is_ground,
    known,
    link,
    means_not_held,
    neither_confirms_nor_denies,
    parse_provision,
    provision_in_words,
    word_for,
)

# The editorial table, a row each: FOIA, EIR, FOISA, what it covers.
TABLE = """
12(1) | | 12(1) | requests where finding the information would cost more than the limit set in law
12(2) | | | requests where even finding out whether it is held would cost more than that limit
14(1) | | 14(1) | vexatious requests (a description of the request, not of the person who made it)
14(2) | | 14(2) | requests that repeat an earlier one from the same person
| 12(4)(b) | | requests that are manifestly unreasonable, for instance in the work they would take
| 12(4)(c) | | requests put in too general a way
| 12(4)(a) | 17(1) | information the authority does not hold
21 | 6(1)(b) | 25 | information the requester can already get another way
22 | | | information due to be published
| | 27(1) | information due to be published within 12 weeks
22A | | 27(2) | unfinished research that is to be published
| 12(4)(d) | | unfinished documents, incomplete data, work still under way
| 12(4)(e) | | internal communications
23 | | | information from or about the security bodies
24 | | 31(1) | national security
26 | | 31(4) | defence of the country and its armed forces
| 12(5)(a) | | national security, defence, international relations and public safety
27 | | 32 | relations with other states and international bodies
28 | | 28 | relations between the administrations of the United Kingdom
29 | | 33(2) | the economy
30 | | 34 | information held for criminal and certain other investigations
31 | | 35 | harm to law enforcement, such as preventing crime or collecting tax
| 12(5)(b) | | harm to the course of justice, a fair trial, or an inquiry (legal advice falls here too)
32 | | 37 | court and inquiry records
33 | | 40 | audits of other public bodies
35 | | 29 | making government policy, ministerial communications
36 | | 30 | harm to the effective conduct of public affairs, such as free and frank advice
37 | | 41 | communications with the monarch and the royal household, and honours
38 | | 39(1) | danger to someone's physical or mental health, or safety
39 | | 39(2) | environmental information, which other regulations cover
40(1) | 5(3) | 38(1)(a) | the requester's own personal data, asked for by another route
40(2) | 12(3) 13 | 38(1)(b) | personal data about someone other than the requester
40(5B) | | | cases where saying whether it is held would itself disclose personal data
| | 18 | cases where saying whether it exists or is held would itself be against the public interest
41 | | 36(2) | information given in confidence
| 12(5)(d) | | proceedings that the law keeps confidential
| 12(5)(f) | | the interests of a person who gave information freely and has not agreed to its release
42 | | 36(1) | communications with lawyers that the law protects
43(1) | | 33(1)(a) | trade secrets
43(2) | | 33(1)(b) | harm to commercial interests
| 12(5)(e) | | commercial confidentiality that the law protects
| 12(5)(c) | | intellectual property
44 | | 26 | information that another law forbids releasing
| 12(5)(g) | | protection of the environment the information is about
"""


def rows() -> list[tuple[str, str]]:
    found = []
    for row in TABLE.strip().splitlines():
        *cells, words = (cell.strip() for cell in row.split("|"))
        for prefix, cell in zip(("FOIA s", "EIR reg ", "FOISA s"), cells, strict=True):
            found.extend((prefix + number, words) for number in cell.split())
    return found


@pytest.mark.parametrize(("provision", "words"), rows())
def test_each_provision_is_told_in_the_editors_words(provision: str, words: str) -> None:
    assert covers(provision) == words
    assert known(provision)


def test_scotlands_regulations_have_the_same_letters_under_10() -> None:
    for clause in (
        "(4)(a)",
        "(4)(b)",
        "(4)(c)",
        "(4)(d)",
        "(4)(e)",
        "(5)(a)",
        "(5)(b)",
        "(5)(c)",
        "(5)(d)",
        "(5)(e)",
        "(5)(f)",
        "(5)(g)",
    ):
        assert covers(f"EIR(S) reg 10{clause}") == covers(f"EIR reg 12{clause}")
    assert covers("EIR(S) reg 11") == covers("EIR reg 13")


@pytest.mark.parametrize(
    ("provision", "word"),
    [
        ("FOIA s40(2)", "exemption"), ("EIR reg 12(5)(b)", "exception"), ("FOIA s12(1)", "cost limit"), ("FOISA s12(1)", "cost limit"), ("FOIA s14(1)", "vexatious"),
        ("FOIA s14(2)", "repeated"), ("FOIA s14", "vexatious or repeated"), ("FOISA s17(1)", "not held"), ("EIR reg 12(4)(a)", "not held"),
        ("EIR(S) reg 10(4)(a)", "not held"), ("FOIA s99", "exemption"), ("EIR reg 99", "exception"),
    ],
)  # fmt: skip
def test_the_word_for_a_ground_is_the_laws(provision: str, word: str) -> None:
    assert word_for(provision) == word
    assert means_not_held(provision) == (word == "not held")


@pytest.mark.parametrize(
    ("provision", "words", "address"),
    [
        ("FOIA s40(2)", "section 40(2) of the Freedom of Information Act 2000", "https://www.legislation.gov.uk/ukpga/2000/36/section/40#section-40-2"),
        ("FOIA s40(3A)(a)", "section 40(3A)(a) of the Freedom of Information Act 2000", "https://www.legislation.gov.uk/ukpga/2000/36/section/40#section-40-3A-a"),
        ("FOIA s22A", "section 22A of the Freedom of Information Act 2000", "https://www.legislation.gov.uk/ukpga/2000/36/section/22A"),
        ("EIR reg 12(4)(b)", "regulation 12(4)(b) of the Environmental Information Regulations 2004", "https://www.legislation.gov.uk/uksi/2004/3391/regulation/12#regulation-12-4-b"),
        ("FOISA s38(1)(b)", "section 38(1)(b) of the Freedom of Information (Scotland) Act 2002", "https://www.legislation.gov.uk/asp/2002/13/section/38#section-38-1-b"),
        ("EIR(S) reg 10(4)(a)", "regulation 10(4)(a) of the Environmental Information (Scotland) Regulations 2004", "https://www.legislation.gov.uk/ssi/2004/520/regulation/10#regulation-10-4-a"),
        ("FOIA s12(4)(b)", "section 12(4)(b) of the Freedom of Information Act 2000", None),
        ("not a provision", "not a provision", None),
    ],
)  # fmt: skip
def test_a_provision_is_written_in_full_and_linked_where_it_is_known(
    provision: str, words: str, address: str | None
) -> None:
    assert provision_in_words(provision) == words
    assert link(provision) == address


@pytest.mark.parametrize(
    "provision", ["FOIA s12(4)(b)", "FOIA s99", "FOIA s17", "FOIA s31(9)", "FOISA s99", "EIR reg 40(2)", "", "s40(2)"]
)
def test_what_is_not_in_the_law_named_is_said_to_be_unmatched(provision: str) -> None:
    assert not known(provision)
    assert covers(provision) == UNMATCHED == "as cited; this site could not match it to the Act"


@pytest.mark.parametrize(
    "provision",
    [
        "FOIA s30(1)(a)(i)",
        "FOIA s36(2)(b)(ii)",
        "FOIA s40(3)(a)(i)",
        "FOIA s31(1)(g)",
        "FOISA s30(b)(ii)",
        "EIR reg 13(5B)(a)",
    ],
)
def test_finer_clauses_of_a_ground_are_known_with_it(provision: str) -> None:
    assert known(provision)


@pytest.mark.parametrize("number", ["1", "8", "10", "16", "17", "19", "45", "50", "2"])
def test_duties_notices_and_appeals_are_no_grounds(number: str) -> None:
    assert not is_ground(Provision("FOIA", (number,)))
    assert not is_ground(Provision("FOIA", (number, "1")))


def test_foisa_17_is_a_ground_where_foia_17_is_the_notice() -> None:
    assert is_ground(Provision("FOISA", ("17", "1")))
    assert not is_ground(Provision("FOIA", ("17", "1")))
    assert not is_ground(Provision("EIR", ("9",)))
    assert not is_ground(Provision("EIR", ("12", "1")))
    assert is_ground(Provision("EIR", ("12", "4", "a")))


@pytest.mark.parametrize(
    ("provision", "neither"),
    [
        ("FOIA s24(2)", True),
        ("FOIA s40(5B)(a)(i)", True),
        ("FOISA s18", True),
        ("FOIA s24(1)", False),
        ("FOIA s40(2)", False),
        ("x", False),
    ],
)
def test_neither_confirm_nor_deny_is_told_by_the_clause(provision: str, neither: bool) -> None:
    assert neither_confirms_nor_denies(provision) is neither


clauses = st.lists(st.from_regex(r"[0-9]{1,2}[A-Z]?|[a-j]|i{1,3}", fullmatch=True), max_size=4)


@given(st.sampled_from(sorted(LAWS)), st.from_regex(r"[1-9][0-9]?[A-Z]?", fullmatch=True), clauses)
def test_a_provision_is_read_back_as_written(regime: str, section: str, parts: list[str]) -> None:
    provision = Provision(regime, (section, *parts))
    assert parse_provision(str(provision)) == provision
    assert (link(str(provision)) is None) == (not known(str(provision)))


def test_every_ground_has_one_of_the_words_that_pages_know() -> None:
    assert {ground.word for ground in provisions._GROUNDS.values()} == set(get_args(provisions.Word))
