"""`python3 build.py add`: files from outside into `content/`, and the letters of the inbox that a person has settled.

Reads the content folder, the inbox and the files; decides everything in memory (adding/); then writes, letter by letter,
files that did not exist before. A run that stops half-way leaves letters that are whole, and the next run adds the rest.
The one command that knows what day it is: a letter's `.yml` says when it was published.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from disclosed.adding.doubts import Cleaned, clean
from disclosed.adding.drafting import Given
from disclosed.adding.index_file import parse_index
from disclosed.adding.judging import Filing, draft_request, file_new, finish, judge
from disclosed.adding.planning import Plan, Planner, plan_all
from disclosed.adding.taking import Taken, take, take_text
from disclosed.adding.telling import same_words, tell_folder, tell_letter, waits_in_inbox
from disclosed.adding.waiting import (
    Waiting,
    answers_of,
    apply_answers,
    kept_of,
    left_to_decide,
    persons_of,
    settings_to_file,
    settings_to_wait,
)
from disclosed.findings import UserError, nearest, problem
from disclosed.model import Finding, ReadBytes
from disclosed.output import replace_file
from disclosed.privacy.mentions import Known
from disclosed.readers.files import MAX_FILE, SUFFIXES
from disclosed.settling.content import load_content
from disclosed.settling.scalars import SLUG
from disclosed.settling.sources import Content

INBOX = "inbox"
LETTERS = (*SUFFIXES, ".doc", ".msg", ".rtf")  # endings of files that are read, or told why they are not
NOTHING = "No letter was named or found, and none waits in inbox/. Write: build.py add FILE"
SHOWN_WHOLE = 3  # letters whose lines are printed; more are a folder's report
MAX_FILES = 20_000  # of one folder: three times the letters of the largest disclosure log


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What `add` was asked for; `day` is what `published:` will say."""

    project: Path
    paths: tuple[Path, ...]
    given: Given
    day: str
    index: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` has to say, and whether anything failed."""

    lines: tuple[str, ...]
    failed: bool


@dataclass(frozen=True, slots=True)
class _Input:
    name: str
    path: Path
    given: Given


def adding_day() -> str:
    """Say what day it is where the program runs."""
    return datetime.now(tz=UTC).astimezone().date().isoformat()


def add_letters(options: AddOptions, read: ReadBytes) -> Added:
    """Add files, and file what is settled in the inbox; raises UserError where nothing could be added."""
    content = load_content(options.project / "content")
    inputs, failed = _inputs(options)
    planner = Planner(content, read)
    settled, notes, again = _from_inbox(options.project, planner, failed)
    taken = list(_take(inputs, failed, read))
    planned = [plan for plan in plan_all(planner, taken) if not _failed(plan, failed)]
    plans = [plan for plan in planned if isinstance(plan, Plan)]
    same = [plan for plan in plans if plan.same_as]
    filings = [*settled, *(file_new(plan, options.day) for plan in plans if not plan.same_as)]
    if failed and not filings and not same:
        raise UserError(failed)
    if not (inputs or settled or notes):
        return Added((NOTHING,), failed=False)
    filings, requests = _judged(filings, content, read)
    if not options.dry_run:
        _write_all(options.project, filings, requests, again)
    whole = len(options.paths) <= SHOWN_WHOLE and not any(path.is_dir() for path in options.paths)
    told = _tell(filings, same, failed, dry_run=options.dry_run) if whole else ()
    lines = told or tell_folder(filings, same, failed, dry_run=options.dry_run)
    return Added((*lines, *notes), bool(failed))


def _failed(plan: Plan | UserError, failed: list[Finding]) -> bool:
    if isinstance(plan, UserError):
        failed += plan.findings
        return True
    return False


def _tell(filings: Sequence[Filing], same: Sequence[Plan], failed: Sequence[Finding], *, dry_run: bool) -> list[str]:
    """Tell of a few letters, each whole."""
    if failed:
        return []
    lines = [line for filing in filings for line in tell_letter(filing, dry_run=dry_run)]
    return [*lines, *(same_words(plan) for plan in same)]


def _judged(filings: list[Filing], content: Content, read: ReadBytes) -> tuple[list[Filing], dict[str, str]]:
    """Judge all letters at once, with a drafted request.md for each new request."""
    known = {request.name for request in content.requests}
    fresh: dict[str, list[Filing]] = {}
    for filing in filings:
        if filing.plan.request not in known:
            fresh.setdefault(filing.plan.request, []).append(filing)
    requests = {name: draft_request(together, content, read) for name, together in fresh.items()}
    return [finish(filing) for filing in judge(content, filings, requests, read)], requests


def _inputs(options: AddOptions) -> tuple[list[_Input], list[Finding]]:
    """List the files to add, with what is given of each; what cannot be found is a problem."""
    if options.index is not None:
        return _indexed(options, options.index)
    inputs: list[_Input] = []
    failed: list[Finding] = []
    for path in options.paths:
        if path.is_dir():
            inputs += [_Input(found.as_posix(), found, options.given) for found in _files_in(path)]
        elif path.is_file():
            inputs.append(_Input(path.as_posix(), path, options.given))
        else:
            beside = [other.name for other in path.parent.iterdir()] if path.parent.is_dir() else []
            remedy = nearest(path.name, beside) or "Check the path."
            failed.append(problem(path.as_posix(), 0, "There is no such file.", remedy))
    return inputs, failed


def _indexed(options: AddOptions, index: Path) -> tuple[list[_Input], list[Finding]]:
    """List the files that an index names; what the command line gives holds where the index is silent."""
    folder = options.paths[0] if len(options.paths) == 1 else index.parent
    if len(options.paths) > 1 or not folder.is_dir():
        message = "An index goes with one folder of files."
        raise UserError([problem(index.as_posix(), 0, message, "Write: add FOLDER --index CSV.")])
    entries = parse_index(_bytes_of(index), index.as_posix())
    inputs: list[_Input] = []
    failed: list[Finding] = []
    names = [path.relative_to(folder).as_posix() for path in _files_in(folder, every=True)]
    for entry in entries:
        path = folder / entry.file
        given = replace(
            entry.given,
            authority=entry.given.authority or options.given.authority,
            request=entry.given.request or options.given.request,
        )
        if path.is_file():
            inputs.append(_Input(path.as_posix(), path, given))
        else:
            remedy = nearest(entry.file, names) or "Check the name, or delete the row."
            failed.append(
                problem(index.as_posix(), entry.line, f"There is no file '{entry.file}' in the folder.", remedy)
            )
    return inputs, failed


def _files_in(folder: Path, *, every: bool = False) -> list[Path]:
    """List a folder's letters by name, those of its folders too; hidden files and formats that are no letter's are not."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root) / name for name in sorted(names) if not name.startswith((".", "~$"))]
        if len(found) > MAX_FILES:
            message = f"The folder holds more than {MAX_FILES:,} files."
            raise UserError([problem(folder.as_posix(), 0, message, "Add it in parts.")])
    return [path for path in found if every or path.suffix.lower() in LETTERS]


def _take(inputs: Sequence[_Input], failed: list[Finding], read: ReadBytes) -> Iterator[Taken]:
    """Read each file; one that cannot be read is a problem, and the others go on."""
    for each in inputs:
        try:
            yield take(each.name, _bytes_of(each.path), each.given, read)
        except UserError as error:
            failed += error.findings


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            message = f"The file has {path.stat().st_size:,} bytes, more than {MAX_FILE:,}."
            raise UserError([problem(path.as_posix(), 0, message, "Add the letter alone, or split it.")])
        return path.read_bytes()
    except OSError as error:
        message = f"The file cannot be read ({error.strerror})."
        raise UserError([problem(path.as_posix(), 0, message, "Check the path.")]) from error


def _from_inbox(
    project: Path, planner: Planner, failed: list[Finding]
) -> tuple[list[Filing], list[str], dict[Path, str]]:
    """Make filings of the waiting letters whose doubts a person has answered; say which go on waiting.

    Where answers brought up more to decide, the third part gives the texts of the inbox's files with it.
    """
    filings: list[Filing] = []
    notes: list[str] = []
    again: dict[Path, str] = {}
    for waiting in read_inbox(project / INBOX):
        answers, problems = answers_of(waiting)
        cleaned = clean(apply_answers(waiting.text, answers), persons_of(answers), kept_of(answers))
        left = left_to_decide(cleaned.text, cleaned.doubts, answers)
        taken = take_text(waiting.file, replace(cleaned, doubts=left), Given(), planner.read)
        plan = planner.hold(taken, waiting.request, waiting.stem)
        problems = (*problems, *_named_after_person(waiting, cleaned))
        failed += problems
        if left and not problems:
            lines = ", ".join(str(line) for line in dict.fromkeys(doubt.line for doubt in left))
            notes.append(f"{waiting.file} waits: decide whether line {lines} of its text is personal data.")
            if not {(one.line, one.words) for one in left} <= {(one.line, one.words) for one in answers}:
                path = project / waiting.file
                again[path.with_suffix(".txt")] = cleaned.text
                again[path] = settings_to_wait(waiting, cleaned.text, left, answers)
        elif not problems:
            try:
                filings.append(Filing(plan, settings_to_file(waiting, cleaned, answers)))
            except UserError as error:
                failed += error.findings
    return filings, notes, again


def _named_after_person(waiting: Waiting, cleaned: Cleaned) -> Iterator[Finding]:
    """Report a request or a letter whose name holds that of a person who was redacted."""
    known = Known(cleaned.persons)
    for name in (waiting.request, waiting.stem):
        if known.in_name(name):
            message = "The name of its folder or file holds the name of a person who is redacted."
            yield problem(waiting.file, 0, message, "Rename it in inbox/: names are part of addresses that never move.")


def read_inbox(inbox: Path) -> Iterator[Waiting]:
    """Read the letters of the inbox, by name."""
    for folder in sorted(inbox.iterdir()) if inbox.is_dir() else ():
        for path in sorted(folder.glob("*.txt")) if folder.is_dir() and SLUG.match(folder.name) else ():
            beside = path.with_suffix(".yml")
            if SLUG.match(path.stem) and beside.is_file():
                file = f"{INBOX}/{folder.name}/{path.stem}.yml"
                yield Waiting(folder.name, path.stem, file, _text_of(path, file), _text_of(beside, file))


def _text_of(path: Path, file: str) -> str:
    """Read a text of the inbox, as an editor may have saved it."""
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UserError([problem(file, 0, f"{path.name} is not UTF-8.", "Save it again as UTF-8.")]) from error


def _write_all(
    project: Path, filings: Sequence[Filing], requests: Mapping[str, str], again: Mapping[Path, str]
) -> None:
    """Write the letters, then what goes on waiting; raises UserError, which says whether any file was written before."""
    made: list[Path] = []
    try:
        _write(project, filings, requests, made)
        _write_again(again, made)
    except UserError as error:
        raise UserError(error.findings, written=bool(made)) from error


def _write(project: Path, filings: Sequence[Filing], requests: Mapping[str, str], made: list[Path]) -> None:
    """Write the files of each letter, each listed once it is made; raises UserError where the system refuses."""
    for filing in filings:
        try:
            _write_letter(project, filing, requests.get(filing.plan.request, ""), made)
        except OSError as error:
            message = f"The letter cannot be written ({error.strerror})."
            remedy = "Check that the folder is there and that you may write in it."
            raise UserError([problem(str(error.filename or project), 0, message, remedy)]) from error


def _write_letter(project: Path, filing: Filing, request: str, made: list[Path]) -> None:
    """Write one letter: a text without its `.yml` is a draft, so the text comes first."""
    plan = filing.plan
    waits = waits_in_inbox(filing)
    folder = (project / INBOX if waits else project / "content" / "requests") / plan.request
    folder.mkdir(parents=True, exist_ok=True)
    if waits:
        _create(project / INBOX / ".gitignore", "*\n", made)
    elif request and not (folder / "request.md").exists():
        _create(folder / "request.md", request, made)
    _create(folder / f"{plan.stem}.txt", plan.taken.text, made)
    _create(folder / f"{plan.stem}.yml", filing.settings, made)
    if filing.draft is None:  # it came from the inbox
        for suffix in (".txt", ".yml"):
            (project / INBOX / plan.request / f"{plan.stem}{suffix}").unlink()


def _write_again(texts: Mapping[Path, str], made: list[Path]) -> None:
    """Write the files of letters that go on waiting, each beside itself first: nothing of them is anywhere else."""
    for path, text in texts.items():
        try:
            replace_file(path, text.encode())
            made.append(path)
        except OSError as error:
            message = f"The file cannot be written ({error.strerror})."
            raise UserError([problem(path.as_posix(), 0, message, "Check that you may write in inbox/.")]) from error


def _create(path: Path, text: str, made: list[Path]) -> None:
    """Write a new file; one that exists is never overwritten, and one that holds the same (a run that stopped) is fine."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            made.append(path)
            file.write(text)
    except FileExistsError as error:
        if path.read_bytes() != text.encode():
            message = "The file exists already."
            raise UserError([problem(path.as_posix(), 0, message, "Move it, then run the command again.")]) from error
