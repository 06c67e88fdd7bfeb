"""JSON with an indent, as the standard library writes it, and parts of it written once.

The library's encoder is slow where it indents: a second for the descriptor of a thousand tables, whose schemas are alike.
"""

from __future__ import annotations

import json


class Written(str):
    """Text that is JSON already, indented for the place at which it stands."""

    __slots__ = ()


_encode = json.JSONEncoder(ensure_ascii=False).encode


def written(value: object, margin: str = "") -> Written:
    """Write JSON with an indent of two; `margin` is that of the line on which it begins."""
    if isinstance(value, Written):
        return value
    inner = f"{margin}  "
    if isinstance(value, dict) and value:
        parts = [f"{inner}{_encode(key)}: {written(own, inner)}" for key, own in value.items()]
        return Written("{\n" + ",\n".join(parts) + f"\n{margin}}}")
    if isinstance(value, list) and value:
        return Written("[\n" + ",\n".join(f"{inner}{written(own, inner)}" for own in value) + f"\n{margin}]")
    return Written(_encode(value))
