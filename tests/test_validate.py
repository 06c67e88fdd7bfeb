from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from the_example import example_folder

from disclosed.cache import Cache, Keeps, NoCache
from disclosed.findings import UserError, line_of
from disclosed.packaging import independent, validate
from disclosed.packaging.descriptor import CORE
from disclosed.packaging.independent import Verdict, package_of_parts
from disclosed.packaging.package import package_of_request, render_package, zip_bytes
from disclosed.packaging.parted import put_together, render_part
from disclosed.packaging.validate import (
    check_frictionless,
    check_profile,
    validate_build,
    validate_path,
    validate_quickly,
    validate_whole,
)
from disclosed.parts import head_of, split_package
from disclosed.rows import Package
from tests.packages import LOANS, MUSEUM, NORTHBY, SHARE, SOUTHAM, VISITS, small_package
from tests.test_package import packages

PACKAGE = small_package()
FILES = render_package(PACKAGE)
END = "The package is generated: change what it is made from and run `python3 build.py`."
MEND = "Correct the place in the letter's .yml, or build again."


def refit(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """State sizes and hashes anew, as somebody who means well would after editing a file."""
    descriptor = json.loads(files["datapackage.json"])
    for one in descriptor["resources"]:
        data = files[one["path"]]
        one.update(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")
    return {**files, "datapackage.json": dump(descriptor)}


def dump(descriptor: object) -> bytes:
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def edited(path: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in FILES[path]
    return refit({**FILES, path: FILES[path].replace(old, new, 1)})


def described(change: Callable[[dict[str, Any]], object]) -> dict[str, bytes]:
    """Change the descriptor."""
    descriptor = json.loads(FILES["datapackage.json"])
    change(descriptor)
    return {**FILES, "datapackage.json": dump(descriptor)}


def judged(package: Package, cache: Keeps | None = None) -> Verdict:
    """Begin to check a package that is made as a build makes it, in parts."""
    parts = map(render_part, split_package(package).values())
    return validate_build(put_together(parts, head_of(package)), independent.Judge(), cache=cache or NoCache())


def with_row(name: str, index: int, **changes: object) -> Package:
    """Change one row of a package."""
    records = list(getattr(PACKAGE, name))
    records[index] = replace(records[index], **changes)
    return replace(PACKAGE, **{name: tuple(records)})  # type: ignore[arg-type]


def with_observation(table: int, index: int, **changes: object) -> Package:
    """Change one row of a table."""
    tables = list(PACKAGE.tables)
    records = list(tables[table].rows)
    records[index] = replace(records[index], **changes)  # type: ignore[arg-type]
    tables[table] = replace(tables[table], rows=tuple(records))
    return replace(PACKAGE, tables=tuple(tables))


def messages(package: Package) -> list[str]:
    return [line_of(one) for one in validate_quickly(render_package(package))]


def test_the_package_made_by_hand_passes_all_three_layers() -> None:
    assert validate_whole(FILES) == ()
    assert judged(PACKAGE).findings() == ()


def test_each_requests_own_package_passes_all_three_layers_too() -> None:
    for subset in split_package(PACKAGE).values():
        assert validate_whole(render_package(package_of_request(subset))) == ()


def test_the_profile_is_the_official_one() -> None:
    data = (Path(validate.__file__).parent / validate.PROFILE).read_bytes()
    assert hashlib.sha256(data).hexdigest() == "a9ef0fc168b3402ae7aa7d22bbcb798e0db6b639e7ee15ff4aa177463cea7112"


# Which layer sees what: (profile, our rules, frictionless).
LAYERS: list[tuple[str, dict[str, bytes], tuple[bool, bool, bool]]] = [
    ("a letter's address that climbs out of the package", render_package(with_row("responses", 0, url="../12.pdf")), (True, False, False)),
    ("a table's name in capitals", render_package(replace(PACKAGE, tables=(replace(PACKAGE.tables[0], name="Readers", resource=f"{LOANS}-Readers"), PACKAGE.tables[1]))), (False, True, False)),
    ("words that do not stand in the letter", render_package(with_row("figures", 0, as_written="1,201")), (False, True, False)),
    ("a total that its terms do not give", render_package(with_row("derived", 0, value=Decimal("41.0"))), (False, True, False)),
    ("no licence", described(lambda one: one.update(licenses=[])), (True, False, False)),
    ("roles that are no list", described(lambda one: one["contributors"][0].update(roles="publisher")), (True, False, False)),
    ("a letter in a foreign script as a digit", edited("data/figures.csv", b",1200,", ",١٢٠٠,".encode()), (False, True, False)),
    ("a leading space before a number", edited("data/questions.csv", b"northby,1,1,", b"northby,1, 1,"), (False, True, False)),
    ("a byte order mark", edited("data/notes.csv", b"response,", b"\xef\xbb\xbfresponse,"), (False, True, False)),
    ("line ends of another kind", edited("data/authorities.csv", b"\r\n", b"\n"), (False, True, False)),
    ("a file that no resource declares", {**FILES, "data/notes.xlsx": b""}, (False, True, False)),
    ("a key that stands twice", edited("data/authorities.csv", b"southam,", b"northby,"), (False, True, True)),
    ("a code that is not in the list", edited("data/asked.csv", b"no_reply", b"noreply"), (False, True, True)),
]  # fmt: skip


@pytest.mark.parametrize(("mutation", "files", "seen"), LAYERS, ids=[name for name, _, _ in LAYERS])
def test_each_layer_sees_what_others_let_pass(
    mutation: str, files: dict[str, bytes], seen: tuple[bool, bool, bool]
) -> None:
    profile = [*check_profile(files["datapackage.json"], "datapackage.json")]
    rules = [
        one
        for one in validate_quickly(files)
        if one not in [*check_profile(files["datapackage.json"], "datapackage/datapackage.json")]
    ]
    frictionless = [*check_frictionless(files)]
    assert (bool(profile), bool(rules), bool(frictionless)) == seen, (mutation, profile, rules, frictionless)


@pytest.mark.parametrize(
    ("key", "value"),
    [("path", "../escape.csv"), ("path", 7), ("hash", "no hash!"), ("bytes", "12"), ("bytes", True), ("title", None), ("name", [])],
)  # fmt: skip
def test_a_resource_like_one_that_fits_is_still_held_to_the_profile(key: str, value: object) -> None:
    assert [*check_profile(FILES["datapackage.json"], "x")] == []
    files = described(lambda one: one["resources"][-1].update({key: value}))
    (found,) = check_profile(files["datapackage.json"], "x")
    assert found.message.startswith(f"resources/{len(CORE) + 1}/{key} is not as the Data Package 2.0 profile has it")


def test_frictionless_holds_the_schema_to_constraints_that_our_own_rules_do_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notes = CORE["notes"]
    changed = [
        replace(one, constraints={**one.constraints, "maximum": 0}) if one.name == "sequence" else one
        for one in notes.fields
    ]
    monkeypatch.setitem(CORE, "notes", replace(notes, fields=tuple(changed)))
    files = render_package(PACKAGE)
    told = f'datapackage/data/notes.csv:2: sequence is "1", which breaks the column\'s constraint: constraint "maximum" is "0". {END}'
    assert validate_quickly(files) == ()
    assert [line_of(one) for one in judged(PACKAGE).findings()] == [told]
    assert [line_of(one) for one in validate_whole(files)] == [told]


ROWS: list[tuple[Package, list[str]]] = [
    (
        with_row("figures", 7, value=403),
        [
            f'datapackage/data/figures.csv:9: The value is 403, and the letter writes "402". {MEND}',
            f'datapackage/data/museum-visits-years.csv:3: value is "402", and the figure\'s "403". {END}',
            f"datapackage/data/checks.csv:4: The left side is 402, and its terms add up to 403. {END}",
        ],
    ),
    (
        with_row("responses", 1, supersedes="library-loans/southam-0"),
        [f"datapackage/data/responses.csv:3: supersedes (library-loans/southam-0) is not in responses.csv. {END}"],
    ),
    (
        with_row("responses", 1, supersedes=NORTHBY),
        [
            f"datapackage/data/responses.csv:3: library-loans/northby is no earlier letter of southam on library-loans. {END}"
        ],
    ),
    (
        with_row("questions", 0, superseded_by=SOUTHAM),
        [
            f"datapackage/data/questions.csv:2: library-loans/southam does not supersede library-loans/northby. {END}",
            *(
                f"datapackage/data/figures.csv:{line}: superseded is false, and its question is superseded. {END}"
                for line in (2, 3, 4)
            ),
        ],
    ),
    (
        with_row("figures", 0, superseded=True),
        [
            f"datapackage/data/library-loans-readers.csv:2: The row repeats library-loans/northby/L3C9, whose answer a later letter gives again. {END}",
            f"datapackage/data/figures.csv:2: superseded is true, and its question is not superseded. {END}",
        ],
    ),
    (
        with_row("figures", 0, replaces=f"{SOUTHAM}/L3C8"),
        [
            f"datapackage/data/figures.csv:2: It replaces library-loans/southam/L3C8, which library-loans/northby does not supersede. {END}"
        ],
    ),
    (
        with_row("figures", 0, as_written="1,201"),
        [
            f'datapackage/data/figures.csv:2: L3C9 of library-loans/northby reads "1,200", not "1,201". {MEND}',
            f'datapackage/data/figures.csv:2: The value is 1200, and the letter writes "1,201". {MEND}',
        ],
    ),
    (
        with_row("refusals", 0, column_to=23),
        [
            f'datapackage/data/refusals.csv:2: L9C17 of library-loans/northby reads "section", not "section 40(2)". {MEND}'
        ],
    ),
    (
        with_row("set_aside", 0, line=1, column_from=40, column_to=40),
        [f'datapackage/data/set_aside.csv:2: L1C40 of library-loans/northby reads "", not "3". {MEND}'],
    ),
    (
        with_row("set_aside", 0, line=3, column_from=13, column_to=13, as_written="0"),
        [
            "datapackage/data/set_aside.csv:2: L3C13 of library-loans/northby overlaps L3C9: a number would count twice. "
            + MEND,
        ],
    ),
    (
        with_row("figures", 6, figure=f"{MUSEUM}/L3C9"),
        [
            f"datapackage/data/check_terms.csv:8: figure (museum-visits/northby/L3C6) is not in figures.csv. {END}",
            f"datapackage/data/museum-visits-years.csv:2: figure (museum-visits/northby/L3C6) is not in figures.csv. {END}",
            f"datapackage/data/figures.csv:8: The figure museum-visits/northby/L3C9 stands at museum-visits/northby/L3C6. {END}",
            f"datapackage/data/checks.csv:4: The right side is 400, and its terms cannot be added up. {END}",
        ],
    ),
    (
        with_row("figures", 4, authority="northby"),
        [
            "datapackage/data/figures.csv:6: The figure names library-loans and northby, its response library-loans and southam. "
            + END
        ],
    ),
    (
        with_row("figures", 3, basis=""),
        [f"datapackage/data/figures.csv:5: A range stands without the basis it rests on. {END}"],
    ),
    (
        with_row("figures", 3, min=5),
        [f"datapackage/data/figures.csv:5: The minimum 5 is more than the maximum 4. {MEND}"],
    ),
    (
        with_row("figures", 3, value=4),
        [f"datapackage/data/figures.csv:5: The status is suppressed, and there is the value 4. {END}"],
    ),
    (
        with_row("figures", 3, marker="[x]"),
        [f"datapackage/data/figures.csv:5: The status is suppressed, and the marker is [x]. {END}"],
    ),
    (
        with_row("figures", 3, status="observed", marker=""),
        [f"datapackage/data/figures.csv:5: The status is observed, and there is no value. {END}"],
    ),
    (
        with_row("figures", 3, period_start="2024-02-01", period_end="2024-01-31"),
        [f"datapackage/data/figures.csv:5: The period ends on 2024-01-31, before it starts on 2024-02-01. {END}"],
    ),
    (
        with_observation(0, 0, value=1201),
        [f'datapackage/data/library-loans-readers.csv:2: value is "1201", and the figure\'s "1200". {END}'],
    ),
    (
        with_observation(0, 0, figure=""),
        [f"datapackage/data/library-loans-readers.csv:2: The status is observed, and the row repeats no figure. {END}"],
    ),
    (
        with_observation(0, 5, sequence=1),
        [
            "datapackage/data/library-loans-readers.csv:7: The row names letter 1 of westley, its response letter 0 of westley. "
            + END
        ],
    ),
    (
        with_observation(0, 0, authority="southam", dimensions=("Old",)),
        [
            "datapackage/data/library-loans-readers.csv:2: The row names letter 1 of southam, its response letter 1 of northby. "
            + END
        ],
    ),
    (
        with_observation(0, 1, dimensions=("Adults",)),
        [
            (
                "datapackage/data/library-loans-readers.csv:3: The key northby, 1, Adults stands on line 2 too. "
                "Tell the rows apart with `is:` in request.md, or leave one out."
            )
        ],
    ),
    (
        with_observation(0, 3, request="museum-visits"),
        [f"datapackage/data/library-loans-readers.csv:5: The row names the request museum-visits. {END}"],
    ),
    (
        with_row("checks", 0, left=2001),
        [
            f"datapackage/data/checks.csv:2: The left side is 2001, and its terms add up to 2000. {END}",
            f"datapackage/data/checks.csv:2: The difference is -10, and left less right is -9. {END}",
        ],
    ),
    (
        with_row("checks", 0, result="holds"),
        [f"datapackage/data/checks.csv:2: The check is said to be holds, and by its two sides it differs. {END}"],
    ),
    (
        with_row("responses", 0, licence="OGL-UK-3.1"),
        [
            f'datapackage/data/responses.csv:2: The licence "OGL-UK-3.1" of the letter is not among the package\'s. {END}',
        ],
    ),
    (
        with_row("derived", 0, formula="share(Q1[Adults], sum(Q1))"),
        [
            (
                "datapackage/data/derived.csv:2: library-loans/northby/share(Q1[Children], sum(Q1)) is named by neither its response"
                f" nor its formula. {END}"
            ),
        ],
    ),
    (
        with_row("figures", 7, column_to=99),
        [
            (
                "datapackage/data/figures.csv:9: L4 of museum-visits/northby has 8 columns, and the words are said to end in column 99."
                " Correct the place in the letter's .yml, or build again."
            ),
        ],
    ),
    (
        with_row("checks", 0, settled_by=""),
        [
            (
                "datapackage/data/checks.csv:2: The check library-loans/northby/loans-total/1 differs and nobody has settled it. "
                "Compare it with the letter and settle it in the letter's .yml."
            )
        ],
    ),
    (
        with_row("checks", 0, settled_by="", follows_from="other"),
        [
            'datapackage/data/checks.csv:2: It follows from "other", which is no check of library-loans/northby. '
            + END,
        ],
    ),
    (
        with_row("checks", 1, left=4),
        [f"datapackage/data/checks.csv:3: The check is not_tested and has numbers. {END}"],
    ),
    (
        with_row("checks", 1, result="holds", left=4, right=2011, difference=-2007),
        [f"datapackage/data/checks.csv:3: The left side is 4, and its terms cannot be added up. {END}"],
    ),
    (
        with_row("checks", 2, right=None),
        [f"datapackage/data/checks.csv:4: The check is said to be holds and lacks a number. {END}"],
    ),
    (
        with_row("checks", 2, statement="Q1[2024] >= Q1[2023] + 91"),
        [f"datapackage/data/checks.csv:4: The right side is 400, and its terms add up to 401. {END}"],
    ),
    (
        with_row("derived", 0, value=Decimal("40.1")),
        [f"datapackage/data/derived.csv:2: share(Q1[Children], sum(Q1)) is 40.1, and its terms give 40.0. {END}"],
    ),
    (
        with_row("derived", 0, rounding="roughly"),
        [
            "datapackage/data/derived.csv:2: share(Q1[Children], sum(Q1)) is 40.0, and cannot be calculated from its terms. "
            + END
        ],
    ),
    (
        with_row("derived_terms", 0, figure=f"{NORTHBY}/L7C1"),
        [
            (
                "datapackage/data/derived.csv:2: share(Q1[Children], sum(Q1)) is calculated from library-loans/northby/L7C1, "
                f"which has no value. {END}"
            )
        ],
    ),
    (
        with_row("authorities", 1, authority="southamm"),
        [
            f"datapackage/data/asked.csv:3: authority (southam) is not in authorities.csv. {END}",
            f"datapackage/data/responses.csv:3: authority (southam) is not in authorities.csv. {END}",
            f"datapackage/data/figures.csv:6: authority (southam) is not in authorities.csv. {END}",
            f"datapackage/data/figures.csv:7: authority (southam) is not in authorities.csv. {END}",
            f"datapackage/data/library-loans-readers.csv:5: authority (southam) is not in authorities.csv. {END}",
            f"datapackage/data/library-loans-readers.csv:6: authority (southam) is not in authorities.csv. {END}",
        ],
    ),
    (
        with_row("lines", 1, part="middle"),
        [
            f'datapackage/data/lines.csv:3: part is "middle", which is none of head, question, answer, tail, furniture. {END}'
        ],
    ),
    (
        with_row("lines", 1, page=0),
        [f'datapackage/data/lines.csv:3: page is "0", which is less than 1. {END}'],
    ),
    (
        with_row("lines", 1, text="a\x00b"),
        [f'datapackage/data/lines.csv:3: text is "a\\u0000b", which holds the control character U+0000. {END}'],
    ),
    (
        with_row("authority_identifiers", 0, scheme="Wikidata"),
        [f"datapackage/data/authority_identifiers.csv:3: The key northby, Wikidata stands on line 2 too. {END}"],
    ),
    (
        replace(PACKAGE, lines=PACKAGE.lines[1:]),
        [
            f"datapackage/data/responses.csv:2: library-loans/northby is published whole, and lines of it are missing. {END}"
        ],
    ),
    (
        with_row("responses", 1, publish="metadata"),
        [
            f"datapackage/data/responses.csv:3: Only the metadata of library-loans/southam may be published, and it has figures. {END}"
        ],
    ),
    (
        with_row("responses", 1, ground="none"),
        [
            (
                "datapackage/data/responses.csv:3: Nothing lets the figures of library-loans/southam be re-used. "
                "Record a ground for re-use in the letter's .yml, or publish metadata alone."
            )
        ],
    ),
    (
        with_row("notes", 0, code="suppressed_recoverable"),
        [
            f"datapackage/data/notes.csv:2: The code suppressed_recoverable is for the editor alone and may not be published. {END}"
        ],
    ),
    (with_row("notes", 0, code="odd"), [f"datapackage/data/notes.csv:2: The code odd is not known. {END}"]),
    (
        with_row("asked", 1, state="no_reply"),
        [
            (
                "datapackage/data/asked.csv:3: southam is said not to have replied, and its letter is here. "
                "Correct the state in asked.csv."
            )
        ],
    ),
    (
        replace(PACKAGE, attribution="Contains public sector information licensed under the Open Government Licence."),
        [
            (
                "datapackage/datapackage.json: The attribution does not hold the words “Contains public sector information "
                "licensed under the Open Government Licence v3.0.”. The licence asks for exactly these words: put them back."
            )
        ],
    ),
    (
        replace(PACKAGE, released="2025-13-01"),
        ['datapackage/datapackage.json: created is "2025-13-01", which is no date. Correct it in site.yml.'],
    ),
    (
        replace(PACKAGE, homepage="example.org"),
        [
            'datapackage/datapackage.json: homepage is "example.org", which is no address of the web. Correct base_url in site.yml.'
        ],
    ),
    (
        replace(PACKAGE, derived=(), derived_terms=()),
        [
            (
                f'datapackage/datapackage.json: library-loans-readers calculates Children by "{SHARE}", '
                f"which derived.csv lacks. {END}"
            )
        ],
    ),
]


@pytest.mark.parametrize(("package", "told"), ROWS, ids=[told[0].split(": ", 1)[1][:60] for _, told in ROWS])
def test_a_row_that_does_not_agree_is_told_with_its_line(package: Package, told: list[str]) -> None:
    assert messages(package) == told


DESCRIPTORS: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (
        lambda one: one["licenses"][0].update(name="OGL-UK-3"),
        "The licence \"OGL-UK-3\" is not known. Did you mean 'OGL-UK-3.0'?",
    ),
    (
        lambda one: one["licenses"][0].update(path="https://example.org/"),
        f"The licence OGL-UK-3.0 has another address or title. {END}",
    ),
    (
        lambda one: one["contributors"][0].update(roles=["publisher", "owner"]),
        'The contributor "Northby Town Council" has the role "owner". Known roles are publisher, rightsHolder, compiler.',
    ),
    (
        lambda one: one["contributors"].pop(1),
        f"Southam District Council answered and is not named as publisher and rights holder. {END}",
    ),
    (
        lambda one: one["contributors"][2].update(roles=["publisher", "rightsHolder"]),
        f"Example readers is named as publisher and rights holder without an answer. {END}",
    ),
    (
        lambda one: one["resources"][0].update(path="data/.authorities.csv"),
        f'The resource authorities has the path "data/.authorities.csv", not data/authorities.csv. {END}',
    ),
    (
        lambda one: one["resources"][0]["schema"].update(missingValues=["", "-"]),
        f"The schema of authorities is not the one that this version documents. {END}",
    ),
    (lambda one: one.update(keyword=["x"]), f"The descriptor is not the one that the package's rows give. {END}"),
    (lambda one: one.update(keywords=["x"]), f"The descriptor is not the one that the package's rows give. {END}"),
    (lambda one: one["sources"].pop(), f"The descriptor is not the one that the package's rows give. {END}"),
    (
        lambda one: one.update(licenses=[]),
        f'licenses is not as the Data Package 2.0 profile has it: minItems "1". {END}',
    ),
    (
        lambda one: one["contributors"][0].update(roles="publisher"),
        f'contributors/0/roles is not as the Data Package 2.0 profile has it: type "array". {END}',
    ),
]


@pytest.mark.parametrize(("change", "told"), DESCRIPTORS)
def test_a_descriptor_that_is_not_right_is_told(change: Callable[[dict[str, Any]], object], told: str) -> None:
    found = [
        line_of(one).split(": ", 1)[1] for one in validate_quickly(described(change)) if "datapackage.json" in one.file
    ]
    assert told in found


FILES_OF_THEIR_OWN: list[tuple[dict[str, bytes], list[str]]] = [
    (
        {**FILES, "data/.figures.csv.swp": b""},
        ["datapackage/data/.figures.csv.swp: A hidden file is in the package. Move it out of the folder."],
    ),
    (
        {**FILES, "Thumbs.db": b""},
        ["datapackage/Thumbs.db: No resource declares this file. Move it out of the folder."],
    ),
    (
        {**FILES, "data/figures.csv": FILES["data/figures.csv"].replace(b",1200,", b",1201,")},
        [
            f'datapackage/data/figures.csv:2: The value is 1201, and the letter writes "1,200". {MEND}',
            f'datapackage/data/library-loans-readers.csv:2: value is "1200", and the figure\'s "1201". {END}',
            f"datapackage/data/checks.csv:2: The left side is 2000, and its terms add up to 2001. {END}",
            f"datapackage/data/figures.csv: The file's SHA-256 is not the one in the descriptor. {END}",
        ],
    ),
    (
        {**FILES, "data/asked.csv": FILES["data/asked.csv"].replace(b"Asked again", b"Asked twice, again")},
        [
            f"datapackage/data/asked.csv: The file has 275 bytes, and the descriptor says 268. {END}",
            f"datapackage/data/asked.csv: The file's SHA-256 is not the one in the descriptor. {END}",
        ],
    ),
    (
        {**FILES, "data/figures.csv": FILES["data/figures.csv"].replace(b",1200,", b",x,")},
        [
            f'datapackage/data/figures.csv:2: value is "x", which is no number. {END}',
            f"datapackage/data/figures.csv: The file has 1475 bytes, and the descriptor says 1478. {END}",
            f"datapackage/data/figures.csv: The file's SHA-256 is not the one in the descriptor. {END}",
        ],
    ),
    (
        edited("data/authorities.csv", b"\r\nsouth", b"\nsouth"),
        [
            (
                "datapackage/data/authorities.csv:2: The line is not written as RFC 4180 has it: CRLF, and quotes only where "
                f"needed. {END}"
            )
        ],
    ),
    ({}, [f"datapackage/datapackage.json: The package has no descriptor. {END}"]),
    ({**FILES, "datapackage.json": b"[]"}, [f"datapackage/datapackage.json: The file holds no JSON object. {END}"]),
]


@pytest.mark.parametrize(("files", "told"), FILES_OF_THEIR_OWN)
def test_a_folder_that_is_not_as_it_was_written_is_told(files: dict[str, bytes], told: list[str]) -> None:
    assert [line_of(one) for one in validate_quickly(files)] == told


def test_frictionless_is_asked_only_about_requests_that_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[set[str], int]] = []

    class Recorded(independent.Question):
        def __init__(self, files: Mapping[str, bytes], where: str, process: subprocess.Popen[bytes]) -> None:
            letters = {line.split(",")[0] for line in files["data/responses.csv"].decode().splitlines()[1:]}
            asked.append((letters, len([path for path in files if path.startswith("data/tables-")])))
            super().__init__(files, where, process)

    monkeypatch.setattr(independent, "Question", Recorded)
    cache = Cache(tmp_path)
    changed = with_row("notes", 0, words="Other words.")
    titled = with_observation(1, 0, partial=True)
    for package in (PACKAGE, PACKAGE, changed, titled, replace(PACKAGE, version="9.0.0")):
        assert judged(package, cache).findings() == ()
    assert asked == [({NORTHBY, SOUTHAM, MUSEUM}, 2), ({NORTHBY, SOUTHAM}, 1), ({MUSEUM}, 1)]


def test_tables_of_one_shape_are_put_to_frictionless_as_one_and_those_of_one_request_apart() -> None:
    first, second = PACKAGE.tables
    twin = replace(first, name="again", resource=f"{LOANS}-again")
    moved = tuple(replace(row, request=VISITS) for row in first.rows)
    elsewhere = replace(first, request=VISITS, resource=f"{VISITS}-readers", rows=moved)
    parts = split_package(replace(PACKAGE, tables=(first, twin, second, elsewhere)))
    files = package_of_parts([render_part(part) for part in parts.values()], head_of(PACKAGE))
    rows = [files[f"data/tables-{place}.csv"].count(b"\r\n") - 1 for place in (1, 2, 3)]
    assert rows == [2 * len(first.rows), len(first.rows), len(second.rows)]
    assert check_frictionless(files) == ()
    doubled = package_of_parts(
        [render_part(replace(PACKAGE, tables=(replace(first, rows=first.rows * 2),)))], head_of(PACKAGE)
    )
    assert len(check_frictionless(doubled)) == len(first.rows)


def test_what_is_wrong_in_a_part_is_told_at_its_line_of_the_whole() -> None:
    for package, told in ROWS:
        assert [line_of(one) for one in judged(package).findings()] == told


def test_two_requests_whose_tables_have_one_file_are_told() -> None:
    first, second = PACKAGE.tables
    clash = replace(PACKAGE, tables=(first, replace(second, resource=first.resource)))
    assert f"datapackage/datapackage.json: Two resources have the path data/{first.resource}.csv. {END}" in [
        line_of(one) for one in judged(clash).findings()
    ]


def test_a_verdict_nobody_waits_for_ends_its_process_and_leaves_nothing(tmp_path: Path) -> None:
    with judged(PACKAGE, Cache(tmp_path)) as verdict:
        question = verdict._asked
        assert question is not None
    assert question.process.returncode is not None
    assert not Path(question.folder.name).exists()


def test_a_judge_that_is_not_asked_ends_at_once() -> None:
    with independent.Judge() as judge:
        judge.begin()
        judge.begin()
        process = judge._process
        assert process is not None
    assert process.returncode is not None


def test_a_judge_that_has_begun_is_the_one_that_is_asked() -> None:
    with independent.Judge() as judge:
        judge.begin()
        process = judge._process
        question = judge.ask(FILES, "datapackage")
        assert question.process is process
        assert question.answer() == ()


def test_a_validator_that_fails_is_a_bug_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(independent, "ASKING", "raise SystemExit('no such library')")
    with pytest.raises(RuntimeError, match="no such library"):
        check_frictionless(FILES)


def test_what_frictionless_finds_is_not_remembered_as_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = CORE["notes"]
    fields = [replace(one, constraints={"maximum": 0}) if one.name == "sequence" else one for one in notes.fields]
    monkeypatch.setitem(CORE, "notes", replace(notes, fields=tuple(fields)))
    cache = Cache(tmp_path)
    assert [len(judged(PACKAGE, cache).findings()) for _ in range(2)] == [1, 1]


def test_a_slip_that_breaks_every_row_is_told_in_a_few_lines() -> None:
    lines = tuple(replace(PACKAGE.lines[0], line=number, page=0) for number in range(1, 41))
    found = messages(replace(PACKAGE, lines=(*lines, *PACKAGE.lines[10:])))
    mine = [one for one in found if one.startswith("datapackage/data/lines.csv")]
    assert len(mine) == 21
    assert mine[-1] == "datapackage/data/lines.csv: 20 more findings of this file are not shown. Mend the first ones."


FRICTIONLESS: list[tuple[str, bytes, bytes, str]] = [
    ("data/figures.csv", b",1200,", b",x,", 'figures.csv:2: value is "x", which is not of the column\'s type.'),
    ("data/asked.csv", b"no_reply", b"none", 'asked.csv:4: state is "none", which breaks the column\'s constraint: constraint "enum" is '),
    ("data/asked.csv", b"state_date,note", b"state_date", "asked.csv:1: The column note is missing from the header."),
    ("data/asked.csv", b"state_date,note", b"state_date,remark", "asked.csv:1: The header differs from the schema: "),
    ("data/asked.csv", b"state_date,note", b"state_date,note,more", "asked.csv:1: The header has a column that the schema lacks: "),
    ("data/requests.csv", b"museum-visits,", b"\r\nmuseum-visits,", "requests.csv:5: The row is blank."),
    ("data/authorities.csv", b"Southam,", b"Southam", "authorities.csv:3: The row lacks its cell for homepage."),
    ("data/authorities.csv", b"Southam,", b"Southam,,", "authorities.csv:3: The row has more cells than the header."),
    ("data/requests.csv", b"museum-visits,", b"library-loans,", "requests.csv:5: The key stands twice, or is empty: "),
    ("data/asked.csv", b",westley,", b",westly,", "asked.csv:4: The row points at a row that is not there: "),
    ("data/asked.csv", b"answered", b"answ\xff", "asked.csv: The file is not UTF-8 text."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "told"), FRICTIONLESS)
def test_frictionless_speaks_in_our_words_and_names_the_line_of_the_file(
    path: str, old: bytes, new: bytes, told: str
) -> None:
    found = [line_of(one) for one in check_frictionless(edited(path, old, new))]
    assert any(one.startswith(f"datapackage/data/{told}") for one in found), found


def test_frictionless_tells_a_changed_cell_before_the_hash_that_it_changes() -> None:
    files = {**FILES, "data/figures.csv": FILES["data/figures.csv"].replace(b",1200,", b",x,")}
    found = [line_of(one) for one in check_frictionless(files)]
    assert found[0] == f'datapackage/data/figures.csv:2: value is "x", which is not of the column\'s type. {END}'
    assert set(found[1:3]) == {
        f"datapackage/data/figures.csv: The file's SHA-256 is not the one in the descriptor. {END}",
        f"datapackage/data/figures.csv: The file's size is not the one in the descriptor. {END}",
    }


def test_a_missing_file_is_told_by_frictionless_too() -> None:
    files = {path: data for path, data in FILES.items() if path != "data/notes.csv"}
    assert any(one.message.startswith("The file cannot be opened") for one in check_frictionless(files))


def test_a_file_whose_path_leads_out_of_the_folder_is_never_written(tmp_path: Path) -> None:
    paths = ["../out.csv", "/tmp/out-of-the-package.csv", "a\\..\\b.csv", "c:x.csv", "data/in.csv"]
    independent.write_files(dict.fromkeys(paths, b"x"), tmp_path)
    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert written == ["data/in.csv"]
    assert not (tmp_path.parent / "out.csv").exists()


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(max_examples=150, deadline=None)
def test_one_changed_byte_of_a_data_file_is_always_told_and_one_of_the_descriptor_never_a_traceback(
    path: str, data: st.DataObject
) -> None:
    content = FILES[path]
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != content[place]))
    files = {**FILES, path: content[:place] + bytes([byte]) + content[place + 1 :]}
    found = validate_quickly(files)
    assert found or path == "datapackage.json"  # whose titles are free text


def test_a_value_may_have_noughts_that_its_heading_stands_for() -> None:
    thousands = with_row("figures", 7, value=402_000)
    assert [one for one in messages(thousands) if "the letter writes" in one] == []


def test_a_number_of_an_answer_that_nothing_accounts_for_is_a_warning() -> None:
    left = replace(PACKAGE, set_aside=PACKAGE.set_aside[1:])
    (found,) = validate_whole(render_package(left))
    assert (found.code, found.level) == ("unread_number", "warning")
    assert line_of(found) == (
        "datapackage/data/lines.csv:8: 3 at L7C20 of library-loans/northby is neither published nor set aside. "
        "Point at it under `readings:` in the letter's .yml."
    )


def test_a_folder_and_a_zip_are_checked_alike(tmp_path: Path) -> None:
    folder, archive = tmp_path / "open-data", tmp_path / "open-data.zip"
    broken = edited("data/asked.csv", b"no_reply", b"noreply")
    independent.write_files(broken, folder)
    archive.write_bytes(zip_bytes(broken))
    for path in (folder, archive):
        (found,) = validate_path(path)
        assert line_of(found) == (
            f'{path.name}/data/asked.csv:4: state is "noreply", which is none of answered, acknowledged, clarification, refused, '
            f"no_reply, withdrawn. {END}"
        )
    with pytest.raises(UserError) as caught:
        validate_path(tmp_path / "nothing")
    assert str(caught.value) == "nothing: There is no such folder. Build it first: `python3 build.py`."


def test_the_package_of_this_repository_is_valid() -> None:
    folder = example_folder()
    assert validate_path(folder) == ()


def test_a_field_that_does_not_fit_the_profile_is_told_wherever_it_stands() -> None:
    def unfit(descriptor: dict[str, Any]) -> None:
        for one in descriptor["resources"][-2:]:
            one["schema"]["fields"][0]["constraints"]["required"] = "yes"

    found = [line_of(one) for one in validate_quickly(described(unfit))]
    assert found == [
        (
            f"datapackage/datapackage.json: resources/{place}/schema/fields/0 is not as the Data Package 2.0 profile has it: it fits none of the "
            f"forms allowed. {END}"
        )
        for place in (15, 16)
    ]


@given(packages())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_package_of_any_rows_at_all_is_judged_and_never_a_traceback(package: Package) -> None:
    files = render_package(package)
    found = validate_quickly(files)
    assert all(line_of(one).startswith("datapackage/") and one.remedy for one in found)
