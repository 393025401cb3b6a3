"""Who above the organisation has read a report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from db.core.connect import Session


def readings(session: Session, report: UUID) -> list[dict[str, Any]]:
    """Who above the organisation opened the report: name, at, what."""
    return session.rows("select name, at, what from app.readers_of(%s)", (report,))
