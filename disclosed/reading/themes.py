"""Answers that serve several questions, or stand beneath a list of them, parted among the questions that they speak of.

"Questions 3 and 4 - Eight claims were raised …. The Council has paid £9,350 …", or all questions and then a page of prose
or a list of rows. matching.py says which sentence is about which question. Where it cannot, an answer that several
share stays whole (blocks.py shares it by columns, or doubts it), and one beneath a list gives no figures.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosed.model import Letter, Span
from disclosed.reading.answer_groups import is_prose
from disclosed.reading.answer_sheets import is_caption
from disclosed.reading.course import has_number
from disclosed.reading.extents import ends_sentence
from disclosed.reading.furniture import is_tail_line
from disclosed.reading.lines import fold
from disclosed.reading.matching import OPENING, Pairing, Unit, is_of_others, joints_of, pair, parts_of
from disclosed.reading.prose import Sentence, part_of, sentences_of
from disclosed.reading.refusals import read_refusals
from disclosed.reading.signposts import referred
from disclosed.reading.slices import SENTENCE_WORDS, cut_lines, joined_text
from disclosed.reading.slots import Layout, Slot

_LABEL = re.compile(r"[A-H]\d{1,2}[.):](?=\s|$)")  # of a paragraph, where the questions are numbered otherwise
MAX_SHARED = 60  # questions that one stretch is parted among; more is a list that lost its answers
MAX_SENTENCES = 400
_GREETS = re.compile(r" *(?:dear|hello|hi|good (?:morning|afternoon|evening))\b[^?.]{0,60}$")
_TURNS_TO = re.compile(
    r" *(?:(?:as (?:regards|for|to)|regarding|concerning|with (?:regard|respect) to|in (?:relation|respect) (?:to|of)|turning to|on) (?!\d)(?:[a-z'-]+ ){0,8}?[a-z'-]+,)"
)
_ENDED = re.compile(r"[.?!:][)\"']*$")
_REFUSES_WHOLE = re.compile(
    r"\b(?:refus\w+|declin\w+|withhold\w*|comply\w* with|answer\w*|respond\w* to|process\w*|meet\w*|deal\w* with)(?: to)?(?: comply with| answer)? "
    r"(?:all (?:of )?)?(?:your|the|this) (?:whole |entire )?(?:freedom of information |foi |information )?request\b(?! (?:for|as regards|in respect))"
    r"|\b(?:your|the|this) (?:whole |entire )?request (?:is|has been|was|must be) (?:therefore |accordingly )?(?:refused|declined|vexatious)\b"
)
LEAST_ROWS = 3  # of a table
TITLE_WORDS = 10  # of a line that heads rows
LISTED = 2  # questions one beneath the other, and a third that is answered, are a list


def give_themes(letter: Letter, layout: Layout) -> Layout:
    """Part among its questions each answer that several share, and each that stands beneath a list of questions."""
    leaves = {slot.number for slot in layout.slots} - {slot.parent for slot in layout.slots}
    stems = {slot.number: slot for slot in layout.slots if slot.number not in leaves}
    layout = _with_released(letter, layout, leaves, stems)
    for slots in _groups(layout):
        if len(slots) > MAX_SHARED:
            continue
        parted = _parted(letter, layout, slots, stems)
        if (
            parted is None
            and not slots[-1].shared
            and (_refuses_whole(letter, layout, slots[-1]) or _tabled_below(letter, layout, slots))
        ):
            parted = _shared_by_all(layout, slots)
        elif parted is None and not slots[-1].shared and {slot.number for slot in slots} == leaves:
            last = replace(slots[-1], unpaired=True)
            parted = replace(layout, slots=tuple(last if slot is slots[-1] else slot for slot in layout.slots))
        layout = parted or layout
    return _with_strays(letter, layout, leaves, stems)


def _refuses_whole(letter: Letter, layout: Layout, slot: Slot) -> bool:
    """Tell whether an answer refuses the request, and not one question of it, under a provision that it names."""
    lines = cut_lines(letter, slot.answer, layout.parts)
    text = " ".join(line.shadow.strip() for line in lines)
    return _REFUSES_WHOLE.search(text) is not None and bool(read_refusals("", lines, None))


def _tabled_below(letter: Letter, layout: Layout, slots: Sequence[Slot]) -> bool:
    """Tell whether a table stands beneath questions that stand line by line above it: nothing says that it is the last one's alone."""
    asked = [span.line for slot in slots for span in slot.question]
    close = max(asked) - min(asked) < len(asked) + 1
    lines = cut_lines(letter, slots[-1].answer, layout.parts)
    rows = [line for line in lines if has_number(line, 0, len(line.text))]
    return close and len(rows) >= LEAST_ROWS and not any(map(is_caption, lines)) and not any(map(is_prose, rows))


def _shared_by_all(layout: Layout, slots: Sequence[Slot]) -> Layout:
    """Give several questions the answer of the last of them."""
    numbers = tuple(slot.number for slot in slots)
    shared = {slot.number: replace(slot, answer=slots[-1].answer, shared=numbers) for slot in slots}
    return replace(layout, slots=tuple(shared.get(slot.number, slot) for slot in layout.slots))


def _with_released(letter: Letter, layout: Layout, leaves: Collection[str], stems: Mapping[str, Slot]) -> Layout:
    """Take from answers beneath a list their later paragraphs that turn to what a question still waiting asks: `As regards boats, …`."""
    listed = [slot for slot in layout.slots if slot.number in leaves]
    waiting = {slot.number for slot in listed if not (slot.answer or slot.notices)}
    asked_to = max((span.line for slot in listed for span in slot.question), default=0)
    if not waiting or len(listed) > MAX_SHARED:
        return layout
    texts = tuple(fold(_asked(letter, slot, stems.get(slot.parent))) for slot in listed)
    freed: set[int] = set()
    for answer in dict.fromkeys(slot.answer for slot in listed if slot.answer and slot.answer[0].line > asked_to):
        own = {place for place, slot in enumerate(listed) if slot.answer == answer}
        places = {*own, *(place for place, slot in enumerate(listed) if slot.number in waiting)}
        known = tuple(text for place, text in enumerate(texts) if place in places)
        mine = {step for step, place in enumerate(sorted(places)) if place in own}
        for paragraph in list(_by_paragraph(answer))[1:]:
            lines = cut_lines(letter, paragraph, layout.parts)
            sentences = sentences_of(lines) if _TURNS_TO.match(lines[0].shadow) else ()
            if sentences and is_of_others(known, mine, [one.shadow for one in sentences]):
                freed |= {span.line for span in paragraph}
    if not freed:
        return layout
    spans = tuple(dict.fromkeys(span for slot in listed for span in slot.answer if span.line in freed))
    alone = waiting if len(waiting) == 1 else set()
    slots = tuple(
        replace(
            slot,
            answer=spans if slot.number in alone else tuple(span for span in slot.answer if span.line not in freed),
        )
        for slot in layout.slots
    )
    return replace(layout, slots=slots, stray=layout.stray if alone else (*layout.stray, *spans))


def _by_paragraph(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the spans of each paragraph, which a line without any parts."""
    held: list[Span] = []
    for span in spans:
        if held and span.line > held[-1].line + 1:
            yield held
            held = []
        held.append(span)
    yield from [held] if held else []


def _with_strays(letter: Letter, layout: Layout, leaves: Collection[str], stems: Mapping[str, Slot]) -> Layout:
    """Part what answers nothing yet among the questions without an answer, two or more: most of them, or none."""
    waiting = [slot for slot in layout.slots if slot.number in leaves and not (slot.answer or slot.notices)]
    spans = _unclaimed(letter, layout) if LISTED <= len(waiting) <= MAX_SHARED else []
    parted = _parted_among(letter, layout, waiting, stems, spans) if spans else None
    if parted is None:
        return layout
    claimed = {span.line for slot in parted.slots if slot.number in leaves for span in slot.answer}
    return replace(parted, stray=tuple(span for span in parted.stray if span.line not in claimed))


def _unclaimed(letter: Letter, layout: Layout) -> list[Span]:
    """Give the prose that belongs to no question: below the questions, or, where nothing is answered below, above them."""
    asked = [span.line for slot in layout.slots for span in slot.question]
    if not asked:
        return []
    below = [span for span in layout.stray if span.line > max(asked) and is_prose(letter.lines[span.line - 1])]
    if below or any(slot.answer or slot.notices for slot in layout.slots):
        return below
    above = letter.lines[: min(asked) - 1]
    first = next((line.number for line in reversed(above) if _GREETS.match(line.shadow)), 0)
    last = next((line.number for line in above[first:] if is_tail_line(line)), min(asked))
    return [Span(line.number, 1, len(line.text)) for line in above[first : last - 1] if is_prose(line)] if first else []


def _groups(layout: Layout) -> Iterator[tuple[Slot, ...]]:
    """Yield the questions of each shared answer, and those that stand unanswered above one that is answered.

    One question alone without an answer was passed over, most likely, unless it is all that stands above.
    """
    stems = {slot.parent for slot in layout.slots}
    shared: dict[tuple[str, ...], list[Slot]] = {}
    waiting: list[Slot] = []
    for slot in layout.slots:
        if slot.shared:
            shared.setdefault(slot.shared, []).append(slot)
        if slot.answer or slot.notices or slot.number in stems:
            listed = len(waiting) >= LISTED or len(waiting) == len(layout.slots) - len(stems - {""}) - 1
            if waiting and listed and slot.answer and not slot.shared and _below(waiting, slot):
                yield (*waiting, slot)
            waiting = []
        else:
            waiting.append(slot)
    for numbers, slots in shared.items():
        leaves = tuple(slot for slot in slots if slot.number not in stems)
        if len(slots) == len(numbers) and len(leaves) > 1:
            yield leaves


def _below(waiting: Sequence[Slot], slot: Slot) -> bool:
    """Tell whether an answer stands beneath all of the questions above its own."""
    asked = [span.line for one in (*waiting, slot) for span in one.question]
    return bool(asked) and min(span.line for span in slot.answer) >= max(asked)


def _parted(letter: Letter, layout: Layout, slots: Sequence[Slot], stems: Mapping[str, Slot]) -> Layout | None:
    """Part an answer among questions, each sentence's lines to its own; None where nothing decides it."""
    return _parted_among(letter, layout, slots, stems, ())


def _parted_among(
    letter: Letter, layout: Layout, slots: Sequence[Slot], stems: Mapping[str, Slot], strays: Sequence[Span]
) -> Layout | None:
    answer = strays or next(slot.answer for slot in slots if slot.answer)
    asked = tuple(fold(_asked(letter, slot, stems.get(slot.parent))) for slot in slots)
    known = tuple(slot.number for slot in slots)
    everyone = tuple(slot.number for slot in layout.slots if slot.number not in stems)
    held = _held(letter, layout, answer, everyone)
    units = tuple(_units(held, known))
    found = pair(asked, units, named=bool(slots[-1].shared), by_place=not strays) if held else None
    if found is None:
        return None
    return _shared_out(layout, slots, _together(held, units, found), found)


@dataclass(frozen=True, slots=True)
class _Held:
    """What is paired as one: a clause, a sentence, or a sentence with its rows; and the questions that it says it answers."""

    sentences: tuple[Sentence, ...]
    named: tuple[str, ...] = ()


def _held(letter: Letter, layout: Layout, spans: Sequence[Span], known: Sequence[str]) -> list[_Held]:
    """Cut a stretch into what is paired."""
    sentences = sentences_of(cut_lines(letter, spans, layout.parts))
    if len(sentences) > MAX_SENTENCES:
        return []
    return [cut for held in _announced(sentences) for cut in _cut(held, known)]


def _cut(held: Sequence[Sentence], known: Sequence[str]) -> Iterator[_Held]:
    """Cut a sentence that leads to no rows into its clauses, each without the words by which it names its questions."""
    if len(held) > 1:
        yield _Held(tuple(held))
        return
    named, begins = referred(held[0].shadow, known)
    if begins >= len(held[0].text):
        yield _Held(tuple(held), named)
        return
    for place, clause in enumerate(_parts(part_of(held[0], begins, len(held[0].text)), known)):
        also, start = referred(clause.shadow, known)
        own = part_of(clause, start, len(clause.text)) if 0 < start < len(clause.text) else clause
        yield _Held((own,), also or (() if place else named))


def _together(held: Sequence[_Held], units: Sequence[Unit], found: Pairing) -> Iterator[tuple[int, list[Span]]]:
    """Give each question's stretches: clauses of one sentence that are one question's are joined, with what stands between."""
    owner = OPENING
    spans: list[Span] = []
    for one, unit, own in zip(held, units, found.owners, strict=True):
        more = [span for sentence in one.sentences for span in sentence.spans()]
        if unit.goes_on and own == owner and spans:
            spans = _joined(spans, more)
            continue
        yield owner, spans
        owner, spans = own, more
    yield owner, spans


def _joined(spans: list[Span], more: list[Span]) -> list[Span]:
    """Join what follows on one line with what stands between."""
    if spans[-1].line != more[0].line:
        return [*spans, *more]
    return [*spans[:-1], Span(more[0].line, spans[-1].first, more[0].last), *more[1:]]


def _announced(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield each sentence with the rows that it leads to, `The boats were spread as follows:`, and each title with those right under it."""
    held: list[Sentence] = []
    titled = False
    last = 0
    for sentence in sentences:
        leads = bool(held) and held[0].shadow.rstrip().endswith(":") and not is_row(held[0])
        below = titled and _first_line(sentence) == last + 1
        if (leads or below) and (is_row(sentence) or "\t" in sentence.text):
            held.append(sentence)
        else:
            yield from [held] if held else []
            held = [sentence]
            titled = _first_line(sentence) > last + 1 and _is_title(sentence)
        last = sentence.pieces[-1][1].number
    yield from [held] if held else []


def _first_line(sentence: Sentence) -> int:
    return sentence.pieces[0][1].number


def _is_title(sentence: Sentence) -> bool:
    """Tell a few words on a line of their own that end no sentence and give no number."""
    line = sentence.pieces[0][1]
    words = line.shadow.split()
    alone = len(sentence.pieces) == 1 and len(sentence.text) == len(line.text.strip())
    plain = not has_number(line, 0, len(line.text)) and not _ENDED.search(line.shadow.rstrip().rstrip(")"))
    return alone and plain and 1 < len(words) <= TITLE_WORDS


def _units(held: Sequence[_Held], known: Sequence[str]) -> Iterator[Unit]:
    paragraphs = _paragraphs([one.sentences[0] for one in held])
    listed: set[int] = set()
    before: Sentence | None = None
    for one in held:
        sentence, paragraph = one.sentences[0], next(paragraphs)
        listed |= {paragraph} if _LABEL.match(sentence.text) else set()
        later = before is not None and not _ENDED.search(before.text) and not is_row(before) and not is_row(sentence)
        named = tuple(known.index(number) for number in one.named if number in known)
        titles = len(one.sentences) > 1 and _is_title(sentence)
        words = " ".join(each.shadow for each in one.sentences) if titles else sentence.shadow
        yield Unit(words, paragraph, is_row(sentence), paragraph in listed, named, later)
        before = sentence


def is_row(sentence: Sentence) -> bool:
    """Tell a row of figures, or of a list with figures, from a sentence."""
    line = sentence.pieces[0][1]
    if "\t" in sentence.text.strip():
        return True
    short = len(line.shadow.split()) < SENTENCE_WORDS or not ends_sentence(line)
    return len(sentence.pieces) == 1 and has_number(line, 0, len(line.text)) and not is_prose(line) and short


def _parts(sentence: Sentence, known: Sequence[str]) -> list[Sentence]:
    """Cut a sentence into clauses: where these name their questions, else where statements join."""
    if is_row(sentence):
        return [sentence]
    joints = [part_of(sentence, *place) for place in joints_of(sentence.shadow)]
    if any(referred(joint.shadow, known)[0] for joint in joints[1:]):
        return joints
    return [part_of(sentence, *place) for place in parts_of(sentence.shadow)] or [sentence]


def _asked(letter: Letter, slot: Slot, stem: Slot | None) -> str:
    return joined_text(letter, (*(stem.question if stem else ()), *slot.question))


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[int]:
    """Count for each sentence the paragraph that it stands in: what a blank line parts, and each line where none does."""
    apart = any(two.pieces[0][1].number > one.pieces[-1][1].number + 1 for one, two in pairwise(sentences))
    paragraph, last = 0, 0
    for sentence in sentences:
        first = sentence.pieces[0][1].number
        paragraph += first > last + apart
        last = sentence.pieces[-1][1].number
        yield paragraph


def _shared_out(
    layout: Layout, slots: Sequence[Slot], stretches: Iterable[tuple[int, list[Span]]], found: Pairing
) -> Layout:
    """Give each question its stretches; one of which a part may as well be another's waits (`unpaired`)."""
    shares: dict[str, list[Span]] = {slot.number: [] for slot in slots}
    opening: list[Span] = []
    for owner, spans in stretches:
        (opening if owner == OPENING else shares[slots[owner].number]).extend(spans)
    unsure = {slots[found.owners[place]].number for place in found.unsure}
    emptied = {number for slot in slots for number in slot.shared} - shares.keys()
    laid = tuple(
        replace(slot, answer=tuple(shares[slot.number]), shared=(), unpaired=slot.number in unsure)
        if slot.number in shares
        else replace(slot, answer=(), shared=())
        if slot.number in emptied
        else slot
        for slot in layout.slots
    )
    own = {span.line: number for number, spans in shares.items() for span in reversed(spans)}
    owners = tuple(own.get(place, owner) for place, owner in enumerate(layout.owners, start=1))
    return replace(layout, slots=laid, stray=(*layout.stray, *opening), owners=owners)
