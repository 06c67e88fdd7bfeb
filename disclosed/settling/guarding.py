"""What may be printed of comparisons in letters that suppress a figure: nothing that does a reader's sum for them.

A total less the rest is what was withheld. So the sides of a comparison are not printed where they are all that stands with a
suppressed figure in a known sum, nor where they stand in its row or column: no rule may know the sum that it belongs to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from disclosed.addresses import Comparison, Figures, Form, Reckoned, fold_label, form_of, reckoning
from disclosed.rows import FigureRow

SUPPRESSED = "suppressed"
Answer = tuple[str, str]  # a response and a question


def is_hidden(row: FigureRow) -> bool:
    """Whether the letter suppresses a figure."""
    return row.status == SUPPRESSED


@dataclass(frozen=True, slots=True)
class Guard:
    """What must not be printed as one number: the rows and columns of suppressed figures, and what is left of known sums.

    `rests` are all that stands with suppressed figures in a sum, so that it is what they come to; `sides` what stands on one
    side of it.
    """

    rests: frozenset[Form] = frozenset()
    sides: frozenset[Form] = frozenset()
    figures: frozenset[str] = frozenset()
    rows: Mapping[Answer, frozenset[str]] = field(default_factory=dict)
    columns: Mapping[Answer, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[FigureRow], comparisons: Iterable[Comparison]) -> Guard:
        """Collect what a letter's suppressed figures stand in: their rows and columns, and the sums that use them."""
        rows: dict[Answer, set[str]] = {}
        columns: dict[Answer, set[str]] = {}
        for row in filter(is_hidden, figures):
            rows.setdefault((row.response, row.question), set()).add(fold_label(row.row_label))
            columns.setdefault((row.response, row.question), set()).add(fold_label(row.column_label))
        rests: set[Form] = set()
        one_sided: set[Form] = set()
        beside: set[str] = set()
        for comparison in comparisons if rows else ():
            sides = (comparison.left, comparison.right)
            hidden = {one.figure.figure for side in sides for one in side.used if is_hidden(one.figure)}
            if hidden:
                shown = {name: count for name, count in reckoning(comparison).items() if name not in hidden}
                beside |= set(shown)
            if hidden and comparison.relation == "=":
                rests.add(form_of(shown))
                one_sided |= {_form_of_side(side) for side in sides}
        none = {frozenset[tuple[str, int]]()}
        return cls(
            frozenset(rests - none), frozenset(one_sided - none), frozenset(beside), _frozen(rows), _frozen(columns)
        )

    def holds_back(self, comparison: Comparison) -> bool:
        """Whether a comparison's sides could give away what the letter suppresses, or narrow it down."""
        if not self.rows:
            return False
        in_line = not is_restated(comparison) and self._in_line(comparison)
        return in_line or form_of(reckoning(comparison)) in self.rests

    def applied(self, figures: Figures) -> Figures:
        """Let figures refuse to be calculated with in a way that gives away what is suppressed."""
        return replace(figures, guarded=figures.guarded | self.figures, forms=figures.forms | self.rests | self.sides)

    def _in_line(self, comparison: Comparison) -> bool:
        """Whether figures of a comparison stand in the row or the column of a suppressed one: several, or one beside another answer's.

        A lone figure of such a line, compared with others of its answer in a line of their own, tells nothing.
        """
        used = [one.figure for side in (comparison.left, comparison.right) for one in side.used]
        least = 1 if len({(figure.response, figure.question) for figure in used}) > 1 else 2
        for labels, side in ((self.rows, "row_label"), (self.columns, "column_label")):
            lines = Counter((figure.response, figure.question, fold_label(getattr(figure, side))) for figure in used)
            for (response, question, label), count in lines.items():
                if count >= least and label in labels.get((response, question), ()):
                    return True
        return False


def is_restated(comparison: Comparison) -> bool:
    """Whether it compares one printed figure with the same of another letter: no sum, whatever stands beside either."""
    left, right = comparison.left.used, comparison.right.used
    lone = comparison.relation == "=" and len(left) == len(right) == 1
    return lone and left[0].figure.response != right[0].figure.response


def _form_of_side(side: Reckoned) -> Form:
    """Give the form of what a side shows: figures added beside a suppressed one, of which a total is the rest."""
    shown = [one for one in side.used if not is_hidden(one.figure)]
    return (
        form_of({one.figure.figure: 1 if one.sign == "+" else -1 for one in shown}) if len(shown) > 1 else frozenset()
    )


def _frozen(lines: Mapping[Answer, set[str]]) -> dict[Answer, frozenset[str]]:
    return {answer: frozenset(labels) for answer, labels in lines.items()}
