"""A town of its own for each test of the schema that asks for one."""

from __future__ import annotations

from tests.town import town

__all__ = ["town"]
