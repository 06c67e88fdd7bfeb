"""Make `python3 build.py` enough on a new machine: the libraries go into `.venv` beside the project, once.

Debian, Ubuntu and Homebrew refuse `pip install` outside a virtual environment (PEP 668), so the front door makes one
and goes on inside it. Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import Popen

OLDEST = (3, 11)
# What the requirements of pyproject.toml are imported as; a test holds the two together.
LIBRARIES = (
    "altair",
    "frictionless",
    "jinja2",
    "jsonschema",
    "lxml",
    "markdown",
    "nh3",
    "openpyxl",
    "pdfplumber",
    "PIL",
    "pydantic",
    "ruamel",
    "vl_convert",
)
STAMP = "disclosed-requirements"  # names, inside .venv, the requirements that it holds


class SetupError(Exception):
    """The libraries cannot be installed; says why and what to do."""


def lacks_libraries() -> bool:
    """Say whether this interpreter is without a library that the engine needs."""
    from importlib.util import find_spec  # noqa: PLC0415 - this runs before every command, and mostly needs nothing else

    return any(find_spec(name) is None for name in LIBRARIES)


def environment_python(root: Path) -> Path:
    """Say where the interpreter of the project's own environment stands."""
    return root / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def read_requirements(root: Path, extras: tuple[str, ...]) -> list[str]:
    """List what pyproject.toml requires, with the named extras."""
    import tomllib  # noqa: PLC0415 - an older Python has none, and is told so first

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *(name for extra in extras for name in project["optional-dependencies"][extra])]


def run_inside(root: Path, arguments: list[str], *, extras: tuple[str, ...] = ()) -> int:
    """Run Python with `arguments` in the project's environment, made or renewed first; its exit code.

    Raises SetupError where the environment cannot be made.
    """
    import hashlib  # noqa: PLC0415
    import subprocess  # noqa: PLC0415

    if sys.version_info < OLDEST:
        have, need = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST))
        raise SetupError(
            f"This is Python {have}; Disclosed needs {need} or later. Install it, then run this again with it."
        )
    python = environment_python(root)
    wanted = read_requirements(root, extras)
    stamp = root / ".venv" / f"{STAMP}{'-'.join(('', *extras))}"
    mark = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
    if not (python.exists() and stamp.exists() and stamp.read_text("utf-8") == mark):
        _install(root, python, wanted)
        stamp.write_text(mark, "utf-8")
    return _wait_for(subprocess.Popen([str(python), *arguments]))  # noqa: S603 - the project's own interpreter


def _wait_for(process: Popen[bytes]) -> int:
    """Wait until a command has ended; Ctrl+C reaches it too, and it ends in its own way."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def _install(root: Path, python: Path, wanted: list[str]) -> None:
    import subprocess  # noqa: PLC0415

    sys.stderr.write(
        "Setting up .venv with the libraries that Disclosed needs. This happens once and takes a minute or two.\n"
    )
    steps = (
        ([sys.executable, "-m", "venv", str(root / ".venv")],
         "The environment .venv could not be made. On Debian and Ubuntu: sudo apt-get install python3-venv."),
        ([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted],
         "The libraries could not be installed. Check the connection to the Python Package Index, then run this again."),
    )  # fmt: skip
    for command, remedy in steps:
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - the arguments are this file's own
            raise SetupError(remedy)
