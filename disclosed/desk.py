"""Where a person's choices are written: one letter's settings at a time, judged in memory, then replaced whole.

Nothing is written that a build would refuse, and nothing over a file that has changed since its page was shown. The last
change can be undone while its files are as it left them.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from disclosed.add import INBOX, LETTERS, AddOptions, add_letters, read_inbox
from disclosed.adding.drafting import Given
from disclosed.adding.waiting import Waiting, redact_line, redact_words
from disclosed.findings import UserError, problem
from disclosed.holding import Holding
from disclosed.model import Finding, ReadBytes, Reading
from disclosed.replacing import Written, put_all, read_or_none, with_modes
from disclosed.serving.choices import By, Choice, Publish, Redact, TakeDown, parse_choices
from disclosed.serving.choosing import choose
from disclosed.serving.dealing import dealt
from disclosed.serving.decided import told_choice
from disclosed.serving.inbox import Decided, decide
from disclosed.serving.request_changes import (
    RequestLook,
    change_request,
    dated_labels,
    parse_request_choices,
    told_request_choice,
)
from disclosed.serving.reviewing import Judgement, Reviewed, judge_change, review, stale_entries, words_of_errors
from disclosed.serving.takedown import told_name, with_name
from disclosed.serving.together import Together, publish_drafts, told_together
from disclosed.settling.beside import errors_in_text
from disclosed.settling.content import load_alone
from disclosed.settling.scalars import SLUG
from disclosed.settling.sources import Content, reading_of
from disclosed.undoing import Change, plan_undo, remember
from disclosed.yaml_changes import TakeOut
from disclosed.yaml_edits import edit_settings

MOST_ASKED = 20  # letters that the page of a request reads for the labels of their figures
CHANGED = ("The letter or its settings have changed since this page was shown.", "Look at it again, then choose.")
SOME_CHANGED = ("Some of these letters have changed since this page was shown.", "Look at the list again, then choose.")
NO_LETTER = ("There is no such letter any more.", "Go back to the list of what waits.")


@dataclass(frozen=True, slots=True)
class Look:
    """A letter as it stands on disk: its files' bytes, and what can be made of them.

    `reviewed` is None where that is nothing yet; then `problems` say why. `broken` is why the file of its request cannot be used.
    """

    request: str
    stem: str
    text: bytes
    settings: bytes
    content: Content | None
    reviewed: Reviewed | None
    problems: tuple[Finding, ...]
    broken: tuple[Finding, ...] = ()

    @property
    def file(self) -> str:
        """Name the settings file as messages do."""
        return f"content/requests/{self.request}/{self.stem}.yml"

    @property
    def seen(self) -> str:
        """Tell this state of the two files from any other."""
        return hashlib.sha256(b"%d\n%b%b" % (len(self.text), self.text, self.settings)).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a letter's two files would hold once choices are written; `text` is None where the letter goes.

    A letter that goes may be the last that names its `authority`: then the name is put into a file of its own (`named`), or `words` say what to write there.
    """

    text: bytes | None
    settings: bytes
    authority: str = ""
    named: Written | None = None
    words: tuple[str, ...] = ()

    def files(self, project: Path, look: Look) -> tuple[Written, ...]:
        """List the files that would change, each with its bytes before and after."""
        beside = project / look.file
        before = look.settings if beside.exists() else None
        pairs = ((beside.with_suffix(".txt"), look.text or None, self.text), (beside, before, self.settings))
        return tuple(Written(*one) for one in pairs if (one[1] or b"") != (one[2] or b""))


class RefusedError(UserError):
    """A change that is not written because of what it would bring up in other files; it may be asked for all the same."""


@dataclass
class Desk:
    """The one writer of a project while it is served."""

    project: Path
    read: ReadBytes
    changes: list[Change] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, request: str, stem: str) -> Look | None:
        """Look at a letter; None where there is none of that name."""
        if not is_name(request, stem):
            return None
        folder = self.project / "content" / "requests" / request
        content, problems = load_alone(self.project / "content", request)
        text = read_or_none(folder / f"{stem}.txt")
        if content is None or (text is None and all(one.stem != stem for one in content.requests[0].letters)):
            return None
        text = text or b""  # of a withdrawn letter its settings are enough
        settings = read_or_none(folder / f"{stem}.yml") or b""
        own = tuple(one for one in problems if one.file.rpartition(".")[0] == f"content/requests/{request}/{stem}")
        broken = tuple(one for one in problems if one.file == content.requests[0].file)
        try:
            reviewed = review(content, stem, self.read)
            reviewed = replace(reviewed, beside=(*broken, *reviewed.beside)) if reviewed else None
        except UserError as error:
            reviewed, own = None, (*own, *error.findings)
        if reviewed is None:
            own = tuple(dict.fromkeys((*own, *errors_in_text(self.project / "content", request, stem, self.read))))
        return Look(request, stem, text, settings, content, reviewed, own, broken)

    def change(self, request: str, stem: str, given: object, *, seen: str, by: By, anyway: bool = False) -> Change:
        """Write choices down; raises UserError with what is in the way, RefusedError where they may be written all the same."""
        with self.lock:
            look = self._seen(request, stem, seen)
            reviewed, content = look.reviewed, look.content
            if reviewed is None or content is None:
                raise UserError(look.problems)
            choices = parse_choices(given, look.file)
            if look.broken and any(isinstance(one, Publish) and one.state == "published" for one in choices):
                raise UserError(look.broken)
            wanted = self._wanted(look, reviewed, dealt(choices, reviewed.corrected, look.file), by)
            judged = self._judged(content, reviewed, wanted)
            if anyway and (void := stale_entries(reviewed.letter, wanted.settings, judged.own)):
                edits = [TakeOut("settled", place) for place in reversed(void)]
                wanted = replace(wanted, settings=edit_settings(wanted.settings, edits, look.file, ()))
                judged = self._judged(content, reviewed, wanted)
            _stop_on(judged, reviewed, wanted.settings, anyway=anyway)
            words, files = (*map(told_choice, choices), *wanted.words), wanted.files(self.project, look)
            return self._write(Change(words, page_of(request, stem), files, wanted.authority, wanted.named))

    def _wanted(self, look: Look, reviewed: Reviewed, choices: Sequence[Choice], by: By) -> Wanted:
        """Say what the letter's two files would hold."""
        text = look.text.decode("utf-8")
        for choice in choices:
            text = _redacted(text, choice) if isinstance(choice, Redact) else text
        settings = choose(look.settings, choices, reviewed.reading.letter, file=look.file, by=by)
        if any(isinstance(choice, TakeDown) and choice.state == "withdrawn" for choice in choices):
            return self._withdrawn(look, reviewed, Wanted(None, settings, reviewed.row.authority))
        return Wanted(text.encode() if text else None, settings)

    def _withdrawn(self, look: Look, reviewed: Reviewed, wanted: Wanted) -> Wanted:
        """Keep the name of an authority that is known from the letter's text alone, before that text goes."""
        if look.content is None or not look.text or wanted.authority in look.content.authorities:
            return wanted
        path = self.project / look.content.authorities_file
        try:
            before = read_or_none(path)
            named = Written(path, before, with_name(before, wanted.authority, reviewed.authority))
        except UserError:  # taking a letter down does not wait for another file
            return replace(wanted, words=(told_name(wanted.authority, reviewed.authority),))
        return replace(wanted, named=named)

    def _judged(self, content: Content, reviewed: Reviewed, wanted: Wanted) -> Judgement:
        return judge_change(content, reviewed.letter, text=wanted.text or b"", settings=wanted.settings, read=self.read)

    def _seen(self, request: str, stem: str, seen: str) -> Look:
        look = self.look(request, stem)
        if look is None:
            raise UserError([problem("", 0, *NO_LETTER)])
        if look.seen != seen:
            raise UserError([problem("", 0, *CHANGED)])
        return look

    def undo(self, page: str) -> Change:
        """Put back what the last change of a page has replaced; raises UserError where that is no longer possible."""
        with self.lock:
            change = self.last(page)
            if change is None:
                raise UserError([problem("", 0, "There is nothing to undo here.", "Look at the page again.")])
            undoing = plan_undo(self.changes, change)
            put_all(undoing.files)
            self.changes = undoing.left
            return replace(change, words=(*change.words, *undoing.words))

    def last(self, page: str) -> Change | None:
        """Give the last change that was made on a page."""
        return next((change for change in reversed(self.changes) if change.page == page), None)

    def _write(self, change: Change) -> Change:
        change = replace(change, files=with_modes(change.files))
        put_all(change.all_files)
        self.changes = remember(self.changes, change)
        return change

    def held_up(self, names: Iterable[str]) -> dict[str, int]:
        """Count, for drafts, what publishing each would meet in the file of its request; those that meet nothing are left out."""
        return self._holding.held_up(names)

    @cached_property
    def _holding(self) -> Holding:
        """Judges drafts, and remembers."""
        return Holding(self.project, self.read)

    def names(self) -> tuple[str, ...]:
        """Name the letters by their files, whatever is wrong with the folder."""
        requests = self.project / "content" / "requests"
        with _told():
            found = sorted(requests.glob("*/*.txt"))
        return tuple(f"{path.parent.name}/{path.stem}" for path in found if is_name(path.parent.name, path.stem))

    def settings_text(self, request: str, stem: str) -> str:
        """Read a letter's settings as they stand; '' where there are none or they cannot be read."""
        try:
            data = read_or_none(self._settings_path(request, stem))
        except UserError:
            return ""
        return (data or b"").decode("utf-8", "replace")

    def _settings_path(self, request: str, stem: str) -> Path:
        return self.project / "content" / "requests" / request / f"{stem}.yml"

    # A request's own file

    def look_at_request(self, request: str) -> RequestLook | None:
        """Look at a request's own file; None where there is no such request."""
        if not is_name(request):
            return None
        content, problems = load_alone(self.project / "content", request)
        if content is None:
            return None
        file = content.requests[0].file
        data = read_or_none(self.project / file)
        found = (*problems, *words_of_errors(content, self.read).values())
        errors = tuple(one for one in found if one.file == file)
        return RequestLook(request, file, data, content, errors, dated_labels(self._readings(content)))

    def _readings(self, content: Content) -> Iterator[Reading]:
        """Read the letters of a request, as many as its page can ask about."""
        for letter in content.requests[0].letters[:MOST_ASKED]:
            with contextlib.suppress(UserError):  # what is no letter is told on its own page
                yield reading_of(letter, self.read)

    def change_request(self, request: str, given: object, *, seen: str, by: By) -> Change:
        """Write choices into a request's own file; raises UserError with what is in the way."""
        with self.lock:
            look = self.look_at_request(request)
            if look is None or request_seen(look) != seen:
                raise UserError([problem("", 0, *(CHANGED if look else NO_LETTER))])
            choices = parse_request_choices(given, look.file)
            data = change_request(look, choices, self.read, by)
            files = (Written(self.project / look.file, look.data, data),) if data != look.data else ()
            return self._write(Change(tuple(map(told_request_choice, choices)), page_of_request(request), files))

    # Drafts in which nothing waits

    def publish_together(self, names: Sequence[str], *, seen: str, by: By, page: str) -> Change:
        """Publish drafts, but for those that would stop the next build; raises UserError where that is all of them."""
        with self.lock:
            if not names or self.seen_of(names) != seen:
                raise UserError([problem("", 0, *SOME_CHANGED)])
            files: list[Written] = []
            held: dict[str, tuple[Finding, ...]] = {}
            for request in dict.fromkeys(name.partition("/")[0] for name in names):
                stems = [name.partition("/")[2] for name in names if name.startswith(f"{request}/")]
                together = self._together(request, stems, by)
                for stem, data in together.settings.items():
                    path = self._settings_path(request, stem)
                    files.append(Written(path, read_or_none(path), data))
                held |= together.held
            if not files:
                raise UserError(dict.fromkeys(one for found in held.values() for one in found))
            return self._write(Change(told_together(len(files), held), page, tuple(files)))

    def _together(self, request: str, stems: Sequence[str], by: By) -> Together:
        content, problems = load_alone(self.project / "content", request)
        if content is None:
            return Together()
        if broken := tuple(one for one in problems if one.file == content.requests[0].file):
            return Together(held=dict.fromkeys((f"{request}/{stem}" for stem in stems), broken))
        settings = {stem: read_or_none(self._settings_path(request, stem)) or b"" for stem in stems}
        return publish_drafts(content, settings, self.read, by)

    def seen_of(self, names: Iterable[str]) -> str:
        """Tell one state of the files of some letters from any other."""
        digest = hashlib.sha256()
        for name in names:
            path = self.project / "content" / "requests" / f"{name}.txt"
            for data in (read_or_none(path) or b"", read_or_none(path.with_suffix(".yml")) or b""):
                digest.update(b"%d\n%b" % (len(data), data))
        return digest.hexdigest()[:24]

    # The inbox

    def inbox(self) -> tuple[Waiting, ...]:
        """Read the letters that wait in the inbox; raises UserError where one cannot be read."""
        with _told():
            return tuple(read_inbox(self.project / INBOX))

    def not_added(self) -> tuple[str, ...]:
        """Name the letters in the inbox's folder that no `add` has read: somebody has put them there by hand."""
        place = self.project / INBOX
        known = {(one.request, one.stem) for one in self.inbox()}
        with _told():
            found = sorted(path for path in place.rglob("*") if path.suffix.lower() in LETTERS and path.is_file())
        names = (path.relative_to(place).as_posix() for path in found if (path.parent.name, path.stem) not in known)
        return tuple(f"{INBOX}/{name}" for name in names)

    def decide(self, request: str, stem: str, given: Mapping[str, str], *, seen: str, by: str) -> Change:
        """Write down which words of a waiting letter are personal data, and who says so."""
        with self.lock:
            waiting = self.waiting(request, stem)
            if waiting is None or waiting_seen(waiting) != seen:
                raise UserError([problem("", 0, *(CHANGED if waiting else NO_LETTER))])
            path = self.project / waiting.file
            before = read_or_none(path) or b""
            decided: Decided = decide(before, given, waiting, by)
            return self._write(
                Change(decided.words, page_of(f"inbox/{request}", stem), (Written(path, before, decided.data),))
            )

    def waiting(self, request: str, stem: str) -> Waiting | None:
        """Find a letter in the inbox."""
        return next((one for one in self.inbox() if (one.request, one.stem) == (request, stem)), None)

    def file(self, day: str) -> tuple[str, ...]:
        """File what is decided in the inbox, as the next `add` would; says what became of it. Raises UserError."""
        with self.lock, _told():
            return add_letters(AddOptions(self.project, (), Given(), day), self.read).lines


def page_of(request: str, stem: str) -> str:
    """Give the address of a letter's review."""
    return f"/review/{request}/{stem}/"


def page_of_request(request: str) -> str:
    """Give the address of a request's page."""
    return f"/review/{request}/"


def request_seen(look: RequestLook) -> str:
    """Tell this state of a request's file from any other."""
    return hashlib.sha256(look.data or b"").hexdigest()[:24]


def is_name(*names: str) -> bool:
    """Whether names are such as requests and letters have."""
    return all(SLUG.match(name) for name in names)


def waiting_seen(waiting: Waiting) -> str:
    """Tell this state of a waiting letter from any other."""
    return hashlib.sha256(f"{len(waiting.text)}\n{waiting.text}{waiting.settings}".encode()).hexdigest()[:24]


def _redacted(text: str, choice: Redact) -> str:
    """Redact what is found on a line, or words that a person points at; raises UserError where they do not stand there."""
    if not choice.words:
        return redact_line(text, choice.line)
    try:
        return redact_words(text, choice.line, choice.words, choice.kind)
    except LookupError as error:
        raise UserError([problem("", 0, *error.args)]) from error


def _stop_on(judged: Judgement, reviewed: Reviewed, data: bytes, *, anyway: bool) -> None:
    """Refuse what a build would refuse; what only other files or earlier decisions are in the way of may be asked for again."""
    void = stale_entries(reviewed.letter, data, judged.own)
    if void and len(void) == len(judged.own) and not anyway:
        raise RefusedError((*judged.own, *judged.beside))
    if judged.own:
        raise UserError((*judged.own, *judged.beside))
    if judged.beside and not anyway:
        raise RefusedError(judged.beside)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Tell what the system refuses in the house's words."""
    try:
        yield
    except OSError as error:
        message = f"The system refuses it ({error.strerror})."
        raise UserError(
            [problem(str(error.filename or INBOX), 0, message, "Close what holds it open, then try again.")]
        ) from error
