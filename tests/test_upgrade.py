"""`.ci/upgrade`: a fork gets the engine of a release and keeps what is its own; tried on repositories made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="it runs in the workflow, on Linux")
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example",
         "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a.example"}  # fmt: skip


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True, env={**os.environ, **ALONE})  # fmt: skip
    return done.stdout


def commit(folder: Path, message: str, **files: str) -> None:
    """Write files (`disclosed__a_py` is disclosed/a.py) and commit them."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    """The engine's repository, with two releases."""
    folder = tmp_path / "engine"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    commit(folder, "one", build_py="1", disclosed__a_py="1", disclosed__gone_py="1", templates__base_html="1",
           content__site_yml="the example's", README_md="the example's")  # fmt: skip
    git(folder, "tag", "v1.0.0")
    (folder / "disclosed/gone.py").unlink()
    (folder / ".github/workflows").mkdir(parents=True)
    (folder / ".github/workflows/site.yml").write_text("2", "utf-8")
    commit(folder, "two", build_py="2", disclosed__a_py="2", disclosed__new_py="2", content__site_yml="the example's new")  # fmt: skip
    git(folder, "tag", "v2.0.0")
    return folder


@pytest.fixture
def fork(engine: Path, tmp_path: Path) -> Path:
    """A fork of the first release, with content and a theme of its own."""
    folder = tmp_path / "fork"
    git(tmp_path, "clone", "--quiet", "--branch", "v1.0.0", str(engine), str(folder))
    git(folder, "checkout", "--quiet", "-B", "main")
    commit(folder, "ours", content__site_yml="ours", content__theme__base_html="ours", README_md="ours")
    return folder


def upgrade(fork: Path, engine: Path, tag: str) -> tuple[int, str]:
    done = subprocess.run([".ci/upgrade", str(engine), tag], cwd=fork, capture_output=True, text=True, check=False, env={**os.environ, **ALONE})  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def text(fork: Path, name: str) -> str:
    return (fork / name).read_text("utf-8")


def test_the_engine_is_replaced_and_the_forks_own_stays(fork: Path, engine: Path) -> None:
    code, said = upgrade(fork, engine, "v2.0.0")
    assert code == 0, said
    assert git(fork, "branch", "--show-current") == "upgrade/v2.0.0\n"
    assert (text(fork, "build.py"), text(fork, "disclosed/a.py"), text(fork, "disclosed/new.py")) == ("2", "2", "2")
    assert not (fork / "disclosed/gone.py").exists()
    assert (text(fork, "content/site.yml"), text(fork, "content/theme/base.html"), text(fork, "README.md")) == (
        "ours",
    ) * 3
    assert "By hand: .github/workflows differs in v2.0.0." in said
    assert not (fork / ".github").exists()
    assert git(fork, "log", "-1", "--format=%s") == "Upgrade the engine to v2.0.0\n"
    assert git(fork, "show", "main:build.py") == "1"


def test_what_was_changed_in_the_engine_here_is_named(fork: Path, engine: Path) -> None:
    assert upgrade(fork, engine, "v1.0.0") == (0, "The engine is as it is in v1.0.0: nothing to do.\n")
    upgrade(fork, engine, "v2.0.0")
    git(fork, "checkout", "--quiet", "-B", "main")
    commit(fork, "a change of ours", templates__base_html="ours")
    commit(engine, "three", build_py="3")
    git(engine, "tag", "v3.0.0")
    code, said = upgrade(fork, engine, "v3.0.0")
    assert code == 0
    assert said.endswith(
        "Changed here since the last upgrade, and replaced (own changes belong in content/theme/):\n  templates/base.html\n"
    )
    assert git(fork, "show", "main:templates/base.html") == "ours"


def test_what_cannot_be_done_is_said_and_nothing_changed(fork: Path, engine: Path) -> None:
    before = git(fork, "rev-parse", "HEAD")
    assert upgrade(fork, engine, "v9.0.0")[1].endswith(
        f"There is no tag v9.0.0 in {engine}. Look at its list of releases.\n"
    )
    (fork / "content/site.yml").write_text("half done", "utf-8")
    assert upgrade(fork, engine, "v2.0.0") == (
        1,
        "There are changes that are not committed. Commit them, then run the command again.\n",
    )
    assert (git(fork, "rev-parse", "HEAD"), git(fork, "branch", "--show-current")) == (before, "main\n")


def test_a_tag_of_something_else_is_refused(fork: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    commit(other, "one", readme_txt="no engine")
    git(other, "tag", "v1.0.0")
    code, said = upgrade(fork, other, "v1.0.0")
    assert (code, git(fork, "branch", "--show-current")) == (1, "main\n")
    assert said == f"The tag v1.0.0 of {other} holds no build.py, so it is no release of the engine.\n"
