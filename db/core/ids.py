"""Keys made by the client: UUIDv7 (RFC 9562), so that a repeated command carries the id of its first try; and the ids
of the steps of one command, made from its own."""

from __future__ import annotations

import hashlib
import os
import time
import uuid

_last = 0


def uuid7() -> uuid.UUID:
    """A new key. Later keys of one process sort after earlier ones, so records list in the order they were begun."""
    global _last
    # milliseconds in the upper 48 bits, then 12 bits of sub-millisecond time that never runs backwards
    ticks = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
    _last = ticks
    value = (ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0b10 << 62
    value |= int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=value)


def derived(id: uuid.UUID, step: str) -> uuid.UUID:
    """The id of a step that belongs to what `id` names: the same however often it is asked for."""
    return uuid.UUID(bytes=hashlib.sha256(id.bytes + step.encode()).digest()[:16], version=5)
