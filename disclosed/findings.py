"""Findings: their codes and levels, how they are collected, and the one error that means "tell the user".

Every user error reads `file:line: what is wrong. What to do.`; a stage collects all of its findings before it fails,
so that one run shows everything there is to mend. Anything that is not a `UserError` is a bug and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

from disclosed.model import Finding, Level

# code → (level, what it says); docs/findings.md explains each, and a test holds the two together.
CODES: dict[str, tuple[Level, str]] = {
    "reference_missing": ("note", "The letter prints no reference."),
    "date_missing": ("note", "The letter prints no date."),
    "licence_missing": ("note", "The letter prints no licence."),
    "licence_version_missing": ("note", "An open licence is named without its version."),
    "attachment_missing": ("note", "The answer is in an attachment that is not in the text."),
    "partial_period": ("note", "A period is cut short and cannot be compared with its neighbours."),
    "answer_period_differs": ("note", "The answer is for another period than was asked."),
    "part_unanswered": ("note", "Something the question asks is neither answered nor refused."),
    "unsupported_range": ("note", "A range, or two values as one, is not one figure."),
    "citation_suspect": ("note", "The provision cited is not in the Act named."),
    "total_mismatch": ("warning", "A printed total is not the sum of its rows or columns."),
    "parts_do_not_add": ("warning", "Figures of one answer do not add to a figure of another."),
    "part_exceeds_whole": ("warning", "A part is larger than the whole it is a part of."),
    "given_twice": ("warning", "One quantity is given twice, and not alike."),
    "check_differs": ("warning", "A check that an editor stated does not hold."),
    "uncertain_reading": ("warning", "The words can be read in two ways that give different figures."),
    "licence_not_open": ("warning", "Re-use is limited or needs permission."),
    "html_in_text": ("warning", "The text holds HTML."),
    "template_syntax_in_text": ("warning", "The text holds template syntax."),
    "formula_like_cell": ("warning", "A text begins like a formula of a spreadsheet."),
    "invisible_characters": ("warning", "The text holds characters that cannot be seen."),
    "personal_data": ("error", "Names, addresses or numbers of a requester or an officer."),
    "possible_personal_data": ("warning", "Words that may be personal data."),
    "suppressed_recoverable": ("warning", "A suppressed figure can be worked out."),
    "suppressed_narrowed": ("note", "A suppressed figure has fewer values than its mark allows."),
    "unusual_value": ("warning", "A value is far from the other authorities'."),
    "typed_number": ("warning", "A number in commentary is typed, not taken from the letter."),
    "unread_number": ("warning", "A number in an answer is neither a figure nor set aside."),
    "reference_twice": (
        "warning",
        "Two letters of an authority have one reference, and neither says what it is to the other.",
    ),
    "withdrawn_left": ("warning", "Of a withdrawn letter something is left."),
    "error": ("error", "The input cannot be used as it is."),
}
# In a finding's `extra`: a doubt about all figures of its question, not those of its line alone.
WHOLE_ANSWER = ("scope", "answer")
# For the editor alone: nothing settles them, no build waits for them, and only a terminal tells where and how.
EDITORS_ALONE: dict[str, tuple[str, str]] = {
    "suppressed_recoverable": ("suppressed figure that can be worked out", "suppressed figures that can be worked out"),
    "suppressed_narrowed": (
        "suppressed figure with fewer values than its mark allows",
        "suppressed figures with fewer values than their marks allow",
    ),
    "unusual_value": ("value far from the other authorities'", "values far from the other authorities'"),
}
PRIVATE = frozenset({"personal_data", "possible_personal_data", *EDITORS_ALONE})
# `--strict` does not wait for these: no entry settles the ones, and taking a letter down must not wait for tidying up.
UNWAITED = frozenset({*EDITORS_ALONE, "withdrawn_left"})


class UserError(Exception):
    """Something in the input that its owner can mend; carries every finding at once, sorted by place.

    `written` says that something was written or deleted before it came up, and is left so.
    """

    def __init__(self, findings: Iterable[Finding], *, written: bool = False) -> None:
        self.findings = tuple(sorted(set(findings), key=_place))
        self.written = written
        super().__init__("\n".join(told_anywhere(self.findings)))


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return (finding.file, finding.line, finding.code, finding.message)


def line_of(finding: Finding) -> str:
    """Write one finding as the terminal prints it: file, line, what is wrong, what to do."""
    place = finding.file if not finding.line else f"{finding.file or 'letter'}:{finding.line}"
    words = f"{finding.message} {finding.remedy}".strip()
    return f"{place}: {words}" if place else words


def told_anywhere(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Write findings so that a log, a file or a pipe may hold them: those for the editor alone are only counted, by kind."""
    found = tuple(findings)
    lines = tuple(line_of(finding) for finding in found if finding.code not in EDITORS_ALONE)
    counts = Counter(finding.code for finding in found)
    kinds = [f"{counts[code]} {words[counts[code] > 1]}" for code, words in EDITORS_ALONE.items() if counts[code]]
    return (*lines, f"Told on a terminal alone: {', '.join(kinds)}.") if kinds else lines


def told_to_editor(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Write the findings for the editor alone with their places and how they follow: for a terminal and nothing else."""
    own = sorted((finding for finding in findings if finding.code in EDITORS_ALONE), key=_place)
    return tuple(f"{line_of(finding)}\n    {finding.how}" if finding.how else line_of(finding) for finding in own)


def problem(file: str, line: int, message: str, remedy: str = "", *, code: str = "error") -> Finding:
    """Make a finding at a place of an input file, with the level of its code."""
    return Finding(code, CODES[code][0], message, remedy, file, line)


def unreadable(file: str, error: OSError) -> Finding:
    """Tell that a file is there and the system does not give it out."""
    remedy = "Check that it is there, that you may read it, and that no program holds it open."
    return problem(file, 0, f"The file cannot be read ({error.strerror}).", remedy)


def nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the nearest known name (`Did you mean 'x'?`), or nothing where none is near."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"Did you mean '{close[0]}'?" if close else ""


def stop_on(findings: Iterable[Finding], *, strict: bool = False) -> None:
    """Raise UserError for errors, with every warning beside them; `strict` stops for warnings that a person can settle."""
    found = tuple(findings)
    stops = {"error", "warning"} if strict else {"error"}
    if any(one.level in stops and (one.level == "error" or one.code not in UNWAITED) for one in found):
        raise UserError(one for one in found if one.level != "note" or one.code in EDITORS_ALONE)
