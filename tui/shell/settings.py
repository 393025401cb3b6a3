"""What a person chose about the screens and should not have to choose again. Small, and lost without harm."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from tui.drafts.store import state_folder


class Settings:
    """Yes-or-no choices by name, in one file of this person. A file that cannot be read or written is ignored."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or state_folder() / "settings.json"
        self._chosen: dict[str, bool] = {}
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self._path.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                self._chosen = {str(name): value for name, value in found.items() if isinstance(value, bool)}

    def get(self, name: str, default: bool = False) -> bool:
        return self._chosen.get(name, default)

    def set(self, name: str, value: bool) -> None:
        """Remember a choice, for this session and the next."""
        self._chosen[name] = value
        new = self._path.with_suffix(f".{os.getpid()}.new")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.write_text(json.dumps(self._chosen, indent=1), encoding="utf-8")
            new.replace(self._path)
