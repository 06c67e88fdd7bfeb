"""Put the data package to clients that others wrote, and a broken copy to each, which it must refuse.

Run by a Python that has `pandas` and `datapackage-to-datasette`, beside node with npm's `datapackage`:
check_clients.py NODE_MODULES datapackage/. (DuckDB and frictionless read it in the tests, pyshacl the catalogue.)
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas

HERE = Path(__file__).parent
DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "string",
}


def run(*command: str | Path) -> None:
    """Run a client; raises with its words where it refuses."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError((done.stderr or done.stdout).strip())


def npm_datapackage(package: Path, modules: Path) -> None:
    """Cast every row with npm's `datapackage`, and follow the keys."""
    run("node", HERE / "check_package.js", modules, package / "datapackage.json")


def resources(package: Path) -> Iterator[dict[str, Any]]:
    """Yield the resources that the descriptor declares."""
    yield from json.loads((package / "datapackage.json").read_bytes())["resources"]


def datasette(package: Path, _: Path) -> None:
    """Load it into SQLite, whose tables have the schema's constraints; then let SQLite follow the keys and count the rows."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "package.db"
        tool = Path(sys.executable).parent / "datapackage-to-datasette"
        run(tool, database, package / "datapackage.json", Path(folder) / "metadata.json")
        connection = sqlite3.connect(database)
        lost = connection.execute("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise ValueError(f"{len(lost)} rows point at nothing, the first of them {lost[0]}")
        for resource in resources(package):
            text = (package / resource["path"]).read_text("utf-8")
            rows = sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - 1
            loaded = connection.execute(f'SELECT count(*) FROM "{resource["name"]}"').fetchone()[0]  # noqa: S608 - our own names
            if rows != loaded:
                raise ValueError(f"{resource['name']} has {rows} rows, and {loaded} were loaded")
        metadata = json.loads((Path(folder) / "metadata.json").read_bytes())["databases"]
        (described,) = metadata.values()
        if described["license"] != "OGL-UK-3.0":
            raise ValueError(f"the licence is {described['license']}")


def with_pandas(package: Path, _: Path) -> None:
    """Read every table with the types of its schema; a figure's words are then cut from its line once more."""
    frames = {}
    for resource in resources(package):
        fields = resource["schema"]["fields"]
        frame = pandas.read_csv(
            package / resource["path"],
            dtype={field["name"]: DTYPES[field["type"]] for field in fields},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
        )
        if list(frame.columns) != [field["name"] for field in fields]:
            raise ValueError(f"{resource['name']} has the columns {', '.join(frame.columns)}")
        for field in fields:
            if field["type"] == "date":
                pandas.to_datetime(frame[field["name"]], format="%Y-%m-%d")
        frames[resource["name"]] = frame
    joined = frames["figures"].merge(frames["lines"][["response", "line", "text"]], on=["response", "line"], how="left")
    for row in joined.itertuples():
        if row.text[row.column_from - 1 : row.column_to] != row.as_written:
            raise ValueError(f"{row.figure} does not stand in its line")


Client = Callable[[Path, Path], None]
Break = tuple[str, str, str]  # a file of the package, some words, and what is put in their place
CLIENTS: dict[str, tuple[Client, tuple[Break, ...]]] = {
    "npm datapackage": (
        npm_datapackage,
        (
            ("data/figures.csv", ",130,", ",many,"),  # a number that is none
            ("data/figures.csv", "leicester,2a,", "leicester,2z,"),  # a question that is not there
        ),
    ),
    "datapackage-to-datasette": (
        datasette,
        (
            ("data/check_terms.csv", "leicester/L7C7", "leicester/L7C8"),
            ("data/figures.csv", ",program,18,1,3", ",program,18,0,3"),  # columns are counted from 1
            ("datapackage.json", '"OGL-UK-3.0"', '"other-closed"'),
        ),
    ),
    "pandas": (
        with_pandas,
        (
            ("data/figures.csv", ",130,", ",many,"),
            ("data/lines.csv", "Total 279 ", "Total 297 "),
            ("data/responses.csv", "2026-11-22", "22 November"),
        ),
    ),
}


def main() -> None:
    """Put the package to each client, then its broken copies."""
    modules, package = (Path(argument).resolve() for argument in sys.argv[1:3])
    for name, (client, breaks) in CLIENTS.items():
        client(package, modules)
        for file, words, others in breaks:
            refuse(package, (file, words, others), lambda copy, client=client: client(copy, modules))
        print(f"{name}: reads the package, and refuses {len(breaks)} broken copies")


def refuse(package: Path, change: Break, client: Callable[[Path], None]) -> None:
    """Let a client read a copy in which some words are others; it must refuse."""
    file, words, others = change
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "datapackage"
        shutil.copytree(package, copy)
        text = (copy / file).read_bytes().decode()
        if words not in text:
            sys.exit(f"{file} does not hold '{words}', so the copy would not be broken.")
        (copy / file).write_bytes(text.replace(words, others, 1).encode())
        try:
            client(copy)
        except (ValueError, TypeError, sqlite3.Error):
            return
    sys.exit(f"A copy with '{others}' for '{words}' in {file} was read as if nothing were wrong.")


if __name__ == "__main__":
    main()
