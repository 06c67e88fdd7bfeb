from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosed import setup
from disclosed.setup import SetupError, environment_python, read_requirements, run_inside

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that requires nothing, so that its environment is made without a network."""
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\ndependencies = []\n[project.optional-dependencies]\ntest = []\n', "utf-8"
    )
    return tmp_path


def test_requirements_are_those_of_pyproject() -> None:
    assert "jinja2>=3.1" in read_requirements(ROOT, ())
    assert set(read_requirements(ROOT, ("test",))) > set(read_requirements(ROOT, ()))


def test_every_requirement_is_known_by_the_name_it_is_imported_as() -> None:
    names = {
        re.split(r"[<>=]", name)[0].replace("-", "_").removesuffix("_python") for name in read_requirements(ROOT, ())
    }
    assert set(setup.LIBRARIES) == {"PIL" if name == "pillow" else name.split(".")[0] for name in names}
    assert not setup.lacks_libraries()


def test_an_environment_that_fits_is_used_as_it_is(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    (project / ".venv" / setup.STAMP).write_text(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "utf-8"
    )
    assert run_inside(project, ["-c", "import sys; print(sys.prefix); sys.exit(7)"]) == 7
    out, err = capfd.readouterr()
    assert Path(out.strip()) == project / ".venv"
    assert err == ""


def test_a_command_that_is_interrupted_ends_in_its_own_way() -> None:
    interrupted = iter([KeyboardInterrupt, KeyboardInterrupt, None])

    class Process:
        def wait(self) -> int:
            if next(interrupted) is not None:
                raise KeyboardInterrupt
            return 3

    assert setup._wait_for(Process()) == 3  # type: ignore[arg-type]  # what it asks of a process


def test_one_that_holds_other_requirements_is_renewed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    (project / ".venv" / setup.STAMP).write_text("older", "utf-8")
    monkeypatch.setattr(setup, "_install", lambda root, python, wanted: made.append(python))
    run_inside(project, ["-c", ""])
    run_inside(project, ["-c", ""])
    assert made == [environment_python(project)]


def test_an_old_python_is_refused_with_a_remedy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    with pytest.raises(SetupError) as caught:
        run_inside(project, ["-c", ""])
    have = ".".join(map(str, sys.version_info[:2]))
    assert (
        str(caught.value)
        == f"This is Python {have}; Disclosed needs 99.0 or later. Install it, then run this again with it."
    )


def test_a_machine_without_venv_says_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(SetupError) as caught:
        run_inside(project, ["-c", ""])
    assert (
        str(caught.value)
        == "The environment .venv could not be made. On Debian and Ubuntu: sudo apt-get install python3-venv."
    )


def test_a_machine_without_a_network_says_so(project: Path) -> None:
    (project / "pyproject.toml").write_text('[project]\ndependencies = ["/nowhere/at-all.whl"]\n', "utf-8")
    with pytest.raises(SetupError) as caught:
        run_inside(project, ["-c", ""])
    assert (
        str(caught.value)
        == "The libraries could not be installed. Check the connection to the Python Package Index, then run this again."
    )
    assert not (project / ".venv" / setup.STAMP).exists()
