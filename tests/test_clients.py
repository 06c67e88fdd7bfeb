"""The package as other programs read it: duckdb knows nothing of this project, and gets its types from the schema alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from disclosed.packaging.package import render_package
from disclosed.publishing.data_pages import FIGURES, pandas_code
from tests.packages import LOANS, small_package
from tests.the_example import example_folder

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(18, 4)", "boolean": "BOOLEAN", "date": "DATE"}


def load(folder: Path) -> tuple[duckdb.DuckDBPyConnection, dict[str, Any]]:
    """Load every resource into a table of its name, typed as its schema says."""
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    database = duckdb.connect()
    for resource in descriptor["resources"]:
        types = {field["name"]: TYPES[field["type"]] for field in resource["schema"]["fields"]}
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        path = (folder / resource["path"]).as_posix()
        database.execute(
            f"""CREATE TABLE "{resource["name"]}" AS SELECT * FROM read_csv('{path}', header = true, delim = ',', quote = '"',
            escape = '"', nullstr = '', columns = {{{columns}}}, auto_detect = false, strict_mode = false, new_line = '\\r\\n')"""
        )
    return database, descriptor


@pytest.fixture(params=["small", "repository"])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[duckdb.DuckDBPyConnection, dict[str, Any]]:
    """The package made by hand, and the one of this repository."""
    if request.param == "repository":
        return load(example_folder())
    for path, data in render_package(small_package()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return load(tmp_path)


def count(database: duckdb.DuckDBPyConnection, query: str) -> int:
    row = database.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def broken_keys(database: duckdb.DuckDBPyConnection, descriptor: dict[str, Any]) -> list[str]:
    """Name the resources in which a key stands twice, or points at nothing."""
    found = []
    for resource in descriptor["resources"]:
        name, schema = resource["name"], resource["schema"]
        keys = ", ".join(f'"{field}"' for field in schema["primaryKey"])
        if count(database, f'SELECT count(*) - count(DISTINCT ({keys})) FROM "{name}"'):
            found.append(name)
        for foreign in schema.get("foreignKeys", []):
            target = foreign["reference"]["resource"]
            pairs = zip(foreign["fields"], foreign["reference"]["fields"], strict=True)
            same = " AND ".join(f'a."{mine}" = b."{theirs}"' for mine, theirs in pairs)
            first = foreign["fields"][0]
            query = f'SELECT count(*) FROM "{name}" a WHERE a."{first}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{target}" b WHERE {same})'
            if count(database, query):
                found.append(f"{name} → {target}")
    return found


def test_every_primary_key_is_unique_and_every_foreign_key_arrives(
    package: tuple[duckdb.DuckDBPyConnection, dict[str, Any]],
) -> None:
    assert broken_keys(*package) == []


def copy_with(file: str, words: str, others: str, folder: Path) -> Path:
    """Copy the package with some words of a file changed."""
    shutil.copytree(example_folder(), folder / "copy")
    path = folder / "copy" / file
    text = path.read_bytes().decode()
    assert words in text
    path.write_bytes(text.replace(words, others, 1).encode())
    return folder / "copy"


@pytest.mark.parametrize(
    ("file", "words", "others", "found"),
    [
        ("data/check_terms.csv", "leicester/L7C7", "leicester/L7C8", ["check_terms → figures"]),
        ("data/asked.csv", "missing-children-2020-21,", "missing-asylum-seeking-children,", ["asked"]),
        ("data/figures.csv", ",program,18,1,3", ",program,19000,1,3", ["figures → lines"]),
    ],
)
def test_a_broken_copy_is_told_by_its_keys(
    file: str, words: str, others: str, found: list[str], tmp_path: Path
) -> None:
    assert broken_keys(*load(copy_with(file, words, others, tmp_path))) == found


def test_a_cell_of_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(duckdb.ConversionException, match="many"):
        load(copy_with("data/figures.csv", ",,130,,observed", ",,many,,observed", tmp_path))


def test_every_figure_is_cut_from_its_line_by_sql_alone(
    package: tuple[duckdb.DuckDBPyConnection, dict[str, Any]],
) -> None:
    database, _ = package
    for name in ("figures", "refusals", "set_aside"):
        query = f"""SELECT count(*) FROM {name} f JOIN lines l USING (response, line)
        WHERE l.text[f.column_from : f.column_to] = f.as_written"""
        assert count(database, query) == count(database, f"SELECT count(*) FROM {name}") > 0, name


def test_a_checks_difference_is_its_left_side_less_its_right(
    package: tuple[duckdb.DuckDBPyConnection, dict[str, Any]],
) -> None:
    database, _ = package
    query = "SELECT count(*) FROM checks WHERE difference <> \"left\" - \"right\" OR (result = 'holds' AND relation = '=' AND difference <> 0)"
    assert count(database, query) == 0
    assert count(database, "SELECT count(*) FROM checks WHERE result = 'differs'") > 0


def test_a_table_holds_what_the_hand_made_package_says(tmp_path: Path) -> None:
    for path, data in render_package(small_package()).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    database, _ = load(tmp_path)
    rows = database.execute(
        f'SELECT authority, readers, CAST(value AS VARCHAR), status FROM "{LOANS}-readers" WHERE NOT total'
    ).fetchall()
    assert rows == [
        ("northby", "Adults", "1200.0000", "observed"),
        ("northby", "Children", "800.0000", "observed"),
        ("southam", "Adults", "900.0000", "observed"),
        ("southam", "Children", "450.5000", "observed"),
        ("westley", "Adults", None, "no_reply"),
        ("westley", "Children", None, "no_reply"),
        ("westley", "Total", None, "no_reply"),
    ]


def test_the_figures_of_the_two_leicester_letters_have_the_sums_counted_by_hand() -> None:
    database, _ = load(example_folder())
    query = "SELECT request, count(*), CAST(sum(value) AS BIGINT) FROM figures WHERE authority = 'leicester' GROUP BY request ORDER BY request"
    assert database.execute(query).fetchall()[:2] == [
        ("missing-asylum-seeking-children", 25, 3864),
        ("missing-children-2020-21", 30, 4490),
    ]


def test_pandas_loses_nothing_with_the_code_of_the_data_page_and_of_the_documentation(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    small = small_package()
    first = replace(small.figures[0], row_label="2022", as_written="None")
    for path, data in render_package(replace(small, figures=(first, *small.figures[1:]))).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    names: dict[str, Any] = {"pd": pandas}
    exec(pandas_code(FIGURES, (tmp_path / "data/figures.csv").as_posix()), names)
    figures = names["figures"]
    assert tuple(figures.loc[0, ["question", "row_label", "as_written"]]) == (first.question, "2022", "None")
    assert figures["value"].sum() == float(sum(row.value or 0 for row in (first, *small.figures[1:])))
    guide = (Path(__file__).parent.parent / "docs/data-package.md").read_text("utf-8")
    assert pandas_code(FIGURES, "datapackage/data/figures.csv") in guide
