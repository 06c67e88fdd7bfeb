"""The front door: content/ → datapackage/ → site/. `python3 build.py --help` lists the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosed.cache import Blob, Cache
    from disclosed.cli import Options
    from disclosed.fresh import Report
    from disclosed.model import Finding
    from disclosed.packaging.independent import Judge
    from disclosed.packaging.parted import Parted

ROOT = Path(__file__).resolve().parent


def build(options: Options) -> Report:
    """Run the pipeline and report. Nothing is written until everything is made and checked."""
    from disclosed import findings, output, report
    from disclosed.packaging import independent, validate
    from disclosed.packaging.package import read_shown

    shown_before = read_shown(options.project / "datapackage")
    with options.open_cache() as cache, independent.Judge() as judge:
        ready = partial(get_ready, cache, judge)
        package, found = make_package(options, cache, ready)
        with validate.validate_build(package, judge, cache=cache) as verdict:  # it judges while the site is made
            site = make_site(package, options, cache)
            findings.stop_on(verdict.findings())
    output.replace_folders(options.project, {"datapackage": package.files, "site": site}, remember=options.cache)
    cache.drop_unused()  # of letters that changed, and of earlier versions of the engine
    return report.report_package(package.package, found, len(site), shown_before, annotate=options.annotate)


def get_ready(cache: Cache, judge: Judge) -> None:
    """Have other processes import what will be wanted, since letters have changed: frictionless, and what draws charts."""
    from disclosed.charting.sketches import Blank

    judge.begin()
    cache.expect([Blank()])


def make_package(
    options: Options, cache: Cache, ready: Callable[[], None] = lambda: None
) -> tuple[Parted, tuple[Finding, ...]]:
    """Make the package from the letters and what a person settled beside them, a part a request; raises UserError."""
    from disclosed import findings, parting

    if cache.is_empty():
        ready()
    package, found = parting.load_parts(options.content, parting.Keeper(cache), ready)
    findings.stop_on(found, strict=options.strict)
    return package, found


def make_site(package: Parted, options: Options, cache: Cache) -> Mapping[str, Blob]:
    """Make the site's files from the package, site.yml, prose, releases and templates; of the letters it knows nothing."""
    from disclosed.publishing import documents, making, render
    from disclosed.settling import config

    settings = options.override(config.load_site(options.content))
    words = documents.load_documents(options.content), documents.load_releases(options.content)
    renderer = render.Renderer(render.load_templates(ROOT / "templates", options.content / "theme"))
    return making.Making(package, making.Around(settings, *words, renderer), cache).files()


def main() -> int:
    """Run a command, in the project's own environment where the libraries are not at hand."""
    from disclosed.setup import SetupError, lacks_libraries, run_inside

    if Path(sys.prefix) != ROOT / ".venv" and lacks_libraries():
        try:
            return run_inside(ROOT, sys.argv)
        except SetupError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    from disclosed.cli import main as run_command

    return run_command(sys.argv[1:], build, ROOT)


if __name__ == "__main__":
    sys.exit(main())
