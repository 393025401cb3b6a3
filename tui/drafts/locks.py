"""A lock on a file that ends with its process and can be taken over knowingly.

`flock` on the file, which the kernel lets go of when the process ends however it ends. Taking over puts a new file in
the old one's place: the first holder still has its lock, but on a file that is no longer there, and `mine` tells it so.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path


class Lock:
    """One lock, for one holder. Methods that touch the disk raise OSError where they say so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take it if nobody has it. Raises OSError when the folder takes no files."""
        while self._descriptor is None:
            descriptor = self._open(self._path)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            if _same(descriptor, self._path):
                self._descriptor = descriptor
            else:  # somebody removed or replaced it between opening and locking
                os.close(descriptor)
        return self.mine()

    def take_over(self) -> None:
        """Take it from whoever has it. Raises OSError."""
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        descriptor = self._open(new)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        new.replace(self._path)
        self.release()
        self._descriptor = descriptor

    def mine(self) -> bool:
        """Whether it is still held here, and not taken over by another."""
        return self._descriptor is not None and _same(self._descriptor, self._path)

    def held_elsewhere(self) -> bool:
        """Whether another holder has it now."""
        if self._descriptor is not None:
            return not self.mine()
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def release(self) -> None:
        """Let go of it, and remove the file if it is still ours."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return
        with contextlib.suppress(OSError):
            if _same(descriptor, self._path):
                self._path.unlink(missing_ok=True)
        os.close(descriptor)

    def _open(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _same(descriptor: int, path: Path) -> bool:
    """Whether the open file is the one that has this name now."""
    try:
        there = path.stat()
    except OSError:
        return False
    here = os.fstat(descriptor)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
