"""What a template is given: ready words, addresses and order, so that it decides and calculates nothing.

Running text is a tuple of `Run`s, each a piece of words with one meaning (a link, a quotation, a note's number), which
one macro writes as HTML. Every address is relative to the page that carries it; every list is in the order shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LineStyle = Literal["", "asked", "answered"]
RunStyle = Literal[
    "", "line", "figure", "mark", "note", "quote", "code", "strong", "marker", "place", "quiet", "aside", "tag", "said"
]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of running text. `unseen` follows it for screen readers alone; `anchor` is its id on the page.

    `variant` is the class of a tag: `withheld`, `no-reply`, `plain`. Words that a screen has said right above, as a heading or a chart's title, are `said`.
    """

    text: str
    href: str = ""
    style: RunStyle = ""
    unseen: str = ""
    anchor: str = ""
    variant: str = ""


Rich = tuple[Run, ...]
Narrow = Literal["", "over", "pairs"]


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `current` marks the page itself or the part of the site that holds it."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its own content.

    `root` leads to the site's root; `home` and the links name their files. `canonical`, `image` and `json_ld` are ''
    where there is none, as without `base_url`. `noindex` asks search engines to forget the page.
    """

    title: str
    heading: str
    description: str
    canonical: str
    root: str
    home: str
    site: str
    navigation: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    report: Link | None
    reports: str
    footer: tuple[Rich, ...]
    about: tuple[Link, ...]
    image: str = ""
    kind: str = "website"
    json_ld: str = ""
    package: str = ""
    feed: str = ""
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the facts beside a title."""

    name: str
    value: Rich


@dataclass(frozen=True, slots=True)
class Head:
    """A page's title: the measure, then place and period on a line of their own; what the page covers; facts."""

    title: str
    place: str = ""
    standfirst: Rich = ()
    intro: tuple[Rich, ...] = ()
    facts: tuple[Fact, ...] = ()
    notices: tuple[Rich, ...] = ()
    button: Link | None = None
    button_note: str = ""
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of a table."""

    words: Rich
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `heading` names its row, `anchor` is the id of a calculated number.

    `beside` is its column's heading, where that stands beside the cell on a narrow screen.
    """

    words: Rich
    number: bool = False
    heading: bool = False
    style: Literal["", "computed", "marker"] = ""
    anchor: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; every row has as many cells as the table has columns, none of them empty."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    style: Literal["", "calculated", "follows"] = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption. `skip` is the text of the link that passes over more than ten links, '' for fewer.

    `narrow` says how it is set on a phone: labels over their numbers, or each cell beside its heading.
    """

    anchor: str
    label: str
    caption: Rich
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Rich, ...] = ()
    skip: str = ""
    style: Literal["", "ledger", "dense", "dictionary"] = ""
    narrow: Narrow = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart's frame; `drawing` names what is drawn, and ids in that begin with `anchor`."""

    anchor: str
    label: str
    title: str
    description: str
    drawing: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The margin beside an exhibit: the questions as asked, or who answered."""

    anchor: str
    title: str
    paragraphs: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Charts, the table they summarise, their source lines and downloads, and the margin beside them.

    A chart of one column has no table of its own: the table with all columns follows in an exhibit after it.
    """

    pictures: tuple[Picture, ...]
    grid: Grid | None
    source: tuple[Rich, ...]
    downloads: tuple[Link, ...]
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding or a remark: its sentence, then the lines it rests on."""

    anchor: str
    words: Rich
    source: Rich


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a page that holds exhibits; `remarks` give figures that no table shows, `lead` quotes a question without a name."""

    anchor: str
    title: str
    exhibits: tuple[Exhibit, ...]
    remarks: tuple[FindingView, ...] = ()
    lead: Rich = ()


@dataclass(frozen=True, slots=True)
class NoteView:
    """A numbered note, with where it is used."""

    anchor: str
    label: str
    words: Rich
    used: Rich = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """What one question was refused, and on what; where many refused the same, `grid` lists them."""

    paragraphs: tuple[Rich, ...]
    source: Rich
    aside: Aside | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """How to cite a page, and one figure of it as an example; under what terms its figures may be used."""

    anchor: str
    title: str
    paragraphs: tuple[Rich, ...]
    cite: str = ""
    cite_figure: str = ""


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """A heading with tables under it: the comparisons of one letter, or refusals under one provision."""

    anchor: str
    title: str
    place: str
    grids: tuple[Grid, ...]
    paragraphs: tuple[Rich, ...] = ()
    downloads: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestView:
    """The page of one request."""

    head: Head
    findings: tuple[FindingView, ...]
    worked_out: str
    contents: tuple[Link, ...]
    sections: tuple[Section, ...]
    answered: LedgerGroup | None
    withheld: tuple[Withheld, ...]
    withheld_words: tuple[Rich, ...]
    notes: tuple[NoteView, ...]
    in_words: tuple[Rich, ...]
    cite: Passages
    changed: tuple[LedgerGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a letter; `uses` says what its figures are used in, `several` where it has more than one.

    `columns` is of a line that the letter sets in columns by spaces.

    `cites` says how to cite each of its figures, in their order.
    """

    number: int
    words: Rich
    style: LineStyle = ""
    spaced: bool = False
    uses: Rich = ()
    several: bool = False
    columns: bool = False
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageView:
    """The lines of one question, or of a letter's opening or close, with what became of it."""

    anchor: str
    title: str
    remark: str
    lines: tuple[LineView, ...]
    outcome: tuple[Rich, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterView:
    """The page of one letter. `figure_example` and `aside_example` stand in its key; a withdrawn one has no `reuse`.

    `contents` leads to its questions by their numbers; `changed` is what it changed in earlier letters.
    """

    head: Head
    transcript_title: str
    passages: tuple[PassageView, ...]
    figure_example: str
    aside_example: str
    line_words: str
    long: bool
    reuse: Passages | None
    contents: tuple[Link, ...] = ()
    changed: LedgerGroup | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A request in a list."""

    title: str
    place: str
    href: str
    words: Rich
    note: str


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Requests under one heading: a year, a topic, an authority."""

    anchor: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of requests in groups, with ways to other lists and, where there are many, to its other leaves."""

    head: Head
    tally: tuple[str, ...]
    groups: tuple[IndexGroup, ...]
    indexes: tuple[tuple[str, str, tuple[Link, ...]], ...] = ()  # anchor, heading, links
    standing: str = ""
    pager: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A page of tables under headings."""

    head: Head
    groups: tuple[LedgerGroup, ...]
    pager: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of code that loads the data."""

    anchor: str
    title: str
    code: str


@dataclass(frozen=True, slots=True)
class DataView:
    """A page about the data package or one of its resources: tables, how to load it, terms."""

    head: Head
    groups: tuple[LedgerGroup, ...]
    examples: tuple[Example, ...]
    reuse: Passages
    pager: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ProseView:
    """A page of prose from Markdown; `source` and `first_line` say where it stands, for messages.

    `account`, on the page of the method alone, counts what became of every number.
    """

    head: Head
    markdown: str
    source: str
    first_line: int
    account: Grid | None = None


@dataclass(frozen=True, slots=True)
class PlainView:
    """A page of a few paragraphs."""

    head: Head
    paragraphs: tuple[Rich, ...]
    links: tuple[Link, ...] = ()


View = RequestView | LetterView | ListView | LedgerView | DataView | ProseView | PlainView


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: its path, the template that sets it, and what that template is given."""

    path: str
    template: str
    frame: Frame
    view: View
