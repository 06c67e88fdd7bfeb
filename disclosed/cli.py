"""The commands: `python3 build.py [COMMAND]`, and what they print; how far long work has come is told by progress.py.

Exit codes: 0 clean, 1 findings that stop, 2 wrong use. A user error prints one line a finding and no traceback;
anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from disclosed.findings import EDITORS_ALONE, UserError, line_of, problem, told_to_editor, unreadable
from disclosed.fresh import LastBuild, list_inputs, list_outputs, write_last_build
from disclosed.inputs import until_settled
from disclosed.options import ENGINE, Options
from disclosed.progress import Line
from disclosed.site import is_base_url

if TYPE_CHECKING:
    from disclosed.model import Finding
    from disclosed.report import Report

MOST_JOBS = 64
# The options before a command that it uses, beside those that all use: where the project is, and how errors are marked.
USED = {
    "": {"base_url", "strict", "refuse_example", "jobs", "no_cache"},
    "add": {"no_cache"},
    "inspect": set(),
    "new": set(),
    "serve": {"base_url", "no_cache"},
    "verify": set(),
    "release": {"no_cache"},
}

Pipeline = Callable[[Options], "Report"]


def main(arguments: Sequence[str], build: Pipeline, project: Path) -> int:
    """Run one command; its exit code."""
    _speak_utf8(sys.stdout, sys.stderr)
    parser = _parser(project)
    parsed = parser.parse_args(arguments, argparse.Namespace(arguments=arguments))
    if unused := _unused(parser, parsed):
        parser.error(f"{parsed.command} does not use {', '.join(unused)}. Leave it out.")
    try:
        _recover(parsed.project)
        code: int = parsed.run(parsed, build)
    except UserError as error:
        print(error, file=sys.stderr)
        _tell_editor(told_to_editor(error.findings), sys.stderr)
        if getattr(parsed, "annotate", False):
            _annotate(error.findings)
        print(_stopped(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code


def _unused(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> list[str]:
    """Name the options that were given and that the command would ignore."""
    others = USED[""] - USED[parsed.command]
    given = (name for name in sorted(others) if getattr(parsed, name) != parser.get_default(name))
    return [f"--{name.replace('_', '-')}" for name in given]


def _annotate(findings: Sequence[Finding]) -> None:
    """Mark findings on the lines of a pull request, on standard output, where GitHub looks for them."""
    from disclosed.annotating import annotate  # noqa: PLC0415 - for workflows alone

    print(*annotate(findings), sep="\n")


def _recover(project: Path) -> None:
    """Finish or undo what a build left that was ended half way."""
    if (project / ".staged").exists():
        from disclosed.output import recover_outputs  # noqa: PLC0415 - hardly ever needed

        recover_outputs(project)


def _tell_editor(lines: Sequence[str], stream: TextIO) -> None:
    """Tell on a terminal what is for the editor alone; a pipe, a file or a log of CI never has it."""
    if lines and stream.isatty():
        print(*lines, sep="\n", file=stream)


def _speak_utf8(*streams: TextIO) -> None:
    """Print any letter's characters on consoles that are not UTF-8 too."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _stopped(error: UserError) -> str:
    """Count what stopped a command, with warnings beside errors, and say whether it leaves everything as it was."""
    from disclosed.report import counted  # noqa: PLC0415 - for a build that fails

    findings = [found for found in error.findings if found.code not in EDITORS_ALONE]
    warnings = sum(found.level == "warning" for found in findings)
    errors = len(findings) - warnings
    beside = f", and {counted(warnings, 'warning')} to settle" if errors and warnings else ""
    left = "What was done before stays." if error.written else "Nothing was written."
    return f"{counted(errors or warnings, 'problem')}{beside}. {left}"


def _parser(project: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Turn response letters into a data package and a site.", allow_abbrev=False
    )
    parser.set_defaults(run=_build)
    _add_build_options(parser, project)
    commands = parser.add_subparsers(title="commands", metavar="", dest="command")
    parser.set_defaults(command="")
    _add_add(commands.add_parser("add", help="read a letter of any format and file it"))
    inspect = commands.add_parser("inspect", help="show how a letter is read")
    inspect.add_argument("letter", type=Path, help="a letter's text file")
    inspect.add_argument("--json", action="store_true", help="one JSON object, for programs")
    inspect.add_argument("--why", action="store_true", help="the hypotheses and their scores too")
    inspect.set_defaults(run=_inspect)
    _add_new(commands.add_parser("new", help="start a site of your own, without the example's letters"))
    _add_serve(commands.add_parser("serve", help="preview the site, and review its letters, on this computer"))
    verify = commands.add_parser("verify", help="check a data package, wherever it is")
    verify.add_argument("package", type=Path, nargs="?", help="a package's folder or zip (this project's datapackage/)")
    verify.set_defaults(run=_verify)
    _add_release(commands.add_parser("release", help="compare with the last release, set version and date"))
    return parser


def _add_build_options(parser: argparse.ArgumentParser, project: Path) -> None:
    parser.add_argument("--project", type=Path, default=project, help="the folder that holds content/ (this one)")
    parser.add_argument("--base-url", default="", type=_base_url, help="the site's address, instead of site.yml's")
    parser.add_argument("--strict", action="store_true", help="let warnings that nobody has settled stop the build")
    parser.add_argument(
        "--annotate", action="store_true", help="mark findings on the lines of a pull request on GitHub"
    )
    parser.add_argument("--refuse-example", action="store_true", help="stop while the site says it is the example's")
    parser.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="how many processes work at once (one a core)"
    )
    parser.add_argument("--no-cache", action="store_true", help="read, draw and check everything anew")


def _add_add(add: argparse.ArgumentParser) -> None:
    add.add_argument("files", type=Path, nargs="*", metavar="FILE", help="letters, or a folder of them")
    add.add_argument("--request", default="", help="the request it answers, instead of the one its questions are like")
    add.add_argument("--authority", default="", help="who wrote it, where the letter does not say")
    add.add_argument("--index", type=Path, metavar="CSV", help="a row a file of the folder: what is known of each")
    add.add_argument("--dry-run", action="store_true", help="show what would be filed, and write nothing")
    add.set_defaults(run=_add)


def _add_serve(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--port", type=_port, default=8000, help="the port, or the next that is free (8000)")
    serve.add_argument(
        "--host", choices=("127.0.0.1", "::1", "localhost"), default="127.0.0.1", help="the loopback address"
    )
    serve.add_argument("--no-open", action="store_true", help="open no browser")
    serve.set_defaults(run=_serve)


def _port(text: str) -> int:
    """Take a port's number."""
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        message = f"'{text}' is not a port. Write a number up to 65535."
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _serve(parsed: argparse.Namespace, _: Pipeline) -> int:
    """Serve until Ctrl+C."""
    from disclosed.serve import Serving, serve  # noqa: PLC0415 - the other commands serve nothing

    options = Options(parsed.project.resolve(), parsed.base_url, cache=not parsed.no_cache)
    serving = Serving(options, ENGINE / "templates", parsed.host, parsed.port, opens=not parsed.no_open)
    serve(serving, lambda line: print(line, flush=True), lambda lines: _tell_editor(lines, sys.stdout))
    return 0


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("--title", default="", help="what the site is called")
    new.add_argument("--publisher", default="", help="who publishes it")
    new.add_argument("--kind", default="", help="authority, if that is whose letters these are; else independent")
    new.add_argument("--contact", default="", help="the mailbox to which readers may write")
    new.add_argument("--base-url", default="", dest="address", help="the address at which it will stand")
    new.add_argument("--yes", action="store_true", help="delete what is here without asking")
    new.set_defaults(run=_new)


def _new(parsed: argparse.Namespace, _: Pipeline) -> int:
    """Ask what is not said, where somebody is there to answer; 1 where they think better of it."""
    from disclosed import new  # noqa: PLC0415 - once in a site's life
    from disclosed.add import adding_day  # noqa: PLC0415

    project = parsed.project.resolve()
    given = new.Answers(parsed.title, parsed.publisher, parsed.kind, parsed.contact, parsed.address)
    ask = input if sys.stdin.isatty() else None
    try:
        answers = new.answer_questions(given, ask)
        held = new.listed(project)
        if held and not parsed.yes:
            print("This deletes, from the folder and not from its history:", *(f"  {name}" for name in held), sep="\n")
            if ask is None:
                raise UserError([problem("new", 0, "Nobody is there to ask.", "Say --yes if that is right.")])
            if ask("Go on? [y/N] ").strip().casefold() not in new.YES:
                print("Nothing was changed.")
                return 1
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was changed.")
        return 1
    print(*new.start_site(project, answers, adding_day()), sep="\n")
    return 0


def _add_release(release: argparse.ArgumentParser) -> None:
    release.add_argument("--dry-run", action="store_true", help="show what changed, and write nothing")
    release.add_argument("--version", default="", type=_version, help="the version, instead of the one that follows")
    release.add_argument("--date", default="", type=_day, help="the day of the release (today)")
    release.add_argument(
        "--against",
        type=Path,
        metavar="DIR_OR_ZIP",
        help="a data package to compare with, instead of git's last release",
    )
    release.set_defaults(run=_release)


def _add(parsed: argparse.Namespace, _: Pipeline) -> int:
    from disclosed import add  # noqa: PLC0415 - the other commands read no other format
    from disclosed.adding.drafting import Given  # noqa: PLC0415
    from disclosed.reading.stored import reading_through  # noqa: PLC0415

    project = parsed.project.resolve()
    given = Given(authority=parsed.authority, request=parsed.request)
    options = add.AddOptions(project, tuple(parsed.files), given, add.adding_day(), parsed.index, parsed.dry_run)
    with Options(project, cache=not parsed.no_cache).open_cache() as cache:
        added = add.add_letters(options, reading_through(cache))
    print(*added.lines, sep="\n")
    return 1 if added.failed else 0


def _base_url(text: str) -> str:
    """Take an address at which a site can stand; '' means that of site.yml."""
    if text and not is_base_url(text):
        message = f"'{text}' is not an address at which a site can stand. Write it as https://example.org/foi/."
        raise argparse.ArgumentTypeError(message)
    return text


def _jobs(text: str) -> int:
    """Take a number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"'{text}' is no number from 1 to {MOST_JOBS}. Write 1 for one process.")
    return int(text)


def _version(text: str) -> str:
    """Take a version of the data."""
    from disclosed.releasing.versions import parse_version  # noqa: PLC0415 - for this command alone

    if text and parse_version(text) is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not a version. Write it as 1.2.0.")
    return text


def _day(text: str) -> str:
    """Take a day of the calendar."""
    from disclosed.packaging.cells import is_day  # noqa: PLC0415 - for this command alone

    if text and not is_day(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a day. Write it as 2026-11-22.")
    return text


def _release(parsed: argparse.Namespace, build: Pipeline) -> int:
    from disclosed import release  # noqa: PLC0415 - the other commands compare no versions
    from disclosed.add import adding_day  # noqa: PLC0415
    from disclosed.reading.stored import reading_through  # noqa: PLC0415

    options = Options(parsed.project.resolve(), cache=not parsed.no_cache)
    day = parsed.date or adding_day()
    asked = release.ReleaseOptions(options.project, day, parsed.version, parsed.against, parsed.dry_run)
    with options.open_cache() as cache:
        lines = release.make_release(asked, reading_through(cache), lambda: until_settled(lambda: build(options)).lines)
    print(*lines, sep="\n")
    return 0


def _build(parsed: argparse.Namespace, build: Pipeline) -> int:
    line = Line(sys.stderr)
    options = Options(
        parsed.project.resolve(),
        parsed.base_url,
        parsed.strict,
        not parsed.no_cache,
        annotate=parsed.annotate,
        jobs=parsed.jobs,
        tell=line,
    )
    if parsed.refuse_example:
        _refuse_example(options)
    project = str(options.project)
    gc.disable()  # a build keeps what it makes and leaves no cycles behind: looking for them takes a sixth of its time
    try:
        inputs, report = until_settled(lambda: (list_inputs(str(ENGINE), project), build(options)))
    finally:
        gc.enable()
        line.clear()
    listing = inputs + list_outputs(project)
    write_last_build(project, LastBuild(parsed.arguments, listing, report.lines, told=len(report.terminal)))
    _tell_editor(report.terminal, sys.stdout)
    print(*report.lines, sep="\n")
    return 0


def _refuse_example(options: Options) -> None:
    from disclosed.settling.config import load_site  # noqa: PLC0415 - for workflows alone
    from disclosed.settling.example import check_own  # noqa: PLC0415
    from disclosed.yaml_source import read_source  # noqa: PLC0415

    source = read_source(options.content / "site.yml", "content/site.yml")
    if found := tuple(check_own(load_site(options.content), source)):
        raise UserError(found)


def _inspect(parsed: argparse.Namespace, _: Pipeline) -> int:
    from disclosed.reading import inspection  # noqa: PLC0415 - reading is not needed by the other commands
    from disclosed.reading.lines import parse_letter  # noqa: PLC0415
    from disclosed.reading.reading import read_letter  # noqa: PLC0415
    from disclosed.settling.alone import with_private  # noqa: PLC0415

    data = _bytes_of(parsed.letter)
    try:
        reading = read_letter(parse_letter(data))
    except UserError as error:
        raise UserError(replace(found, file=str(parsed.letter)) for found in error.findings) from error
    reading = with_private(reading)
    _tell_editor(told_to_editor(replace(one, file=str(parsed.letter)) for one in reading.findings), sys.stdout)
    print(
        inspection.render_json(reading)
        if parsed.json
        else inspection.render_text(reading, str(parsed.letter), why=parsed.why)
    )
    return 0


def _verify(parsed: argparse.Namespace, _: Pipeline) -> int:
    """Check a package with all three layers; 1 where anything in it is wrong."""
    from disclosed.packaging.validate import validate_path  # noqa: PLC0415 - heavy, and for this command alone

    path = parsed.package or parsed.project / "datapackage"
    if not path.exists():
        raise UserError(
            [problem(str(path), 0, "There is no such folder or file.", "Check its name, or build it first.")]
        )
    findings = sorted(validate_path(path), key=lambda found: (found.file, found.line, found.message))
    wrong = [found for found in findings if found.level == "error"]
    for found in findings:
        print(line_of(found), file=sys.stderr)
    if wrong:
        print(
            f"{len(wrong)} {'problem' if len(wrong) == 1 else 'problems'}. This is no valid package.", file=sys.stderr
        )
        return 1
    print(f"{path}: This is a valid package: the official profile, the project's own rules and frictionless agree.")
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError([unreadable(str(path), error)]) from error
