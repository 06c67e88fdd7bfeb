"""What in a text is a name: its words, each with what it can be, and runs of them weighed as a person's name.

A run is as long as its words allow, so that no half of a name is left behind: "Ní Dhomhnaill", "van der Berg",
"St John-Mallow". How much a run weighs is said here; how much weight a place asks for is said where the place is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from disclosed.privacy.cells import REDACTED, REDACTED_NAME
from disclosed.privacy.given import given_names
from disclosed.privacy.words import (
    ALWAYS_GIVEN,
    AMBIGUOUS_GIVEN,
    BODIES,
    MOST_KEPT,
    ORDINARY,
    PARTICLES,
    PLACES,
    POSTNOMINALS,
    POSTS,
    RANKS,
    SMALL,
    SURNAMES_TOO,
    TITLES,
    WEAK_TITLES,
    WRITTEN_OUT,
    plain,
)

_WORD = re.compile(rf"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[{REDACTED_NAME}{REDACTED}]")
_POSSESSIVE = re.compile(r"'s?\Z|'S\Z")
PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx"})  # no street bears one
HIGH_TITLES = frozenset({"sir", "dame", "lord", "lady"})  # schools, ships and streets do
MAX_TITLES = 5  # words before a name: "Mr and Mrs", "Lt Col"
MAX_WORDS = 6  # of one name: title, two given names, a particle and a double surname

# What a word can be, one sign each.
TITLE, WEAK_TITLE, RANK = "T", "t", "K"
GIVEN, AMBIGUOUS, UNKNOWN, SHOUTED, COMMON = "G", "g", "C", "S", "U"
INITIAL, PARTICLE, POST, BODY, NUMBER, LOWER, JOINS, AFTER, HIDDEN = "I", "p", "O", "B", "N", "x", "a", "Z", "R"
TITLED = frozenset({TITLE, WEAK_TITLE, RANK})
NAMING = frozenset({GIVEN, AMBIGUOUS, UNKNOWN, SHOUTED, COMMON, INITIAL})
JOINERS = frozenset({"and", "&", "a", "ac", "or"})

# How one word goes on to the next, one sign each.
BESIDE, COMMA, SLASH, DASH, AMPERSAND, OPEN, CLOSE, BREAK, END = " ", ",", "/", "-", "&", "(", ")", ".", ""
_GAPS = {
    ", ": COMMA,
    ",": COMMA,
    "/": SLASH,
    " / ": SLASH,
    " - ": DASH,
    " & ": AMPERSAND,
    " (": OPEN,
    ") ": CLOSE,
    "&": AMPERSAND,
}


class Word(NamedTuple):
    """A word with its place in the text, what it can be, and how it goes on to the next."""

    text: str
    start: int
    end: int
    code: str
    gap: str


class Weight(IntEnum):
    """How much a run of words is like a person's name."""

    NONE = 0
    WEAK = 1  # words of which each is a surname and an ordinary word: Park, Best
    POSSIBLE = 2  # words that are nothing else: "Oluwaseun Okonkwo", "Severn Trent"
    LIKELY = 3  # a title, a known given name or an initial before a surname


class Run(NamedTuple):
    """A run of words that may name a person; `words` are those of the name, title included."""

    words: tuple[Word, ...]
    weight: Weight

    @property
    def start(self) -> int:
        """Where it begins in its text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.words[-1].end

    @property
    def titled(self) -> bool:
        """Whether a title or a rank stands before the name."""
        return self.words[0].code in TITLED


def split_words(text: str) -> tuple[Word, ...]:
    """Split a text into its words."""
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return ()
    words: list[Word] = []
    ends = [start for start, _ in spans[1:]]
    for (start, end), after in zip(spans, [*ends, len(text)], strict=True):
        written = text[start:end]
        if "'" in written and (possessive := _POSSESSIVE.search(written)) and possessive.start() > 1:
            end = start + possessive.start()  # noqa: PLW2901 - the name without its "'s"
            written = text[start:end]
        code = code_of(written)
        between = text[end:after]
        words.append(Word(written, start, end, code, BESIDE if between == " " else _gap(between, code)))
    words[-1] = words[-1]._replace(gap=END)
    return tuple(words)


def _gap(between: str, code: str) -> str:
    """Say how a word goes on; the point of "Mr." and "J." is no break."""
    if between in (". ", ".") and (code in TITLED or code == INITIAL):
        return BESIDE
    return _GAPS.get(between, BREAK)


@lru_cache(maxsize=MOST_KEPT)
def code_of(word: str) -> str:
    """Say what a word can be."""
    if word in (REDACTED_NAME, REDACTED):
        return HIDDEN if word == REDACTED_NAME else BREAK
    if word.isdigit():
        return NUMBER
    folded = plain(word)
    if word[0].islower() and not (word[1:2] == "'" and word[2:3].isupper()):
        return _small(folded)
    if len(word) > 1 and folded in SMALL and folded not in ALWAYS_GIVEN:
        return JOINS if folded in JOINERS else LOWER
    return _title(folded) or (INITIAL if len(word) == 1 else PARTICLE if word == "St" else _capital(word, folded))


def _title(folded: str) -> str:
    if folded in WEAK_TITLES:
        return WEAK_TITLE
    return TITLE if folded in TITLES else RANK if folded in RANKS else ""


def _small(folded: str) -> str:
    if folded in JOINERS:
        return JOINS
    return PARTICLE if folded in PARTICLES else LOWER


def _capital(word: str, folded: str) -> str:
    """Say what a word with a capital can be: the first that fits."""
    parts = folded.split("-")
    given = all(part in given_names() for part in parts) or folded in ALWAYS_GIVEN
    shouted = word.isupper() and word.isalpha() and word.isascii()
    kinds = (
        (AFTER, folded in POSTNOMINALS and (word[1:].casefold() != word[1:] or folded in WRITTEN_OUT)),
        (POST, folded in POSTS),
        (GIVEN, given and folded not in AMBIGUOUS_GIVEN),
        (BODY, any(part in BODIES and not (parts[1:] and part in SURNAMES_TOO) for part in parts)),
        (AMBIGUOUS, given),
        (COMMON, all(part in ORDINARY for part in parts)),
        (SHOUTED, shouted),
    )
    return next((code for code, fits in kinds if fits), UNKNOWN)


def run_at(words: Sequence[Word], place: int) -> Run | None:
    """Give the run of name words that begins at a word; None where none does."""
    titles = _end_of_titles(words, place)
    end = _end_of_names(words, titles)
    if end == titles:
        return None
    chosen = tuple(words[place:end])
    names = tuple(words[titles:end])
    after = _after(words, end)
    weight = _weigh_titled(names, after, chosen) if titles > place else weigh(names, after)
    return Run(chosen, weight)


def _end_of_titles(words: Sequence[Word], place: int) -> int:
    """Give the end of the titles that begin at a place: "Mr and Mrs", "Mr/Mrs", "Lt Col", "PC 4471"."""
    end = place
    most = place + MAX_TITLES
    while end < min(len(words), most) and words[end].code in TITLED and words[end].gap in (BESIDE, SLASH, AMPERSAND):
        joined = words[end + 1].code == JOINS and words[end + 2 : end + 3] and words[end + 2].code in TITLED
        numbered = words[end].code == RANK and words[end + 1].code == NUMBER and words[end + 1].gap == BESIDE
        end += 2 if joined or numbered else 1
    return end


def _end_of_names(words: Sequence[Word], place: int) -> int:
    """Give the end of the name words that begin at a place, particles with the name that follows them."""
    end = place
    while end < len(words) and end - place < MAX_WORDS:
        ahead = end
        while ahead < len(words) and words[ahead].code == PARTICLE and words[ahead].gap == BESIDE and ahead - end < 3:
            ahead += 1
        if ahead >= len(words) or words[ahead].code not in NAMING:
            break
        end = ahead + 1
        if words[end - 1].gap != BESIDE:
            break
    nickname = end - place == 1 and words[end - 1].gap == OPEN and words[end : end + 1] and words[end].gap == CLOSE
    if nickname and words[end].code in NAMING and words[end + 1].code in NAMING:  # "Paul (Pip) Marsh"
        end += 2
    return end + _takes_surname(words, place, end)


def _takes_surname(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether the next word, which is a post or a country, is the surname: "Mr Constable", "Peter Head", "Jane England"."""
    if end >= len(words) or words[end].code not in (POST, BODY) or (end and words[end - 1].gap != BESIDE):
        return False
    before = words[place:end]
    goes_on = words[end].gap == BESIDE and end + 1 < len(words) and words[end + 1].code in (POST, BODY, *NAMING)
    titled = place > 0 and words[place - 1].code in TITLED
    if not before:
        return titled and not goes_on and words[place - 1].code != WEAK_TITLE
    lead = all(word.code in (GIVEN, AMBIGUOUS, INITIAL) for word in before)
    return (
        lead
        and len(before) < 3
        and plain(words[end].text) in SURNAMES_TOO
        and not (goes_on and before[0].code == INITIAL)
    )


def _after(words: Sequence[Word], end: int) -> tuple[Word, ...]:
    """Give the words right after a run, up to a break, that say what it is: "… School", "… Information Officer"."""
    tail: list[Word] = []
    while words[end - 1].gap in (BESIDE, AMPERSAND) and end < len(words) and words[end].code in "BOUCGgSIZ":
        tail.append(words[end])
        end += 1
        if len(tail) == MAX_WORDS:
            break
    return tuple(tail)


def _weigh_titled(names: Sequence[Word], after: Sequence[Word], chosen: Sequence[Word]) -> Weight:
    """Weigh a name with a title: a person's, unless a street, a school or a surgery bears it."""
    if names[-1].code == INITIAL or _is_place(chosen, names, after):
        return Weight.NONE
    weak = all(word.code in (WEAK_TITLE, NUMBER) for word in chosen[: len(chosen) - len(names)])
    return min(weigh(names, after), Weight.POSSIBLE) if weak else Weight.LIKELY


def _is_place(chosen: Sequence[Word], names: Sequence[Word], after: Sequence[Word]) -> bool:
    """Tell a place or a firm that bears a person's name: the last word, or the next one, names a kind of place."""
    title = plain(chosen[0].text)
    given = all(word.code in (GIVEN, AMBIGUOUS, INITIAL) for word in names[:-1]) and title not in HIGH_TITLES
    plainly = title in PLAIN_TITLES or chosen[0].code == RANK or given
    last = len(names) > 1 and plain(names[-1].text) in PLACES and not plainly
    return last or any(plain(word.text) in PLACES or word.code == BODY for word in after[:2])


def weigh(names: Sequence[Word], after: Sequence[Word] = ()) -> Weight:
    """Weigh name words without a title; `after` are the words that follow without a break."""
    codes = [word.code for word in names if word.code != PARTICLE]
    saint = names[0].code == PARTICLE and names[0].text == "St"
    if saint or (after and not _is_post(after)):
        return Weight.NONE
    if len(codes) == 1:
        return Weight.NONE if after and after[0].code != AFTER else _weigh_one(codes[0], names)
    if codes[-1] == INITIAL:
        return Weight.NONE if set(codes) <= {INITIAL} else Weight.WEAK
    return _weigh_several(codes)


def _is_post(after: Sequence[Word]) -> bool:
    """Tell words after a name that say the person's post or letters from those that make it a body's."""
    while after and after[-1].code == AFTER:
        after = after[:-1]
    return not after or (after[-1].code == POST and after[0].code in (POST, BODY, COMMON))


def _weigh_one(code: str, names: Sequence[Word]) -> Weight:
    if code == INITIAL:
        return Weight.NONE
    if code == SHOUTED and len(names[-1].text) < 4:  # letters that stand for something
        return Weight.NONE
    return Weight.WEAK if code in (COMMON, AMBIGUOUS, POST, BODY) else Weight.POSSIBLE


def _weigh_several(codes: Sequence[str]) -> Weight:
    first, last = codes[0], codes[-1]
    if first == INITIAL:
        return Weight.WEAK if last == COMMON else Weight.LIKELY
    if first == GIVEN:
        return Weight.LIKELY
    if first == AMBIGUOUS:
        return Weight.POSSIBLE if last in (COMMON, POST, BODY) else Weight.LIKELY
    if set(codes) <= {COMMON, POST, BODY}:
        return Weight.NONE
    return Weight.WEAK if set(codes) & {COMMON, POST, BODY} else Weight.POSSIBLE


def named_run(text: str) -> Run | None:
    """Take a whole text as a name, as a person who says that it is one does; None where it has no words."""
    words = tuple(word for word in split_words(text) if word.code not in (HIDDEN, BREAK))
    if not words:
        return None
    run = run_at(words, 0)
    return run if run and len(run.words) == len(words) else Run(words, Weight.POSSIBLE)


def runs_in(words: Sequence[Word]) -> list[tuple[int, Run]]:
    """Give every run of a text with the place of its first word; none begins inside another."""
    found: list[tuple[int, Run]] = []
    place = 0
    while place < len(words):
        code = words[place].code
        run = run_at(words, place) if code in NAMING or code in TITLED or code == PARTICLE else None
        if run is None:
            place += 1
        else:
            found.append((place, run))
            place += len(run.words)
    return found
