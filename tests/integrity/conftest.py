"""A town of its own for each test of integrity."""

from __future__ import annotations

from tests.town import town

__all__ = ["town"]
