"""Files beside the database: locks between processes, files put in place whole, and what a refusal means."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from db.core.errors import Denied, Unreachable


def refused(error: OSError, path: Path) -> Unreachable | Denied:
    """What a failed file operation means for the person: `disk_full` or `folder_not_writable`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Unreachable("disk_full", path=str(path), detail=str(error))
    return Denied("folder_not_writable", path=str(path), detail=str(error))


@contextlib.contextmanager
def file_lock(path: Path, operation: int = fcntl.LOCK_EX) -> Iterator[int]:
    """Hold a lock that ends with our process, however it ends; yields its descriptor.

    The file stays where it is: removing it would let two processes hold two locks. Raises BlockingIOError
    with LOCK_NB when others hold it, `refused` when the file cannot be had.
    """
    try:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise refused(error, path) from error
    try:
        if not stat.S_ISREG(os.fstat(lock).st_mode):
            raise Denied("folder_not_writable", path=str(path), detail="not a file")
        fcntl.flock(lock, operation)
        yield lock
    finally:
        os.close(lock)


def put_file(path: Path, text: str, owner: tuple[int, int] | None = None) -> None:
    """Write a file of mode 0600 whole or not at all, following no link that stands at its place.

    `owner` (uid, gid) is for root, who writes for another account. Raises `refused`.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.unlink(missing_ok=True)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            if owner is not None:
                os.fchown(stream.fileno(), *owner)
            os.fsync(stream.fileno())
        draft.rename(path)
    except OSError as error:
        raise refused(error, path) from error
