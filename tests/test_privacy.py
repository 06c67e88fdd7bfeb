"""Personal data is found where letters put it, redacted whole, and never repeated in a message."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest
from corpus import Pair, letter_of, pairs, quoted
from hypothesis import given
from hypothesis import strategies as st

from disclosed.findings import line_of
from disclosed.model import Letter
from disclosed.privacy.finding import Personal, privacy_findings, redact, search
from disclosed.reading.lines import parse_letter
from disclosed.reading.reading import read_letter


def words_of(letter: Letter, data: Personal) -> str:
    return quoted(letter, data.span.line, data.span.first, data.span.last)


def find_personal_data(letter: Letter, own: Sequence[str] = ()) -> tuple[Personal, ...]:
    """Find what is certain."""
    return search(letter, own=own).sure


def found_in(text: str) -> list[tuple[str, str]]:
    letter = letter_of(text)
    return [(data.kind, words_of(letter, data)) for data in find_personal_data(letter)]


@pytest.mark.parametrize("one", pairs(), ids=lambda one: one.stem[:24])
def test_all_personal_data_of_the_letters_is_found_and_nothing_of_the_authorities(one: Pair) -> None:
    found = find_personal_data(one.letter)
    assert {words_of(one.letter, data) for data in found} == set(one.truth["personal_data"])
    text = "\n".join(line.text for line in one.letter.lines)
    redacted = redact(text, found)
    assert [private for private in one.truth["personal_data"] if private in redacted] == []
    assert redacted.count("\n") == text.count("\n")
    assert (redacted == text) == (not one.truth["personal_data"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear Mrs Elmsworth-Tarrow", [("name", "Mrs Elmsworth-Tarrow")]),
        ("Dear Mr O'Neill,", [("name", "Mr O'Neill")]),
        ("Dear Ms May", [("name", "Ms May")]),
        ("Dear Rosa Penfold", [("name", "Rosa Penfold")]),
        ("Dear Dr J. P. van der Berg", [("name", "Dr J. P. van der Berg")]),
        ("My name is Joe Penfold and I ask", [("name", "Joe Penfold")]),
        ("Requester: Joe Penfold", [("name", "Joe Penfold")]),
        ("From: Joe Penfold <joe@post.example>", [("name", "Joe Penfold"), ("e-mail", "joe@post.example")]),
        ("Kim Tarrow\nSenior Information Officer", [("name", "Kim Tarrow")]),
        ("Kim Tarrow\nInformation Officer, ext. 4471", [("name", "Kim Tarrow"), ("telephone", "4471")]),
        ("Kim Tarrow, Information Officer", [("name", "Kim Tarrow")]),
        ("Yours sincerely\n\nKim Tarrow", [("name", "Kim Tarrow")]),
        ("Yours sincerely\nJ Tarrow", [("name", "J Tarrow")]),
        ("Kind regards\n\nRosa\nInformation Team", [("name", "Rosa")]),
        ("Kind regards, Rosa Tarrow", [("name", "Rosa Tarrow")]),
        ("Please ask for: Rosa Tarrow", [("name", "Rosa Tarrow")]),
        (
            "Please contact Kim Tarrow, Information Rights Officer, 01632 960011\n\nKim Tarrow\nInformation Rights Officer",
            [("name", "Kim Tarrow"), ("telephone", "01632 960011"), ("name", "Kim Tarrow")],
        ),
        ("request-123456-abcdef12@requests.example", [("e-mail", "request-123456-abcdef12@requests.example")]),
        ("jane.smith@somewhere.example", [("e-mail", "jane.smith@somewhere.example")]),
        ("mobile 07700 900461", [("telephone", "07700 900461")]),
        ("Direct line 01632 960381", [("telephone", "01632 960381")]),
        ("Kim Tarrow\nInformation Officer\n01632 960733", [("name", "Kim Tarrow"), ("telephone", "01632 960733")]),
        ("Direct line        01632 960381", [("telephone", "01632 960381")]),
        (
            "Direct enquiries to: Halva Dene\nTelephone: 01632 960766",
            [("name", "Halva Dene"), ("telephone", "01632 960766")],
        ),
        ("By email only: request-881204@askthem.example", [("e-mail", "request-881204@askthem.example")]),
        ("Kind regards\n\nKim Tarrow (she/her)\nInformation Officer", [("name", "Kim Tarrow")]),
        ("Mr Tarrow,\n\nThank you for your request.", [("name", "Mr Tarrow")]),
        (
            "Chair, Professor Kim Tarrow-Elm. Chief Executive, Rosa Penfold",
            [("name", "Professor Kim Tarrow-Elm"), ("name", "Rosa Penfold")],
        ),
        ("See https://asked.example/user/kim_tarrow/wall", [("name", "kim_tarrow")]),
        ("my address is 5 High Street, Anytown.", [("address", "5 High Street, Anytown")]),
        ("National Insurance AB 12 34 56 C", [("identifier", "AB 12 34 56 C")]),
        (
            "Mr J Penfold\nFlat 2, 14 Larch Row\nAnytown\nAB1 2CD\n\nDear Mr Penfold",
            [
                ("name", "Mr J Penfold"),
                ("address", "Flat 2, 14 Larch Row"),
                ("address", "Anytown"),
                ("address", "AB1 2CD"),
                ("name", "Mr Penfold"),
            ],
        ),
    ],
)
def test_names_and_ways_to_reach_a_person_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Dear Applicant",
        "Dear Sir",
        "Dear Sir or Madam",
        "Dear Sir/Madam",
        "Dear Information Team",
        "Dear Enquirer",
        "See https://www.council.example/users/guide and https://asked.example/user/login?next=/people/",
        "Information Management Unit\nimu@council.example",
        "Write to foi@council.example or info.requests@council.example or foi.review@council.example.",
        "E-mail: FOI-Advice-Team@council.example, corporatefoi@council.example",
        "Kind regards\n\nInformation Team",
        "casework@ico.org.uk, telephone 0303 123 1113",
        "Wycliffe House, Water Lane, Wilmslow SK9 5AF",
        "please contact the Corporate Information Team on 01632 960114.",
        "Telephone 01632 960555   Our ref: FOI 25/26-392",
        "xxxxxxxx@xxxxxxx.xxx",
        "Yours faithfully\n\nInformation Team",
        "Internal Review\n\nInformation Governance & Risk\nEmail: info.requests@council.example",
        "Ridley General / 310 / 288",
        "Head of Law\nInformation Officer",
        "Post\nFoster Visitor\nTeam Manager\n14",
        "How many?\n\nFoster Visitor\nTeam Manager 14",
        "\tFoster Visitor\n\tTeam Manager",
        "14 Larch Row was empty for six months.",
    ],
)
def test_an_authoritys_own_mailboxes_switchboards_and_offices_are_no_ones(text: str) -> None:
    assert found_in(text) == []


def test_a_known_name_is_found_in_every_line_and_in_links() -> None:
    text = "Dear Ms Tarrow-Elm\nRequester: Rosa Tarrow-Elm\nAs Ms Tarrow-Elm asked, see https://x.example/rosa-tarrow-elm/1\nTarrow-Elm wrote."
    assert [words for _, words in found_in(text)] == [
        "Ms Tarrow-Elm",
        "Rosa Tarrow-Elm",
        "Ms Tarrow-Elm",
        "rosa-tarrow-elm",
        "Tarrow-Elm",
    ]


def test_an_address_that_an_editor_has_marked_as_the_authoritys_own_is_left() -> None:
    letter = letter_of("Write to pat.smith@council.example, mobile 07700 900 123.")
    assert find_personal_data(letter, ["PAT.SMITH@council.example", "07700 900123"]) == ()
    assert len(find_personal_data(letter)) == 2


def test_a_finding_tells_place_and_kind_and_never_the_words() -> None:
    letter = letter_of("One\nDear Mrs Elmsworth\njoe@post.example")
    assert [line_of(finding) for finding in privacy_findings(find_personal_data(letter))] == [
        "letter:2: The name of a person seems to stand here, columns 6 to 18. Redact it, or settle it with a reason where it is the authority's own.",
        "letter:3: The e-mail address of a person seems to stand here, columns 1 to 16. Redact it, or settle it with a reason where it is the authority's own.",
    ]


def test_redaction_names_the_kind_and_keeps_the_lines() -> None:
    text = "One\nDear Mrs Elmsworth, joe@post.example\nThree"
    letter = letter_of("One\nDear Mrs Elmsworth\nThree")
    assert redact(text, find_personal_data(letter)) == "One\nDear [redacted: name], joe@post.example\nThree"


def test_a_byte_order_mark_and_line_ends_stay_where_they_are() -> None:
    letter = letter_of("\ufeffDear Mrs Elmsworth\r\nTwo\r\n")
    assert (
        redact("\ufeffDear Mrs Elmsworth\r\nTwo\r\n", find_personal_data(letter))
        == "\ufeffDear [redacted: name]\r\nTwo\r\n"
    )


def test_what_is_redacted_is_not_found_again() -> None:
    for one in pairs():
        text = "\n".join(line.text for line in one.letter.lines)
        again = letter_of(redact(text, find_personal_data(one.letter)))
        assert find_personal_data(again) == ()


names = st.from_regex(r"[A-Z][a-z]{4,8}", fullmatch=True)


@given(names, names, st.sampled_from(["Mr", "Mrs", "Ms", "Dr"]), st.text(alphabet="abc .,\n", max_size=40))
def test_whoever_is_greeted_is_redacted_wherever_named(first: str, last: str, title: str, other: str) -> None:
    text = f"{title} {first} {last}\n\nDear {title} {last}\n{other}\nThank you, {title} {last}.\n"
    letter = letter_of(text)
    assert f"{title} {last}" not in redact(text, find_personal_data(letter))


@given(st.text(max_size=200))
def test_any_text_is_looked_through_and_spans_lie_within_their_lines(text: str) -> None:
    letter = letter_of(text.encode("utf-8", "replace").decode().replace("\x00", ""))
    found = find_personal_data(letter)
    for data in found:
        assert 1 <= data.span.first <= data.span.last <= len(letter.lines[data.span.line - 1].text)
    assert list(found) == sorted(found, key=lambda data: (data.span.line, data.span.first))


MORE_LETTERS = Path(__file__).parent / "more_letters"


@pytest.mark.parametrize("path", sorted(MORE_LETTERS.glob("*.txt")), ids=lambda path: path.stem[:24])
def test_nothing_private_of_letters_by_other_hands_is_left_after_redaction(path: Path) -> None:
    """What is redacted only once a person has been asked is gone as well: until then the letter waits."""
    truth = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    letter = parse_letter(path.read_bytes())
    text = "\n".join(line.text for line in letter.lines)
    found = search(letter, read_letter(letter).parts)
    left = [words for words in truth["personal_data"] if words in redact(text, found.sure)]
    assert [words for words in left if words in redact(text, found.found)] == []
    assert left == ASKED.get(path.stem[:3].strip("-"), [])


# A number beneath an officer's name and the body's may be of either.
ASKED = {
    "71": ["01632 960447"],
    "100": ["01632 960877"],
    "118": ["01632 960904"],
    "124": ["01632 960447"],
    "141": ["2 Tannery Cottages", "01632 960135"],  # the clerk's own house, at the head of a parish council's letter
    "149": ["01632 960644"],
}


HOSTILE = {
    "capitals": "A" * 60_000,
    "names": "Jane Marsh " * 6_000,
    "titles": "Dear " + "Mr " * 20_000,
    "turned": "Marsh, Jane; " * 5_000,
    "mailboxes": "a.b@c.example " * 4_000,
    "fields": "To: Jane " * 7_000,
    "closings": "Yours sincerely\n" * 4_000,
    "signatures": "Jane Marsh\nOfficer\n\n" * 3_000,
    "greetings": "Dear Ofsted x\n" * 4_000,
    "links": "Dear Mr Smallbone\n" + "a_" * 30_000,
    "rows": "| Jane Marsh | Officer | 01632 960000 |\n" * 1_500,
    "streets": "12 High Street, " * 4_000,
    "spaces": " a" + "  " * 30_000 + "b",
    "particles": "de " * 20_000 + "Smallbone",
    "accents": "é“ " * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_of_a_letter_and_no_faster(text: str) -> None:
    whole, part = letter_of(text), letter_of(text[: len(text) // 8])
    search(part)
    started = process_time()
    search(part)
    middle = process_time()
    search(whole)
    taken = process_time() - middle
    assert taken < 30 * (middle - started) + 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear Łukasz Kowalczyk", ["Łukasz Kowalczyk"]),
        ("Yours sincerely\n\nDilwyn Aspinall-Court\nInformation Governance Manager", ["Dilwyn Aspinall-Court"]),
        (
            "Dear Denise Harbottle\n\n> Thanks very much\n> Denise\n\nI hope that covers it.",
            ["Denise Harbottle", "Denise"],
        ),
        ("Dear  Mr\u00a0Sma\u00adllbone", ["Mr\u00a0Sma\u00adllbone"]),
        ("> Kind regards\n>\n> Keith Smallbone\n> FOI Officer", ["Keith Smallbone"]),
        ("**Kind regards**\n\n**Keith Smallbone**", ["Keith Smallbone"]),
        ("Requester: Z\u0301aneta Nowak", ["Z\u0301aneta Nowak"]),
        ("Dear Mr Smallbone\nSee Response_Smallbone.pdf", ["Mr Smallbone", "Smallbone"]),
        ("Dear Mr and Mrs Smallbone", ["Mr and Mrs Smallbone"]),
        ("Dear Mr A Smallbone and Ms von Halden", ["Mr A Smallbone", "Ms von Halden"]),
        ("Dear Philippa, Thank you for your letter.", ["Philippa"]),
        ("Yn gywir\n\nNia Smallbone", ["Nia Smallbone"]),
    ],
)
def test_names_of_every_script_spacing_and_mark_are_found_whole(text: str, found: list[str]) -> None:
    assert [words for _, words in found_in(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Network Rail\n\nDear Network Rail,\n\nHow many crossings does Network Rail have?",
        "2. How many pupils gave a home address in another borough?\n\nHome address in Northtown: 412",
        "Write to highways@council.gov.uk, council.tax@council.gov.uk or pals@trust.nhs.uk",
        "Textline 07700 900000. UPRN 07123456789. Care Home 01632 960118.",
        "On behalf of Balfour Beatty: 14",
        "Dear Parents",
        "Dear Councillors",
    ],
)
def test_bodies_and_their_ways_to_be_reached_are_left_without_a_doubt(text: str) -> None:
    assert search(letter_of(text)).found == ()


def test_a_name_in_an_answer_is_in_doubt_and_stays() -> None:
    text = "Dear Sir\n\n1. Who is the clerk?\n\nName: Keith Smallbone\nTelephone: 01632 960733\n"
    letter = letter_of(text)
    found = search(letter, read_letter(letter).parts)
    assert found.sure == ()
    assert [words_of(letter, data) for data in found.doubts] == ["Keith Smallbone", "01632 960733"]


def test_an_nhs_number_is_told_from_another_number_by_its_last_digit() -> None:
    asked = search(letter_of("It is 943 476 5919 and not 943 476 5918.")).doubts
    assert [(data.kind, data.span.first) for data in asked] == [("identifier", 7)]


def test_every_correspondent_is_redacted_however_many_there_are() -> None:
    given_names = [
        "Alan",
        "Barbara",
        "Colin",
        "Deborah",
        "Edward",
        "Fiona",
        "Graham",
        "Hazel",
        "Ian",
        "Janet",
        "Keith",
        "Linda",
        "Martin",
        "Nicola",
        "Oliver",
    ]
    surnames = [
        f"{first}{last}"
        for first in ("Ash", "Crab", "Dun", "Far", "Had")
        for last in ("worth", "tree", "more", "row", "ley", "by")
    ]
    names = [f"{one} {other}" for one in given_names for other in surnames]
    text = "".join(f"From: {name}\nSent: 1 April 2024\nSubject: plots\n\nThank you.\n\n" for name in names)
    redacted = redact(text, find_personal_data(letter_of(text)))
    assert len(names) == 450
    assert [name for name in names if name in redacted] == []
