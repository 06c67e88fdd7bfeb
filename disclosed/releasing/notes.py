"""What a release writes: its notes in `content/releases/`, and the version and day in `content/site.yml`.

`site.yml` is its owner's file: two values are put in place, and every comment, blank line and line end stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclosed.findings import UserError, problem
from disclosed.model import Finding
from disclosed.yaml_source import parse_yaml
from disclosed.yaml_words import quoted

SITE = "content/site.yml"
FIRST = "The first release."


def render_notes(version: str, released: str, changes: Sequence[str]) -> bytes:
    """Write the notes on a release; every sentence is quoted, so that none can mean something to YAML."""
    lines = [f"version: {version}", f"released: {released}", "changes:"]
    lines += [f"  - {quoted(words)}" for words in changes]
    return ("\n".join(lines) + "\n").encode()


def set_version(data: bytes, version: str, released: str) -> bytes:
    """Put a version and a day into site.yml; raises UserError where that cannot be done without touching anything else."""
    source = parse_yaml(data, SITE)
    values = {"version": version, "released": released}
    lines = data.decode("utf-8").splitlines(keepends=True)
    for key, value in values.items():
        place = source.line((key,)) - 1
        changed = _with_value(lines[place] if place < len(lines) else "", key, value)
        if changed is None:
            raise UserError([_by_hand(key, value, place + 1)])
        lines[place] = changed
    made = "".join(lines).encode()
    wanted = {**(source.tree if isinstance(source.tree, dict) else {}), **values}
    if parse_yaml(made, SITE).tree != wanted:
        raise UserError([_by_hand("version", version, source.line(("version",)))])
    return made


def _with_value(line: str, key: str, value: str) -> str | None:
    """Change the value on a line `key: value # comment`, quotes kept; None where the line is none such."""
    found = re.fullmatch(
        rf"(?P<head>\ufeff?(?:{key}|'{key}'|\"{key}\")\s*:\s+)(?P<quote>[\"']?)[0-9.-]+(?P=quote)(?P<rest>[ \t]*(?:[ \t]#.*)?[\r\n]*)",
        line,
    )
    return f"{found['head']}{found['quote']}{value}{found['quote']}{found['rest']}" if found else None


def _by_hand(key: str, value: str, line: int) -> Finding:
    return problem(
        SITE,
        line,
        f"'{key}' cannot be changed without touching what stands around it.",
        f"Write {key}: {value} on a line of its own.",
    )
