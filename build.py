"""The front door: content/ → datapackage/ → site/. `python3 build.py --help` lists the commands."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosed.cache import Remembers
    from disclosed.cli import Options
    from disclosed.fresh import Report
    from disclosed.model import Finding
    from disclosed.rows import Package

ROOT = Path(__file__).resolve().parent


def build(options: Options) -> Report:
    """Run the pipeline and report. Nothing is written until everything is made and checked."""
    from disclosed import findings, output, report
    from disclosed.packaging import package, validate

    cache = options.open_cache()
    shown_before = package.read_shown(options.project / "datapackage")
    made, found = make_package(options, cache)
    data = package.render_package(made)
    with validate.validate_build(made, data, cache=cache) as verdict:  # frictionless judges while the site is made
        site = make_site(data, options, cache)
        findings.stop_on(verdict.findings())
    output.replace_folders(options.project, {"datapackage": data, "site": site})
    cache.drop_unused()  # of letters that changed, and of earlier versions of the engine
    return report.report_package(made, found, len(site), shown_before, annotate=options.annotate)


def make_package(options: Options, cache: Remembers) -> tuple[Package, tuple[Finding, ...]]:
    """Make the package from the letters and what a person settled beside them; raises UserError."""
    from disclosed import findings
    from disclosed.reading import stored
    from disclosed.settling import assembly, content

    source = content.load_content(options.content)
    made, found = assembly.build_package(source, read_bytes=stored.reading_through(cache))
    findings.stop_on(found, strict=options.strict)
    return made, found


def make_site(data: Mapping[str, bytes], options: Options, cache: Remembers) -> Mapping[str, bytes]:
    """Make the site's files from the package, site.yml, prose, releases and templates; of the letters it knows nothing."""
    from disclosed.packaging import package
    from disclosed.publishing import documents, pages, render, site_files, siteplan
    from disclosed.settling import config

    settings = options.override(config.load_site(options.content))
    words = documents.load_documents(options.content), documents.load_releases(options.content)
    plan = siteplan.plan_with(package.parse_package(data), settings, *words)
    art = site_files.draw_artwork(plan, cache)
    files = {**site_files.data_files(plan, data), **art.files}
    plan = plan.with_sizes(files, package.package_hash(data))
    planned = pages.plan_site(plan)
    templates = render.load_templates(ROOT / "templates", options.content / "theme")
    files |= render.render_site(planned, art.drawings, templates, theme=settings.theme)
    return files | site_files.feed_files(plan.index, planned, pages.feed_site(plan))


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
