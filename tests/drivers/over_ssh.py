"""The OpenSSH client at a terminal: a person who signs in to a `Host` by way of a `Line`.

The terminal answers truly; its answers go up the line like keys.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.drivers.answering import Answering
from tests.ssh.host import Host
from tests.ssh.line import Line

#: Settings of every client here: nothing of this machine's, no question; a setting given to it comes before.
_ALWAYS: Mapping[str, str] = {
    "StrictHostKeyChecking": "yes", "GlobalKnownHostsFile": "none", "HostKeyAlias": "langnghe", "UpdateHostKeys": "yes",
    "IdentitiesOnly": "yes", "IdentityAgent": "none", "BatchMode": "yes", "LogLevel": "ERROR", "EscapeChar": "none",
}  # fmt: skip


class Remote(Answering):
    """A person at the far end. `arguments` are the program's own, `others` keys that the client offers before the one
    that may sign in. `began` is when the client was started (`time.monotonic`, like all times here), `before` what the
    line had carried each way by then, `changed` when the screen or its cursor last changed."""

    def __init__(
        self, host: Host, line: Line, arguments: Sequence[str] = (), *, options: Mapping[str, str] | None = None,
        ssh: str = "ssh", others: Sequence[Path] = (),
    ) -> None:  # fmt: skip
        settings = {**_ALWAYS, "UserKnownHostsFile": str(host.known_hosts), **(options or {})}
        command = [ssh, "-tt", "-F", "none", "-p", str(line.port)]
        for key in (*others, host.key):
            command += ["-i", str(key)]
        for name, value in settings.items():
            command += ["-o", f"{name}={value}"]
        self.began = self.changed = time.monotonic()
        self.before = line.up.count, line.down.count
        self._line = line
        self._looked: object = None
        # ssh asks for no shell of the tester's home: all it reads is named above
        super().__init__(arguments, state=Path(host.folder), command=[*command, f"{host.login}@127.0.0.1", "--"])

    @property
    def picture(self) -> tuple[list[str], tuple[int, int]]:
        """Return the lines, and where the cursor is."""
        return self.lines, self.cursor

    def finds_silence(self, quiet: float, most: float) -> bool:
        """Wait until nothing has moved on the line for so many seconds, from now on. False if `most` are over first."""
        begin = time.monotonic()
        while time.monotonic() < begin + most:
            self._drain(0.01)
            if time.monotonic() - max(self._line.quiet_since(), self.changed, begin) > quiet:
                return True
        return False

    def _drain(self, wait: float) -> bool:
        before = self.received
        more = super()._drain(wait)
        if self.received != before:
            seen = self.picture
            if seen != self._looked:
                self._looked, self.changed = seen, time.monotonic()
        return more
