"""Letters with invented persons, made from the templates of personal/letters.txt: what in them is personal is marked.

A block begins at `=== FRAME NAME` and stands in its frame. `[[n:…]]` marks a name, e an e-mail address, t a telephone number, a an
address, i another number, h a handle; d is a person's decision and must be a doubt; w tells of somebody weakly and is not
counted; k and everything without a mark must stay. R is the requester, O, S and T are others. The
numbers are Ofcom's for drama, the persons are invented.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).parent / "personal" / "letters.txt"
MARK = re.compile(r"\[\[([a-z]):(.*?)\]\]")
PERSONAL = "netaih"
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "rev",
        "sir",
        "dame",
        "cllr",
        "councillor",
        "sgt",
        "pc",
        "dci",
        "and",
        "obe",
        "lt",
        "col",
        "capt",
        "insp",
    ]
)


@dataclass(frozen=True)
class Invented:
    """A person with the forms that templates ask for."""

    title: str
    first: str
    last: str
    mid: str

    def __getattr__(self, name: str) -> str:
        first, last = self.first, self.last
        forms = {
            "full": f"{first} {last}",
            "titled": f"{self.title} {last}",
            "tfull": f"{self.title} {first} {last}",
            "init": f"{first[0]}. {last}",
            "init0": f"{first[0]} {last}",
            "inits": f"{first[0]} {self.mid} {last}",
            "tinit": f"{self.title} {first[0]} {last}",
            "caps": f"{first} {last}".upper(),
            "tcaps": f"{self.title} {last}".upper(),
            "low": f"{first} {last}".lower(),
            "rev": f"{last}, {first}",
            "revcaps": f"{last.upper()}, {first}",
            "initials": first[0] + last[0],
            "mail": f"{ascii_of(first)}.{ascii_of(last)}".lower(),
            "mailcap": f"{ascii_of(first)}.{ascii_of(last)}",
            "jmail": f"{ascii_of(first)[0]}{ascii_of(last)}".lower(),
            "slug": "-".join(re.findall("[a-z]+", decomposed(f"{first} {last}").lower())),
            "under": "_".join(re.findall("[a-z]+", decomposed(f"{first} {last}").lower())),
            "asc_last": ascii_of(last),
            "asc_first": ascii_of(first),
        }
        if name not in forms:
            raise AttributeError(name)
        return forms[name]


def decomposed(name: str) -> str:
    plain = name.translate({ord("ł"): "l", ord("Ł"): "L", ord("ı"): "i", ord("’"): None, ord("'"): None})
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def ascii_of(name: str) -> str:
    return re.sub(r"[^A-Za-z]", "", decomposed(name))


def _people(rows: str) -> tuple[Invented, ...]:
    return tuple(Invented(*(part.strip() for part in row.split("|"))) for row in rows.split(";"))


# Plain names, double ones, names from the world over, and surnames that are ordinary words.
GROUPS = {
    "plain": _people(
        "Mr|Callum|Brackenridge|J; Mrs|Jane|Marsh|E; Ms|Philippa|Oldcastle|M; Mr|Dennis|Thornwick|A; Miss|Hollie|Penhallow|R; Dr|Martin|Copestake|P"
        "; Mrs|Susan|Ravenhall|K; Mr|Gareth|Tolliver|D; Ms|Beth|Quarrington|L; Mr|Keith|Smallbone|W; Mrs|Yvonne|Dunnaker|T; Mr|Paul|Hesketh|B"
    ),
    "double": _people(
        "Mr|Rupert|O'Brien-Hughes|C; Ms|Tamsin|Farley-Okoro|N; Mrs|Judith|Poole-Ashworth|S; Mr|Piers|St John-Mallow|F; Dr|Annelies|van der Berg|H"
        "; Ms|Inés|de la Cruz|V; Mr|Fergus|MacAllister|I; Mr|Declan|O’Rourke|G; Ms|Petra|von Halden|Z; Mr|Tony|D'Souza|U; Ms|Anne-Marie|FitzWarren|D"
        "; Mr|Jean-Luc|Béranger|S"
    ),
    "world": _people(
        "Ms|Ngozi|Adeyemi|O; Mr|Oluwaseun|Okonkwo|K; Mrs|Thandiwe|Mkhize|A; Mr|Wei|Zhang|L; Ms|Xiaoming|Ng|Y; Miss|Mei|Li|C; Mr|Mohammed|Al-Farsi|H"
        "; Mrs|Fatima|El-Sayed|B; Mr|Yusuf|bin Rashid|A; Mrs|Harpreet|Kaur Dhillon|S; Dr|Venkataramanan|Subramaniam|R; Ms|Sukhwinder|Gill|P"
        "; Mr|Md Abul|Hossain|K; Mr|Łukasz|Kowalczyk|T; Ms|Bronisława|Wójcik|M; Ms|Angharad|ap Rhys|E; Mr|Llŷr|Gwynfor-Pugh|D; Ms|Siobhán|Ní Dhomhnaill|A"
        "; Mr|Éamonn|Ó Cathasaigh|P; Ms|Mhairi|NicDhòmhnaill|C; Ms|Şebnem|Yılmaz|D; Mr|Ángel|Muñoz|J; Ms|Thị Hoa|Nguyễn|V; Mr|Zdeněk|Dvořák|K"
    ),
    "wordy": _people(
        "Mr|Jin|Park|H; Mrs|Alison|Street|J; Mr|Robert|North|C; Ms|Hannah|Best|G; Mr|Peter|Head|R; Ms|Carol|Driver|D; Mr|Alan|Constable|T"
        "; Mrs|Jo|House|L; Ms|Florence|Nurse|A; Mr|Edward|March|I; Ms|Rose|Field|B; Mr|Mark|Kind|P; Ms|Grace|Parks|O; Mr|Will|Church|S"
    ),
}
ANSWERS = (
    "1. How many potholes were reported in 2022/23?\n\n1,204\n\n2. How many were repaired within 28 days?\n\n987",
    "Q1. How many library cards were issued in 2023?\n\nA1. 4,417\n\nQ2. How many were cancelled?\n\nA2. 318",
    "Please provide the number of complaints received about noise, by year.\n\n2020: 61\n2021: 74\n2022: 58",
    "1) How many fixed penalty notices were issued for littering?\n\nIssued: 212\nPaid: 163\n\n2) How many led to court?\n\n9",
)
END = (
    "If you are unhappy with this response you may ask for an internal review within 40 working days by writing to [[k:foi@northtown.gov.uk]].\n\n"
    "If you remain dissatisfied you may complain to the [[k:Information Commissioner]], [[k:Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF]],"
    " telephone [[k:0303 123 1113]].\n\nYou may re-use this information under the Open Government Licence v3.0."
)


@dataclass(frozen=True)
class Marked:
    """A marked stretch of a line: its kind, its columns from 0, its words."""

    line: int
    first: int
    last: int
    kind: str
    words: str


@dataclass(frozen=True)
class Written:
    """A letter with its truth."""

    name: str
    group: str
    text: str
    marks: tuple[Marked, ...]


def templates() -> Iterator[tuple[str, str, str]]:
    """Yield frame, name and block of each template, set into its frame."""
    frames: dict[str, str] = {}
    for block in TEMPLATES.read_text("utf-8").removeprefix("=== ").split("\n=== "):
        head, _, body = block.rstrip("\n").partition("\n")
        frame, _, name = head.partition(" ")
        if frame == "frame":
            frames[name] = body
        else:
            yield frame, name, frames[frame].replace("%s", body, 1)


def letters() -> Iterator[Written]:
    """Write each template with a plain person and with one of a harder group."""
    harder = ("double", "world", "wordy")
    for place, (frame, name, block) in enumerate(templates()):
        for group in ("plain", harder[place % 3]):
            rng = random.Random(f"{name} {group}")
            persons = list(GROUPS[group])
            rng.shuffle(persons)
            text = block.replace("@QA", rng.choice(ANSWERS)).replace("@END", END)
            text, marks = unmark(text.format(**dict(zip("ROST", persons, strict=False))))
            yield Written(f"{frame} {name}", group, text + "\n", marks)


def unmark(text: str) -> tuple[str, tuple[Marked, ...]]:
    """Take the marks out of a text, and say where they stood."""
    marks: list[Marked] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        written, at = "", 0
        for mark in MARK.finditer(line):
            written += line[at : mark.start()]
            marks.append(Marked(number, len(written), len(written) + len(mark[2]), mark[1], mark[2]))
            written += mark[2]
            at = mark.end()
        lines.append(written + line[at:])
    return "\n".join(lines), tuple(marks)
