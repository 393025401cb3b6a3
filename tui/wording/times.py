"""Moments as people of the town read them: on their own clock, day before month."""

from __future__ import annotations

import datetime as dt

#: Asia/Ho_Chi_Minh, which has had no other offset since 1975 and needs no table of time zones.
ZONE = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")


def local(when: dt.datetime) -> dt.datetime:
    """A time-zone-aware moment on the town's clock."""
    return when.astimezone(ZONE)


def moment(when: dt.datetime) -> str:
    """`13/10 16:42`."""
    return f"{local(when):%d/%m %H:%M}"


def full_moment(when: dt.datetime) -> str:
    """`16/10/2023 08:12`."""
    return f"{local(when):%d/%m/%Y %H:%M}"
