"""The words of a figure and what they mean: `1,254`, `<5`, `Nil`, `£1.2m` become a value with a unit and a status."""

from __future__ import annotations

from dataclasses import dataclass

from disclosed.model import Basis, Marker, Number, Status


@dataclass(frozen=True, slots=True)
class Legend:
    """What a letter says one of its marks means: `* fewer than five`, `c = too small to give`, `(u) = …`."""

    mark: str
    status: Status
    marker: Marker
    minimum: Number | None = None
    maximum: Number | None = None
    basis: Basis = "note"
