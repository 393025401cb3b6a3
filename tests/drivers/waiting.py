"""Waiting for something that happens elsewhere: in another process, another session, or the database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 30.0
_PAUSE = 0.005


def until(holds: Callable[[], object], what: str = "", patience: float = PATIENCE) -> None:
    """Wait until that is so; fails with what was waited for."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"it never happened: {what or holds}"
        time.sleep(_PAUSE)


def eventually(have: Callable[[], T], wanted: T, patience: float = PATIENCE) -> None:
    """Wait until the two are equal; fails with both."""
    end = time.monotonic() + patience
    while (found := have()) != wanted:
        assert time.monotonic() < end, f"never {wanted!r}, but {found!r}"
        time.sleep(_PAUSE)


async def until_async(holds: Callable[[], object], what: str = "", patience: float = PATIENCE) -> None:
    """The same in an event loop, which goes on meanwhile."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"it never happened: {what or holds}"
        await asyncio.sleep(_PAUSE)
