"""Charts made by hand, one for each thing that is hard to draw, for every test that draws."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from disclosed.model import Bar, Chart, Number, Panel
from disclosed.months import MONTHS

TIMES = (
    "Once",
    "Twice",
    "Three times",
    "Four times",
    "Five times",
    "Between six and 10 times",
    "Between 11 and 20 times",
    "Between 21 and 50 times",
    "Between 51 and 100 times",
    "More than 100 times",
)
NAMES = (
    "Aldermoor",
    "Bournemouth, Christchurch and Poole",
    "Comhairle nan Eilean Siar",
    "Hawkesbeck",
    "Leicester",
    "Norvale",
    "Quenby",
    "Saltmere",
    "Tarnside",
    "Thornwick",
    "Westmarch",
    "Wexcombe",
)
LONG = "Children who were looked after by another local authority but placed here"
OPEN = "Still open at the end of the year"


def panel(title: str, labels: Sequence[str], values: Sequence[Number | str], *, partial: bool = False) -> Panel:
    """Make a panel; a word stands for a missing value."""
    bars = (
        Bar(label, None, value, partial) if isinstance(value, str) else Bar(label, value, partial=partial)
        for label, value in zip(labels, values, strict=True)
    )
    return Panel(title, tuple(bars))


CHARTS: dict[str, Chart] = {
    "bands": Chart(
        "bars",
        "Number of children",
        (
            panel("Children not looked after", TIMES, (130, 36, 18, 9, 2, 11, 7, 5, 0, 0)),
            panel("Looked-after children", TIMES, (19, 10, 3, 3, 4, 11, 7, 6, 3, 0)),
        ),
    ),
    "interviews": Chart(
        "stacked",
        "Number of return interviews",
        (
            panel("Children not looked after: 597 offered", ("Accepted", "Not accepted"), (339, 258)),
            panel("Looked-after children: 694 offered", ("Accepted", "Not accepted"), (234, 460)),
        ),
    ),
    "small-parts": Chart(
        "stacked",
        "Number of applications",
        (
            panel("2023: 1,000 decided", ("Granted", "Refused", "Withdrawn by the applicant"), (820, 160, 20)),
            panel("2024: 1,100 decided", ("Granted", "Refused", "Withdrawn by the applicant"), (15, 1065, 20)),
            panel("2025: 600 decided", ("Granted", "Refused", "Withdrawn by the applicant"), (600, 0, 0)),
        ),
    ),
    "four-parts": Chart(
        "stacked",
        "Number of requests",
        (panel("", ("Answered in 20 working days", "Answered late", "Refused", OPEN), (3, 5, 7, 985)),),
    ),
    "years": Chart(
        "columns",
        "Number of children",
        (
            panel("Whole years", ("2022", "2023", "2024"), (844, 844, 837)),
            panel("Part of a year", ("2025, part-year (January to May)",), (663,), partial=True),
        ),
    ),
    "money": Chart(
        "columns",
        "Pounds",
        (panel("", ("2021/22", "2022/23", "2023/24", "2024/25"), (1200000, -350, 1254000, "[c]")),),
        prefix="£",
    ),
    "losses": Chart(
        "columns",
        "Pounds",
        (panel("", ("2021/22", "2022/23", "2023/24"), (-1200, -350, Decimal("-1254.50"))),),
        prefix="£",
    ),
    "many-months": Chart(
        "columns",
        "Number of calls",
        (panel("", tuple(f"{month} 2024" for month in MONTHS), tuple(range(100, 220, 10))),),
    ),
    "line": Chart(
        "line",
        "Number of visits",
        (panel("", tuple(str(2015 + at) for at in range(7)), (1204, 1350, 1340, 1502, 1204, 780, 1610)),),
    ),
    "long-line": Chart(
        "line",
        "Number of visits",
        (
            panel(
                "",
                tuple(f"{at}/{at + 1}" for at in range(1995, 2018)),
                tuple(12000 + at * at * 37 % 4000 for at in range(23)),
            ),
        ),
    ),
    "authorities": Chart(
        "bars",
        "Number of return interviews",
        (
            panel(
                "Children not looked after",
                NAMES,
                (502, "Not held", 597, "No reply", "[c]", 1204, 88, 0, 45, 61, 77, "Withheld"),
            ),
            panel("Looked-after children", NAMES, (377, 640, 694, "No reply", "[c]", 200, 18, 1, "Not held", 6, 7, 8)),
        ),
    ),
    "strip": Chart(
        "strip",
        "Per cent",
        (
            panel(
                "",
                tuple(f"Authority {at}" for at in range(60)),
                (*(Decimal(at * at * 7919 % 1001) / 10 for at in range(57)), "Not held", "Not held", "No reply"),
            ),
        ),
        suffix="%",
    ),
    "long-labels": Chart(
        "bars",
        "Number of children",
        (
            panel("Children whose placement was made under a voluntary arrangement", (LONG, "Short"), (1254000, 350)),
            panel("All others", (LONG, "Short"), (3, 20)),
        ),
    ),
    "negatives": Chart(
        "bars",
        "Pounds",
        (panel("", ("Parks", "Museums", "Libraries", "Theatres"), (-350, Decimal("56.80"), 0, -1200)),),
        prefix="£",
    ),
    "shares": Chart(
        "bars",
        "Per cent",
        (panel("", ("Children not looked after", "All", "None"), (Decimal("56.8"), 100, 0)),),
        suffix="%",
    ),
    "four-panels": Chart(
        "bars",
        "Number of calls",
        tuple(
            panel(title, ("Answered", "Abandoned", "Redirected to another service"), (at * 300, at * 200, at))
            for at, title in enumerate(("North", "South", "East and the islands", "West"), 1)
        ),
    ),
    "part-period-bars": Chart(
        "bars",
        "Number of calls",
        (
            panel("2023", ("Answered", "Abandoned", "Redirected"), (30, 20, 10)),
            panel("2024, part of a period", ("Answered", "Abandoned", "Redirected"), (12, 40, "[c]"), partial=True),
        ),
    ),
}
