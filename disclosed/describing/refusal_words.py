"""What was withheld, not held or not answered, in plain English (docs/editorial.md §7), and why the letter says so.

The site never says whether a reliance was right, and never what was withheld beyond the question's own words. Reasons
are the letter's, quoted; provisions are explained by provisions.py and linked to the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from disclosed.describing.describe import letter_name, short_form
from disclosed.describing.filling import typographic
from disclosed.describing.index import Index
from disclosed.describing.sentences import Link, Piece, Sentence, say, unique
from disclosed.describing.withholding import WITHHELD, is_part, suppressed, withholds
from disclosed.describing.wording import counted, full_stop, lower_first, quoted, shortened, upper_first
from disclosed.provisions import (
    UNMATCHED,
    covers,
    known,
    link,
    means_not_held,
    neither_confirms_nor_denies,
    parse_provision,
    provision_in_words,
    word_for,
)
from disclosed.rows import QuestionRow

LONGEST_QUESTION = 200  # characters of a question quoted inside a sentence
LONGEST_ANSWER = 40  # a longer "not applicable" is no formula; the letter's page has its words
LONGEST_REASON = 500
MOST_ALONE = 6  # refusals of a page that are each told in full

# What people put before the thing they ask for: `If possible, please tell me the …`.
_COURTESY = r"(?:(?:if (?:possible|so|yes|not)|please|kindly|also|and|then|finally),?\s+){0,3}"
_ASK = r"(?:(?:can|could|would|will) you\s+(?:please\s+|kindly\s+)?)?"
_VERB = r"(?:tell me|let me know|provide(?: me with)?|supply(?: me with)?|give(?: me)?|send(?: me)?|share|state|confirm|list|disclose|release)"
ASKED_FOR = re.compile(
    rf"{_COURTESY}{_ASK}(?:please\s+)?{_VERB}\s+((?:the|a|an|any|all|each|details?|copies|copy|further|full|your|every|each|which|what|when|where|who|how)\b.+)",
    re.IGNORECASE,
)
BACK_REFERENCE = re.compile(
    r"\b(?:(?:each|all|any|both|some) of )?(?:these|those|the above)\s+([a-z]+)\b", re.IGNORECASE
)
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"'(])")
ENDS = re.compile(r"[\s.?!:;,…]+$")
CITES = re.compile(r"\b(?:sections?|s\.?|regulations?|reg\.?)\s?\d|\bexempt|\bwithh[eo]ld|\brefus", re.IGNORECASE)
# The rule on how a refusal is given, which letters cite beside the ground: regime → (how it is cited, what it is).
NOTICES = {
    "FOIA": (re.compile(r"\b(?:section |s\.? ?)17\b", re.IGNORECASE), "Section 17", "Act’s"),
    "FOISA": (re.compile(r"\b(?:section |s\.? ?)16\b", re.IGNORECASE), "Section 16", "Act’s"),
    "EIR": (re.compile(r"\bregulation 14\b", re.IGNORECASE), "Regulation 14", "Regulations’"),
    "EIR(S)": (re.compile(r"\bregulation 13\b", re.IGNORECASE), "Regulation 13", "Regulations’"),
}
LETTERED_PART = re.compile(r"(.*\d)[a-z]")


@dataclass(frozen=True, slots=True)
class Reason:
    """The letter's own words on a refusal: what they are, and the words quoted; both '' where there are none."""

    said: str = ""
    quote: str = ""

    @property
    def words(self) -> str:
        """Say both: `The letter’s reason: “the numbers are small”.`, with its full stop."""
        return f"{self.said}: {full_stop(self.quote)}" if self.quote else ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """One refusal: the letter's name, who withheld what (in words of one, and of several) and under which provisions, the letter's own reason quoted, and what else is cited.

    `provisions` is None where none may be told: of a letter whose figures are not published, none is either.
    """

    response: str
    question: str
    letter: str
    who: str
    did: str
    they_did: str
    provisions: tuple[str, ...] | None
    lines: tuple[int, ...]
    reason: Reason
    also: tuple[str, ...]

    @property
    def sentence(self) -> Sentence:
        """Say it: `The council withheld the names. It relied on section 40(2) of …, which covers …`."""
        said = say(f"{upper_first(self.who)} {self.did}.", *_relied(self.provisions))
        return Sentence(said.pieces, lines=tuple((self.response, line) for line in self.lines))


def who(index: Index, request: str, response: str) -> str:
    """Name the authority of a letter: `the council` on a page that is about it alone, else in full."""
    authority = index.authority[index.response[response].authority]
    return short_form(authority) if len(index.authorities(request)) == 1 else authority.name


def withheld(index: Index, request: str) -> tuple[Withheld, ...]:
    """List what was withheld from a request, in the order of its letters and questions."""
    return tuple(
        _withheld(index, row)
        for response in index.responses(request)
        for row in index.questions(response.response)
        if row.outcome == WITHHELD or is_part(index, row)
    )


def together(refusals: Sequence[Withheld]) -> tuple[tuple[Withheld, ...], ...]:
    """Put refusals of the same by several on the same grounds together where a page has many; each by itself where it has few.

    Groups stand in the order of their first refusals.
    """
    if len(refusals) <= MOST_ALONE:
        return tuple((one,) for one in refusals)
    groups: dict[object, list[Withheld]] = {}
    for one in refusals:
        groups.setdefault((one.they_did, one.provisions, one.also), []).append(one)
    found: list[tuple[Withheld, ...]] = []
    for group in groups.values():
        several = len({one.who for one in group}) > 1
        found += [tuple(group)] if several else [(one,) for one in group]
    return tuple(found)


def sentence_together(group: Sequence[Withheld]) -> Sentence:
    """Say what several withheld: `15 authorities withheld the names. They relied on section 40(2) of …, which covers …`."""
    bodies = counted(len(unique(one.who for one in group)), "authority")
    return say(f"{bodies} {group[0].they_did}.", *_relied(group[0].provisions, they=True))


def _withheld(index: Index, row: QuestionRow) -> Withheld:
    refusals = [refusal for refusal in index.refusals(row.response, row.question) if withholds(refusal)]
    provisions = unique(refusal.provision for refusal in refusals)
    lines = tuple(dict.fromkeys(refusal.line for refusal in refusals))
    name = who(index, index.response[row.response].request, row.response)
    silent = index.response[row.response].publish == "metadata" or (not provisions and row.outcome != WITHHELD)
    said = None if silent else tuple(provisions)
    did, they_did = _withheld_what(index, row, provisions)
    letter = letter_name(index, index.response[row.response])
    return Withheld(
        row.response,
        row.question,
        letter,
        name,
        did,
        they_did,
        said,
        lines,
        _reason(row.answer),
        _also(row, provisions),
    )


def _withheld_what(index: Index, row: QuestionRow, provisions: Iterable[str]) -> tuple[str, str]:
    """Say what was withheld, of one and of several: `withheld the number of …`, `suppressed 1 figure in its answer to question 3`."""
    asked = asked_for(index, row)
    if any(neither_confirms_nor_denies(provision) for provision in provisions):
        denied = "neither confirmed nor denied that"
        return f"{denied} it holds {asked}", f"{denied} they hold {asked}"
    if row.outcome == WITHHELD:
        return f"withheld {asked}", f"withheld {asked}"
    its = f"its answer to question {row.question}"
    their = f"their answers to question {row.request_question or row.question}"  # letters may number it otherwise
    if count := suppressed(index, row):
        return f"suppressed {counted(count, 'figure')} in {its}", f"suppressed figures in {their}"
    return f"withheld part of {its}", f"withheld part of {their}"


def _relied(provisions: Sequence[str] | None, *, they: bool = False) -> Sequence[Piece]:
    """Say which provisions were relied on and what each covers: `It relied on section 40(2) of …, which covers …`."""
    if provisions is None:
        return ()
    if not provisions:
        return (" The letters name no provision." if they else " The letter names no provision.",)
    pieces: list[Piece] = [" They relied on " if they else " It relied on "]
    for place, (provision, words) in enumerate(zip(provisions, provisions_in_words(provisions), strict=True)):
        before = "" if place == 0 else ", and on " if place == len(provisions) - 1 else ", on "
        pieces += [before, _linked(provision, words), _covered(provision)]
    return (*pieces, ".")


def provisions_in_words(provisions: Sequence[str]) -> tuple[str, ...]:
    """Write provisions in full, a law's title once: `section 40(2) of the … Act 2000`, `section 41 of the same Act`."""
    found: list[str] = []
    laws: set[str] = set()
    for provision in provisions:
        number, of, law = provision_in_words(provision).partition(" of the ")
        same = "same Act" if " Act " in law else "same Regulations"
        found.append(f"{number}{of}{same if law in laws else law}")
        laws.add(law)
    return tuple(found)


def _covered(provision: str) -> str:
    return f", which covers {covers(provision).replace(chr(39), '’')}" if known(provision) else f" ({UNMATCHED})"


def _linked(provision: str, words: str) -> Piece:
    address = link(provision)
    return Link(words, address) if address else words


def short_provision(provision: str) -> str:
    """Name a provision in a few words: `personal data, section 40(2)`."""
    cited = parse_provision(provision)
    number = provision_in_words(provision).partition(" of the ")[0]
    if cited is None or not known(provision):
        return f"{number} ({UNMATCHED})"
    return f"{_few_words(provision)}, {number}"


def _few_words(provision: str) -> str:
    word = word_for(provision)
    if word not in {"exemption", "exception"}:
        return word if word in {"cost limit", "not held"} else f"{word} request"
    if neither_confirms_nor_denies(provision):
        return "neither confirmed nor denied"
    words = re.split(r",| \(| about someone| that (?!is\b)", covers(provision).removeprefix("requests that are "))[0]
    return words.replace("'", "’").strip()


def asked_for(index: Index, row: QuestionRow) -> str:
    """Name what a question asks for: an editor's words, the thing after `please tell me`, else the question quoted."""
    if row.about:
        return typographic(row.about)
    first = SENTENCE_END.split(row.text, maxsplit=1)[0]
    found = ASKED_FOR.fullmatch(first.strip())
    if found and len(found[1]) <= LONGEST_QUESTION:
        thing = ENDS.sub("", typographic(lower_first(found[1])))
        return BACK_REFERENCE.sub(lambda match: _counted_in(index, row, match), thing)
    if not row.text:
        return f"the answer to question {row.question}"
    return f"the answer to question {row.question} ({quoted(shortened(first, LONGEST_QUESTION))})"


def _counted_in(index: Index, row: QuestionRow, match: re.Match[str]) -> str:
    """Resolve `these children` to the question that this one is a part of, where that one was answered in figures."""
    above = question_above(index, row)
    if above is None or not index.answers(row.response, above.question):
        return match[0]
    return f"the {match[1]} counted in question {above.question}"


def question_above(index: Index, row: QuestionRow) -> QuestionRow | None:
    """Find the question that another is a part of: `3` for `3a`."""
    found = LETTERED_PART.fullmatch(row.question)
    stem = row.question.rpartition(".")[0] or (found[1] if found else "")
    return index.question.get((row.response, stem))


def _reason(answer: str) -> Reason:
    """Quote the letter's own reason: what stands before the sentence that cites the law, else that sentence."""
    sentences = SENTENCE_END.split(answer)
    before: list[str] = []
    for sentence in sentences:
        if CITES.search(sentence):
            break
        before.append(sentence)
    else:
        before = []
    words = " ".join(before or sentences[:1]).strip()
    said = "The letter’s reason" if before else "The letter says"
    return Reason(said, quoted(words)) if 0 < len(words) <= LONGEST_REASON else Reason()


def _also(row: QuestionRow, provisions: Sequence[str]) -> tuple[str, ...]:
    """Explain the rule on refusal notices where the letter cites it beside the ground."""
    regimes = unique(cited.regime for cited in map(parse_provision, provisions) if cited)
    return tuple(
        f"{name}, also cited, is the {whose} rule on how a refusal is given, not a reason for one."
        for regime, (pattern, name, whose) in NOTICES.items()
        if regime in regimes and pattern.search(row.answer)
    )


def nothing_withheld(index: Index, request: str) -> str:
    """Say `The council withheld nothing.` where a request has no refusal; '' otherwise."""
    responses = index.responses(request)
    if not responses or withheld(index, request):
        return ""
    if len(responses) == 1:
        return f"{upper_first(who(index, request, responses[0].response))} withheld nothing."
    return "Nothing was withheld."


# Not held, not applicable, not answered


def not_answered(index: Index, request: str) -> tuple[Sentence, ...]:
    """List what is not held, not applicable or not answered, each in its own words."""
    found = []
    several = len(index.authorities(request)) > 1
    for response in index.responses(request):
        for row in index.questions(response.response):
            name = upper_first(who(index, request, row.response))
            words = _not_answered(index, row, name)
            if words:
                whose = f"{name}: " if several and not words.startswith(name) else ""
                found.append(say(f"{whose}{lower_first(words) if whose else words}"))
    return tuple(found)


def _not_answered(index: Index, row: QuestionRow, name: str) -> str:
    match row.outcome:
        case "not_held":
            return f"{name} said it does not hold {asked_for(index, row)}."
        case "not_applicable":
            return _not_applicable(index, row, name)
        case "unanswered":
            return f"The letter gives no answer to question {row.question}."
        case "attached":
            return f"The answer to question {row.question} is in an attachment, which is not part of the letter’s text."
    return ""


def _not_applicable(index: Index, row: QuestionRow, name: str) -> str:
    """Say that a question does not apply, in the letter's words, with the reason in the data if the letter gives one."""
    same, above = _same_question(index, row), question_above(index, row)
    said = (
        f"answered {quoted(row.answer)}" if 0 < len(row.answer) <= LONGEST_ANSWER else "answered that it does not apply"
    )
    zero = zero_above(index, row)
    because = f", and question {zero} is 0" if zero else ""
    if same is not None and above is not None:
        as_which = "" if same.outcome == "withheld" else f" as question {same.question}"
        return f"Question {row.question} asks the same{as_which} about question {above.question}; {lower_first(name)} {said}{because}."
    return f"{name} {said} to question {row.question}{because}."


def _same_question(index: Index, row: QuestionRow) -> QuestionRow | None:
    """Find an earlier question of the letter in the same words."""
    words = " ".join(row.text.casefold().split())
    for other in index.questions(row.response):
        if other.question == row.question:
            break
        if words and " ".join(other.text.casefold().split()) == words:
            return other
    return None


def zero_above(index: Index, row: QuestionRow) -> str:
    """Name the question that this one is a part of, where every figure of its answer is 0; '' otherwise."""
    above = question_above(index, row)
    figures = index.answers(row.response, above.question) if above else ()
    return above.question if above and figures and all(figure.value == 0 for figure in figures) else ""


def refusal_words(index: Index, row: QuestionRow) -> Sequence[Piece]:
    """Write the outcome line of a refusal: `Withheld: personal data, section 40(2).`."""
    provisions = unique(refusal.provision for refusal in index.refusals(row.response, row.question))
    grounds = [provision for provision in provisions if not means_not_held(provision)]
    if not grounds:
        return ("Withheld.",)
    pieces: list[Piece] = ["Withheld: "]
    for place, provision in enumerate(grounds):
        pieces += ["; " if place else "", _linked(provision, short_provision(provision))]
    return (*pieces, ".")
