"""A private sshd for whoever runs this: own keys, own settings, a free port on 127.0.0.1, one forced command.

All it needs is in the folder given to it, but for `/run/sshd`, which sshd wants when root starts it: it is made where
Debian's start-up script has not made it. sshd stays in the foreground and ends with the `with` block, or when whoever
started it dies.
"""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.drivers.program import open_terminal

SSHD = "/usr/sbin/sshd"
_SEPARATION = Path("/run/sshd")
_PATIENCE = 10.0
_TRIES = 5  # free ports that somebody else might take before sshd does

#: What every host here has; a setting given to it comes before these, and sshd takes the first of each.
_ALWAYS: Mapping[str, str] = {
    "ListenAddress": "127.0.0.1", "PidFile": "none", "UsePAM": "no", "StrictModes": "no",
    "PasswordAuthentication": "no", "KbdInteractiveAuthentication": "no", "PermitRootLogin": "prohibit-password",
}  # fmt: skip


class NoSsh(Exception):
    """This machine cannot be an SSH host for whoever runs this; says why."""


def missing(sshd: str = SSHD, ssh: str = "ssh") -> str:
    """What keeps this machine from being a host, and the client of one; empty if nothing does."""
    absent = [name for name in (sshd, ssh) if shutil.which(name) is None]
    if absent:
        return f"{' and '.join(absent)} not installed"
    if pwd.getpwuid(os.geteuid()).pw_shell.endswith(("/nologin", "/false")):
        return "this account has no shell that sshd could start a command with"
    if os.geteuid() and not _has_terminals_of_tty():
        return "only root can give a terminal to the group tty here, which sshd wants"
    return ""


def _has_terminals_of_tty() -> bool:
    """Whether a new terminal has the group that sshd would give it."""
    ends = open_terminal()
    try:
        return os.fstat(ends[1]).st_gid == grp.getgrnam("tty").gr_gid
    except KeyError:  # no such group: sshd takes the account's own
        return True
    finally:
        for end in ends:
            os.close(end)


@dataclass
class Host:
    """`command` is what a login gets, with the words that the client sends behind it. `environment` is what it has
    besides sshd's own, `settings` are lines of sshd_config, `kinds` the host keys. It runs inside a `with` block."""

    folder: Path
    command: Sequence[str]
    environment: Mapping[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)
    kinds: Sequence[str] = ("ed25519",)
    sshd: str = SSHD
    port: int = 0

    @property
    def login(self) -> str:
        return pwd.getpwuid(os.geteuid()).pw_name

    @property
    def key(self) -> Path:
        """The private key that may sign in."""
        return self.folder / "id_ed25519"

    @property
    def known_hosts(self) -> Path:
        """The host's keys, under the name `langnghe`."""
        return self.folder / "known_hosts"

    @property
    def started(self) -> float | None:
        """When sshd last started the command, in seconds of `time.time`; None if it never has."""
        with contextlib.suppress(FileNotFoundError):
            return (self.folder / "started").stat().st_mtime
        return None

    def log(self) -> str:
        """What sshd has said."""
        return (self.folder / "log").read_text(errors="replace")

    def __enter__(self) -> Host:
        if absent := missing(self.sshd):
            raise NoSsh(absent)
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            _SEPARATION.mkdir(mode=0o755, exist_ok=True)
        self._make_keys()
        self._write_program()
        for _try in range(_TRIES):
            self._start()
            if self._listens():
                return self
            self._stop()
        raise RuntimeError(f"sshd does not start:\n{self.log()}")

    def __exit__(self, *_error: object) -> None:
        self._stop()

    def _make_keys(self) -> None:
        for path, kind in [(self.key, "ed25519"), *((self._host_key(kind), kind) for kind in self.kinds)]:
            make = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "", "-f", str(path)]
            if not path.exists():
                subprocess.run(make, check=True, stdin=subprocess.DEVNULL)
        (self.folder / "authorized_keys").write_text(self.key.with_suffix(".pub").read_text())
        publics = (self._host_key(kind).with_suffix(".pub").read_text() for kind in self.kinds)
        self.known_hosts.write_text("".join(f"langnghe {public}" for public in publics))

    def _host_key(self, kind: str) -> Path:
        return self.folder / f"host_{kind}"

    def _write_program(self) -> None:
        """The forced command. That it was started is seen by the age of a file."""
        words = shlex.join(["env", *(f"{name}={value}" for name, value in self.environment.items()), *self.command])
        program = f": >{shlex.quote(str(self.folder / 'started'))}\nexec {words} $SSH_ORIGINAL_COMMAND\n"
        (self.folder / "program").write_text(program)

    def _start(self) -> None:
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        forced = f"/bin/sh {shlex.quote(str(self.folder / 'program'))}"
        keys = "".join(f"HostKey {self._host_key(kind)}\n" for kind in self.kinds)
        lines = {**self.settings, **{name: value for name, value in _ALWAYS.items() if name not in self.settings}}
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\n{keys}AuthorizedKeysFile {self.folder / 'authorized_keys'}\nForceCommand {forced}\n"
            + "".join(f"{name} {value}\n" for name, value in lines.items())
        )
        (self.folder / "log").write_text("")
        dies_with_us = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
        run = [self.sshd, "-D", "-f", str(self.folder / "sshd_config"), "-E", str(self.folder / "log")]
        self._process = subprocess.Popen(
            [*dies_with_us, *run], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )

    def _listens(self) -> bool:
        end = time.monotonic() + _PATIENCE
        while self._process.poll() is None and time.monotonic() < end:
            if "Server listening on" in self.log():
                return True
            time.sleep(0.01)
        return False

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
