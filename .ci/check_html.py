"""Check every page and the style sheet with the Nu Html Checker: `check_html.py vnu.jar SITE`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

# The checker reads files, so it takes 'self' for another host; and it does not know container queries (CSS Containment 3).
NOT_FAULTS = (
    "violates Content Security Policy",
    "@container",
    "container-type",
    "container-name",
    "“max-inline-size”: Unknown dimension.",  # 100cqi, a unit of container queries
    "font-size-adjust",
)


def main(jar: str, site: str) -> int:
    """Print each fault with its place; 1 if there is any."""
    pages = sorted(str(path) for suffix in ("*.html", "*.css", "*.svg") for path in Path(site).rglob(suffix))
    command = [
        "java",
        "-jar",
        jar,
        "--also-check-css",
        "--also-check-svg",
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *pages,
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(run.stdout)["messages"]
    faults = [m for m in messages if m["type"] == "error" and not any(words in m["message"] for words in NOT_FAULTS)]
    for fault in faults:
        print(f"{fault['url']}:{fault.get('lastLine', 0)}: {fault['message']}")
    print(f"{len(pages)} files, {len(faults)} faults")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
