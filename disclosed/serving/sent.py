"""What a form of the review has sent: the choices that are in it, and the form as it was filled in, to be shown again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from disclosed.serving.forms import FIGURE, NONE, PERSONAL, Data, total_of
from disclosed.serving.review_views import Entry, Form, ReviewView, Told

Sent = Mapping[str, str]
NUMBERS = frozenset({"line", "place", "column"})  # fields that hold whole numbers


def parse_form(kind: str, body: bytes) -> dict[str, str]:
    """Parse a form, as a browser or our own script sends it (`kind` is its content type); what is none is an empty one."""
    try:
        text = body.decode("utf-8")
        if not kind.startswith("application/json"):
            return dict(parse_qsl(text, keep_blank_values=True))
        given = json.loads(text)
    except ValueError:
        return {}
    pairs = given.items() if isinstance(given, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, str)}


def choices_in(form: Sent) -> object:
    """Turn what a form sent into choices as data; what is no form of this page's gives what choices.py refuses."""
    if "choices" in form:
        try:
            return json.loads(form["choices"])
        except ValueError:
            return None
    read = _READ.get(form.get("do", ""))
    return read(form) if read else [{key: _typed(key, value) for key, value in form.items()}]


def _typed(key: str, value: str) -> object:
    return int(value) if key in NUMBERS and value.isascii() and value.isdigit() else value


def _of_numbers(form: Sent) -> list[Data]:
    """Read what is said of each number; what was set aside before and is left so is written only where nothing else is."""
    changed: list[Data] = []
    left: list[Data] = []
    for at in range(len(form)):
        own = {key.removeprefix(f"{at}."): value for key, value in form.items() if key.startswith(f"{at}.")}
        before, now = _before(own), own.get("is", "")
        labelled = bool(before) and before[1:] != [own.get("row", "").strip(), own.get("column", "").strip()]
        if labelled and now == before[0]:
            now = FIGURE  # whoever writes what a number counts says that it is a figure
        if now:
            kept = left if before and now == before[0] and now != FIGURE else changed
            kept.append(_number({**own, "is": now}, own.get("question", form.get("question", ""))))
    return changed or left


def _before(own: Sent) -> list[str]:
    """Give what a number was before a person was asked: what it is, its label, its heading."""
    try:
        found = json.loads(own.get("before", ""))
    except ValueError:
        return []
    return [str(one).strip() for one in found] if isinstance(found, list) and len(found) == 3 else []


def _number(own: Sent, question: str) -> Data:
    """Make a choice of what a person says of one number."""
    place = {"line": _typed("line", own.get("line", "")), "words": own.get("words", "")}
    if own.get("at"):
        place["column"] = _typed("line", own["at"])
    if own.get("nth", "").strip():
        place["nth"] = _typed("line", own["nth"].strip())
    said = own.get("is", "")
    if said.startswith(NONE):
        return {"do": "aside", **place, "reason": said.removeprefix(NONE)}
    labels = [label for label in (own.get("row", ""), own.get("column", "")) if label.strip()]
    return {"do": "point", **place, "question": question, "labels": labels, **total_of(labels)}


def _of_grid(form: Sent) -> list[Data]:
    found: list[Data] = []
    for at in range(len(form)):
        row, line = form.get(f"{at}.row", ""), form.get(f"{at}.line", "")
        try:
            numbers = json.loads(form.get(f"{at}.numbers", "[]"))
        except ValueError:
            numbers = []
        for column, one in enumerate(numbers if isinstance(numbers, list) else []):
            if isinstance(one, list) and len(one) == 2:
                own = {"line": line, "at": str(one[0]), "words": str(one[1]), "row": row}
                found.append(_number({**own, "column": form.get(f"h{column}", "")}, form.get("question", "")))
    return found


def _of_words(form: Sent) -> list[Data]:
    if form.get("is", "").startswith(PERSONAL):
        place = {"line": _typed("line", form.get("line", "")), "words": form.get("words", "")}
        return [{"do": "redact", **place, "kind": form["is"].removeprefix(PERSONAL)}]
    return [_number({**form, "at": ""}, form.get("question", ""))]


def _of_table(form: Sent) -> list[Data]:
    listed = {
        key: [one.strip() for one in form.get(key, "").splitlines() if one.strip()] for key in ("rows", "headings")
    }
    return [{**form, **listed}]


def _of_said(form: Sent) -> list[Data]:
    return [{"do": "said", "key": form.get("said", ""), "words": form.get("words", "")}]


_READ: Mapping[str, Callable[[Sent], list[Data]]] = {
    "numbers": _of_numbers,
    "grid": _of_grid,
    "words": _of_words,
    "table": _of_table,
    "said": _of_said,
}


def show_again(view: ReviewView, sent: Sent, told: Told) -> ReviewView:
    """Open the form that was refused as a person had filled it in, and tell why beside it; a button's form is left alone."""
    refused = next((form for form in _forms(view) if _is_sent(form, sent)), None)
    if refused is None:
        return view
    again = _filled(refused, sent, told)
    waits = (replace(one, forms=_in_place(one.forms, refused, again)) for one in view.waits)
    parts = (
        replace(
            part,
            forms=_in_place(part.forms, refused, again),
            read=tuple(replace(one, forms=_in_place(one.forms, refused, again)) for one in part.read),
        )
        for part in view.parts
    )
    common = replace(view.common, told=replace(told, anyway=None))
    return replace(view, common=common, waits=tuple(waits), parts=tuple(parts))


def _forms(view: ReviewView) -> Iterator[Form]:
    """Give the forms of a page: those that a person has opened first."""
    for part in view.parts:
        yield from part.forms
        yield from (form for one in part.read for form in one.forms)
    yield from (form for wait in view.waits for form in wait.forms)


def _is_sent(form: Form, sent: Sent) -> bool:
    hidden = (*form.fields, *(field for item in form.items for field in item.fields))
    entries = (*form.entries, *(entry for item in form.items for entry in item.entries))
    names = {field.name for field in hidden} | {entry.name for entry in entries}
    return names == set(sent) and all(sent[field.name] == field.value for field in hidden)


def _filled(form: Form, sent: Sent, told: Told) -> Form:
    def fill(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(_with_value(entry, sent[entry.name]) for entry in entries)

    items = tuple(replace(item, entries=fill(item.entries)) for item in form.items)
    return replace(form, entries=fill(form.entries), items=items, opened=True, told=told)


def _with_value(entry: Entry, value: str) -> Entry:
    options = tuple(replace(option, chosen=option.value == value) for option in entry.options)
    return replace(entry, value=value, options=options)


def _in_place(forms: tuple[Form, ...], old: Form, new: Form) -> tuple[Form, ...]:
    return tuple(new if form is old else form for form in forms)
