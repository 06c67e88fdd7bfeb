"""Settings files to typed settings, with everything that is wrong said in words, at its line.

pydantic finds all errors of a file at once; this module gives each its file, line and key path, and says what to do
(docs/style.md: nobody reads a validation library's own words). Nothing is guessed and nothing half right is let through.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from disclosed.findings import UserError, nearest, problem
from disclosed.model import Finding
from disclosed.settling.scalars import SLUG
from disclosed.settling.settings import SiteFile
from disclosed.site import Colour, SiteSettings
from disclosed.yaml_source import Source, Tree, read_source

Model = TypeVar("Model", bound=BaseModel)


def load_site(root: Path) -> SiteSettings:
    """Load `site.yml` of a content folder as what the site needs of it; raises UserError."""
    site, problems = type_settings(SiteFile, read_source(root / "site.yml", f"{root.name}/site.yml"))
    if site is None:
        raise UserError(problems)
    return site_settings(site)


def site_settings(site: SiteFile) -> SiteSettings:
    """Take from site.yml what pages say of the site."""
    return SiteSettings(
        title=site.title,
        base_url=site.base_url,
        publisher=site.publisher.name,
        publisher_kind=site.publisher.kind,
        publisher_url=site.publisher.url,
        contact=site.contact,
        reports=site.reports,
        theme=tuple(Colour(name, colour.light, colour.dark) for name, colour in site.theme.items()),
    )


def type_settings(model: type[Model], source: Source) -> tuple[Model | None, tuple[Finding, ...]]:
    """Type a file's settings; the second part holds everything that is wrong with them."""
    if source.problems and not source.tree:
        return None, source.problems
    try:
        typed = model.model_validate(source.tree)
    except ValidationError as error:
        return None, (*source.problems, *_problems(error, model, source))
    return typed if not source.problems else None, source.problems


def type_mapping(model: type[Model], source: Source) -> tuple[dict[str, Model], tuple[Finding, ...]]:
    """Type a file that maps names in lower-case ASCII to settings of one kind."""
    found: dict[str, Model] = {}
    problems = list(source.problems)
    tree = source.tree if isinstance(source.tree, dict) else {}
    if not isinstance(source.tree, dict):
        problems.append(problem(source.file, 1, "The file does not map names to settings.", "Write 'name:' first."))
    for name, value in tree.items():
        if not SLUG.match(name):
            message = f"'{name}' is not a name in lower-case ASCII letters, digits and hyphens."
            problems.append(problem(source.file, source.line((name,)), message, "Rename it."))
        try:
            found[name] = model.model_validate(value)
        except ValidationError as error:
            problems += _problems(error, model, source, within=(name,))
    return found, tuple(problems)


def _problems(
    error: ValidationError, model: type[BaseModel], source: Source, *, within: tuple[str | int, ...] = ()
) -> Iterable[Finding]:
    """Say each error in words, at its line."""
    for item in error.errors(include_url=False):
        path = (*within, *_place(item["loc"], source.tree, within), *item.get("ctx", {}).get("at", ()))
        if item["type"] == "missing" and path in source.lines:
            continue  # it stands there with nothing after it, which is reported already
        message, remedy = _say(item, path, model)
        yield problem(source.file, source.line(path), message, remedy)


def _place(loc: tuple[str | int, ...], tree: Tree, within: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Keep of pydantic's place what is a place in the file: its names for parts of a union are none."""
    node: Any = tree
    for step in within:
        node = node[step]
    kept: list[str | int] = []
    for place, step in enumerate(loc):
        if _holds(node, step):
            node = node[step]
            kept.append(step)
        elif isinstance(node, dict) and place == len(loc) - 1 and step != "[key]":
            kept.append(step)
    return tuple(kept)


def _holds(node: Any, step: str | int) -> bool:
    """Whether a mapping has this key, or a list this item."""
    return (
        step in node
        if isinstance(node, dict)
        else isinstance(node, list) and isinstance(step, int) and step < len(node)
    )


def _dotted(path: tuple[str | int, ...]) -> str:
    """Write a key path: `tables.times-missing.rows[2].figures`, items counted from 1."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".") or "The file"


def _say(item: Any, path: tuple[str | int, ...], model: type[BaseModel]) -> tuple[str, str]:
    """Turn one of pydantic's errors into what is wrong and what to do."""
    context, where, kind = item.get("ctx", {}), _quoted(_dotted(path)), item["type"]
    match kind:
        case "said":
            said = f"{where} {context['words']}.", context["remedy"]
        case "missing":
            said = f"{where} is missing.", "Add it."
        case "extra_forbidden":
            known = _keys_at(model, item["loc"][:-1])
            listed = f"The keys here are {', '.join(sorted(known))}."
            said = f"There is no key {where}.", nearest(str(path[-1]), known) or listed
        case "literal_error":
            names = context["expected"].replace("'", "")
            suggestion = nearest(str(item["input"]), names.replace(" or ", ", ").split(", "))
            said = f"{where} is '{item['input']}'; it can be {names}.", suggestion
        case "too_short":
            said = f"{where} has nothing in it.", "Add an entry, or delete the key."
        case "too_long":
            said = f"{where} has more than {context['max_length']} entries.", "Figures have a row and a column."
        case _:
            wanted = {"string_type": "text", "tuple_type": "a list"}.get(kind, "keys with values")
            said = f"{where} should be {wanted}.", "Compare it with the examples in docs/settings.md."
    return said


def _quoted(where: str) -> str:
    return where if where == "The file" else f"'{where}'"


def _keys_at(model: Any, loc: tuple[str | int, ...]) -> list[str]:
    """Name the keys that the settings at a place may have, walking the models' own fields."""
    for step in loc:
        fields = getattr(model, "model_fields", None)
        if fields is None:
            break
        by_key = {field.alias or name: field.annotation for name, field in fields.items()}
        if step in by_key:
            model = _model_within(by_key[str(step)])
    return [field.alias or name for name, field in getattr(model, "model_fields", {}).items()]


def _model_within(annotation: Any) -> Any:
    """Find the settings inside `Mapping[…, X]`, `tuple[X, …]` or `X | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_within(inner):
            return found
    return None
