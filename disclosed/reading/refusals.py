"""Refusals in an answer: the provisions relied on, the parts they are for, the outcome, and the numbers they use.

A section number is a ground for refusal only in a refusing sentence, with the FOI Act, the EIR or FOISA in reach, and
outside the question (docs/letters.md §7): FOIA s17 is the refusal notice and FOISA s17 "not held"; sections of other Acts
never count; a wrong citation is kept as cited. The numbers of a refusal (files, hours, pounds) are never figures,
whatever was volunteered beside them is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from disclosed.model import Line, Outcome, ReadFigure, Refusal, SetAside, Span
from disclosed.provisions import is_ground, known, means_not_held
from disclosed.reading.asking import asked_kinds
from disclosed.reading.citations import Citation, find_citations, laws_named
from disclosed.reading.lines import fold
from disclosed.reading.practices import tells_practice
from disclosed.reading.prose import Sentence, sentences_of
from disclosed.reading.refused_rows import asks_of_refusals, counts_refused, is_row
from disclosed.reading.tokens import Kind, Token, tokens_of

# Words that refuse, or give the reason for it: the Acts' own verbs and the nouns of their grounds.
_REFUSES = re.compile(
    r"\bexempt|\bexcept(?:ion|ed)|\bwithh(?:e|o)ld|\brefus|\bdeclin|\bexceed|\bappl(?:y|ies|ied|ying)\b|\brel(?:y|ies|ied|ying) (?:up)?on\b"
    r"|\bengag(?:e|es|ed|ing)\b|\bneither confirm|\bneed not\b|\bnot need to\b|\bnot (?:obliged|required|have) to (?:comply|confirm|answer|provide|supply)"
    r"|\bvexatious|\bmanifestly unreasonable|\b(?:cost|appropriate|statutory) limit|\blimit of\b|\bfalls? (?:under|within)\b|\bwithin (?:section|regulation)s? \d"
    r"|\bprejudice|\bwould (?:be likely to )?(?:harm|prejudice|disclose)|\bnot (?:be )?held\b|\bnot (?:hold|record)\b|\bformal notice\b|\b(?:redacted|removed|taken out|blacked out|left out)\b|\baccessible\b"
    r"|\bby (?:virtue|reason) of\b|\bpersonal (?:data|information)\b|\bnot (?:be )?(?:giv(?:en|ing)|disclos(?:ed|ing)|releas(?:ed|ing)|provid(?:ed|ing))\b"
    r"|\bcannot be (?:released|disclosed|given|provided)|\bgives? (?:you )?notice|\bto be published|\bfuture publication"
    r"|\bin confidence\b|\bcommercial (?:interests|in confidence)|\bpublic interest\b|\blaw enforcement\b|\bnational security\b"
    r"|\bhealth and safety\b|\b(?:legal(?:ly)?|professional) (?:(?:advice|professional) )?privileged?\b|\b(?:go|goes|went|above|over|beyond|past) (?:past )?the (?:cost )?limit\b"
)
# Words that refuse without a provision: something asked for is exempt, withheld or refused.
_REFUSED_IN_WORDS = re.compile(
    r"\b(?:information|data|details?|request|part|question|names?|answers?|figures?|documents?)\b.{0,50}"
    r"\b(?:is|are|be|been|being) (?:\w{2,12} ){0,2}(?:exempt|excepted)\b(?: from (?:disclosure|release|publication)| under| by|(?! \w))"
    r"|\b(?:information|data|details?|request|part|question|this|that|these|those|names?|it|answers?|figures?|documents?)\b.{0,50}"
    r"\b(?:is|are|be|been|being) (?:\w{2,12} ){0,2}(?:withheld|refused|not being (?:disclosed|released))\b"
    r"|\bwe (?:must |have to |will |are |do )?(?:refuse|refusing|withhold|withholding|decline|declining)\b"
    r"|\bneither confirms? n?or den(?:y|ies)\b|\b(?:can|will|refuse to) (?:not )?confirm or deny\b|\b(?:cannot|will not|unable to) (?:disclose|release)\b"
    r"|\bnot (?:able|going|prepared|willing) to (?:disclose|release|publish)\b|\bwill not be (?:disclosing|releasing|providing)\b"
    r"|^\W*(?:answer\W+|response\W+)?(?:withheld|exempt|refused)(?:\W*$|[.:;(,-]| (?:under|by|from|as|in)\b)"
    r"|\b(?:exceeds?|go(?:es)? (?:past|over|beyond|above)|above|over|beyond) the (?:appropriate |cost |statutory ){1,2}limit\b"
)
# A count of refusals is an answer about refusals ("we refused 14 requests under section 12"), not one.
_COUNTED = re.compile(
    r"(?<!\bsection )(?<!\bregulation )\b(?:\d[\d,]*|no|one|two|three|four|five|six|seven|eight|nine|ten)\b.{0,40}\b(?:requests|cases|responses|decisions|occasions|times)\b"
)
_OF_THIS = re.compile(
    r"\b(?:this|that|these|those|the|your) (?:information|part|question|request|data|letter|answer|rate|names?|figures?|questions|limit)\b"
    r"|\bwe (?:can |must |are |do |also |therefore )?(?:refuse|refusing|withhold(?:ing)?|apply(?:ing)?|rely(?:ing)?|declin(?:e|ing)|hold|neither)\b"
    r"|\b(?:is|are) (?:exempt|withheld|refused)\b"
)
_ABOUT_REFUSALS = re.compile(
    r"\b(?:requests?|responses|cases|exemptions?)\b.{0,80}\b(?:refus|exempt|withh|section|cost limit)"
)
# A sentence that is nothing but a citation gives the ground of what was said: "(Section 40 of the Act)", "Regulation 13."
_NUMBERS = r"\d{1,3}[a-z]?(?:\(\w{1,4}\))*(?:(?:,| and|,? or| &)? (?:(?:section|s|regulation) ?)?\d{1,3}[a-z]?(?:\(\w{1,4}\))*){0,6}"
_CITED_ALONE = re.compile(
    rf"\W*(?:(?:this|that|which|it) is |(?:by|under|see) )?(?:s|ss|secs?|sections?|regs?|regulations?)\.? ?{_NUMBERS}(?: (?:of|under) (?:the )?(?:act|foia?|foisa|eirs?|regulations)(?: 20\d\d)?)?\W*"
)
_ROW = re.compile(r"[)\] ]{0,2}[:=|-]{0,2} {0,3}\d[\d,.]*\W*$")
# "section 36 does not arise", "we do not rely on section 43": named, and no ground.
_NOT_RAISED = re.compile(
    r"\)*(?: of (?:the )?[a-z]+(?: (?:act|regulations))?(?: \d{4})?)?(?: \([^()]{0,60}\))?,? (?:therefore |accordingly )?"
    r"(?:(?:do|does|did) not (?:arise|apply)|(?:is|are|was|were) not (?:engaged|relied (?:up)?on|in (?:play|point|issue)))\b"
)
_NOT_RELIED_ON = re.compile(
    r"\bnot (?:\w{2,12} ){0,2}(?:rely|relied|relying) (?:up)?on (?:the exemption (?:in|at|under) )?(?:(?:section|regulation)s? )?$"
)

# Sentences of a refusing answer whose numbers are its arithmetic, its reasons, or what is given all the same.
_ARITHMETIC = re.compile(
    r"\b(?:hours?|minutes?|mins|weeks?|days?|working days)\b.{0,80}\b(?:each|per|a|an|to|of|work|would|take|limit|would)\b"
    r"|\b(?:cost|appropriate) limit|\bthe limit\b|\blimit of\b|\bexceed|\bat \d{1,3} minutes|\bper hour|\ban hour\b|\bcosts? (?:at|of) £"
    r"|\b(?:would|will|could) (?:itself |then )?(?:take|need|require|cost)\b"
    r"|\b(?:found|identified|located) (?:about |some |over )?\d[\d,]* (?:such |relevant |possible )?(?:pages|files|records|messages|e-?mails|documents|items|letters)\b"
    r"|\b(?:files|records|messages|e-?mails|documents|reports|cases|entries)\b.{0,60}\b(?:search|read|open|check|review|examin|found|would|at)\b"
    r"|\b(?:search|read|open|check|review|examin)\w{0,6}\b.{0,60}\b(?:files|records|messages|e-?mails|documents|reports|cases|entries)\b"
)
_REASON = re.compile(
    r"\bwould (?:be )?likely\b|\bcould (?:well )?(?:harm|lead|allow)|\bput .{0,20} at risk\b|\bpublic interest\b|\bidentif"
)
_LAW = re.compile(r"\b(?:sections?|regulations?|exemptions?|nationally)\b")
_GIVEN = re.compile(
    r"\b(?:you are )?welcome to\b|\bto (?:be of help|help you|assist you)\b|\b(?:however|although|but),? we (?:can|are able to)\b"
    r"|\bwe can,? (?:however|though)\b|\boutside (?:of )?the act\b|\bas a (?:gesture of )?good ?will|\bvolunt(?:eer|ar)|\bwe (?:can|are able to) (?:tell you|confirm|provide|say)\b"
)

_NOT_HELD = re.compile(
    r"\b(?:information|data|records?|figures?|this|that|these|it|details?)\b.{0,40}\b(?:is|are|was|were) (?:therefore |accordingly |thus |also )?not (?:\w{2,12} )?(?:held|recorded|collected|kept|captured|available in)\b"
    r"|^\W*(?:answer\W+|response\W+)?(?:(?:this|the)? ?(?:information|data|figures?|records?)(?: is| are)? )?not (?:held|recorded|known)\b"
    r"|\b(?:do|does|did)(?: not|n't) (?:currently |routinely |centrally )?(?:hold|record|collect|keep|capture)\b.{0,40}"
    r"\b(?:information|data|this|that|these|those|figures?|records?|it|such|any|what)\b"
    r"|\bno (?:recorded )?(?:information|data|records?)\b.{0,30}\b(?:held|recorded|kept)\b|\bholds? no(?:thing)?\b"
    r"|\b(?:cannot|unable to|not able to|could not) (?:report|extract)\b|\bnon-?reportable\b|\bnot possible to (?:report|extract)\b"
    r"|\bhave never (?:recorded|measured|counted|held)\b"
    r"|\b(?:nobody|no one|none of us) (?:keeps?|kept|counts?|counted|records?|recorded)\b|\b(?:keeps?|kept) no (?:count|tally|record|log|note|list|figures?)\b"
    r"|\b(?:do|does|did)(?: not|n't) keep (?:a |any )(?:count|tally|record|log|note|list)\b|\bhave nothing (?:to give|that (?:would|could) (?:tell|answer|show))\b"
    r"|\b(?:do|does) not have (?:this|that|the|any|such) (?:information|data|records?|figures?)\b"
    r"|\bnot (?:information|data|something) (?:that |which )?(?:the )?\w{2,20} (?:holds?|records?|collects?|keeps?)\b"
)
# The same of anything, where it opens the answer: "The age of complainants is not recorded", "We do not hold the name of the supplier".
_OPENS_NOT_HELD = re.compile(
    r"^(?:[a-z0-9' ,/-]{1,80}) (?:is|are|was|were) not (?:\w{2,12} )?(?:held|recorded|captured)\b"
    r"|^we (?:do|did)(?: not|n't) (?:hold|record|collect|keep) (?!events?\b|meetings?\b|sessions?\b|classes\b|courses\b|hearings\b|elections?\b)"
    r"[a-z]+(?: (?!in\b|at\b|on\b|for\b|with\b|by\b)[a-z]+)?\W*$"
    r"|^(?:[a-z' -]{1,60}) (?:do|does|did)(?: not|n't) (?:\w{2,12} )?(?:hold|record|capture) (?:the|this|that|these|those|any|such|it|them|details|names?|dates"
    r"|figures|numbers|copies|records|an? (?:list|record|copy|breakdown|register|figure|document|log|estimate|assessment|total|count))\b"
)
# … and is no event that did not happen, and nobody who was not held to account.
_HAPPENS = re.compile(
    r"\b(?:meeting|election|event|hearing|inquest|inquiry|review|vote|ballot|auction|exercise|competition|interview|who|he|she|they)s? (?:is|are|was|were) not"
)
# Who it was is answered by "we do not hold the names", wherever that stands.
_ASKS_WHO = re.compile(r"^\W*(?:and |please )?(?:who|whom|whose|which|name|list|give the names?)\b")
_NAMES_ASKED = re.compile(
    r"^\W*(?:please )?(?:(?:give|provide|list|supply)(?: me)? )?(?:the )?names? of\b(?!.*\b(?:how many|number)\b)"
)
_NO_NAMES = re.compile(
    r"\b(?:do|does|did)(?: not|n't) (?:hold|record|keep) (?:the |their |any |those )?(?:names?|identit(?:y|ies))\b"
)
# A question for figures of several places or things, which one figure for all does not answer.
_BROKEN_DOWN = re.compile(
    r"\b(?:at|in|for|of) each (?!year|month|quarter|of the (?:last|past))[a-z]+\b|\b(?:please )?(?:list|split|break(?:ing)? (?:this |it |them |these )?down|broken down|breakdown) by\b"
)
_WHOLLY = re.compile(
    r"\b(?:this|the|that) (?:information|data|question)|\brequested\b|\basked for\b|\bit\b"
    r"|\b(?:hold|record|collect|keep|capture) (?:this|that|these|those)\b(?! (?:before|after|until|for|from|by)\b)|^\W*(?:this|that|these|those) (?:is|are|was|were) not\b"
)
_NOT_APPLICABLE = re.compile(
    r"^\W*(?:answer\W+|response\W+)?(?:n/?a\b|n\.a\.|not applicable\b)|[.;] (?:n/a|not applicable)\W*$"
)
_ATTACHED = re.compile(
    r"\b(?:see|find|in|refer to|per) (?:the |our |an )?(?:attached|attachment|enclosed|accompanying)\b|\b(?:is|are) (?:attached|enclosed)\b"
    r"|\b(?:i|we)(?: have| also| now)? (?:attach|enclose)(?:d)?\b|^\W*(?:answer\W+|response\W+)?(?:attached|enclosed)\b"
    r"|\b(?:spreadsheet|document|file|table|schedule|workbook|list|copy) (?:was |is |has been |have been )?(?:sent|supplied|provided|sent separately) (?:with|alongside) this\b"
    r"|\battached (?:is|are|to|as|at|spreadsheet|document|file|table|schedule|leaflet|list|pdf)\b|\bsee (?:the )?(?:appendix|annex|schedule|spreadsheet)\b"
)

# The answer's own label, which a line of answers begins with: "7. ", "2.3 " before a capital, "Q4 - ".
_LABEL = re.compile(
    r"\W{0,3}(?:[qQ](?:uestion)? ?\d{1,3}[a-z]?\b|\d{1,3}[a-z]?(?=[.):/,] )|\d{1,2}\.\d{1,2}[.:)]?(?= [A-Z])|\(?[a-zA-Z]\)(?= ))[.):/, -]{0,4}"
)

_NUMERIC: frozenset[Kind] = frozenset({"number", "money", "percent", "measure", "bound", "range", "number_word"})


ANSWERS_KEPT = 1024  # answers of one letter whose sentences are kept


def read_refusals(question: str, lines: Sequence[Line], regime: str | None) -> tuple[Refusal, ...]:
    """Read the provisions that an answer relies on, each once, in order; `regime` is the letter's law or None."""
    sentences, citations = _cited(tuple(lines), regime)
    grounds = _without_repeats(_grounds(sentences, citations, question))
    return tuple(
        {refusal.provision: refusal for refusal in reversed([_refusal(citation) for citation in grounds])}.values()
    )[::-1]


@lru_cache(maxsize=ANSWERS_KEPT)
def _cited(lines: tuple[Line, ...], regime: str | None) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Cut an answer into sentences and find what they cite: asked for by every hypothesis of a letter."""
    sentences = sentences_of(lines)
    return sentences, find_citations(sentences, regime)


def _without_repeats(grounds: Sequence[Citation]) -> list[Citation]:
    """Leave out a section that an answer names again by its number alone: "section 35" after "section 35(1)(a)"."""
    fuller = {
        (provision.regime, provision.parts[0])
        for citation in grounds
        if (provision := citation.provision) is not None and len(provision.parts) > 1
    }
    return [
        citation
        for citation in grounds
        if (provision := citation.provision) is not None
        and (len(provision.parts) > 1 or (provision.regime, provision.parts[0]) not in fuller)
    ]


def outcome_of(
    question: str, answer: Sequence[Line], figures: Sequence[ReadFigure], refusals: Sequence[Refusal]
) -> Outcome:
    """Say what became of a question as asked; a figure volunteered beside a refusal leaves it withheld. docs/design.md §2."""
    sentences = sentences_of(answer)
    observed = [figure for figure in figures if figure.value.status != "not_applicable"]
    if refusals and not observed and _attached_before(sentences, refusals):
        return "attached"
    if refusals and (_of_another_kind(question, observed) or not _answered_before(sentences, observed, refusals)):
        return "not_held" if all(means_not_held(refusal.provision) for refusal in refusals) else "withheld"
    return _outcome_in_words(sentences, observed, question)


def _of_another_kind(question: str, figures: Sequence[ReadFigure]) -> bool:
    """Tell what is given beside a refusal from what was asked: a count where pounds were, one total where a list by place was."""
    counted = all(figure.value.unit is None for figure in figures)
    lone = len(figures) == 1 and not figures[0].labels
    if lone and counted and _NAMES_ASKED.match(question.casefold()):
        return True
    return (asked_kinds(question) == {"money"} and counted) or (
        lone and _BROKEN_DOWN.search(question.casefold()) is not None
    )


def refusal_numbers(lines: Sequence[Line], regime: str | None, question: str = "") -> tuple[SetAside, ...]:
    """Set aside the numbers of an answer that cite the law or belong to a refusal, with reasons of tokens.REASONS."""
    sentences, citations = _cited(tuple(lines), regime)
    grounds = _grounds(sentences, citations, question)
    relied_on = frozenset(grounds)
    cited = [(citation.span, "provision" if citation in relied_on else "other provision") for citation in citations]
    titles = [(sentences[law.sentence].span(law.start, law.end), "title") for law in laws_named(sentences)]
    stretches = [(span, "refusal") for span in _refusing_spans(_refusing(sentences, question), sentences, grounds)]
    reasons: dict[int, list[tuple[Span, str]]] = {}
    for span, reason in (*cited, *titles, *stretches):
        reasons.setdefault(span.line, []).append((span, reason))
    return tuple(chain.from_iterable(_numbers_in(line, reasons.get(line.number, [])) for line in lines))


def tells_beside(lines: Sequence[Line]) -> list[Sentence]:
    """Give the sentences of an answer that neither refuse nor argue, nor reckon what an answer would cost."""
    serving = (_REFUSES, _REFUSED_IN_WORDS, _ARITHMETIC, _REASON, _LAW)
    return [one for one in sentences_of(lines) if not any(form.search(one.shadow) for form in serving)]


def _refusal(citation: Citation) -> Refusal:
    return Refusal(str(citation.provision), citation.words, citation.span)


def _refusing(sentences: Sequence[Sentence], question: str) -> frozenset[int]:
    """Give the places of the sentences that refuse in words: none of a row, nor of a count of what was refused, if that was asked."""
    counting = asks_of_refusals(fold(question))
    return frozenset(
        index
        for index, sentence in enumerate(sentences)
        if _REFUSED_IN_WORDS.search(sentence.shadow)
        and not is_row(sentence.shadow)
        and not (counting and counts_refused(sentence.shadow))
    )


def _grounds(sentences: Sequence[Sentence], citations: Sequence[Citation], question: str) -> list[Citation]:
    """Keep the citations that a refusal rests on; beside a refusal in words, a known ground needs no verb of its own."""
    about_refusals = _ABOUT_REFUSALS.search(question.casefold()) is not None
    counting = asks_of_refusals(fold(question))
    refused = not about_refusals and bool(_refusing(sentences, question))
    return [
        citation
        for citation in citations
        if citation.provision is not None and is_ground(citation.provision)
        if not _is_left_out(sentences[citation.sentence], citation)
        if not (counting and counts_refused(sentences[citation.sentence].shadow))
        if _is_relied_on(sentences[citation.sentence], citation, about_refusals=about_refusals)
        or (
            refused
            and known(str(citation.provision))
            and not _ROW.match(sentences[citation.sentence].shadow, citation.end)
        )
    ]


def _is_left_out(sentence: Sentence, citation: Citation) -> bool:
    """Tell a provision that the letter says it does not use: "section 36(2)(b)(i) does not arise"."""
    shadow = sentence.shadow
    return (
        _NOT_RAISED.match(shadow, citation.end) is not None
        or _NOT_RELIED_ON.search(shadow[: citation.start]) is not None
    )


def _is_relied_on(sentence: Sentence, citation: Citation, *, about_refusals: bool) -> bool:
    """Tell a ground from a row of a table of exemptions, and from a count of refused requests."""
    if _ROW.match(sentence.shadow, citation.end):
        return False
    if not _REFUSES.search(sentence.shadow):
        return _CITED_ALONE.fullmatch(sentence.shadow) is not None
    deictic = _OF_THIS.search(sentence.shadow) is not None
    return deictic or not (about_refusals or _COUNTED.search(sentence.shadow))


def _answered_before(sentences: Sequence[Sentence], figures: Sequence[ReadFigure], refusals: Sequence[Refusal]) -> bool:
    """Tell an answer that gives its figures and then withholds something else."""
    first_refused = min((refusal.span.line, refusal.span.first) for refusal in refusals)
    begun = [
        (span.line, span.first)
        for sentence in sentences
        for span in [next(sentence.spans())]
        if (span.line, span.first) <= first_refused
        and (_REFUSES.search(sentence.shadow) or _ARITHMETIC.search(sentence.shadow))
    ]
    start = min([*begun, first_refused])
    return any((figure.span.line, figure.span.first) < start for figure in figures)


def _attached_before(sentences: Sequence[Sentence], refusals: Sequence[Refusal]) -> bool:
    """Tell "Attached, with the names taken out under section 40(2)" from a refusal: what is sent is said first."""
    first = _unlabelled(sentences[0].shadow, sentences)
    found = _ATTACHED.search(first)
    refusing = _REFUSES.search(first)
    return found is not None and (refusing is None or found.start() < refusing.start())


def _outcome_in_words(sentences: Sequence[Sentence], figures: Sequence[ReadFigure], question: str) -> Outcome:
    text = _unlabelled(" ".join(sentence.shadow for sentence in sentences), sentences)
    if not any(mark.isalnum() for mark in text) and not figures:
        return "unanswered"
    if not figures and _NOT_APPLICABLE.search(text):
        return "not_applicable"
    if not figures and _refusing(sentences, question) and not _ABOUT_REFUSALS.search(question.casefold()):
        return "withheld"
    practice = tells_practice(fold(question), [sentence.shadow for sentence in sentences], _NOT_HELD)
    if (not practice and _says_not_held(text, question, figured=bool(figures))) or (
        figures and _wholly_not_held(sentences[0])
    ):
        return "not_held"
    if not figures and _ATTACHED.search(text):
        return "attached"
    return "figures" if figures else "text"


def _says_not_held(text: str, question: str, *, figured: bool) -> bool:
    """Tell an answer that nothing is held; beside figures such words are of something else."""
    if figured:
        return False
    opening = _OPENS_NOT_HELD.match(text.lstrip(" .:-"))
    if _NOT_HELD.search(text) is not None or (opening is not None and not _HAPPENS.search(opening[0])):
        return True
    return _ASKS_WHO.search(question.casefold()) is not None and _NO_NAMES.search(text) is not None


def _unlabelled(text: str, sentences: Sequence[Sentence]) -> str:
    label = _LABEL.match(sentences[0].text) if sentences else None
    return text[label.end() :] if label else text


def _wholly_not_held(first: Sentence) -> bool:
    """Tell "we do not hold this information" from "we do not hold figures before 2018"."""
    words = _unlabelled(first.shadow, (first,))
    unnumbered = not any(mark.isdigit() for mark in words)
    return unnumbered and _NOT_HELD.search(words) is not None and _WHOLLY.search(words) is not None


def _refusing_spans(
    in_words: frozenset[int], sentences: Sequence[Sentence], grounds: Sequence[Citation]
) -> Iterator[Span]:
    """Give the stretches whose numbers serve a refusal: its sentences, its arithmetic, and what follows, gifts apart."""
    refusing = {citation.sentence for citation in grounds} | in_words
    if not refusing:
        return
    for index, sentence in enumerate(sentences):
        if _GIVEN.search(sentence.shadow):
            continue
        reason = index > min(refusing) and _REASON.search(sentence.shadow)
        if index in refusing or reason or _ARITHMETIC.search(sentence.shadow):
            yield from sentence.spans()


def _numbers_in(line: Line, reasons: Sequence[tuple[Span, str]]) -> Iterator[SetAside]:
    """Give the numeric tokens of a line that lie in a span; the first span that holds one names the reason."""
    label = _LABEL.match(line.text)
    for token in tokens_of(line) if reasons else ():
        if label and token.last <= label.end():
            continue
        reason = next((reason for span, reason in reasons if _serves(token, span, reason)), None)
        if reason:
            yield SetAside(token.text, Span(line.number, token.first, token.last), reason)


def _serves(token: Token, span: Span, reason: str) -> bool:
    inside = span.first <= token.first and token.last <= span.last
    if reason == "refusal":
        return inside and token.kind in _NUMERIC
    return inside and any(mark.isdigit() for mark in token.text)
