from __future__ import annotations

import contextlib
import csv
import dataclasses
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosed import rows
from disclosed.findings import UserError
from disclosed.packaging.cells import Cell, render_cell
from disclosed.packaging.descriptor import name_of
from disclosed.packaging.package import (
    ROW_TYPES,
    load_package,
    package_hash,
    parse_package,
    read_folder,
    render_package,
    unzip_bytes,
    zip_bytes,
)
from disclosed.packaging.pretty import written
from disclosed.readers.archive import Archive
from disclosed.report import report_package
from disclosed.resources import RESOURCES, TABLE_HEAD, TABLE_TAIL, Field
from tests.packages import LOANS, VISITS, small_package

PACKAGE = small_package()
FILES = render_package(PACKAGE)
DESCRIPTOR = json.loads(FILES["datapackage.json"])
SHARED = {field.name for field in (*TABLE_HEAD, *TABLE_TAIL)}


def write(files: dict[str, bytes], folder: Path) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def resource(name: str) -> dict[str, object]:
    return next(one for one in DESCRIPTOR["resources"] if one["name"] == name)


@pytest.mark.parametrize("name", [one.name for one in RESOURCES])
def test_a_row_type_has_the_fields_of_its_resource_in_the_same_order(name: str) -> None:
    declared = next(one for one in RESOURCES if one.name == name)
    assert [one.name for one in dataclasses.fields(ROW_TYPES[name])] == [one.name for one in declared.fields]


def test_a_package_holds_every_resource_under_its_name() -> None:
    names = [one.name for one in dataclasses.fields(rows.Package)]
    assert [name for name in names if name in ROW_TYPES] == [one.name for one in RESOURCES]
    assert list(ROW_TYPES) == [one.name for one in RESOURCES]


def test_an_observation_is_the_shared_columns_around_its_dimensions() -> None:
    names = [one.name for one in dataclasses.fields(rows.Observation)]
    assert names == [*(field.name for field in TABLE_HEAD), "dimensions", *(field.name for field in TABLE_TAIL)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "=1+1"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-10, "-10"),
        (Decimal("450.50"), "450.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00001"), "0.00001"),
    ],
)
def test_a_value_is_written_exactly_and_without_a_locale(value: Cell, cell: str) -> None:
    assert render_cell(value) == cell


def test_a_csv_is_utf8_without_mark_and_ends_its_rows_with_crlf() -> None:
    data = FILES["data/lines.csv"]
    assert data.decode().startswith("response,line,text,")
    assert data.count(b"\n") == data.count(b"\r\n") == len(PACKAGE.lines) + 1


def test_a_resource_says_its_size_and_hash() -> None:
    for one in DESCRIPTOR["resources"]:
        data = FILES[one["path"]]
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")


def test_every_field_is_titled_described_typed_and_says_whether_it_is_required() -> None:
    for one in DESCRIPTOR["resources"]:
        assert one["schema"]["missingValues"] == [""]
        for field in one["schema"]["fields"]:
            assert all(field[key] for key in ("name", "type", "title", "description", "constraints")), field
            assert isinstance(field["constraints"]["required"], bool)


def test_a_key_leaves_out_the_period_where_a_table_has_none() -> None:
    assert resource(f"{LOANS}-readers")["schema"]["primaryKey"] == ["authority", "sequence", "readers"]  # type: ignore[index]
    assert resource(f"{VISITS}-years")["schema"]["primaryKey"] == ["authority", "sequence", "period"]  # type: ignore[index]


def test_authorities_that_answered_are_publishers_and_rights_holders_and_the_site_is_the_compiler() -> None:
    assert [(one["title"], one["roles"]) for one in DESCRIPTOR["contributors"]] == [
        ("Northby Town Council", ["publisher", "rightsHolder"]),
        ("Southam District Council", ["publisher", "rightsHolder"]),
        ("Example readers", ["compiler"]),
    ]


def test_every_letter_is_a_source_with_what_its_attribution_needs() -> None:
    assert [one["title"] for one in DESCRIPTOR["sources"]] == [
        "Northby Town Council: Books lent, reference FOI 12, 2025-02-03",
        "Southam District Council: Books",
        "Northby Town Council: Visits to museums, reference FOI 12, 2025-02-03",
    ]


def test_the_descriptor_is_written_as_the_standard_library_writes_json() -> None:
    for package in (PACKAGE, replace(PACKAGE, title='„Quoted“ \\ "line\nend"', description="\u2028\t")):
        data = render_package(package)["datapackage.json"]
        assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=2) + "\n"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.sampled_from([1, 2]))
def test_json_is_written_as_the_standard_library_writes_it(value: object, spaces: int) -> None:
    assert written(value, step=" " * spaces) == json.dumps(value, ensure_ascii=False, indent=spaces)


def test_what_is_not_known_is_left_out_of_the_descriptor() -> None:
    bare = replace(PACKAGE, homepage="", version="", released="", publisher="")
    descriptor = json.loads(render_package(bare)["datapackage.json"])
    assert {"homepage", "version", "created"} & set(descriptor) == set()
    assert [one["roles"] for one in descriptor["contributors"]] == [["publisher", "rightsHolder"]] * 2
    assert parse_package(render_package(bare)) == bare


def test_a_package_without_a_letter_is_written_and_read() -> None:
    bare = {one.name: () for one in RESOURCES}
    empty = replace(PACKAGE, tables=(), publisher="", **bare)  # type: ignore[arg-type]
    descriptor = json.loads(render_package(empty)["datapackage.json"])
    assert "contributors" not in descriptor
    assert "licenses" not in descriptor
    assert parse_package(render_package(empty)) == empty


@pytest.mark.parametrize(
    ("title", "name"), [("FOI answers, Leicester", "foi-answers-leicester"), ("Ynys Môn", "ynys-mon"), ("…", "package")]
)
def test_a_package_is_named_in_lower_case_ascii(title: str, name: str) -> None:
    assert name_of(title) == name


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_bytes_do_not_depend_on_hash_seed_locale_or_folder(seed: str, tmp_path: Path) -> None:
    code = "from tests.packages import small_package; from disclosed.packaging.package import *; print(package_hash(render_package(small_package())))"
    root = Path(__file__).parent.parent
    environment = {
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": str(root),
        "PATH": os.environ["PATH"],
    }
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == package_hash(FILES)


def test_writing_a_package_needs_the_standard_library_alone() -> None:
    code = "import sys; before = set(sys.modules); import disclosed.packaging.package; print(*sorted(name for name in set(sys.modules) - before if 'site-packages' in str(getattr(sys.modules[name], '__file__', ''))))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == []


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(10**12), 10**12) | st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
)
DAYS = st.dates().map(lambda day: day.isoformat())


def cells(field: Field) -> st.SearchStrategy[Cell]:
    """Anything that a column may hold, short of what validation forbids."""
    required = bool(field.constraints.get("required"))
    if field.type == "boolean":
        return st.booleans()
    if field.type == "string":
        return WORDS.filter(bool) if required else WORDS
    if field.type == "date":
        return DAYS if required else DAYS | st.just("")
    values: st.SearchStrategy[Cell] = st.integers(0, 10**9) if field.type == "integer" else NUMBERS
    return values if required else values | st.none()


def row_of(name: str) -> st.SearchStrategy[object]:
    fields = next(one for one in RESOURCES if one.name == name).fields
    return st.builds(ROW_TYPES[name], **{field.name: cells(field) for field in fields})


PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> rows.Table:
    names = draw(
        st.lists(
            st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(lambda name: name not in SHARED),
            unique=True,
            max_size=3,
        )
    )
    shared = {field.name: cells(field) for field in (*TABLE_HEAD, *TABLE_TAIL)}
    dimensions = st.tuples(*(WORDS for _ in names))
    request, table = draw(WORDS), draw(WORDS)
    calculated = st.builds(
        rows.CalculatedColumn,
        WORDS,
        WORDS,
        st.lists(st.tuples(st.lists(WORDS, max_size=2).map(tuple), WORDS), max_size=2).map(tuple),
    )
    return rows.Table(
        request=request,
        name=table,
        resource=f"x-{draw(WORDS)}",
        title=draw(WORDS),
        unit=draw(WORDS),
        dimensions=tuple(rows.Dimension(name, draw(WORDS)) for name in names),
        columns=draw(WORDS),
        questions=draw(st.lists(WORDS, max_size=2).map(tuple)),
        calculated=draw(st.lists(calculated, max_size=2).map(tuple)),
        chart=draw(st.builds(rows.ChartChoice, WORDS, WORDS, PAIRS)),
        short=draw(PAIRS),
        section=draw(WORDS),
        rows=draw(st.lists(st.builds(rows.Observation, dimensions=dimensions, **shared), max_size=3).map(tuple)),
    )


@st.composite
def packages(draw: st.DrawFn) -> rows.Package:
    core = {name: draw(st.lists(row_of(name), max_size=2).map(tuple)) for name in ROW_TYPES}
    words = {name: draw(WORDS) for name in ("title", "description", "homepage", "version", "publisher", "attribution")}
    found = draw(st.lists(tables(), max_size=2, unique_by=lambda table: table.resource).map(tuple))
    return rows.Package(released=draw(DAYS | st.just("")), tables=found, **words, **core)  # type: ignore[arg-type]


@given(packages())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back_equal_whatever_the_cells_hold(package: rows.Package) -> None:
    files = render_package(package)
    again = parse_package(files)
    assert again == package
    assert render_package(again) == files


def test_the_types_of_a_table_are_all_drawn_by_the_property() -> None:
    assert [one.name for one in dataclasses.fields(rows.ChartChoice)] == ["kind", "panels", "titles"]
    assert [one.name for one in dataclasses.fields(rows.CalculatedColumn)] == ["formula", "title", "cells"]


def test_numbers_keep_the_decimals_of_the_letter() -> None:
    changed = replace(PACKAGE.figures[5], value=Decimal("450.50"))
    again = parse_package(render_package(replace(PACKAGE, figures=(changed,))))
    assert str(again.figures[0].value) == "450.50"


def test_a_folder_is_loaded_as_it_was_written(tmp_path: Path) -> None:
    assert load_package(write(FILES, tmp_path / "datapackage")) == PACKAGE


def test_a_long_cell_is_read_whole() -> None:
    long = replace(PACKAGE, requests=(replace(PACKAGE.requests[0], commentary="word " * 60_000), PACKAGE.requests[1]))
    assert parse_package(render_package(long)) == long


END = "The package is generated: change what it is made from and run `python3 build.py`."


def changed(path: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert FILES[path].count(old) >= 1
    return {**FILES, path: FILES[path].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("data/figures.csv", b",1200,", b",\xd9\xa1,", 'datapackage/data/figures.csv:2: value is "١", which is no number.'),
        ("data/figures.csv", b",1200,", b", 1200,", 'datapackage/data/figures.csv:2: value is " 1200", which is no number.'),
        ("data/figures.csv", b",1200,", b",NaN,", 'datapackage/data/figures.csv:2: value is "NaN", which is no number.'),
        ("data/figures.csv", b",1200,", b"," + b"9" * 41 + b",", f'datapackage/data/figures.csv:2: value is "{"9" * 41}", which is no number.'),
        ("data/figures.csv", b"observed,,,,,false", b"observed,,,,,no", 'datapackage/data/figures.csv:2: approximate is "no", which is neither true nor false.'),
        ("data/questions.csv", b"northby,1,1,", b"northby,1,1.0,", 'datapackage/data/questions.csv:2: sequence is "1.0", which is no whole number.'),
        ("data/asked.csv", b"2025-01-06", b"2025-02-30", 'datapackage/data/asked.csv:2: sent is "2025-02-30", which is no date (YYYY-MM-DD).'),
        ("data/authorities.csv", b"Southam District Council", b"", "datapackage/data/authorities.csv:3: name is empty and may not be."),
        ("data/authorities.csv", b"Westley Council,", b"Westley Council", "datapackage/data/authorities.csv:4: The row has 4 cells, and the header 5."),
        ("data/authorities.csv", b"authority,name", b"name,authority", "datapackage/data/authorities.csv:1: The header is 'name,authority,type,place,homepage', not 'authority,name,type,place,homepage'."),
        ("data/authorities.csv", b"authority,", b"\xef\xbb\xbfauthority,", "datapackage/data/authorities.csv:1: The file begins with a byte order mark."),
        ("data/authorities.csv", b"Westley", b"Westl\xe9", "datapackage/data/authorities.csv:4: The file is not UTF-8 text."),
        ("data/authorities.csv", b"Southam District", b'"Southam" District', "datapackage/data/authorities.csv:3: The row cannot be read as CSV (',' expected after '\"')."),
        ("datapackage.json", b'"bytes": 184', b'"bytes": x', "datapackage/datapackage.json:73: The file is not JSON (Expecting value)."),
        ("datapackage.json", b'"title": "Answers', b'"titel": "Answers', "datapackage/datapackage.json: title is missing or is not a text."),
        ("datapackage.json", b'"bytes": 184', b'"bytes": true', "datapackage/datapackage.json: resources/0/bytes is missing or is not a whole number."),
        ("datapackage.json", b'"name": "notes"', b'"name": "remarks"', "datapackage/datapackage.json: The resource notes is missing."),
        ("datapackage.json", b'"section": "Loans"', b'"section": 1', "datapackage/datapackage.json: resources/15/disclosed/section is missing or is not a text."),
        ("datapackage.json", b'"questions": [', b'"questions": [1,', "datapackage/datapackage.json: resources/15/disclosed/questions is missing or is not a list of texts."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_was_written_is_named_with_its_line(
    path: str, old: bytes, new: bytes, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        parse_package(changed(path, old, new))
    assert f"{message} {END}" in str(caught.value).split("\n")


def test_every_fault_is_told_at_once() -> None:
    files = {**changed("data/figures.csv", b",1200,", b",x,"), "data/notes.csv": b"a\r\n"}
    del files["data/lines.csv"]
    with pytest.raises(UserError) as caught:
        parse_package(files)
    assert [finding.file for finding in caught.value.findings] == [
        "datapackage/data/figures.csv",
        "datapackage/data/lines.csv",
        "datapackage/data/notes.csv",
    ]


def test_a_line_number_counts_lines_of_the_file_not_rows() -> None:
    with pytest.raises(UserError, match=r"requests\.csv:5: request is empty"):
        parse_package(changed("data/requests.csv", b"museum-visits,", b","))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_package(tmp_path / "datapackage")
    assert str(caught.value) == "datapackage: There is no such folder. Build it first: `python3 build.py`."


def test_a_folder_without_a_descriptor_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_package(tmp_path)
    assert str(caught.value) == f"{tmp_path.name}/datapackage.json: The package has no descriptor. {END}"


def test_a_packages_hash_is_what_sha256sum_gives_for_its_listing(tmp_path: Path) -> None:
    write(FILES, tmp_path)
    listing = subprocess.run(["sha256sum", *sorted(FILES)], cwd=tmp_path, capture_output=True, check=True).stdout
    assert package_hash(read_folder(tmp_path)) == hashlib.sha256(listing).hexdigest()


def test_a_zip_is_stored_sorted_and_the_same_each_time() -> None:
    data = zip_bytes(FILES)
    assert data == zip_bytes(dict(reversed(FILES.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert [entry.filename for entry in entries] == sorted(FILES)
        assert {(entry.compress_type, entry.date_time) for entry in entries} == {
            (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        }
    assert unzip_bytes(data, "package.zip") == FILES


def test_a_zip_whose_package_stands_in_a_folder_is_read_too() -> None:
    data = zip_bytes(
        {f"foi-main/datapackage/{path}": content for path, content in FILES.items()} | {"foi-main/README": b""}
    )
    assert unzip_bytes(data, "package.zip") == FILES


@pytest.mark.parametrize(
    "data", [b"PK", b"", zip_bytes(FILES)[:-100], zip_bytes(FILES).replace(b"Westley", b"Wextley", 1)]
)
def test_a_broken_zip_is_told(data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        unzip_bytes(data, "package.zip")
    assert str(caught.value) == "package.zip: The file is no zip that can be read. Download it again."


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_anywhere_is_read_or_told(way: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        archive.writestr("datapackage.json", b'{"name": "foi"}' * 40)
    whole = stream.getvalue()
    for place in range(len(whole)):
        for sign in (0, 8, 0xFF):
            data = bytes([*whole[:place], sign, *whole[place + 1 :]])
            with contextlib.suppress(UserError):
                unzip_bytes(data, "package.zip")
            with contextlib.suppress(UserError):
                Archive(data).part("datapackage.json")


def test_a_zip_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosed.packaging.package.LARGEST_ZIP", 1024**3)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"x")
    data = bytearray(stream.getvalue())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (2**31).to_bytes(4, "little")
    with pytest.raises(UserError) as caught:
        unzip_bytes(bytes(data), "package.zip")
    assert (
        str(caught.value)
        == "package.zip: Unpacked, the zip is larger than 1 GB. Unpack it yourself and check the folder."
    )


def test_python_reads_a_csv_as_any_client_would() -> None:
    with io.StringIO(FILES["data/lines.csv"].decode(), newline="") as stream:
        texts = [record["text"] for record in csv.DictReader(stream)]
    assert texts == [line.text for line in PACKAGE.lines]


def test_the_report_counts_the_tables_that_are_written() -> None:
    tables = sum(path.endswith(".csv") for path in FILES)
    last = report_package(PACKAGE, (), 7).lines[-1]
    assert last == f"datapackage/ holds {tables} tables; site/ holds 7 files."
    assert tables == len(RESOURCES) + len(PACKAGE.tables)
