"""The unit of each figure of an answer: its own words', else its labels', else the one in brackets in the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from disclosed.model import Number, ReadFigure
from disclosed.reading.values import unit_of

_QUESTION_REMARK = re.compile(r"\(\s*(?:fte|ftes|wte|£|%|hours|minutes|days|miles|tonnes|hectares)\s*\)")
_SCALED_HEADING = re.compile(r"£ ?'?(?:000s?|k)\b|£ ?'?(?P<million>m|million|000,000)\b")


def typed(question: str, figures: Sequence[ReadFigure]) -> tuple[ReadFigure, ...]:
    """Give each figure its unit: its own words', else its labels', else the one in brackets in the question.

    A figure without a value takes the unit that all others of its column have.
    """
    remark = _QUESTION_REMARK.search(question.casefold())
    asked = unit_of(remark[0]) if remark else None
    found = [_with_unit(figure, asked) for figure in figures]
    return tuple(_like_its_column(figure, found) for figure in found)


def _with_unit(figure: ReadFigure, asked: str | None) -> ReadFigure:
    value = figure.value
    if value.unit is not None:
        return figure
    headings = [*reversed(figure.labels[1:]), *figure.labels[:1]]
    scaled = next((found for label in headings if (found := _SCALED_HEADING.search(label.casefold()))), None)
    if scaled and value.value is not None:
        times = 10**6 if scaled["million"] else 1_000
        return replace(figure, value=replace(value, value=_whole(value.value * times), unit="GBP"))
    unit = next((unit for label in headings if (unit := unit_of(label))), asked)
    return replace(figure, value=replace(value, unit=unit)) if unit else figure


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else Decimal(number)


def _like_its_column(figure: ReadFigure, figures: Sequence[ReadFigure]) -> ReadFigure:
    if figure.value.unit is not None or figure.value.status == "observed":
        return figure
    units = {
        other.value.unit
        for other in figures
        if other.value.status == "observed"
        and other.labels[1:] == figure.labels[1:]
        and len(other.labels) == len(figure.labels)
    }
    unit = units.pop() if len(units) == 1 else None
    return replace(figure, value=replace(figure.value, unit=unit)) if unit else figure
