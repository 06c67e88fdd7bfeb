from __future__ import annotations

import gc
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disclosed import cache
from disclosed.cache import Cache, Keeps, NoCache, Remembers, Scratch
from disclosed.findings import UserError


@pytest.fixture(autouse=True)
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine of one file, so that no edit while tests run changes a key."""
    folder = tmp_path / "an engine"
    folder.mkdir()
    (folder / "values.py").write_text("FEW = 5")
    monkeypatch.setattr(cache, "ENGINE", folder)


class Maker:
    """Counts how often it is asked."""

    def __init__(self, value: bytes = b"made") -> None:
        self.value, self.asked = value, 0

    def __call__(self) -> bytes:
        self.asked += 1
        return self.value


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_made_once_is_not_made_again(tmp_path: Path) -> None:
    make = Maker()
    assert [Cache(tmp_path / "cache").remember("draw", b"spec", make) for _ in range(3)] == [b"made"] * 3
    assert make.asked == 1


@pytest.mark.parametrize(
    ("stage", "given"), [("draw", b"other"), ("read", b"spec"), ("draw", b""), ("draw", b"spec\n")]
)
def test_another_input_or_stage_is_made_anew(stage: str, given: bytes, tmp_path: Path) -> None:
    Cache(tmp_path / "cache").remember("draw", b"spec", Maker(b"old"))
    assert Cache(tmp_path / "cache").remember(stage, given, Maker(b"new")) == b"new"


def test_what_was_made_with_others_is_kept_and_known(tmp_path: Path) -> None:
    caches: list[Keeps] = [Cache(tmp_path / "cache"), NoCache()]
    for one in caches:
        assert one.find("check", b"letter") is None
        one.keep("check", b"letter", b"")
    assert [one.find("check", b"letter") for one in caches] == [b"", None]


def test_what_was_kept_in_a_run_is_not_dropped_at_its_end(tmp_path: Path) -> None:
    run = Cache(tmp_path / "cache")
    run.keep("check", b"letter", b"fits")
    run.drop_unused()
    assert Cache(tmp_path / "cache").find("check", b"letter") == b"fits"


def test_what_somebody_else_keeps_in_the_folder_is_left_there(tmp_path: Path) -> None:
    theirs = tmp_path / "cache/base/datapackage/datapackage.json"  # a workflow checks a package out beside the cache
    theirs.parent.mkdir(parents=True)
    theirs.write_text("{}", "utf-8")
    run = Cache(tmp_path / "cache")
    assert run.is_empty()
    run.drop_unused()
    assert theirs.exists()


def test_what_the_making_of_a_kept_value_asked_for_is_kept_with_it(tmp_path: Path) -> None:
    make = Maker()
    run = Cache(tmp_path / "cache")
    with run.watch() as asked:
        run.remember("read", b"letter", make)
    run.keep("parts", b"request", b"rows", asked)
    later = Cache(tmp_path / "cache")
    assert later.find("parts", b"request") == b"rows"
    later.drop_unused()
    Cache(tmp_path / "cache").remember("read", b"letter", make)
    assert make.asked == 1


def test_a_file_is_kept_by_its_own_hash_and_read_when_it_is_wanted(tmp_path: Path) -> None:
    make = Maker(b"a picture")
    for _ in range(2):
        blob = Cache(tmp_path / "cache").remember_file("pictures", b"chart", make)
        assert (blob.digest, blob.size) == (hashlib.sha256(b"a picture").hexdigest(), 9)
        assert blob.held == str(tmp_path / "cache/files" / blob.digest[:2] / blob.digest[2:])
        assert blob.read() == b"a picture"
    assert make.asked == 1


def test_the_files_of_an_entry_are_kept_with_it_and_dropped_with_it(tmp_path: Path) -> None:
    def page(run: Cache, words: bytes) -> None:
        run.remember_json("requests", words, lambda: [run.remember_file("cards", words, Maker(words)).digest])

    for words in (b"old", b"new"):
        run = Cache(tmp_path / "cache")
        page(run, words)
        run.drop_unused()
        assert [path.read_bytes() for path in entries(tmp_path / "cache/files")] == [words]


def test_an_entry_whose_file_is_gone_is_made_anew(tmp_path: Path) -> None:
    make = Maker(b"a picture")
    for asked in (1, 2):
        assert Cache(tmp_path / "cache").remember_file("pictures", b"chart", make).read() == b"a picture"
        assert make.asked == asked
        shutil.rmtree(tmp_path / "cache/files")


def test_a_file_that_is_damaged_while_it_is_needed_is_told(tmp_path: Path) -> None:
    blob = Cache(tmp_path / "cache").store(b"a picture")
    for damage in (lambda path: path.write_bytes(b"a pictur3"), Path.unlink):
        damage(Path(blob.held))
        with pytest.raises(UserError) as caught:
            blob.read()
        assert str(caught.value) == (
            ".cache: A file of the cache is damaged, or was deleted while it was needed. "
            "Delete the folder .cache, and build again."
        )


def test_a_file_that_cannot_be_kept_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert Cache(tmp_path / "cache").remember_file("pictures", b"chart", Maker(b"a picture")).read() == b"a picture"


def test_a_cache_of_one_run_is_gone_with_it() -> None:
    run = Scratch()
    held = run.store(b"a picture").held
    assert isinstance(held, str)
    folder = Path(held)
    assert folder.exists()
    del run
    gc.collect()
    assert not folder.exists()


def test_a_changed_engine_or_library_makes_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, folder = tmp_path / "engine", tmp_path / "cache"
    engine.mkdir()
    (engine / "values.py").write_text("FEW = 5")
    monkeypatch.setattr(cache, "ENGINE", engine)
    assert Cache(folder).remember("read", b"x", Maker(b"1")) == b"1"
    (engine / "values.py").write_text("FEW = 6")
    assert Cache(folder).remember("read", b"x", Maker(b"2")) == b"2"
    (engine / "values.py").rename(engine / "value.py")
    assert Cache(folder).remember("read", b"x", Maker(b"3")) == b"3"
    monkeypatch.setattr(cache, "library_names", lambda: ("altair-99.dist-info",))
    assert Cache(folder).remember("read", b"x", Maker(b"4")) == b"4"


@pytest.mark.parametrize("damaged", [b"", b"short", b"x" * 200, b"\0" * 32])
def test_a_damaged_entry_counts_as_missing_and_is_mended(damaged: bytes, tmp_path: Path) -> None:
    Cache(tmp_path / "cache").remember("draw", b"spec", Maker())
    (entry,) = entries(tmp_path / "cache")
    entry.write_bytes(damaged)
    make = Maker()
    assert [Cache(tmp_path / "cache").remember("draw", b"spec", make) for _ in range(2)] == [b"made"] * 2
    assert make.asked == 1


def test_every_cut_or_flipped_byte_of_an_entry_is_noticed(tmp_path: Path) -> None:
    Cache(tmp_path / "cache").remember("draw", b"spec", Maker(b"four"))
    (entry,) = entries(tmp_path / "cache")
    whole = entry.read_bytes()
    for place in range(len(whole)):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            entry.write_bytes(damaged)
            assert cache._read(str(entry)) is None


def test_an_empty_result_is_remembered_too(tmp_path: Path) -> None:
    make = Maker(b"")
    assert [Cache(tmp_path / "cache").remember("draw", b"spec", make) for _ in range(2)] == [b"", b""]
    assert make.asked == 1


@pytest.mark.parametrize("value", [[], {"a": [1, None, "é"]}, "words", 0, [["file", 1, "message", ""]]])
def test_json_is_given_back_equal_warm_cold_and_without_a_cache(value: object, tmp_path: Path) -> None:
    caches: list[Remembers] = [Cache(tmp_path / "cache"), Cache(tmp_path / "cache"), NoCache()]
    assert [one.remember_json("read", b"x", lambda: value) for one in caches] == [value] * 3


def test_a_tuple_comes_back_as_a_list_with_and_without_a_cache(tmp_path: Path) -> None:
    caches: list[Remembers] = [Cache(tmp_path / "cache"), NoCache()]
    assert [one.remember_json("read", b"x", lambda: (1, 2)) for one in caches] == [[1, 2]] * 2


def test_without_a_cache_everything_is_made_each_time() -> None:
    make = Maker()
    assert [NoCache().remember("draw", b"spec", make) for _ in range(2)] == [b"made"] * 2
    assert make.asked == 2


def test_a_cache_that_cannot_be_written_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert Cache(tmp_path / "cache").remember("draw", b"spec", Maker()) == b"made"


def test_a_full_disk_leaves_no_half_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("disclosed.cache.os.replace", full)
    assert Cache(tmp_path / "cache").remember("draw", b"spec", Maker()) == b"made"
    assert entries(tmp_path / "cache") == []


def test_what_fails_is_not_remembered(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Cache(tmp_path / "cache").remember("draw", b"spec", fail)
    assert entries(tmp_path / "cache") == []


def test_entries_that_a_run_did_not_ask_for_are_dropped(tmp_path: Path) -> None:
    for given in (b"a", b"b"):
        Cache(tmp_path / "cache").remember("draw", given, Maker())
    run = Cache(tmp_path / "cache")
    run.remember("draw", b"b", Maker())
    run.drop_unused()
    assert len(entries(tmp_path / "cache")) == 1
    make = Maker()
    Cache(tmp_path / "cache").remember("draw", b"b", make)
    assert make.asked == 0


def test_what_the_making_of_an_entry_asked_for_is_kept_with_it(tmp_path: Path) -> None:
    def page(run: Cache) -> bytes:
        return run.remember("page", b"p", lambda: run.remember("chart", b"c", lambda: run.remember("form", b"f", form)))

    form = Maker()
    for _ in range(3):
        run = Cache(tmp_path / "cache")
        run.remember("chart", b"of a page that is gone", Maker())
        assert page(run) == b"made"
        run = Cache(tmp_path / "cache")  # finds the page whole, and so asks for no chart
        page(run)
        run.drop_unused()
    assert len(entries(tmp_path / "cache")) == 3
    assert Cache(tmp_path / "cache").remember("chart", b"c", Maker(b"again")) == b"made"
    assert form.asked == 1


def test_the_key_is_the_same_in_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    code = "import sys; from pathlib import Path; from disclosed.cache import Cache; print(Cache(Path(sys.argv[1])).remember('s', b'x', lambda: b'new').decode())"
    root = Path(__file__).parent.parent
    Cache(tmp_path / "cache").remember("s", b"x", Maker(b"old"))
    for seed in ("0", "7"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        result = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "cache")],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert result.stdout.strip() == "old"
