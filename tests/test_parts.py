"""The package cut to its requests and put together again, in memory and as files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disclosed.packaging.package import ROW_TYPES, package_of_request, render_package
from disclosed.packaging.parted import parse_part, put_together, render_part
from disclosed.parts import head_of, join_parts, split_package
from disclosed.rows import Package
from tests.packages import LOANS, MUSEUM, SHARE, VISITS, parse_parted, small_package

PACKAGE = small_package()


def test_a_subset_holds_what_one_request_needs_and_nothing_else() -> None:
    subset = split_package(PACKAGE)[VISITS]
    assert {one.response for one in (*subset.lines, *subset.figures, *subset.questions)} == {MUSEUM}
    assert [one.authority for one in subset.authorities] == ["northby"]
    assert [one.check for one in subset.checks] == [f"{MUSEUM}/more-visits/1"]
    assert {one.check for one in subset.check_terms} == {f"{MUSEUM}/more-visits/1"}
    assert (subset.derived, subset.derived_terms, subset.refusals) == ((), (), ())
    assert package_of_request(subset).title == "Visits to museums"


def test_a_subset_keeps_authorities_that_have_not_replied() -> None:
    subset = split_package(PACKAGE)[LOANS]
    assert [one.authority for one in subset.authorities] == ["northby", "southam", "westley"]
    assert [one.derived for one in subset.derived_terms] == [SHARE] * 3
    assert package_of_request(subset).title == "Books lent, 2024"


def test_the_subsets_together_hold_every_row_of_the_package_once() -> None:
    subsets = split_package(PACKAGE).values()
    for name in set(ROW_TYPES) - {"authorities", "authority_identifiers"}:
        assert [row for one in subsets for row in getattr(one, name)] == list(getattr(PACKAGE, name)), name
    assert [table for one in subsets for table in one.tables] == list(PACKAGE.tables)


def test_parts_put_together_are_the_package() -> None:
    assert join_parts(list(split_package(PACKAGE).values()), head_of(PACKAGE)) == PACKAGE


def test_the_files_of_parts_joined_are_the_files_of_the_package() -> None:
    whole = parse_parted(render_package(PACKAGE))
    assert whole.package == PACKAGE
    assert whole.files == render_package(PACKAGE)


def test_a_part_is_a_package_of_its_own() -> None:
    whole = parse_parted(render_package(PACKAGE))
    for part, rows in zip(whole.parts, split_package(PACKAGE).values(), strict=True):
        assert whole.own_package(part) == render_package(package_of_request(rows))


def test_a_part_is_read_back_from_its_files() -> None:
    for part in map(render_part, split_package(PACKAGE).values()):
        tables = tuple(replace(table, rows=()) for table in part.package.tables)
        again = parse_part(part.files, tables)
        assert (again.package, again.files, again.digest) == (part.package, part.files, part.digest)


def test_a_body_that_two_requests_call_otherwise_is_what_the_first_calls_it() -> None:
    loans, visits = split_package(PACKAGE).values()
    (named,) = visits.authorities
    other = replace(visits, authorities=(replace(named, name="Northby Council"),))
    whole = put_together([render_part(loans), render_part(other)], head_of(PACKAGE))
    assert whole.package == PACKAGE
    assert whole.parts[1].files == render_part(visits).files
    assert b"Northby Council" not in whole.own_package(whole.parts[1])["data/authorities.csv"]


def test_a_part_stays_the_same_object_while_its_bodies_are_called_the_same() -> None:
    parts = [render_part(part) for part in split_package(PACKAGE).values()]
    assert all(one is other for one, other in zip(put_together(parts, head_of(PACKAGE)).parts, parts, strict=True))


@pytest.mark.parametrize(
    ("resource", "change"),
    [
        ("figures", {"value": 7}),
        ("lines", {"text": "Other words."}),
        ("notes", {"by": "editor"}),
        ("check_terms", {"sign": "-"}),
        ("asked", {"note": "Late."}),
        ("tables", {"title": "Another title"}),
        ("tables", {"short": (("Young", "Y"),)}),
    ],
)
def test_a_changed_row_changes_the_digest_of_its_part_alone(resource: str, change: dict[str, object]) -> None:
    first, *rest = getattr(PACKAGE, resource)
    changed = replace(PACKAGE, **{resource: (replace(first, **change), *rest)})
    assert differing(changed) == [LOANS]


def differing(other: Package) -> list[str]:
    """Name the requests whose parts are not those of the package."""
    before = {name: render_part(part).digest for name, part in split_package(PACKAGE).items()}
    return [name for name, part in split_package(other).items() if render_part(part).digest != before[name]]


def test_the_words_of_the_whole_change_no_part() -> None:
    assert differing(replace(PACKAGE, title="Other", version="9.0.0", released="2026-01-01")) == []
