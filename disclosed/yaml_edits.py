"""Changes to a settings file that leave every other byte as it stands: comments, order, quotes, line ends.

A file is parsed for the places of its parts, and lines are put in, replaced or taken out there. To load and dump it anew
would wrap long texts and change quotes and indents, so that a review of one decision would show a changed file. What
comes out is parsed again and must be what the change means; where it is not, nothing is changed and a person is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from disclosed.findings import UserError, problem
from disclosed.yaml_changes import (
    Append,
    Edit,
    Pairs,
    Put,
    PutAll,
    PutGroup,
    PutInEntry,
    PutOf,
    PutWithin,
    TakeOut,
    TakeOutKey,
    TakeOutOf,
)
from disclosed.yaml_lines import Editor, Text
from disclosed.yaml_source import Tree, parse_yaml

BY_HAND = "Change it by hand: docs/settings.md explains every key."
_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:(?!---[ \t\r]*$).*\n)*?(?=---[ \t\r]*$)", re.MULTILINE)


def edit_settings(data: bytes, edits: Sequence[Edit], file: str, order: Sequence[str]) -> bytes:
    """Make changes in a settings file, one after another; raises UserError where one cannot be made.

    `order` lists the keys of such a file: a new one stands behind those that come before it.
    """
    before = parse_yaml(data, file)
    if before.problems or not isinstance(before.tree, dict):
        raise UserError(before.problems or [problem(file, 1, "The file does not hold keys with values.", BY_HAND)])
    text, wanted = Text.of(data), before.tree
    for edit in edits:
        try:
            Editor(text, order).make(edit)
        except LookupError as error:
            raise UserError([problem(file, before.line((edit.key,)), str(error.args[0]), BY_HAND)]) from error
        wanted = changed_tree(wanted, edit)
    after = parse_yaml(text.data(), file)
    if after.problems or after.tree != wanted:
        names = " and ".join(dict.fromkeys(f"'{edit.key}'" for edit in edits if edit.key))
        message = f"{names} cannot be changed here as the file has it."
        raise UserError([problem(file, before.line((edits[0].key,)), message, BY_HAND)])
    return text.data()


def edit_head(data: bytes, edits: Sequence[Edit], file: str, order: Sequence[str]) -> bytes:
    """Make changes in the settings at the head of a Markdown file, between two lines of `---`; raises UserError."""
    found = _HEAD.match(data)
    if found is None:
        message = "The file does not begin with settings between two lines of '---'."
        raise UserError([problem(file, 1, message, BY_HAND)])
    return edit_settings(found[0], edits, file, order) + data[found.end() :]


def changed_tree(tree: Mapping[str, Tree], edit: Edit) -> dict[str, Tree]:
    """Say what a file means once it is changed."""
    found = dict(tree)
    listed = found.get(edit.key)
    entries = list(listed) if isinstance(listed, list) else []
    match edit:
        case Put():
            found[edit.key] = edit.value
        case PutGroup():
            found[edit.key] = _tree_of(edit.pairs)
        case Append():
            found[edit.key] = [*entries, *map(_tree_of, edit.entries)]
        case PutInEntry():
            entry = entries[edit.place]
            kept = dict(entry) if isinstance(entry, dict) else {}
            kept.pop(edit.name, None)
            entries[edit.place] = {**kept, edit.name: edit.value} if edit.value else kept
            found[edit.key] = entries
        case TakeOutKey():
            found.pop(edit.key, None)
        case TakeOutOf() | PutOf() | PutWithin():
            found[edit.key] = _held(found.get(edit.key), edit)
        case TakeOut():
            del entries[edit.place]
            found[edit.key] = entries
        case PutAll():
            return {edit.change(key): _changed_texts(value, edit.change) for key, value in found.items()}
    if isinstance(edit, TakeOut | TakeOutOf) and not found[edit.key]:
        del found[edit.key]
    return found


def _held(held: Tree | None, edit: TakeOutOf | PutOf | PutWithin) -> dict[str, Tree]:
    """Say what a key holds once one of its own keys is taken out, or has another value."""
    left = {key: value for key, value in held.items() if key != edit.name} if isinstance(held, dict) else {}
    if isinstance(edit, PutWithin):
        own = held.get(edit.name) if isinstance(held, dict) else None
        left[edit.name] = {**(own if isinstance(own, dict) else {}), edit.within: edit.value}
    if isinstance(edit, PutOf):
        left[edit.name] = edit.value if isinstance(edit.value, str) else _tree_of(edit.value)
    return left


def _changed_texts(tree: Tree, change: Callable[[str], str]) -> Tree:
    if isinstance(tree, dict):
        return {change(key): _changed_texts(value, change) for key, value in tree.items()}
    return [_changed_texts(entry, change) for entry in tree] if isinstance(tree, list) else change(tree)


def _tree_of(pairs: Pairs) -> dict[str, Tree]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in pairs}
