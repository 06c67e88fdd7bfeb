"""The front door: content/ → datapackage/ → site/. `python3 build.py --help` lists the commands."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # an unchanged build takes no longer than importing typing, pathlib and the like would
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from disclosed.cache import Blob, Cache
    from disclosed.model import Finding
    from disclosed.options import Options
    from disclosed.packaging.independent import Judge
    from disclosed.packaging.parted import Parted
    from disclosed.report import Report

ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120


def build(options: Options) -> Report:
    """Run the pipeline and report. Nothing is written until everything is made and checked."""
    from disclosed import findings, inputs, output, report
    from disclosed.packaging import independent, validate
    from disclosed.packaging.package import read_shown

    shown_before = read_shown(options.project / "datapackage")
    with inputs.watched(options.content) as read, options.open_cache() as cache, independent.Judge() as judge:
        package, found = make_package(options, cache, lambda: get_ready(cache, judge))
        with validate.validate_build(package, judge, cache=cache) as verdict:  # it judges while the site is made
            site = make_site(package, options, cache)
            findings.stop_on(verdict.findings())
        read.check()  # content that changed meanwhile: whoever asked for the build begins it again
    output.replace_folders(options.project, {"datapackage": package.files, "site": site}, remember=options.cache)
    cache.drop_unused()  # of letters that changed, and of earlier versions of the engine
    left = report.Unpublished(
        inputs.letters_in(options.content / "requests"), inputs.letters_in(options.project / "inbox")
    )
    return report.report_package(
        package.package, found, len(site), shown_before, annotate=options.annotate, unpublished=left
    )


def get_ready(cache: Cache, judge: Judge) -> None:
    """Have other processes import what will be wanted, since letters have changed: frictionless, and what draws charts."""
    from disclosed.charting.sketches import Waking

    judge.begin()
    cache.expect([Waking()])


def make_package(
    options: Options, cache: Cache, ready: Callable[[], None] = lambda: None
) -> tuple[Parted, tuple[Finding, ...]]:
    """Make the package from the letters and what a person settled beside them, a part a request; raises UserError."""
    if cache.is_empty():
        ready()
    from disclosed import findings, parting

    package, found = parting.load_parts(options.content, parting.Keeper(cache, tell=options.tell), ready)
    findings.stop_on(found, strict=options.strict)
    return package, found


def make_site(package: Parted, options: Options, cache: Cache) -> Mapping[str, Blob]:
    """Make the site's files from the package, site.yml, prose, releases and templates; of the letters it knows nothing."""
    from disclosed.publishing import documents, making, render
    from disclosed.settling import config

    settings = options.override(config.load_site(options.content))
    words = documents.load_documents(options.content), documents.load_releases(options.content)
    renderer = render.Renderer(render.load_templates(options.templates, options.content / "theme"))
    return making.Making(package, making.Around(settings, *words, renderer), cache).files(options.tell)


def main() -> int:
    """Run a command, in the project's own environment where the libraries are not at hand."""
    from disclosed import fresh, setup

    if report := fresh.unchanged_report(ROOT, sys.argv[1:]):
        return tell(report)
    from pathlib import Path

    if sys.prefix != os.path.join(ROOT, ".venv") and setup.lacks_libraries():  # noqa: PTH118
        try:
            return setup.run_inside(Path(ROOT), sys.argv)
        except setup.SetupError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    from disclosed.cli import main as run_command

    return run_command(sys.argv[1:], build, Path(ROOT))


def tell(report: Sequence[str]) -> int:
    """Print what a build that has nothing to do says, without importing what other commands need."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.write("\n".join((*report, "")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
