"""Drafts on disk: what a person types is kept at each pause, per person and record, until the server has confirmed it.

One JSON file a record in a folder that only this person can open (0700, files 0600), written by temp file, fsync and
rename, so that a program killed in the middle leaves the draft before or the draft after. Raw texts are kept as typed.
A lock file says which session has a record open; a second session sees the draft read-only and may take it over, and
the first notices and keeps what it has in a file of its own. A disk that is full stops nobody from typing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import stat
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple
from urllib.parse import quote, unquote

from tui.drafts.draft import Draft
from tui.drafts.locks import Lock
from tui.drafts.unwritten import Unwritten


def state_folder() -> Path:
    """XDG_STATE_HOME/langnghe, by default ~/.local/state/langnghe. Without a home it is one that cannot be made."""
    base = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(base):
        return Path(base) / "langnghe"
    try:
        return Path.home() / ".local" / "state" / "langnghe"
    except RuntimeError:
        return Path(os.devnull) / "langnghe"


def folder_name(login: str, database: str) -> str:
    """Of the drafts of that person in that database."""
    return f"{quote(login, safe='')}-{hashlib.sha256(database.encode()).hexdigest()[:8]}"


class Strange(NamedTuple):
    """A draft that this version of the program does not understand: where it is, and how it begins if that is known."""

    path: Path
    first_words: str = ""


class Drafts:
    """The drafts of one person in one database. Nothing here raises for a disk's sake: `trouble` names what is wrong
    (a code of `tui.wording.messages`, with its path), and every write tries again. A draft that is not understood is
    `strange`: it stays as it is, and nothing is written over it."""

    def __init__(
        self,
        login: str,
        database: str,
        folder: Path | None = None,
        *,
        understands: Callable[[Draft], bool] = lambda draft: True,
    ) -> None:
        """`database` tells one from another (its id); the same login in two is two people."""
        self.folder = (folder or state_folder() / "drafts") / folder_name(login, database)
        self.understands = understands
        self.session = uuid.uuid4().hex
        self.trouble: tuple[str, str] | None = None
        self.on_trouble: Callable[[], None] = lambda: None
        self.deliver: Callable[[Callable[[], None]], object] = lambda call: call()
        self.writing = threading.RLock()
        self.unwritten = Unwritten(self)
        self._later: SimpleQueue[Callable[[], None]] | None = None

    @property
    def unwritable(self) -> bool:
        """Whether the disk does not take what is typed."""
        return self.trouble is not None and self.trouble[0] != "draft_broken"

    def later(self, job: Callable[[], None]) -> None:
        """Run a job that waits for the disk in a thread of its own, so that no key waits for it."""
        if self._later is None:
            self._later = SimpleQueue()
            threading.Thread(target=self._jobs, args=(self._later,), name="langnghe-drafts", daemon=True).start()
        self._later.put(job)

    def tell(self, call: Callable[[], None]) -> None:
        """Call something in the screen's thread, if there still is a screen."""
        with contextlib.suppress(RuntimeError):
            self.deliver(call)

    @staticmethod
    def _jobs(queue: SimpleQueue[Callable[[], None]]) -> None:
        while True:
            queue.get()()

    def all(self) -> list[Draft]:
        """Every draft there is, the newest first. A file that cannot be read is set aside and said once."""
        drafts = [found for path in self._files() if isinstance(found := self._read(path), Draft)]
        return sorted(drafts, key=lambda draft: draft.when, reverse=True)

    def strange(self) -> list[Strange]:
        """Those that are kept and not understood."""
        return [found for path in sorted(self._files()) if isinstance(found := self._read(path), Strange)]

    def read(self, record: str) -> Draft | None:
        """The draft of a record, if there is one. One that is not understood gets a name of its own, for it is about to
        be written over."""
        path = self.path(record)
        found = self._read(path) if path.is_file() else None
        if isinstance(found, Strange):
            with contextlib.suppress(OSError):
                path.replace(self.path(f"{record}.{uuid.uuid4().hex}"))
            return None
        return found

    def aside(self, record: str) -> list[Draft]:
        """What was typed into a record after another session had taken it over."""
        paths = sorted(self.folder.glob(f"{quote(record, safe='')}.*.json"))
        return [found for path in paths if isinstance(found := self._read(path), Draft)]

    def beside(self, record: str) -> str:
        """The name of what this session types into a record that another has taken over."""
        return f"{record}.{self.session}"

    def path(self, record: str) -> Path:
        return self.folder / f"{quote(record, safe='')}.json"

    def lock(self, record: str) -> Lock:
        """The lock of a record, not yet taken."""
        return Lock(self.folder / f"{quote(record, safe='')}.lock")

    def busy(self, record: str) -> bool:
        """Whether another session has the record open now."""
        return self.lock(record).held_elsewhere()

    def forget(self, record: str, typed_by: str = "") -> bool:
        """Remove the draft of a record; with `typed_by`, only if nobody else has typed into it since."""
        with self.writing, contextlib.suppress(OSError):
            self.unwritten.settled(record)
            if typed_by:
                draft = self.read(record)
                if draft is None or not draft.stamp.startswith(typed_by):
                    return False
            self.path(record).unlink(missing_ok=True)
            return True
        return False

    def write(self, draft: Draft) -> bool:
        """Put a draft on the disk, whole or not at all. False when the disk does not take it (see `trouble`)."""
        target = self.path(draft.record)
        with self.writing:
            try:
                self.prepare()
                _write_whole(target, draft.encoded(), self.folder / f".{self.session}.new")
            except OSError as error:
                self.in_trouble(error)
                return False
            self.unwritten.settled(draft.record)
            self._set_trouble(None)
            return True

    def prepare(self) -> None:
        """Make the folder. Raises OSError; PermissionError when it is a link or somebody else's."""
        for folder in (self.folder.parent.parent, self.folder.parent, self.folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.folder.parent, self.folder):
            found = folder.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
                raise PermissionError(errno.EPERM, "not ours", str(folder))
            if stat.S_IMODE(found.st_mode) & 0o077:
                folder.chmod(0o700)

    def _files(self) -> list[Path]:
        try:
            self.prepare()
            return [path for path in self.folder.iterdir() if path.suffix == ".json" and path.is_file()]
        except OSError as error:
            self.in_trouble(error)
            return []

    def _read(self, path: Path) -> Draft | Strange | None:
        try:
            content = path.read_bytes()
            found = json.loads(content.decode("utf-8", "surrogatepass"))
        except OSError:
            return None
        except (ValueError, RecursionError):
            aside = path.with_suffix(f".{uuid.uuid4().hex[:8]}.bad")
            with contextlib.suppress(OSError):
                path.replace(aside)
            self._set_trouble(("draft_broken", str(aside)))
            return None
        try:
            draft = Draft.decoded(found)._replace(record=unquote(path.stem))
        except ValueError:
            return Strange(path)
        return draft if self.understands(draft) else Strange(path, draft.first_words)

    def in_trouble(self, error: OSError) -> None:
        """Say what the disk refused."""
        path = str(self.folder)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            self._set_trouble(("drafts_disk_full", path))
        elif error.errno == errno.EPERM:
            self._set_trouble(("drafts_refused", error.filename or path))
        else:
            self._set_trouble(("drafts_unwritable", path))

    def _set_trouble(self, trouble: tuple[str, str] | None) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            self.tell(self.on_trouble)


def _write_whole(target: Path, content: bytes, temporary: Path) -> None:
    """Replace a file by another in one step that survives a power cut; leaves no half file behind."""
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
