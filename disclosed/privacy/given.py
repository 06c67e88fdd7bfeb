"""Given names that are known to be such, from the table beside this module."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def given_names() -> frozenset[str]:
    """Give the names, folded to a-z."""
    kept = json.loads(Path(__file__).with_name("given_names.json").read_text("utf-8"))
    return frozenset(" ".join(kept["names"]).split())
