"""JSON with an indent, as the standard library writes it, and parts of it written once.

The library's encoder is slow where it indents: a second for the descriptor of a thousand tables, whose schemas are alike.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring


class Written(str):
    """Text that is JSON already, indented for the place at which it stands."""

    __slots__ = ()


def written(value: object, margin: str = "", *, step: str = "  ") -> Written:
    """Write JSON with an indent of `step`; `margin` is that of the line on which it begins. Keys are texts."""
    return Written(_text(value, margin, step))


def _text(value: object, margin: str, step: str) -> str:
    if isinstance(value, str):
        return value if isinstance(value, Written) else encode_basestring(value)
    inner = f"{margin}{step}"
    if isinstance(value, dict) and value:
        parts = [f"{inner}{encode_basestring(key)}: {_text(own, inner, step)}" for key, own in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{margin}}}"
    if isinstance(value, list | tuple) and value:
        return "[\n" + ",\n".join([f"{inner}{_text(own, inner, step)}" for own in value]) + f"\n{margin}]"
    return json.dumps(value)
