"""Where the program writes what no person on the screen needs to read: one small file of its own, closed to others."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import traceback
from pathlib import Path

from tui.drafts.store import state_folder

LARGEST = 512 * 1024  # bytes, then the file becomes langnghe.log.1


def path() -> Path:
    return state_folder() / "langnghe.log"


def record(what: str, error: BaseException | None = None) -> None:
    """One entry: the time, what happened, and where. Neither the values of variables nor what an error says of them:
    they may be people's words. A disk that does not take it is no reason to fail."""
    lines = [f"{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')} [{os.getpid()}] {what}\n"]
    for one in _chain(error):
        lines += [*traceback.format_tb(one.__traceback__), f"{type(one).__qualname__}{_code(one)}\n"]
    with contextlib.suppress(OSError):
        _append("".join(lines))


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error, and before it those that it came from."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.insert(0, error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _code(error: BaseException) -> str:
    """The number or code by which an error of ours, of PostgreSQL or of the system is known."""
    code = next((getattr(error, name, None) for name in ("code", "pgcode", "errno") if hasattr(error, name)), None)
    return f" {code}" if isinstance(code, str | int) else ""


def _append(text: str) -> None:
    target = path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists() and target.stat().st_size > LARGEST:
        target.replace(target.with_suffix(".log.1"))
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(target, flags, 0o600), "a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
