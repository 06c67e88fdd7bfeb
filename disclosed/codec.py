"""Values as JSON and back, so that a cache can keep them: frozen dataclasses, tuples and decimals, exactly.

A dataclass is the list of its fields, which is small and quick to read; the cache's key says which fields those are,
since it holds the engine's source.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache as once
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

DECIMAL = "decimal"


def encode(value: Any) -> Any:
    """Turn frozen dataclasses, tuples and decimals into what JSON can hold: a dataclass is the list of its fields."""
    if is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    return value


def decode(kind: Any, stored: Any) -> Any:
    """Turn what `encode` gave back into a value of its type."""
    return _decoder(kind)(stored)


@once
def _decoder(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = [_decoder(hints[field.name]) for field in fields(kind)]
        make: Any = kind
        return lambda stored: make(*[part(one) for part, one in zip(parts, stored, strict=True)])
    if get_origin(kind) is tuple:
        return _tuple_decoder(get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        return _union_decoder(get_args(kind))
    return lambda stored: stored


def _tuple_decoder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = _decoder(kinds[0])
        return lambda stored: tuple([each(one) for one in stored])
    parts = [_decoder(kind) for kind in kinds]
    return lambda stored: tuple([part(one) for part, one in zip(parts, stored, strict=True)])


def _union_decoder(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Decode `X | None`, and unions of plain values with Decimal, which JSON marks."""
    structured = [kind for kind in kinds if is_dataclass(kind) or get_origin(kind) not in (None, Literal)]
    inner = _decoder(structured[0]) if structured else None

    def decode_one(stored: Any) -> Any:
        if isinstance(stored, dict):
            return Decimal(stored[DECIMAL])
        return inner(stored) if inner is not None and isinstance(stored, list) else stored

    return decode_one
