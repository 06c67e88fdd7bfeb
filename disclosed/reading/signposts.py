"""The words that say where answers stand: "Answer:", "You asked", "We said", "For questions 3 and 4:".

Most letters mark nothing (docs/letters.md §4); where one does, the mark ends a question or opens the answer to questions that
it names. All patterns are matched on a folded line, and look at a line alone: what a mark means there (`Answer:` beneath
one question, `Response` before a whole list) is for layout.py to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosed.model import Line

_DATED = r"(?: (?:of )?\d[\w /-]{5,20})?"
_ANSWER = re.compile(
    r" *(?:(?:our|final|foi) |(?:ateb(?:ion)?|ymateb(?:ion)?) ?/ ?)?"
    r"(?:answers?|response|reply|responses|replies|response detail|decision|in response|we (?:said|answered|responded))"
    rf"(?:{_DATED}| \d{{1,3}}[a-z]?) *(?P<end>:|-(?= )|$)(?P<rest> *)"
)
# Whose answer it is: "Trust response:", "The Council's reply", "ICB response:". Capitals are an authority's short name.
BODY = (
    r"(?:council|trust|board|university|college|authority|agency|force|constabulary|police|service|department|commission"
    r"|ministry|office|government|school|company)"
)
_WHOSE = re.compile(
    rf"[ ]*(?:[Tt]he[ ])?(?:(?i:(?:[a-z]+[ ]){{0,3}}{BODY})|[A-Z][A-Za-z]?[A-Z&]{{1,6}})(?:['’]s?)?(?=[ ](?i:answer|response|reply|decision))"
)
_ANSWER_LETTER = re.compile(r" *a(?:\d{1,3}[a-z]?)?(?:[).:]| ?-(?= )| (?=\S))(?P<rest> *)")
_QUESTION = re.compile(
    r" *(?:(?:your|the) )?(?:request|request detail|enquiry|questions?|you asked|we (?:were|have been) asked(?: for)?|(?:i|we|you) .{0,100}\b(?:you|and) (?:have )?(?:asked|requested)(?: for)?(?: the following)?)"
    rf"{_DATED}(?: and [a-z ]{{0,20}}response)? *(?::|$) *$"
)
# … and one with the question on its own line: "Question: How many …?", "Q: Fees paid", "You asked - …".
_QUESTION_AFTER = re.compile(
    r" *(?:(?:your|the) )?(?:request|enquiry|question|query|you asked|q)(?:[:.)]| ?-(?= )) *(?=\S)"
)
# … and that only the answers follow, under the numbers of the request: "We have not repeated your questions".
_KEEPS_NUMBERS = re.compile(
    r"\b(?:not|n't|without) (?:repeat|reproduc|restat|re-?typ|copi|copy)\w*\b[^.]{0,30}\bquestions?\b"
    r"|\b(?:answers?|answered|repl(?:y|ies|ied)|responses?|respond(?:ed|ing)?|numbers?|numbered|numbering)\b[^.]{0,80}\b(?:order|numbers?|numbered|numbering|sequence)\b"
    r"[^.]{0,40}\b(?:your (?:e-?mail|request|letter|questions?|list|message)|you (?:asked|used|gave|put|raised|set|sent))\b"
    r"|\b(?:using|following|keeping(?: to)?|under|by) your (?:own )?(?:numbers|numbering|order|sequence)\b"
)
_NOTICE = re.compile(
    r" *(?:notice of (?:partial )?refusal|(?:partial )?refusal notice|reasons? for (?:the |our )?(?:decision|refusal|refusing|withholding)(?: of [a-z ]{3,40})?"
    r"|exemptions? applied|appendix(?: [a-z\d])?|public interest test) *:? *$"
)
# … and one that says whose: `Why part of the answer to question 4 is withheld`.
_WHY = re.compile(
    r" *(?:why|reasons? (?:why|for (?:not|withholding|refusing))|grounds (?:on which|for (?:withholding|refusing)))\b[^.?]{0,80}$"
)
_WITHHELD = re.compile(r"\b(?:withh(?:e|o)ld|refus|exempt|not (?:giv|provid|disclos|releas))")
_GROUND_HEAD = re.compile(
    r" *(?:section|regulation|s\.|reg\.?) ?\d{1,2}[\da-z()]*[^.?;]{0,90}?\(?\b(?:questions?|parts?|q) ?\d[^.?;]{0,30}\)?:? *$"
)
# What the Acts require of a refusal is recited before the refusals themselves, and answers nothing.
_NOTICE_DUTY = re.compile(
    r" *(?:section|s\.?) ?1[67](?:\(1\))?.{0,80}\brequires?\b.{0,120}\b(?:refus(?:e|es|al|ing)\b.{0,120}\bnotice|notice\b.{0,120}\brefus(?:e|es|al|ing))\b"
)
_NUMBER = r"\(?(?:q ?)?(?:\d{1,3}(?:\.?\(?(?:[a-z]|[ivx]{1,4})\)?(?![a-z]))?(?:\.(?:\d{1,2}|[ivx]{1,4}))?|[a-h]\d{1,2}|[ivx]{1,5}(?:\(?[a-h]\)?)?(?![a-z\d])|(?<=\()(?:[a-z]|[ivx]{2,4})(?=\)))\)?"
_LIST = rf"{_NUMBER}(?:(?:, ?(?:and )?| ?(?:and|&|or|to|-) ?){_NUMBER})*(?![\w/])(?!,\d|\.\d)"
_LEAD = (
    r"(?:as (?:to|regards|for)|for|in (?:relation|response|answer|reply|respect) (?:to|of)|with (?:regard|respect) to"
    r"|regarding|to take|on)"
)
_SUBJECT = (
    r"(?:the )?(?:answers?|reply|response|figures?|information|data|number|details)"
    r"(?: (?:that )?you (?:have )?(?:asked|requested|sought)(?: for)?)? (?:to|for|on|in|at|under)"
)
_QUESTIONS = r"(?:questions?|requests?|parts?|points?|q(?=[ \d]))"
_TURNING = r"(?:(?:turning|moving(?: on)?|coming|passing)(?: now)? to|next,?|to take)"
_NAMING = re.compile(
    rf" *(?:(?:{_LEAD}|{_SUBJECT}|{_TURNING}|finally,?|lastly,?) (?P<worded>{_QUESTIONS} ?)?|(?P<alone>{_QUESTIONS} ?))(?P<list>{_LIST})(?P<named>(?: of part (?P<part>[a-z]))?)"
    r"(?P<word>[^:.?]{0,160}?)(?P<end>[:.]|$|(?=, [^:.?]{160}))(?P<rest> *)"
)
_KEYED_ITEM = r"(?:q(?:uestion)? ?)?\(?\d{1,3}(?:\.\d{1,2})?\(?[a-z]?[).:]{0,2}"
_KEYED = re.compile(
    rf" *(?=(?:q|question )\d|\(?\d{{1,3}}(?:[a-z]|\(?[a-z]?[).:]))(?P<list>{_KEYED_ITEM}(?: ?(?:,|,? and|&|to) ?{_KEYED_ITEM})+)"
    r"(?<=[).:])(?P<rest>[ -]*)(?=\s|$|\S)"
)
# "The next table is the reply to questions 9 and 10.", "The table below answers Q3 and Q4:"
_TABLE_FOR = re.compile(
    r" *(?:(?:the )?(?:(?:next|following|same) (?:table|list)|(?:table|list) (?:below|beneath|(?:that|which) follows))|(?:one|a single|this) (?:table|list)(?: (?:below|beneath))?)"
    rf"(?: [a-z]+){{1,8}}? {_QUESTIONS} ?(?P<list>{_LIST})(?P<end>[.:]? *$|[.:] +(?=[a-z]))"
)
# "II and III together: 207 broke down", "4 to 6 combined - none"
_TOGETHER = re.compile(rf" *(?P<list>{_LIST}) (?:together|combined|jointly|taken together) *(?::|-(?= ))(?P<rest> *)")
# "13-15. These come from three systems", "1/2. We have two", "1 to 3. …", "4 and 5. 402 …". A colon would be a band's: "5-9: 14".
_RANGED = re.compile(
    r" *(?:q(?:uestions?)? ?)?(?P<list>\d{1,3}(?: ?- ?(?:q ?)?\d{1,3}|(?: ?/ ?\d{1,3}){1,3}))[.)](?P<rest> +)(?=[a-z]{2})"
    r"| *(?P<worded>\d{1,3}(?:, ?\d{1,3})*,? (?:to|and|&) \d{1,3})[.)](?P<after> +)(?=[a-z£]|\d[\d,]* [a-z])"
)
# A heading that ends by naming them: "Officers (questions 2 and 5)", "Costs - Q3 & Q4".
_TITLED = re.compile(
    rf" *(?P<title>[a-z][^.?:;()\d]{{2,60}}?) ?(?:\((?:(?:answers?|answering|see|your|for|to) ){{0,2}}{_QUESTIONS}s? ?(?P<list>{_LIST})\)|- {_QUESTIONS}s? ?(?P<dashed>{_LIST}))[.:]? *$"
)
_NUMBERED_TITLE = re.compile(rf" *(?P<title>[a-z][^.?:;()]{{2,60}}?) ?\((?P<list>{_LIST})\)[.:]? *$")
_PARAGRAPH = re.compile(r" *[A-H]\d{1,2}[.):]?(?= )")
LEAST_TITLES = 2
LONGEST_HEAD = 120  # characters
TITLE_WORDS = 8
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL_WORD = "|".join((*_ORDINALS, "last", "final"))
_ASKED_THING = r"(?:questions?|parts?|points?|requests?|quer(?:y|ies)|bullets?(?: points?)?|of your questions?)(?: of your request)?(?![\w-])"
_ORDINAL = re.compile(
    rf" *(?:(?:{_LEAD}|{_TURNING}) )?(?:the|your) (?P<ordinal>{_ORDINAL_WORD}) {_ASKED_THING}[ ,.:;-]*"
)
# "Your second and third questions belong together.", "On the fourth and fifth, …"
_ORDINALS_JOINED = re.compile(
    rf" *(?:(?P<lead>{_LEAD}|{_TURNING}) )?(?:the|your) (?P<ordinals>(?:{_ORDINAL_WORD})(?:(?:, | and |, and | to )(?:{_ORDINAL_WORD}))*)"
    rf"(?: (?P<thing>{_ASKED_THING}))?(?P<said> (?:belong|go|are (?:answered|taken)|can be (?:answered|taken)|may be (?:answered|taken))\b[^.]{{0,60}}\.)?[ ,.:;-]*"
)
_EACH_ORDINAL = re.compile(rf"\b(?:{_ORDINAL_WORD})\b")
_IN_TURN = re.compile(
    rf" *(?:(?P<adverb>{'|'.join(_ORDINALS)})(?:ly)?|(?P<last>finally|lastly|last))(?: of all)?(?:, | - |: ?|$)"
)
_NAMED = re.compile(
    rf"\b(?:(?:questions?|parts?|q(?=[ \d])|in (?:relation|respect) (?:to|of)) ?|(?:as (?:regards|to)|regarding|with (?:regard|respect) to) (?={_LIST}[,:]))"
    rf"(?P<list>{_LIST})(?: of part (?P<part>[a-z]))?"
)
_POINTS = re.compile(
    r"\b(?:below|beneath|above|following|follows?|next|tables?|grids?|together|attached|enclosed|list)\b"
)
_COMMA = re.compile(r"[ ,;-]*")
_BARE_NUMBER = re.compile(r"\b\d+\b")  # "for 5" needs the word "question"; "for 2c" does not
_ITEM = re.compile(rf"{_NUMBER}")
_RANGE = re.compile(r"^ ?(?:to|-) ?$")
_ASIDE = re.compile(
    r" *(?:if you(?:r authority)?\b.{0,120}\bplease\b|please (?:provide|supply|state|list|give|include|specify|break|confirm)\b)"
)
_BULLET = re.compile(r" *(?:[-\u2022*+]|o(?= )|q[:.)]) +(?=\S)")  # "Q: How many …?" is told by no number either
_ASKS = re.compile(r"\?|^\W*(?:how|what|which|who|where|when|why|please|do|does|did|is|are|has|have|can|could)\b")
_NUMBERED = r"(?:(?:q(?:uestion)? ?)?\(?\d{1,3}[a-z]?[.):]{0,2} |\(?[a-z]{1,4}[.)] )?"
_WORDS_THAT_ASK = (
    r"(?:how|what|which|who|where|when|why|please|do|does|did|is|are|was|were|has|have|had|can|could|would|will"
    r"|(?:and|also|if so|if yes|if not),? (?:how|what|which|who|where|when|why|please)"
    r"|(?:provide|supply|send|list|state|confirm|give)(?: me| us)?|(?:a copy|copies|the (?:number|total|amount|cost|names?)) of"
    r"|i (?:would like|want|wish|am (?:requesting|asking|seeking|interested))|i(?:'d| should) (?:like|be grateful))\b"
)
_OUTRIGHT = re.compile(
    r" *(?:(?:can|could|would) (?:you|i)(?: please)?|please(?: (?:can|could) you)?(?: also)?"
    r"|i (?:would (?:also )?like|want|am requesting)|i(?:'d| should) (?:also )?(?:like|be grateful))"
    r" (?:to (?:know|see|have|receive)|provide|supply|send|list|state|give|tell|confirm|let|break|specify|include|share|copies|copy|a|the)\b"
)
_REQUESTED = re.compile(
    r"\byou (?:have |had |then )?(?:asked|requested|enquired|sought|wanted|wished|were asking|wrote asking)\b(?! (?:us )?to (?:review|reconsider))"
    r"|\byour request (?:is|was|asks?|asked|sought|seeks|reads?) (?:for |as follows)|\bin which you (?:ask|asked|request|requested|sought)\b"
)
_ASKED = re.compile(rf"\?(?=[\s\"')]|$)|^[^a-z0-9(]*{_NUMBERED}{_WORDS_THAT_ASK}")
_KEY = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True, slots=True)
class Naming:
    """A line that names the questions it answers; `rest` is the column (from 1) at which the answer itself begins.

    `said` is where it ends as a sentence that only introduces ("are answered together in the next table."): then the
    answer is on the lines that follow. A sentence that points at nothing is the answer itself. `keyed` says that the numbers
    open the line, as labels do: `1/2. We have two`.
    """

    numbers: tuple[str, ...]
    rest: int
    points: bool
    keyed: bool = False


def answer_mark(line: Line, *, lettered: bool = False) -> int | None:
    """Give the column (from 1) after a mark that opens an answer, or None; `lettered` allows `A)`."""
    found = (_ANSWER_LETTER.match(line.shadow) if lettered else None) or _ANSWER.match(line.shadow)
    whose = _WHOSE.match(line.text) if found is None else None
    if whose is not None:
        found = _ANSWER.match(line.shadow, whose.end())
    return None if found is None else found.end() + 1


def is_question_mark(line: Line) -> bool:
    """Tell whether a line only announces what was asked."""
    return _QUESTION.match(line.shadow) is not None


def asked_after_mark(line: Line) -> int:
    """Give the column index at which a question begins beside the mark that announces it; 0 without one."""
    found = _QUESTION_AFTER.match(line.shadow)
    return found.end() if found else 0


def keeps_numbers(line: Line) -> bool:
    """Tell whether a line says that its answers keep the request's numbers or order, or that the questions are not repeated."""
    return _KEEPS_NUMBERS.search(line.shadow) is not None


def is_notice_heading(line: Line) -> bool:
    """Tell whether a line heads a block of refusals that stands apart from the answers, or recites the duty to give one."""
    why = _WHY.match(line.shadow) is not None and _WITHHELD.search(line.shadow) is not None
    why = why or (len(line.text) <= LONGEST_HEAD and _GROUND_HEAD.match(line.shadow) is not None)
    return why or _NOTICE.match(line.shadow) is not None or _NOTICE_DUTY.match(line.shadow) is not None


def is_asked_aside(line: Line) -> bool:
    """Tell whether a line is a request to the authority, although it stands after figures (docs/letters.md, S1)."""
    return _ASIDE.match(line.shadow) is not None and "attached" not in line.shadow


def bullet_end(line: Line) -> int:
    """Give the column index at which a bullet's text begins; 0 without a bullet."""
    found = _BULLET.match(line.shadow)
    return found.end() if found else 0


def is_bullet(line: Line) -> bool:
    """Tell whether a line begins with a bullet or a dash."""
    return _BULLET.match(line.shadow) is not None


def is_bulleted_question(line: Line) -> bool:
    """Tell whether a bullet asks something."""
    found = _BULLET.match(line.shadow)
    return found is not None and _ASKS.search(line.shadow[found.end() :]) is not None


def asks(line: Line) -> bool:
    """Tell whether a line asks: by a question mark, or by how it begins, after a number or a bullet too.

    For lines that are known, or likely, to be the requester's; an answer may begin with "The number of …" as well.
    """
    return _ASKED.search(line.shadow) is not None


def asks_outright(paragraph: Sequence[Line]) -> bool:
    """Tell whether a paragraph is a question and nothing else, whoever prints it: it ends in a mark, or demands."""
    return bool(paragraph) and (
        paragraph[-1].shadow.rstrip(" \"')").endswith("?")
        or _OUTRIGHT.match(paragraph[0].shadow, bullet_end(paragraph[0])) is not None
    )


def is_requested(line: Line) -> bool:
    """Tell whether a line tells what was asked: "You asked on 11 June for the number of …"."""
    return _REQUESTED.search(line.shadow) is not None


def naming_of(line: Line, known: Sequence[str]) -> Naming | None:
    """Read which known questions a line says it answers."""
    keyed = _KEYED.match(line.shadow) or _RANGED.match(line.shadow) or _TOGETHER.match(line.shadow)
    if keyed is not None and (numbers := _numbers(keyed["list"] or keyed["worded"], known, None)):
        return Naming(numbers, keyed.end() + 1, points=False, keyed=True)
    found = _NAMING.match(line.shadow)
    if found is None:
        return _by_table(line, known) or _by_ordinal(line, known) or _by_title(line, known)
    numbers = _numbers(found["list"], known, found["part"])
    if not numbers and (cut := found["list"].rfind(", ")) > 0:
        return _cut_at(line, found, cut, known)
    if not numbers or (not (found["worded"] or found["alone"]) and _BARE_NUMBER.search(found["list"])):
        return None
    if len(numbers) == 1 and (found["alone"] or "").strip() == "q":
        return None  # `Q1 …` is a label, or a quarter of a year
    points = _POINTS.search(found["word"]) is not None
    alone = found["end"] == ":" or not found["word"].strip()
    comma = _COMMA.match(line.shadow, found.end("named"))
    rest = found.end() if comma is None or (alone and found["end"]) else comma.end()
    return Naming(numbers, rest + 1, points and not alone)


def naming_bare(listed: str, line: Line, known: Sequence[str]) -> Naming | None:
    """Read the bare numbers of several questions at the head of a line: `2 and 3 The table …` (bare_numbers.py)."""
    numbers = _numbers(listed, known, None)
    end = line.shadow.index(listed) + len(listed)
    rest = end + len(line.shadow[end:]) - len(line.shadow[end:].lstrip())
    return Naming(numbers, rest + 1, points=False, keyed=True) if len(numbers) > 1 else None


def _cut_at(line: Line, found: re.Match[str], cut: int, known: Sequence[str]) -> Naming | None:
    """Read a list of numbers whose last is the answer's own: `As to (a), 57 wrecks are protected`."""
    numbers = _numbers(found["list"][:cut], known, None)
    if not numbers or (not (found["worded"] or found["alone"]) and _BARE_NUMBER.search(found["list"][:cut])):
        return None
    return Naming(numbers, found.start("list") + cut + len(", ") + 1, points=False)


def _by_table(line: Line, known: Sequence[str]) -> Naming | None:
    """Read a sentence that says no more than whose the table beneath it is."""
    found = _TABLE_FOR.match(line.shadow)
    numbers = _numbers(found["list"], known, None) if found else ()
    return Naming(numbers, found.end() + 1, points=True) if found and numbers else None


def _by_ordinal(line: Line, known: Sequence[str]) -> Naming | None:
    """Read "As for the second question, …" and "Your last point:" by the order of the questions that are no parts."""
    joined = _ORDINALS_JOINED.match(line.shadow)
    alone = joined is not None and line.shadow.startswith(",", joined.end("ordinals"))  # "On the third, …"
    if joined is not None and (joined["thing"] or (joined["lead"] and (alone or " " in joined["ordinals"]))):
        places = [_place_of(one[0], known) for one in _EACH_ORDINAL.finditer(joined["ordinals"])]
        named = tuple(number for number in places if number)
        return Naming(named, joined.end() + 1, points=False) if len(named) == len(places) else None
    found = _ORDINAL.match(line.shadow)
    number = _place_of(found["ordinal"], known) if found else ""
    return Naming((number,), found.end() + 1, points=False) if found and number else None


def _place_of(ordinal: str, known: Sequence[str]) -> str:
    """Give the number of the first, or the last, of the questions that are no parts; '' where there are not as many."""
    whole = [number for number in known if number[-1:].isdigit() and "." not in number] or list(known)
    place = _ORDINALS.index(ordinal) if ordinal in _ORDINALS else len(whole) - 1
    return whole[place] if 0 <= place < len(whole) else ""


def _by_title(line: Line, known: Sequence[str]) -> Naming | None:
    """Read a heading that ends by naming what stands beneath it."""
    found = _TITLED.match(line.shadow)
    if found is None or len(found["title"].split()) > TITLE_WORDS or not line.text.lstrip()[:1].isupper():
        return None
    numbers = _numbers(found["list"] or found["dashed"], known, None)
    return Naming(numbers, len(line.text) + 1, points=False) if numbers else None


def title_numbers(line: Line, known: Sequence[str]) -> tuple[str, ...]:
    """Give the known questions that a heading may end by numbering, `People (5, 6, 7)`: whether it does, its like tell (course.py)."""
    found = _NUMBERED_TITLE.match(line.shadow)
    if found is None or len(found["title"].split()) > TITLE_WORDS or not line.text.lstrip()[:1].isupper():
        return ()
    return _numbers(found["list"], known, None)


def shared_titles(lines: Sequence[Line]) -> frozenset[int]:
    """Find headings that end in numbers and share out a list from 1 on, and the labels of paragraphs beneath them (`A1.`).

    Such lines open no question: the numbers are of questions asked above.
    """
    titles = {line.number: found["list"] for line in lines if (found := _NUMBERED_TITLE.match(line.shadow))}
    listed = [int(number) for numbers in titles.values() for number in _listed_numbers(numbers)]
    if len(titles) < LEAST_TITLES or sorted(listed) != list(range(1, len(listed) + 1)):
        return frozenset()
    first = min(titles)
    return frozenset(titles) | {line.number for line in lines if line.number > first and _PARAGRAPH.match(line.text)}


def _listed_numbers(listed: str) -> list[int]:
    """List the numbers of `1 to 4, 7`; nothing where one is no plain number."""
    numbers: list[int] = []
    end = 0
    for found in _ITEM.finditer(listed):
        if not found[0].isdigit():
            return []
        ranged = numbers and _RANGE.match(listed[end : found.start()])
        numbers += range(numbers[-1] + 1 if ranged else int(found[0]), int(found[0]) + 1)
        end = found.end()
    return numbers


def place_in_turn(line: Line) -> int | None:
    """Give the place (from 0, -1 for the last) that a paragraph says it has in turn: "Secondly, …", "On your last point, …"."""
    found = _IN_TURN.match(line.shadow)
    if found is not None:
        return -1 if found["last"] else _ORDINALS.index(found["adverb"])
    named = _ORDINAL.match(line.shadow)
    if named is None:
        return None
    return _ORDINALS.index(named["ordinal"]) if named["ordinal"] in _ORDINALS else -1


def named_in(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give the known questions that a sentence names, in their order in the sentence."""
    named: list[str] = []
    for found in _NAMED.finditer(text):
        named += [number for number in _numbers(found["list"], known, found["part"]) if number not in named]
    return tuple(named)


_REFERS = re.compile(
    rf"\W*(?:(?:and|but|so|next|finally|lastly),? )?(?:(?:turning|moving(?: on)?|coming)(?: now)? to|{_LEAD}|(?:finally|lastly),?) (?:{_QUESTIONS} ?)?(?P<list>{_LIST})"
    r"(?! (?:january|february|march|april|may|june|july|august|september|october|november|december|days?|weeks?|months?|years?|of)\b)(?:,? +(?=(?:we|i|it|there|nobody|no|the|you|they)\b)|[,:] +)"
)

_LOOKS_BACK = re.compile(
    rf"\b(?:deals? with|answers?|covers?|disposes? of|takes? care of|is my answer to) (?:your )?(?:{_QUESTIONS} ?)?(?P<list>{_LIST})\W*$"
)


def referred(text: str, known: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Give the known questions that a clause says it answers, and where its own words begin: `On 4, we had three`, `on (vi) there are`.

    One that looks back, `I hope that deals with 1 and 2`, has no words of its own.
    """
    found = _REFERS.match(text)
    numbers = _numbers(found["list"], known, None) if found else ()
    if found and numbers:
        return numbers, found.end()
    counted = None if numbers else _by_ordinal(Line(1, text, text), known)
    if counted is not None:
        return counted.numbers, counted.rest - 1
    back = _LOOKS_BACK.search(text)
    return (_numbers(back["list"], known, None), len(text)) if back else ((), 0)


def numbers_of(listed: str, known: Sequence[str]) -> tuple[str, ...]:
    """Match a list of question numbers, `1 and 2`, to known ones; nothing where one is unknown."""
    return _numbers(listed.strip(), known, None)


def _numbers(listed: str, known: Sequence[str], part: str | None) -> tuple[str, ...]:
    """Match `2 to 6`, `2a and 2d`, `(1)` to known numbers; a range takes what stands between its ends."""
    keys = _places(tuple(known))
    places: list[int] = []
    end = 0
    for found in _ITEM.finditer(listed):
        place = keys.get(_key((part or "") + found[0]))
        if place is None:
            return ()
        if places and _RANGE.match(listed[end : found.start()]) and place > places[-1]:
            places += range(places[-1] + 1, place)
        places.append(place)
        end = found.end()
    return tuple(known[place] for place in dict.fromkeys(places))


@lru_cache(maxsize=8)
def _places(known: tuple[str, ...]) -> dict[str, int]:
    """Give the place of each known number; the first of two that are written alike."""
    return {_key(number): place for place, number in reversed(list(enumerate(known)))}


def _key(number: str) -> str:
    """Reduce a number to what letters agree on: `(2)(a)`, `2.a` and `Q2a` are one."""
    return _KEY.sub("", number.lower()).removeprefix("question").removeprefix("q")
