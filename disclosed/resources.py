"""The data package's resources: what a row is, its fields, keys and constraints.

One table of definitions serves what writes a package and checks it (packaging/), what compares two (releasing/), the pages of
the dictionary (publishing/data_pages.py) and the documentation. Field types and constraints are those of Table Schema 2.0; `missingValues` is `[""]`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

STATUSES = ("observed", "suppressed", "not_available", "not_applicable")
ROW_STATUSES = (*STATUSES, "withheld", "not_held", "in_words", "attached", "not_given", "no_reply", "not_compared")
OUTCOMES = ("figures", "text", "withheld", "not_held", "not_applicable", "attached", "unanswered", "stem")
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
RESPONSE = rf"{SLUG}/{SLUG}"


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `constraints` are Table Schema's; `required` stands there too."""

    name: str
    type: str
    title: str
    description: str
    constraints: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of this resource point at `to_fields` of `resource`."""

    fields: tuple[str, ...]
    resource: str
    to_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()


REQUIRED = {"required": True}


def key(name: str, title: str, description: str, pattern: str = SLUG) -> Field:
    """Make a required identifier in lower-case ASCII."""
    return Field(name, "string", title, description, {"required": True, "pattern": f"^{pattern}$"})


def text(name: str, title: str, description: str, *, required: bool = False) -> Field:
    """Make a column of words; empty where there are none."""
    return Field(name, "string", title, description, REQUIRED if required else {})


def one_of(name: str, title: str, description: str, values: tuple[str, ...], *, required: bool = True) -> Field:
    """Make a column that holds one of a short list of codes."""
    return Field(name, "string", title, description, {**(REQUIRED if required else {}), "enum": list(values)})


def count(name: str, title: str, description: str, *, minimum: int = 1, required: bool = True) -> Field:
    """Make a column of whole numbers from `minimum` up."""
    return Field(name, "integer", title, description, {**(REQUIRED if required else {}), "minimum": minimum})


def number(name: str, title: str, description: str) -> Field:
    """Make a column of exact decimals; empty where there is no value."""
    return Field(name, "number", title, description)


def day(name: str, title: str, description: str) -> Field:
    """Make a column of dates, ISO 8601; empty where none is known."""
    return Field(name, "date", title, description)


def yes_no(name: str, title: str, description: str) -> Field:
    """Make a column of `true` or `false`."""
    return Field(name, "boolean", title, description, REQUIRED)


RESPONSE_ID = key("response", "Response", "The response: its request, a slash, and the name of its letter.", RESPONSE)
REQUEST_ID = key("request", "Request", "The request that was put to the authority.")
AUTHORITY_ID = key("authority", "Authority", "The body that answered.")
PLACE = (
    count("line", "Line", "The line of the letter, counted from 1."),
    count("column_from", "First column", "The first character of the words on that line, counted from 1."),
    count("column_to", "Last column", "The last character of the words on that line, itself included."),
)
PERIOD = (
    text(
        "period",
        "Period",
        "The period, where the request's author says which a figure is for; empty where a label or a question alone names it.",
    ),
    day("period_start", "Period start", "First day of the period, where the text fixes it."),
    day("period_end", "Period end", "Last day of the period, where the text fixes it."),
    yes_no("partial", "Part-period", "True where the period is cut short and cannot be compared with its neighbours."),
)
VALUE = (
    number("value", "Value", "The value the letter gives; empty where it gives none."),
    text("unit", "Unit", "What is counted, or GBP, percent, hours, tonnes …; empty for a plain count."),
)
MARKER = one_of(
    "marker",
    "Marker",
    "This site's mark for a value that is not given: [c] suppressed, [x] not available, [u] unreliable, [z] not applicable.",
    ("[c]", "[x]", "[u]", "[z]"),
    required=False,
)
TOTAL = yes_no("total", "Total", "True where the figure sums others, and so must never be counted with its parts.")
TO_RESPONSE = ForeignKey(("response",), "responses", ("response",))
TO_REQUEST = ForeignKey(("request",), "requests", ("request",))
TO_AUTHORITY = ForeignKey(("authority",), "authorities", ("authority",))
TO_LINE = ForeignKey(("response", "line"), "lines", ("response", "line"))
FIGURE_PATTERN = rf"{RESPONSE}/L[1-9]\d*C[1-9]\d*"

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "authorities",
        "Authorities",
        "The public authorities to which requests were put.",
        (
            AUTHORITY_ID,
            text("name", "Name", "The authority's full name.", required=True),
            text("type", "Type", "The kind of body, as its country's register calls it."),
            text("place", "Place", "The place it serves, as titles name it."),
            text("homepage", "Home page", "The authority's own website."),
        ),
        ("authority",),
    ),
    Resource(
        "authority_identifiers",
        "Authority identifiers",
        "Codes for authorities in public registers. A code may stand for the area that the body serves.",
        (
            AUTHORITY_ID,
            text("scheme", "Scheme", "The register that gives the code.", required=True),
            text("code", "Code", "The code.", required=True),
        ),
        ("authority", "scheme"),
        (TO_AUTHORITY,),
    ),
    Resource(
        "requests",
        "Requests",
        "One question set, put to one authority or to many.",
        (
            REQUEST_ID,
            text("title", "Title", "What was asked about, without place or period.", required=True),
            text(
                "standfirst",
                "Standfirst",
                "One or two sentences that say what the answers cover; empty where rules write it.",
            ),
            text(
                "headline",
                "Headline",
                "The sentence that lists show, with addresses of figures in {{ }}; empty where rules write it.",
            ),
            text("period", "Period", "The period asked about, ISO 8601 interval; empty where questions differ."),
            text("period_label", "Period in words", "The period as titles print it."),
            text("topics", "Topics", "Topics, parted by semicolons."),
            text(
                "commentary",
                "Commentary",
                "Findings by an editor, Markdown, with addresses of figures in {{ }}; empty where rules write them.",
            ),
        ),
        ("request",),
    ),
    Resource(
        "asked",
        "Authorities asked",
        "A body to which a request was put, with what became of it.",
        (
            REQUEST_ID,
            AUTHORITY_ID,
            day("sent", "Sent", "The day the request was sent."),
            day("due", "Due", "The day an answer was due."),
            one_of(
                "state",
                "State",
                "What became of the request.",
                ("answered", "acknowledged", "clarification", "refused", "no_reply", "withdrawn"),
            ),
            day("state_date", "Date of state", "The day of that state."),
            text("note", "Note", "What a reader must know."),
        ),
        ("request", "authority"),
        (TO_REQUEST, TO_AUTHORITY),
    ),
    Resource(
        "responses",
        "Responses",
        "One letter that answers a request.",
        (
            RESPONSE_ID,
            REQUEST_ID,
            AUTHORITY_ID,
            count("sequence", "Sequence", "1 for the authority's first letter on this request, 2 for its second …"),
            one_of("kind", "Kind", "What the letter is.", ("response", "supplement", "review", "correction")),
            text("supersedes", "Supersedes", "The earlier response that this one replaces."),
            text("subject", "Subject", "What the letter is about, as printed or as an editor put it."),
            text("reference", "Reference", "The authority's reference; empty where the letter prints none."),
            day("date", "Date", "The day of the response; empty where the letter prints none."),
            day(
                "request_sent",
                "Request sent",
                "The day of the request; empty where the letter prints none, or several.",
            ),
            count("request_line", "Line of that day", "The line of the letter that prints it.", required=False),
            count("request_column_from", "First column", "Where the day begins on that line.", required=False),
            count("request_column_to", "Last column", "Where it ends, the last character included.", required=False),
            day(
                "received",
                "Request received",
                "The day on which the authority received the request, as the letter or an editor has it.",
            ),
            text("regime", "Regime", "The law under which it answers: FOIA, EIR, FOISA or EIR(S)."),
            text("laws", "Laws named", "Laws that the letter's heading names, parted by semicolons."),
            text("language", "Language", "The language of the letter, BCP 47."),
            text("authority_from", "Authority from", "How the authority is known: printed, or by an editor."),
            text(
                "from_editor",
                "From an editor",
                "The columns of this row that an editor gave and the letter does not print, parted by semicolons.",
            ),
            text("licence", "Licence", "Identifier of the licence under which the figures are re-used."),
            text("licence_words", "Licence as printed", "The words of the letter that grant or limit re-use."),
            yes_no("version_stated", "Version stated", "True where those words name the licence's version."),
            one_of(
                "ground",
                "Ground for re-use",
                "What the re-use rests on.",
                ("stated", "authority_policy", "permission", "facts_and_quotation", "none"),
            ),
            text("ground_words", "Words of the ground", "The words it rests on, where they are not the letter's own."),
            text("ground_source", "Source of the ground", "Where those words stand."),
            text("ground_by", "Decided by", "Who decided on the ground."),
            day("ground_date", "Decided on", "When."),
            one_of("publish", "Published", "How much of the letter is published.", ("all", "figures", "metadata")),
            one_of("state", "State", "Whether the response is published.", ("published", "under_review", "withdrawn")),
            day("published", "Date published", "The day this site published it."),
            day("updated", "Date updated", "The day this site last changed what it says of it."),
            text("url", "Address", "Where the authority published the letter."),
        ),
        ("response",),
        (TO_REQUEST, TO_AUTHORITY, ForeignKey(("supersedes",), "responses", ("response",))),
    ),
    Resource(
        "questions",
        "Questions",
        "One numbered question of one letter, with its answer in words.",
        (
            RESPONSE_ID,
            text("question", "Question", "The number, normalised: 2a, 3e.i, 2.10.", required=True),
            count("sequence", "Sequence", "Order in the letter."),
            text("printed", "As printed", "The number as the letter prints it; empty where it prints none."),
            text(
                "request_question",
                "The request's number",
                "The number that the request gives this question.",
                required=True,
            ),
            text("text", "Question's text", "The question, in the requester's words as the authority printed them."),
            text("answer", "Answer's text", "The answer, its lines joined by one space."),
            one_of("outcome", "Outcome", "What became of the question as asked.", OUTCOMES),
            count("first_line", "First line", "The first line of the question.", required=False),
            count("last_line", "Last line", "The last line of the question.", required=False),
            count("answer_first_line", "Answer's first line", "The first line of the answer.", required=False),
            count("answer_last_line", "Answer's last line", "The last line of the answer.", required=False),
            text("about", "About", "What the question asks, in a few words of an editor; empty where none wrote them."),
            text("superseded_by", "Superseded by", "The later response that answers it again; empty where none does."),
        ),
        ("response", "question"),
        (TO_RESPONSE, ForeignKey(("superseded_by",), "responses", ("response",))),
    ),
    Resource(
        "refusals",
        "Refusals",
        "One provision relied on for one question.",
        (
            RESPONSE_ID,
            text("question", "Question", "The question refused.", required=True),
            text("provision", "Provision", "Regime and number as cited: FOIA s40(2), EIR reg 12(4)(b).", required=True),
            one_of("regime", "Regime", "The law cited.", ("FOIA", "EIR", "FOISA", "EIR(S)")),
            *PLACE,
            text("as_written", "As written", "The words that cite it.", required=True),
        ),
        ("response", "question", "provision"),
        (ForeignKey(("response", "question"), "questions", ("response", "question")), TO_LINE),
    ),
    Resource(
        "lines",
        "Lines",
        "One line of a letter as published: the evidence to which every figure points.",
        (
            RESPONSE_ID,
            count("line", "Line", "The line's number, counted from 1."),
            text("text", "Text", "The line, without its line end; control characters as their pictures."),
            count("document", "Document", "The document of the response that holds it, counted from 1."),
            count("page", "Page", "The page of that document, where the text has page breaks."),
            one_of("part", "Part", "The part of the letter.", ("head", "question", "answer", "tail", "furniture")),
            text("question", "Question", "The question whose words or answer it holds."),
        ),
        ("response", "line"),
        (TO_RESPONSE,),
    ),
    Resource(
        "figures",
        "Figures",
        "One quantity that answers a question, with the words it was read from.",
        (
            key(
                "figure", "Figure", "Identifier: the response and the place, as its page address ends.", FIGURE_PATTERN
            ),
            REQUEST_ID,
            AUTHORITY_ID,
            RESPONSE_ID,
            text("question", "Question", "The question it answers.", required=True),
            text("row_label", "Row label", "The label as printed; empty for a bare number."),
            text("column_label", "Column label", "The column's heading as printed, where the answer is a table."),
            *VALUE,
            one_of("status", "Status", "Whether there is a value, and if not, why.", STATUSES),
            MARKER,
            number("min", "Minimum", "The least it can be, where the letter says so."),
            number("max", "Maximum", "The most it can be, where the letter says so."),
            one_of(
                "basis",
                "Basis",
                "What the range, or the meaning of a mark without one, rests on.",
                ("marker", "words", "note"),
                required=False,
            ),
            yes_no("approximate", "Approximate", "True where the letter says that it is approximate."),
            TOTAL,
            *PERIOD,
            text("as_written", "As written", "The words of the letter at that place.", required=True),
            one_of("read_by", "Read by", "Who pointed at the place: the program, or a person.", ("program", "person")),
            *PLACE,
            yes_no(
                "superseded", "Superseded", "True where a later letter answers its question again: not to be counted."
            ),
            text("replaces", "Replaces", "The earlier letter's figure that this one gives again; empty where none."),
        ),
        ("figure",),
        (
            ForeignKey(("response", "question"), "questions", ("response", "question")),
            TO_LINE,
            TO_REQUEST,
            TO_AUTHORITY,
            TO_RESPONSE,
            ForeignKey(("replaces",), "figures", ("figure",)),
        ),
    ),
    Resource(
        "set_aside",
        "Numbers set aside",
        "One number of an answer that is no figure, with the reason.",
        (
            RESPONSE_ID,
            text("question", "Question", "The question in whose answer it stands."),
            *PLACE,
            text("as_written", "As written", "The words of the letter at that place.", required=True),
            text("reason", "Reason", "Why it is no figure.", required=True),
        ),
        ("response", "line", "column_from"),
        (TO_LINE,),
    ),
    Resource(
        "checks",
        "Checks",
        "One comparison of figures: a statement, its two sides, and whether it holds.",
        (
            key(
                "check",
                "Check",
                "Identifier: the response, the statement's name and its place among the comparisons.",
                rf"{RESPONSE}/{SLUG}/[1-9]\d*",
            ),
            RESPONSE_ID,
            key("name", "Name", "The statement's name; one statement may compare several pairs."),
            text(
                "statement",
                "Statement",
                "The statement in the grammar of addresses, or in words for a rule.",
                required=True,
            ),
            text("label", "Label", "The row label for which it is tested, where it is tested for several."),
            number("left", "Left side", "The left side; empty where it is not tested."),
            one_of("relation", "Relation", "What the statement says of the two sides.", ("=", "<=", ">=", "rule")),
            number("right", "Right side", "The right side; empty where it is not tested."),
            number("difference", "Difference", "Left less right; empty where it is not tested."),
            one_of("result", "Result", "Whether it holds.", ("holds", "differs", "not_tested")),
            text("grounds", "Grounds", "Which words make the two sides comparable."),
            one_of(
                "origin",
                "Origin",
                "Stated by an editor, found by the program, or a rule of this site.",
                ("declared", "discovered", "rule"),
            ),
            text(
                "follows_from",
                "Follows from",
                "Names of the statements from which a difference follows, parted by semicolons.",
            ),
            text("settled_by", "Settled by", "Who compared the difference with the letter."),
            text("settled_reason", "Reason", "What that person found."),
            day("reply_asked", "Asked", "The day the authority was asked about it."),
            day("reply_date", "Replied", "The day it replied."),
            text("reply_words", "Reply", "Its reply, in full."),
            text("reply_source", "Source of the reply", "Where the reply stands."),
            number("rounding", "Rounding", "How far apart rounding can set the two sides; empty where they are exact."),
        ),
        ("check",),
        (TO_RESPONSE,),
    ),
    Resource(
        "check_terms",
        "Terms of checks",
        "One figure in one side of a check.",
        (
            key("check", "Check", "The check.", rf"{RESPONSE}/{SLUG}/[1-9]\d*"),
            one_of("side", "Side", "The side of the statement.", ("left", "right")),
            count("sequence", "Sequence", "Order within the side."),
            count("term", "Term", "The term of the statement, since a sum is one term of several figures."),
            one_of("sign", "Sign", "Whether it is added or taken away.", ("+", "-")),
            key("figure", "Figure", "The figure.", FIGURE_PATTERN),
        ),
        ("check", "side", "sequence"),
        (ForeignKey(("check",), "checks", ("check",)), ForeignKey(("figure",), "figures", ("figure",))),
    ),
    Resource(
        "derived",
        "Calculated numbers",
        "One number that this site worked out from figures, kept apart from them, with its formula.",
        (
            text("derived", "Calculated number", "Identifier: the response and the formula.", required=True),
            RESPONSE_ID,
            text("formula", "Formula", "The formula in the grammar of addresses.", required=True),
            one_of("kind", "Kind", "What was calculated.", ("sum", "difference", "share")),
            Field("value", "number", "Value", "The value, rounded as the next field says.", REQUIRED),
            text(
                "rounding", "Rounding", "How it was rounded: exact, or half up to a number of decimals.", required=True
            ),
            text("unit", "Unit", "percent for a share, else the unit of its figures."),
        ),
        ("derived",),
        (TO_RESPONSE,),
    ),
    Resource(
        "derived_terms",
        "Terms of calculated numbers",
        "One figure from which a number was calculated.",
        (
            text("derived", "Calculated number", "The calculated number.", required=True),
            one_of(
                "role",
                "Role",
                "Whether it is added, taken away, the part or the whole of a share.",
                ("+", "-", "part", "whole"),
            ),
            count("sequence", "Sequence", "Order within the calculation."),
            key("figure", "Figure", "The figure.", FIGURE_PATTERN),
        ),
        ("derived", "sequence"),
        (ForeignKey(("derived",), "derived", ("derived",)), ForeignKey(("figure",), "figures", ("figure",))),
    ),
    Resource(
        "notes",
        "Notes",
        "One thing that a reader must know before using the figures of a response.",
        (
            RESPONSE_ID,
            count("sequence", "Sequence", "Order of the notes of one response."),
            text("code", "Code", "The finding's code; `note` where a person wrote it.", required=True),
            text("question", "Question", "The question it is about; empty for the whole letter."),
            text("words", "Words", "The note.", required=True),
            text("by", "By", "program, or the person who wrote it.", required=True),
            text("name", "Name", "What commentary calls the note by; empty where nothing refers to it."),
        ),
        ("response", "sequence"),
        (TO_RESPONSE,),
    ),
)

TABLE_HEAD = (
    REQUEST_ID,
    AUTHORITY_ID,
    count(
        "sequence",
        "Sequence",
        "1 for the authority's first letter, 2 for its second; 0 where no letter came.",
        minimum=0,
    ),
    text("response", "Response", "The response; empty where no letter came."),
)
TABLE_TAIL = (
    *PERIOD,
    *VALUE,
    one_of("status", "Status", "Whether there is a value, and if not, why.", ROW_STATUSES),
    MARKER,
    TOTAL,
    text("figure", "Figure", "The figure it repeats; empty where there is none."),
)


def table_resource(
    name: str, title: str, description: str, dimensions: Mapping[str, str], *, filled: Collection[str] | None = None
) -> Resource:
    """Make the resource `<request>-<table>`; `dimensions` maps each of its own columns to that column's title.

    One row is one observation, keyed by authority, sequence, its dimensions and the period. A key never holds an empty
    value: of dimensions and period only those in `filled` (None: all) are part of it.
    """
    columns = tuple(
        text(column, heading, f"{heading}, as the table groups it.") for column, heading in dimensions.items()
    )
    own = (*dimensions, "period")
    return Resource(
        name,
        title,
        description,
        (*TABLE_HEAD, *columns, *TABLE_TAIL),
        ("authority", "sequence", *(column for column in own if filled is None or column in filled)),
        (TO_REQUEST, TO_AUTHORITY, TO_RESPONSE, ForeignKey(("figure",), "figures", ("figure",))),
    )
