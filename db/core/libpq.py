"""libpq itself, for the one thing that psycopg2 keeps from us: what the server raised when a sign-in failed.

libpq hands SQLSTATE and the place in the server's source over within its words, if it is told to before the server
answers; these do not depend on anybody's language. It is the library that psycopg2 has read already.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import select
import time
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from psycopg2 import _psycopg

# libpq-fe.h
_BAD = 1  # ConnStatusType
_FAILED, _READING, _WRITING, _OK = 0, 1, 2, 3  # PostgresPollingStatusType
_NO_ATTEMPT = 3  # PGPing
_VERBOSE = 2  # PGVerbosity

_STATE = re.compile(r":  ([0-9A-Z]{5}): ")
_PLACE = re.compile(r"\b(\w+), (\w+\.c:\d+)\s*$", re.MULTILINE)


class Failure(NamedTuple):
    """How a sign-in failed. `state`, `function` and `place` are what the server raised, empty if it raised nothing;
    `host` (or socket folder), `port` and `address` were tried last; `settings` are libpq's, with those of the
    environment, of a service and its own defaults; `late` is out of patience."""

    state: str
    function: str
    place: str
    words: str
    host: str
    port: str
    address: str
    used_password: bool
    needs_password: bool
    late: bool
    settings: Mapping[str, str]


class _Option(ctypes.Structure):
    _fields_ = (
        ("keyword", ctypes.c_char_p), ("envvar", ctypes.c_char_p), ("compiled", ctypes.c_char_p),
        ("val", ctypes.c_char_p), ("label", ctypes.c_char_p), ("dispchar", ctypes.c_char_p), ("dispsize", ctypes.c_int),
    )  # fmt: skip


@cache
def _library() -> Any:
    library: Any = ctypes.CDLL(_psycopg.__file__)
    library.PQconnectStart.restype = ctypes.c_void_p
    for name in ("PQerrorMessage", "PQhost", "PQport", "PQhostaddr"):
        getattr(library, name).restype = ctypes.c_char_p
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.PQconninfo.restype = ctypes.POINTER(_Option)
    library.PQconninfoFree.argtypes = [ctypes.POINTER(_Option)]
    for name in ("PQstatus", "PQsocket", "PQconnectPoll", "PQconnectionUsedPassword", "PQconnectionNeedsPassword",
                 "PQconninfo", "PQfinish"):  # fmt: skip
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.PQsetErrorVerbosity.argtypes = [ctypes.c_void_p, ctypes.c_int]
    return library


def settings_are_wrong(dsn: str) -> bool:
    """Whether libpq cannot even try with these settings."""
    return bool(_library().PQping(dsn.encode()) == _NO_ATTEMPT)


def failure(dsn: str, patience: float) -> Failure | None:
    """Try to sign in, within so many seconds, and say how it failed; None if it did not."""
    library = _library()
    with _started(dsn) as line:
        late = False
        status = _FAILED if library.PQstatus(line) == _BAD else _WRITING
        end = time.monotonic() + patience
        while status in (_READING, _WRITING) and not late:
            late = not _ready(library.PQsocket(line), status, end)
            status = status if late else library.PQconnectPoll(line)
        if status == _OK:
            return None
        return _told(line, late)


def _told(line: int, late: bool) -> Failure:
    library = _library()
    words = _text(library.PQerrorMessage(line))
    state, function, place = _most_telling(words)
    host, port, address = (_text(each(line)) for each in (library.PQhost, library.PQport, library.PQhostaddr))
    used, needs = library.PQconnectionUsedPassword(line), library.PQconnectionNeedsPassword(line)
    return Failure(state, function, place, words, host, port, address, bool(used), bool(needs), late, _settings(line))


@contextlib.contextmanager
def _started(dsn: str) -> Iterator[int]:
    """A connection that is being made, and is gone at the end."""
    line: int = _library().PQconnectStart(dsn.encode())
    _library().PQsetErrorVerbosity(line, _VERBOSE)
    try:
        yield line
    finally:
        _library().PQfinish(line)


def _ready(descriptor: int, status: int, end: float) -> bool:
    """Wait until the socket can be read or written, as libpq asks. False when time is up."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN if status == _READING else select.POLLOUT)
    return bool(poll.poll(max(0.0, end - time.monotonic()) * 1000))


def _most_telling(words: str) -> tuple[str, str, str]:
    """State, function and place of one of the errors there. Several hosts were tried, or one with and without TLS:
    then that the second way is closed (28000) says less than what happened on the first."""
    states, places = _STATE.findall(words), _PLACE.findall(words)
    found = [(state, *place) for state, place in zip(states, places, strict=False)]
    telling = [each for each in found if each[0] != "28000"] or found
    return telling[-1] if telling else ("", "", "")


def _text(given: bytes | None) -> str:
    return (given or b"").decode("utf-8", "replace")


def _settings(line: int) -> dict[str, str]:
    options = _library().PQconninfo(line)
    found: dict[str, str] = {}
    for option in options:
        if option.keyword is None:
            break
        if option.val is not None:
            found[option.keyword.decode()] = _text(option.val)
    _library().PQconninfoFree(options)
    return found
