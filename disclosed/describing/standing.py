"""What stands of a package: the answers that no later letter gives again, of the letters that are shown.

A superseded answer keeps its place on its letter's page and in the data. Findings, tables, counts and notes of a request
rest on what stands, so that nothing is counted twice and the latest answer is the one that a reader meets first.
"""

from __future__ import annotations

from dataclasses import replace

from disclosed.rows import Package


def standing_rows(package: Package) -> Package:
    """Leave out superseded answers, and letters of which nothing stands; the package itself where everything does."""
    gone = {(row.response, row.question) for row in package.questions if row.superseded_by}
    letters = {row.response for row in package.responses if row.state != "published"} | _superseded_whole(package)
    if not gone and not letters:
        return package
    figures = {row.figure for row in package.figures if row.superseded}
    compared = {row.check for row in package.check_terms if row.figure in figures}

    def stands(row: object) -> bool:
        response = getattr(row, "response", "")
        return response not in letters and (response, getattr(row, "question", "")) not in gone

    return replace(
        package,
        responses=tuple(filter(stands, package.responses)),
        questions=tuple(filter(stands, package.questions)),
        refusals=tuple(filter(stands, package.refusals)),
        figures=tuple(filter(stands, package.figures)),
        set_aside=tuple(filter(stands, package.set_aside)),
        notes=tuple(filter(stands, package.notes)),
        checks=tuple(row for row in package.checks if stands(row) and row.check not in compared),
    )


def _superseded_whole(package: Package) -> set[str]:
    """Name the letters whose every answer a later letter gives again; a stem is none."""
    answers: dict[str, list[bool]] = {}
    for row in package.questions:
        if row.outcome != "stem":
            answers.setdefault(row.response, []).append(bool(row.superseded_by))
    return {response for response, own in answers.items() if all(own)}
