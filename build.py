"""The front door: content/ → datapackage/ → site/. `python3 build.py --help` lists the commands."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosed.cli import Options

ROOT = Path(__file__).resolve().parent


def build(options: Options) -> tuple[str, ...]:
    """Run the pipeline, top to bottom, and report. Nothing is written until everything is made and checked."""
    from disclosed import assembly, config, content, documents, findings, output, package, pages, render, report, stored, validate
    from disclosed import site_files as extra
    from disclosed.index import Index
    from disclosed.numbered import number_requests
    from disclosed.siteplan import SitePlan

    folder, cache = options.project / "content", options.open_cache()

    # Letters to a data package.
    source = content.load_content(folder)
    made, found = assembly.build_package(source, read_bytes=stored.reading_through(cache))
    findings.stop_on(found, strict=options.strict)
    data = package.render_package(made)
    findings.stop_on(validate.validate_build(made, data, cache=cache))

    # The data package to a site. From here on nothing knows of letters: `parsed` is what anybody can read from the package.
    parsed = package.parse_package(data)
    settings = options.override(config.site_settings(source.site))
    index = Index(parsed)
    numbered = number_requests(index)
    art = extra.draw_artwork(index, numbered, settings, cache)
    files = {**extra.data_files(index, numbered, data), **art.files}
    sizes = {path: len(content_) for path, content_ in files.items()}
    texts = documents.load_documents(folder), documents.load_releases(folder)
    plan = SitePlan(index, settings, numbered, sizes, *texts, package_hash=package.package_hash(data))
    planned = pages.plan_site(plan)
    templates = render.load_templates(ROOT / "templates", folder / "theme")
    files |= render.render_site(planned, art.drawings, templates, theme=settings.theme)
    files |= extra.feed_files(index, planned, pages.feed_site(plan))

    output.replace_folders(options.project, {"datapackage": data, "site": files})
    return report.report_package(parsed, found, len(files))


def main() -> int:
    """Run a command, in the project's own environment where the libraries are not at hand."""
    from disclosed.setup import SetupError, run_inside

    if find_spec("ruamel") is None and Path(sys.prefix) != ROOT / ".venv":
        try:
            return run_inside(ROOT, sys.argv)
        except SetupError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    from disclosed.cli import main as run_command

    return run_command(sys.argv[1:], build, ROOT)


if __name__ == "__main__":
    sys.exit(main())
