"""What drafts would meet in the file of their request, each judged with its whole request, and remembered while none of its files changes."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from disclosed.findings import UserError
from disclosed.model import ReadBytes
from disclosed.replacing import read_or_none
from disclosed.serving.reviewing import Standing, review
from disclosed.settling.content import load_alone

MOST_ASKED = 20  # drafts that are judged one by one before the list is shown
AROUND = ("site.yml", "authorities.yml")  # what else a request is judged by


@dataclass
class Holding:
    """Judges drafts; of each it remembers the answer beside what tells the files from any other state of them."""

    project: Path
    read: ReadBytes
    known: dict[str, tuple[str, int]] = field(default_factory=dict)

    def held_up(self, names: Iterable[str]) -> dict[str, int]:
        """Count, for drafts, what publishing each would meet in the file of its request; those that meet nothing are left out.

        Of many, those after the first few are taken to meet something.
        """
        asked: dict[str, list[str]] = {}
        names = tuple(names)
        for name in names[:MOST_ASKED]:
            asked.setdefault(name.partition("/")[0], []).append(name)
        counts = dict.fromkeys(names, 1)
        for request, drafts in asked.items():
            counts.update(self._of_request(request, drafts))
        return {name: count for name, count in counts.items() if count}

    def _of_request(self, request: str, drafts: list[str]) -> dict[str, int]:
        """Count for drafts of one request: those whose files have changed since are judged anew."""
        seen = self._seen(request)
        if any(self.known.get(name, ("", 0))[0] != seen for name in drafts):
            self.known.update({name: (seen, count) for name, count in self._judged(request, drafts)})
        return {name: self.known[name][1] for name in drafts}

    def _judged(self, request: str, drafts: list[str]) -> Iterator[tuple[str, int]]:
        """Judge drafts; where the file of their request cannot be used, that is what each meets."""
        content, problems = load_alone(self.project / "content", request)
        broken = sum(one.file == content.requests[0].file for one in problems) if content else 0
        if content is None or broken:
            yield from ((name, broken) for name in drafts)
            return
        standing = Standing(content, self.read)
        for name in drafts:
            found = None
            with contextlib.suppress(UserError):  # what is no letter is told on its own page
                found = review(content, name.partition("/")[2], self.read, standing=standing)
            yield name, sum(one.level == "error" for one in found.beside) if found else 0

    def _seen(self, request: str) -> str:
        """Tell this state of a request's files, and of those around it, from any other."""
        content = self.project / "content"
        folder = content / "requests" / request
        digest = hashlib.sha256()
        for path in (*(content / name for name in AROUND), *(sorted(folder.iterdir()) if folder.is_dir() else ())):
            data = _data(path)
            digest.update(b"%b\n%d\n%b" % (path.name.encode(), len(data), data))
        return digest.hexdigest()


def _data(path: Path) -> bytes:
    """Read a file; nothing where there is none or it cannot be read, which a judgement tells."""
    with contextlib.suppress(UserError):
        return read_or_none(path) or b""
    return b""
