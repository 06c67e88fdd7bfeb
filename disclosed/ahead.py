"""Work ahead in other processes: what the cache will be asked for is made there meanwhile.

Reading letters and drawing charts is pure, costly, and known some time before it is wanted. Whoever knows says so
(`Cache.expect`), processes make it and leave it in the cache's folder; whoever wants it asks the cache as ever, and
gets what was left there, waits for it, or makes it. So the bytes are the same with no process, one or several, and a
process that dies costs time and nothing else.

Processes are spawned and never forked: after a first drawing a fork hangs (V8 has threads of its own).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from pathlib import Path
from types import TracebackType

from disclosed.cache import Cache, Job

MOST = 8  # processes, each of which holds some 150 MB


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Ahead:
    """Processes that fill a cache, once enough is expected of a kind; leaving it as a context ends them."""

    def __init__(self, cache: Cache, processes: int) -> None:
        self.cache = cache
        self.processes = min(processes, MOST)
        self._held: dict[str, Job] = {}
        self._pool: ProcessPoolExecutor | None = None
        self._expected: dict[str, tuple[Job, Future[None]]] = {}
        self._made_here: set[type[Job]] = set()

    def __enter__(self) -> Ahead:
        self.cache.ahead = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cache.ahead = None
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def expect(self, name: str, job: Job) -> None:
        """Have an entry of the cache made, after those that were expected before it."""
        if self.processes and name not in self._expected:
            self._held.setdefault(name, job)
            alike = {name: held for name, held in self._held.items() if type(held) is type(job)}
            if len(alike) > job.few or (self._pool and job.warm_up):  # what takes long to begin has begun there
                self._submit(alike)

    def _submit(self, jobs: Mapping[str, Job]) -> None:
        """Hand over what was held until it was enough."""
        for name in jobs:
            del self._held[name]
        try:
            self._pool = self._pool or self._begin()
            for name, job in jobs.items():
                self._expected[name] = (job, self._pool.submit(_make, job))
        except (OSError, BrokenProcessPool):
            self.processes = 0  # the system gives none, or has ended one: this process makes the rest

    def wait_for(self, name: str) -> None:
        """Wait until an entry that is expected is there, and help meanwhile with those that come last.

        An entry may be missing afterwards: its making failed, and fails again for whoever asked for it.
        """
        self._held.pop(name, None)
        _, future = self._expected.pop(name, (None, None))
        while future and not future.done() and (job := self._last()):
            self._made_here.add(type(job))
            with self.cache.unwatched():  # whoever waits has not asked for it
                job.make(self.cache)
        if future and not future.cancel():
            future.exception()

    def _last(self) -> Job | None:
        """Take back what nobody has begun and comes last; nothing where this process would not get it done first."""
        for name in reversed(self._expected):
            job, future = self._expected[name]
            if len(self._expected) <= (0 if type(job) in self._made_here else job.warm_up):
                return None
            if future.cancel():
                del self._expected[name]
                return job
        return None

    def _begin(self) -> ProcessPoolExecutor:
        begin = (self.cache.folder, self.cache.engine)
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.processes, spawn, initializer=_begin_process, initargs=begin)


# In the other processes

_CACHE: list[Cache] = []


def _begin_process(folder: Path, engine: bytes) -> None:
    """Open the cache. A process ends with the one that began it, and leaves an interrupt to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # as the build that began it (cli.py)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _CACHE[:] = [Cache(folder, engine)]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _make(job: Job) -> None:
    job.make(_CACHE[0])
