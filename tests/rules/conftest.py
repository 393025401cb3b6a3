"""Machines differ and are shared: a property that holds does not stop holding because an example took long."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("shared_machine", deadline=None)
settings.load_profile("shared_machine")
