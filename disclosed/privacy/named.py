"""A person named at a place of a letter: the name's words, the cell they stand in, in what part, and whether it is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from disclosed.privacy.cells import Cell
from disclosed.privacy.names import Run

Part = Literal["addressee", "officer", "other"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a cell. `doubt` says why a person has to decide; '' where it is certain."""

    cell: Cell
    run: Run
    part: Part = "other"
    doubt: str = ""
