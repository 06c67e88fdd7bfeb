"""What a refusal relies on: each provision in plain English, the word for it, its name in full, its page in the law.

docs/editorial.md §7 is the source of the words; the Acts and Regulations, as amended to 2024, are the source of the lists
of what may be cited. A provision is written regime, then `s` or `reg`, then the number: `FOIA s40(2)`, `EIR reg
12(4)(b)`. What is not in the table is printed as cited: the site never says that a letter is wrong about the law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

Word = Literal["exemption", "exception", "cost limit", "vexatious", "repeated", "vexatious or repeated", "not held"]
UNMATCHED = "as cited; this site could not match it to the Act"


@dataclass(frozen=True, slots=True)
class Law:
    """One law on access to information: its short name, full title, unit, address, and what refusals never rest on."""

    regime: str
    title: str
    unit: Literal["section", "regulation"]
    address: str
    not_grounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision taken apart: `FOIA s40(3A)(a)` is FOIA, ("40", "3A", "a")."""

    regime: str
    parts: tuple[str, ...]

    @property
    def number(self) -> str:
        """Write the number as cited: `40(3A)(a)`."""
        return self.parts[0] + "".join(f"({part})" for part in self.parts[1:])

    def __str__(self) -> str:
        """Write the provision as the package does."""
        return f"{self.regime} {'s' if LAWS[self.regime].unit == 'section' else 'reg '}{self.number}"


def _numbers(text: str) -> frozenset[str]:
    return frozenset(text.split())


# not_grounds: sections that letters cite about the request, the notice, the duty or the appeal. FOIA s2 holds the
# public interest test, s17 the refusal notice; FOISA s16 is the notice and s2 the test, while s17 is a ground there.
LAWS: dict[str, Law] = {
    "FOIA": Law(
        "FOIA",
        "Freedom of Information Act 2000",
        "section",
        "https://www.legislation.gov.uk/ukpga/2000/36/section/",
        _numbers("1 2 3 4 5 6 7 8 9 10 11 11A 11B 13 15 16 17 18 19 20 45 46 47 48 50 51 52 53 54 57 75 77 78 84"),
    ),
    "EIR": Law(
        "EIR",
        "Environmental Information Regulations 2004",
        "regulation",
        "https://www.legislation.gov.uk/uksi/2004/3391/regulation/",
        _numbers("2 3 4 5(1) 5(2) 5(4) 7 8 9 10 11 12(1) 12(2) 12(9) 14 16 18"),
    ),
    "FOISA": Law(
        "FOISA",
        "Freedom of Information (Scotland) Act 2002",
        "section",
        "https://www.legislation.gov.uk/asp/2002/13/section/",
        _numbers("1 2 3 8 9 10 11 13 15 16 19 20 21 23 47 48 49 50 60 73"),
    ),
    "EIR(S)": Law(
        "EIR(S)",
        "Environmental Information (Scotland) Regulations 2004",
        "regulation",
        "https://www.legislation.gov.uk/ssi/2004/520/regulation/",
        _numbers("2 3 4 5(1) 5(2) 7 8 9 10(1) 10(2) 10(7) 13 14 16 17 18"),
    ),
}

# What may be cited, a line each: regime | numbers | word | what it covers. In a number, `a-i` is any letter of the
# range and `*` any further clause; the first line that fits decides.
_TABLE = """
FOIA | 12(1) 12 | cost limit | requests where finding the information would cost more than the limit set in law
FOIA | 12(2) | cost limit | requests where even finding out whether it is held would cost more than that limit
FOIA | 14(1) | vexatious | vexatious requests (a description of the request, not of the person who made it)
FOIA | 14(2) | repeated | requests that repeat an earlier one from the same person
FOIA | 14 | vexatious or repeated | vexatious requests (a description of the request, not of the person who made it) and requests that repeat an earlier one from the same person
FOIA | 21 21(1) | exemption | information the requester can already get another way
FOIA | 22 22(1) 22(1)(a-c) 22(2) | exemption | information due to be published
FOIA | 22A 22A(1) 22A(1)(a-b) 22A(2) | exemption | unfinished research that is to be published
FOIA | 23 23(1) 23(5) | exemption | information from or about the security bodies
FOIA | 24 24(1) 24(2) | exemption | national security
FOIA | 26 26(1) 26(1)(a-b) 26(3) | exemption | defence of the country and its armed forces
FOIA | 27 27(1) 27(1)(a-d) 27(2) 27(4) 27(4)(a-b) | exemption | relations with other states and international bodies
FOIA | 28 28(1) 28(3) | exemption | relations between the administrations of the United Kingdom
FOIA | 29 29(1) 29(1)(a-b) 29(2) | exemption | the economy
FOIA | 30 30(1) 30(1)(a-c)* 30(2) 30(2)(a-b)* 30(3) | exemption | information held for criminal and certain other investigations
FOIA | 31 31(1) 31(1)(a-i) 31(2) 31(2)(a-j) 31(3) | exemption | harm to law enforcement, such as preventing crime or collecting tax
FOIA | 32 32(1) 32(1)(a-c)* 32(2) 32(2)(a-b) 32(3) | exemption | court and inquiry records
FOIA | 33 33(1) 33(1)(a-b) 33(2) 33(3) | exemption | audits of other public bodies
FOIA | 34 34(1) 34(2) | exemption | the privileges of Parliament
FOIA | 35 35(1) 35(1)(a-d) 35(3) | exemption | making government policy, ministerial communications
FOIA | 36 36(1) 36(2) 36(2)(a-c)* 36(3) | exemption | harm to the effective conduct of public affairs, such as free and frank advice
FOIA | 37 37(1) 37(1)(a-b) 37(1)(aa) 37(1)(ab) 37(1)(ac) 37(1)(ad) 37(2) | exemption | communications with the monarch and the royal household, and honours
FOIA | 38 38(1) 38(1)(a-b) 38(2) | exemption | danger to someone's physical or mental health, or safety
FOIA | 39 39(1) 39(1)(a-b) 39(2) | exemption | environmental information, which other regulations cover
FOIA | 40(1) | exemption | the requester's own personal data, asked for by another route
FOIA | 40(5B) 40(5B)(a-d)* 40(5A) 40(5) 40(5)(a-b)* | exemption | cases where saying whether it is held would itself disclose personal data
FOIA | 40(2) 40(2)(a-b) 40(3) 40(3)(a-b)* 40(3A) 40(3A)(a-b) 40(3B) 40(4) 40(4A) 40(4A)(a-b) | exemption | personal data about someone other than the requester
FOIA | 40 | exemption | personal data
FOIA | 41 41(1) 41(1)(a-b) 41(2) | exemption | information given in confidence
FOIA | 42 42(1) 42(2) | exemption | communications with lawyers that the law protects
FOIA | 43(1) | exemption | trade secrets
FOIA | 43(2) 43(3) | exemption | harm to commercial interests
FOIA | 43 | exemption | trade secrets and harm to commercial interests
FOIA | 44 44(1) 44(1)(a-c) 44(2) | exemption | information that another law forbids releasing
EIR | 5(3) | exception | the requester's own personal data, asked for by another route
EIR | 6(1)(b) | exception | information the requester can already get another way
EIR | 12(4)(a) | not held | information the authority does not hold
EIR | 12(4)(b) | exception | requests that are manifestly unreasonable, for instance in the work they would take
EIR | 12(4)(c) | exception | requests put in too general a way
EIR | 12(4)(d) | exception | unfinished documents, incomplete data, work still under way
EIR | 12(4)(e) | exception | internal communications
EIR | 12(5)(a) | exception | national security, defence, international relations and public safety
EIR | 12(5)(b) | exception | harm to the course of justice, a fair trial, or an inquiry (legal advice falls here too)
EIR | 12(5)(c) | exception | intellectual property
EIR | 12(5)(d) | exception | proceedings that the law keeps confidential
EIR | 12(5)(e) | exception | commercial confidentiality that the law protects
EIR | 12(5)(f) | exception | the interests of a person who gave information freely and has not agreed to its release
EIR | 12(5)(g) | exception | protection of the environment the information is about
EIR | 12(6) | exception | cases where saying whether it is held would itself harm the interests that the law protects
EIR | 13(5A) 13(5B) 13(5) 13(5B)(a-d)* 13(5)(a-b)* | exception | cases where saying whether it is held would itself disclose personal data
EIR | 12(3) 13 13(1) 13(1)(a-b) 13(2) 13(2)(a-b)* 13(2A) 13(2A)(a-b) 13(2B) 13(3) 13(3A) 13(3A)(a-b) | exception | personal data about someone other than the requester
EIR | 12 12(4) 12(5) | exception | several kinds of information, of which the letter names none
FOISA | 12(1) 12 | cost limit | requests where finding the information would cost more than the limit set in law
FOISA | 14(1) | vexatious | vexatious requests (a description of the request, not of the person who made it)
FOISA | 14(2) | repeated | requests that repeat an earlier one from the same person
FOISA | 14 | vexatious or repeated | vexatious requests (a description of the request, not of the person who made it) and requests that repeat an earlier one from the same person
FOISA | 17 17(1) 17(1)(a-b) | not held | information the authority does not hold
FOISA | 18 18(1) | exemption | cases where saying whether it exists or is held would itself be against the public interest
FOISA | 25 25(1) 25(2) 25(2)(a-b)* 25(3) | exemption | information the requester can already get another way
FOISA | 26 26(a-c) | exemption | information that another law forbids releasing
FOISA | 27(2) 27(2)(a-b)* | exemption | unfinished research that is to be published
FOISA | 27 27(1) 27(1)(a-b)* | exemption | information due to be published within 12 weeks
FOISA | 28 28(1) | exemption | relations between the administrations of the United Kingdom
FOISA | 29 29(1) 29(1)(a-d) | exemption | making government policy, ministerial communications
FOISA | 30 30(a-c)* | exemption | harm to the effective conduct of public affairs, such as free and frank advice
FOISA | 31(4) 31(4)(a-b) | exemption | defence of the country and its armed forces
FOISA | 31 31(1) | exemption | national security
FOISA | 32 32(1) 32(1)(a-b)* 32(2) | exemption | relations with other states and international bodies
FOISA | 33(1)(a) | exemption | trade secrets
FOISA | 33(1)(b) | exemption | harm to commercial interests
FOISA | 33(2) 33(2)(a-b) | exemption | the economy
FOISA | 33 33(1) | exemption | trade secrets and harm to commercial interests
FOISA | 34 34(1) 34(1)(a-c)* 34(2) 34(2)(a-b)* 34(3) 34(4) | exemption | information held for criminal and certain other investigations
FOISA | 35 35(1) 35(1)(a-h) 35(2) 35(2)(a-j) | exemption | harm to law enforcement, such as preventing crime or collecting tax
FOISA | 36(1) | exemption | communications with lawyers that the law protects
FOISA | 36(2) 36(2)(a-b) | exemption | information given in confidence
FOISA | 36 | exemption | communications with lawyers that the law protects and information given in confidence
FOISA | 37 37(1) 37(1)(a-c)* | exemption | court and inquiry records
FOISA | 38(1)(a) | exemption | the requester's own personal data, asked for by another route
FOISA | 38(1)(b) 38(2A) 38(2A)(a-b) 38(2B) 38(3A) | exemption | personal data about someone other than the requester
FOISA | 38(1)(c-d) 38 38(1) | exemption | personal data
FOISA | 39(1) | exemption | danger to someone's physical or mental health, or safety
FOISA | 39(2) 39(2)(a-b) | exemption | environmental information, which other regulations cover
FOISA | 39 | exemption | danger to someone's health or safety and environmental information, which other regulations cover
FOISA | 40 40(a-b) | exemption | audits of other public bodies
FOISA | 41 41(a-b) | exemption | communications with the monarch and the royal household, and honours
EIR(S) | 6(1)(b) | exception | information the requester can already get another way
EIR(S) | 10(4)(a) | not held | information the authority does not hold
EIR(S) | 10(4)(b) | exception | requests that are manifestly unreasonable, for instance in the work they would take
EIR(S) | 10(4)(c) | exception | requests put in too general a way
EIR(S) | 10(4)(d) | exception | unfinished documents, incomplete data, work still under way
EIR(S) | 10(4)(e) | exception | internal communications
EIR(S) | 10(5)(a) | exception | national security, defence, international relations and public safety
EIR(S) | 10(5)(b) | exception | harm to the course of justice, a fair trial, or an inquiry (legal advice falls here too)
EIR(S) | 10(5)(c) | exception | intellectual property
EIR(S) | 10(5)(d) | exception | proceedings that the law keeps confidential
EIR(S) | 10(5)(e) | exception | commercial confidentiality that the law protects
EIR(S) | 10(5)(f) | exception | the interests of a person who gave information freely and has not agreed to its release
EIR(S) | 10(5)(g) | exception | protection of the environment the information is about
EIR(S) | 10(8) | exception | cases where saying whether it is held would itself harm the interests that the law protects
EIR(S) | 11(1) | exception | the requester's own personal data, asked for by another route
EIR(S) | 11(6) | exception | cases where saying whether it is held would itself disclose personal data
EIR(S) | 10(3) 11 11(2) 11(3) 11(3)(a-b)* 11(3A) 11(3A)(a-b) 11(3B) 11(4) | exception | personal data about someone other than the requester
EIR(S) | 10 10(4) 10(5) | exception | several kinds of information, of which the letter names none
"""

# Provisions that excuse an authority from saying even whether it holds the information.
_NEITHER = {
    "FOIA": _numbers(
        "12(2) 22(2) 22A(2) 23(5) 24(2) 26(3) 27(4) 28(3) 29(2) 30(3) 31(3) 32(3) 33(3) 34(2) 35(3) 36(3) 37(2) 38(2)"
        " 39(2) 40(5) 40(5A) 40(5B) 41(2) 42(2) 43(3) 44(2)"
    ),
    "EIR": _numbers("12(6) 13(5) 13(5A) 13(5B)"),
    "FOISA": _numbers("18 18(1)"),
    "EIR(S)": _numbers("10(8) 11(6)"),
}

_PROVISION = re.compile(r"(FOIA|FOISA|EIR\(S\)|EIR) (?:s|reg )(\d{1,3}[A-Z]{0,2})((?:\([0-9A-Za-z]{1,5}\)){0,5})")
_CLAUSE = re.compile(r"\(([^()]*)\)")
_LETTERS = re.compile(r"\(([a-z])-([a-z])\)")


@dataclass(frozen=True, slots=True)
class _Ground:
    word: Word
    covers: str
    open_ended: bool


def parse_provision(provision: str) -> Provision | None:
    """Take `FOIA s40(2)` apart; None where the text is not written so."""
    found = _PROVISION.fullmatch(provision)
    return Provision(found[1], (found[2], *_CLAUSE.findall(found[3]))) if found else None


def known(provision: str) -> bool:
    """Tell whether a provision is one that a refusal may rest on under the law named."""
    return _ground(provision) is not None


def is_ground(provision: Provision) -> bool:
    """Tell whether a citation may be what a refusal rests on: everything but the duties, notices and appeals."""
    own = LAWS[provision.regime].not_grounds
    return not any(
        "".join([provision.parts[0], *(f"({p})" for p in provision.parts[1:end])]) in own for end in range(1, 4)
    )


def covers(provision: str) -> str:
    """Say in plain English what a provision covers, or that the site could not match it. docs/editorial.md §7."""
    ground = _ground(provision)
    return ground.covers if ground else UNMATCHED


def word_for(provision: str) -> Word:
    """Name the kind of ground: exemption, exception, cost limit, vexatious or repeated request, not held."""
    ground = _ground(provision)
    if ground:
        return ground.word
    return "exception" if provision.startswith("EIR") else "exemption"


def means_not_held(provision: str) -> bool:
    """Tell a provision that says "not held", which is no refusal (FOISA s17, EIR reg 12(4)(a))."""
    return word_for(provision) == "not held"


def neither_confirms_nor_denies(provision: str) -> bool:
    """Tell a provision under which an authority says not even whether it holds the information."""
    cited = parse_provision(provision)
    if cited is None:
        return False
    numbers = {Provision(cited.regime, cited.parts[:end]).number for end in (1, 2)}
    return bool(numbers & _NEITHER[cited.regime])


def provision_in_words(provision: str) -> str:
    """Write a provision in full: `section 40(2) of the Freedom of Information Act 2000`; as cited where unreadable."""
    cited = parse_provision(provision)
    if cited is None:
        return provision
    law = LAWS[cited.regime]
    return f"{law.unit} {cited.number} of the {law.title}"


def link(provision: str) -> str | None:
    """Give the address of a provision on legislation.gov.uk; None for one that the table does not know."""
    cited = parse_provision(provision)
    if cited is None or not known(provision):
        return None
    law = LAWS[cited.regime]
    place = "" if len(cited.parts) == 1 else f"#{law.unit}-{'-'.join(cited.parts)}"
    return f"{law.address}{cited.parts[0]}{place}"


def _ground(provision: str) -> _Ground | None:
    """Look a provision up, and for clauses finer than the table, the clause that the table leaves open (`*`)."""
    cited = parse_provision(provision)
    if cited is None:
        return None
    exact = _GROUNDS.get((cited.regime, cited.number))
    if exact:
        return exact
    wider = (_GROUNDS.get((cited.regime, Provision(cited.regime, cited.parts[:end]).number)) for end in (2, 3, 4))
    return next((ground for ground in wider if ground and ground.open_ended), None)


def _read_table() -> dict[tuple[str, str], _Ground]:
    grounds: dict[tuple[str, str], _Ground] = {}
    for row in _TABLE.strip().splitlines():
        regime, numbers, word, words = (cell.strip() for cell in row.split("|"))
        for number in numbers.split():
            ground = _Ground(cast("Word", word), words, number.endswith("*"))
            for single in _spread(number.removesuffix("*")):
                grounds.setdefault((regime, single), ground)
    return grounds


def _spread(number: str) -> list[str]:
    """Write out a range of letters: `30(1)(a-c)` is 30(1)(a), 30(1)(b), 30(1)(c)."""
    found = _LETTERS.search(number)
    if found is None:
        return [number]
    first, last = ord(found[1]), ord(found[2])
    return [number.replace(found[0], f"({chr(code)})") for code in range(first, last + 1)]


_GROUNDS = _read_table()
