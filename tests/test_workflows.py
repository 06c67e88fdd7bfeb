"""Steps of the workflows, run as GitHub runs them, on a fork made for it: actions left out, a bare repository for the host."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = ROOT / ".github/workflows"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="they run on Linux")
LETTER = """Northtown Borough Council

Reference: FOI 77

1. How many skips are there?

Large: 40
Small: 3

You may re-use the information under the Open Government Licence v3.0.
"""
SITE = """title: Answers
publisher:
  name: A. Volunteer
  kind: independent
contact: editor@town.example
version: 1.0.0
released: 2026-11-22
"""
URL = "https://x-access-token:secret@github.com/you/foi.git"


class Fork:
    """A fork with one letter, its repository on the host, and what a workflow is given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.host = folder / "fork", folder / "host.git"
        self.bin, self.asked = folder / "bin", folder / "gh.txt"
        for made in (self.bin, folder / "runner"):
            made.mkdir()
        self.command("python", f'exec "{sys.executable}" "$@"')
        self.command("gh", f'echo "$@" >> "{self.asked}"')
        settings = folder / "gitconfig"
        settings.write_text(
            f'[url "{self.host}"]\n\tinsteadOf = {URL}\n[url "{folder}/"]\n\tinsteadOf = https://github.com/\n'
            "[init]\n\tdefaultBranch = main\n",
            "utf-8",
        )
        self.summary = folder / "summary.md"
        self.given = {
            **os.environ,
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "GIT_CONFIG_GLOBAL": str(settings),
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "a@a.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF_NAME": "main",
            "GITHUB_REPOSITORY": "you/foi",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(folder / "runner"),
        }
        self.make()

    def command(self, name: str, script: str) -> None:
        """Put a command on the path."""
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (self.bin / name).chmod(0o755)

    def make(self) -> None:
        self.folder.mkdir()
        for name in ("disclosed", "templates", "build.py", "pyproject.toml", ".gitignore", ".ci"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.folder / name)
        shutil.copytree(ROOT / "content/pages", self.folder / "content/pages")
        self.write("content/site.yml", SITE)
        self.write("content/requests/bins/northtown.txt", LETTER)
        self.write("content/requests/bins/northtown.yml", "state: published\npublished: 2026-11-22\n")
        self.git("init", "--quiet", "--bare", str(self.host))
        self.git("init", "--quiet")
        self.commit("Ours")
        self.git("push", "--quiet", str(self.host), "HEAD:main")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.folder, env=self.given, check=True, capture_output=True, text=True)  # fmt: skip
        return done.stdout.strip()

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def run(self, workflow: str, job: str, **values: str) -> tuple[int, str]:
        """Run the steps of a job until one fails; `values` are its expressions, dots as two underscores."""
        flow = YAML(typ="safe").load((WORKFLOWS / f"{workflow}.yml").read_text("utf-8"))
        assert flow["defaults"]["run"]["shell"] == "bash"
        filled = {name.replace("__", "."): value for name, value in values.items()}
        told = ""
        for step in flow["jobs"][job]["steps"]:
            if "run" in step:
                code, said = self._step(step, filled)
                told += said
                if code:
                    return code, told
        return 0, told

    def _step(self, step: Mapping[str, Any], filled: Mapping[str, str]) -> tuple[int, str]:
        def fill(words: object) -> str:
            return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: filled.get(found[1], ""), str(words))

        own = {name: fill(words) for name, words in step.get("env", {}).items()}
        given = {**self.given, "GITHUB_SHA": self.git("rev-parse", "HEAD"), **own}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", fill(step["run"])]  # as GitHub calls it
        done = subprocess.run(command, cwd=self.folder, env=given, check=False, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def refuse(self) -> None:
        """Let the host refuse what is pushed, as a rule that protects a branch does."""
        hook = self.host / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
        hook.chmod(0o755)


@pytest.fixture
def fork(tmp_path: Path) -> Fork:
    return Fork(tmp_path)


def build_step(fork: Fork, **values: str) -> tuple[int, str]:
    flow = YAML(typ="safe").load((WORKFLOWS / "site.yml").read_text("utf-8"))
    step = next(step for step in flow["jobs"]["build"]["steps"] if step.get("name") == "Build")
    return fork._step(step, {name.replace("__", "."): value for name, value in values.items()})


def test_the_site_of_a_fork_is_built_under_its_own_address(fork: Fork) -> None:
    code, told = build_step(fork, steps__pages__outputs__base_url="https://you.github.io/foi")
    assert code == 0, told
    assert "https://you.github.io/foi/requests/" in (fork.folder / "site/sitemap.xml").read_text("utf-8")


def test_a_fork_that_says_it_is_the_example_is_not_published_and_the_example_is(fork: Fork) -> None:
    shutil.copy(ROOT / "content/site.yml", fork.folder / "content/site.yml")
    code, told = build_step(fork, steps__pages__outputs__base_url="https://you.github.io/foi")
    assert code == 1
    assert "::error file=content/site.yml,line=4::'publisher.name' is still the example's" in told
    assert not (fork.folder / "site").exists()
    assert build_step(fork, vars__DISCLOSED_EXAMPLE="yes")[0] == 0


def test_the_package_of_what_was_edited_on_the_web_is_committed_once(fork: Fork) -> None:
    code, told = fork.run("package", "commit", github__token="secret")
    assert code == 0, told
    message = fork.git("log", "-1", "--format=%s")
    assert re.fullmatch(r"The data package of [0-9a-f]{12}", message)
    assert fork.git("--git-dir", str(fork.host), "log", "-1", "--format=%s", "main") == message
    assert fork.git("diff", "--name-only", "HEAD~1").startswith("datapackage/")
    code, told = fork.run("package", "commit", github__token="secret")
    assert code == 0, told
    assert fork.git("log", "-1", "--format=%s") == message


def test_a_rule_that_protects_the_branch_is_told_and_a_push_that_came_first_is_no_fault(fork: Fork) -> None:
    fork.refuse()
    code, told = fork.run("package", "commit", github__token="secret")
    assert code == 1
    assert "::error::The package cannot be pushed to main." in told
    fork.git("reset", "--quiet", "--hard", "HEAD~1")
    (fork.host / "hooks/pre-receive").unlink()
    first = fork.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Somebody's")
    fork.git("push", "--quiet", str(fork.host), f"{first}:main")
    code, told = fork.run("package", "commit", github__token="secret")
    assert code == 0
    assert "::notice::Somebody has pushed meanwhile." in told


def test_a_pull_request_says_what_it_changes_in_the_data(fork: Fork) -> None:
    fork.run("package", "commit", github__token="secret")
    base = fork.folder / ".cache/base/datapackage"
    shutil.copytree(fork.folder / "datapackage", base)
    fork.write("content/requests/bins/northtown.txt", LETTER.replace("40", "41"))
    code, told = fork.run("package", "difference")
    assert code == 0, told
    summary = fork.summary.read_text("utf-8")
    assert summary.startswith("## What this changes in the data\n~~~\n")
    assert "bins/northtown: 1 question changed, 1 line changed and 1 figure changed." in summary


def test_a_pull_request_where_nothing_was_published_before_says_so(fork: Fork) -> None:
    code, told = fork.run("package", "difference")
    assert code == 0, told
    assert fork.summary.read_text("utf-8") == "## What this changes in the data\nThere was none before.\n"


def test_what_stops_the_comparison_fails_the_step(fork: Fork) -> None:
    base = fork.folder / ".cache/base/datapackage"
    base.mkdir(parents=True)
    (base / "datapackage.json").write_text("{}", "utf-8")
    code, told = fork.run("package", "difference")
    assert code == 1
    assert "datapackage.json" in told


def upgrade(fork: Fork, tag: str) -> tuple[int, str]:
    return fork.run("upgrade", "propose", inputs__repository="engine", inputs__tag=tag, github__token="secret")


@pytest.fixture
def engine(fork: Fork, tmp_path: Path) -> Path:
    """The engine's repository with a release."""
    folder = tmp_path / "engine.git"
    fork.git("clone", "--quiet", str(fork.folder), str(folder))
    (folder / "build.py").write_text("new\n", "utf-8")
    fork.git("-C", str(folder), "commit", "--quiet", "--all", "--message", "A release")
    fork.git("-C", str(folder), "tag", "v1.1.0")
    return folder


@pytest.mark.usefixtures("engine")
def test_an_upgrade_is_pushed_and_proposed(fork: Fork) -> None:
    code, told = upgrade(fork, "v1.1.0")
    assert code == 0, told
    assert fork.git("--git-dir", str(fork.host), "show", "upgrade/v1.1.0:build.py") == "new"
    assert fork.git("--git-dir", str(fork.host), "show", "main:build.py") != "new"
    asked = fork.asked.read_text("utf-8")
    assert asked.startswith("pr create --base main --head upgrade/v1.1.0 --title Upgrade the engine to v1.1.0")
    body = Path(asked.split("--body-file ")[1].strip()).read_text("utf-8")
    assert body.startswith("From engine, release v1.1.0. CHANGELOG.md says what is new")


@pytest.mark.usefixtures("engine")
def test_an_upgrade_to_a_release_that_is_not_there_opens_nothing(fork: Fork) -> None:
    code, told = upgrade(fork, "v9.9.9")
    assert code == 1
    assert "There is no tag v9.9.9" in told
    assert not fork.asked.exists()
    assert fork.git("ls-remote", str(fork.host)).count("refs/heads/") == 1


@pytest.mark.usefixtures("engine")
def test_an_upgrade_to_what_is_there_already_opens_nothing(fork: Fork) -> None:
    fork.git("-C", str(fork.folder.parent / "engine.git"), "tag", "v1.0.0", "HEAD~1")
    code, told = upgrade(fork, "v1.0.0")
    assert code == 0, told
    assert "nothing to do" in told
    assert not fork.asked.exists()
