"""Run all tests with one command on a new machine: `python3 tests/run.py [pytest's arguments]`.

Makes `.venv` with the test libraries, finds a browser or installs one (Debian's chromium by apt; elsewhere the one that
Playwright downloads), then runs pytest.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from disclosed.setup import SetupError, run_inside  # noqa: E402 - the engine stands beside this folder

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def install_browser() -> None:
    """Install a browser if no known one is on the path; Playwright's own copy is kept by Playwright."""
    found = any(shutil.which(name) for name in BROWSERS)
    if os.name == "posix" and _is_debian():
        packages = [] if found else ["chromium", "fonts-liberation"]
        # Playwright's driver needs it, and a small Debian is without.
        packages += [] if find_library("atomic") else ["libatomic1"]
        _install_packages(packages)
    elif not found:
        run_inside(ROOT, ["-m", "playwright", "install", "chromium"], extras=("test",))


def _install_packages(packages: list[str]) -> None:
    before = [] if os.geteuid() == 0 else ["sudo"]
    steps = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])
    for step in steps if packages else ():
        subprocess.run([*before, *step], check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _is_debian() -> bool:
    return bool(shutil.which("apt-get")) and platform.freedesktop_os_release().get("ID") == "debian"


def main() -> int:
    """Set up, then run pytest; its exit code."""
    try:
        install_browser()
        return run_inside(ROOT, ["-m", "pytest", *sys.argv[1:]], extras=("test",))
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
    except subprocess.CalledProcessError:
        sys.stderr.write(
            "No browser could be installed. Install chromium by hand (sudo apt-get install chromium), then run this again.\n"
        )
    return 2


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
