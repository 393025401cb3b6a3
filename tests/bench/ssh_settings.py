"""What each setting of sshd and of its client costs or saves on the line of `tests.bench.over_ssh`, one at a time.

    python -m tests.bench.ssh_settings [--ssh PATH] [--sshd PATH] [--set LINE] [--option LINE] [--runs 3] [--only WORD]

A clerk signs in, types an opinion and ten letters one by one, and pages through a list, with our driver. Everything not
named is OpenSSH's own default, with the three host keys that Debian makes. What the installed OpenSSH does not know is
said and left out: a newer one can be named. There are no goals: it is for docs/wire.md, and to see what a new version
of OpenSSH does.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db import demo
from tests import servers
from tests.bench.over_ssh import ALONE, CLERK, MOST, REVIEWER, Place, paged, parser, place_of, typed
from tests.drivers.over_ssh import Remote
from tests.servers import Cluster, Database
from tests.ssh.clock import Clock, Login, login, median_and_worst
from tests.ssh.host import Host, missing
from tests.ssh.line import Line

IDLE = 30.0  # seconds in which nobody types

_SHORT: Mapping[str, str] = {
    "KexAlgorithms": "curve25519-sha256", "Ciphers": "chacha20-poly1305@openssh.com", "MACs": "hmac-sha2-256",
    "HostKeyAlgorithms": "ssh-ed25519", "PubkeyAcceptedAlgorithms": "ssh-ed25519",
}  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """Lines for sshd_config and options of the client. `typing`: whether more than the login is looked at; `others`
    keys that the client offers before its own; `idle`: what an idle session costs; `again`: a second login beside a
    first one, over the same connection."""

    name: str
    server: Mapping[str, str] = field(default_factory=dict)
    client: Mapping[str, str] = field(default_factory=dict)
    kinds: Sequence[str] = ("ed25519", "ecdsa", "rsa")
    typing: bool = True
    others: int = 0
    banner: int = 0
    idle: bool = False
    again: bool = False


def settings() -> Sequence[Setting]:
    """One after the other, the defaults first and all that helps last."""
    both = {"Ciphers": "aes128-gcm@openssh.com"}
    long = {"Ciphers": "aes256-ctr", "MACs": "hmac-sha2-512"}
    obscure, alive = "ObscureKeystrokeTiming", {"ClientAliveInterval": "10"}
    helps = {"Compression": "yes", obscure: "no"}
    return (
        Setting("nothing set"),
        Setting("client: Compression yes", client={"Compression": "yes"}),
        Setting(f"client: {obscure} no", client={obscure: "no"}),
        Setting(f"client: {obscure} yes", client={obscure: "yes"}),
        Setting("Ciphers aes128-gcm", server=both),
        Setting("Ciphers aes256-ctr, MACs hmac-sha2-512", server=long),
        Setting("client: IPQoS none", client={"IPQoS": "none"}),
        Setting("KexAlgorithms curve25519-sha256", server={"KexAlgorithms": "curve25519-sha256"}, typing=False),
        Setting("KexAlgorithms sntrup761x25519", server={"KexAlgorithms": "sntrup761x25519-sha512"}, typing=False),
        Setting("KexAlgorithms sntrup761x25519 (9.2)", typing=False,
                server={"KexAlgorithms": "sntrup761x25519-sha512@openssh.com"}),
        Setting("KexAlgorithms mlkem768x25519-sha256", server={"KexAlgorithms": "mlkem768x25519-sha256"}, typing=False),
        Setting("HostKey ed25519 alone", kinds=("ed25519",), typing=False),
        Setting("one algorithm of each kind, sshd only", server=_SHORT, kinds=("ed25519",), typing=False),
        Setting("one algorithm of each kind, both ends", server=_SHORT, client=_SHORT, kinds=("ed25519",),
                typing=False),
        Setting("client: two other keys offered first", others=2, typing=False),
        Setting("Banner of 1,000 characters", banner=1000, typing=False),
        Setting("UseDNS yes", server={"UseDNS": "yes"}, typing=False),
        Setting("PrintMotd no, PrintLastLog no", server={"PrintMotd": "no", "PrintLastLog": "no"}, typing=False),
        Setting("client: ControlMaster, second login", again=True, typing=False),
        Setting("client: TCPKeepAlive yes, 30 s idle", client={"TCPKeepAlive": "yes"}, typing=False, idle=True),
        Setting("ClientAliveInterval 10, 30 s idle", server=alive, typing=False, idle=True),
        Setting("client: ServerAliveInterval 10, 30 s idle", client={"ServerAliveInterval": "10"}, typing=False,
                idle=True),
        Setting("all that helps, without Compression", server=_SHORT, client={**_SHORT, obscure: "no"},
                kinds=("ed25519",)),
        Setting("all that helps", server=_SHORT, client={**_SHORT, **helps}, kinds=("ed25519",)),
    )  # fmt: skip


def unknown(place: Place, client: Mapping[str, str]) -> str:
    """What the client says of options that it does not know; empty if it knows them all."""
    options = [word for name, value in client.items() for word in ("-o", f"{name}={value}")]
    asked = subprocess.run([place.ssh, "-F", "none", "-G", *options, "x"], capture_output=True, text=True, check=False)
    return asked.stderr.strip() if asked.returncode else ""


def measured(place: Place, database: Database, setting: Setting, folder: Path, runs: int) -> str:
    """One setting's row, with the quickest of so many logins. Raises RuntimeError if sshd does not know it."""
    server = dict(setting.server)
    if setting.banner:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "banner").write_text(("x" * 79 + "\n") * (setting.banner // 80))
        server["Banner"] = str(folder / "banner")
    # known by name only where it is known: an older client is measured without what it has not got
    client = {name: value for name, value in setting.client.items() if not unknown(place, {name: value})}
    with place.host(database, CLERK, folder, server, setting.kinds) as (host, line), contextlib.ExitStack() as first:
        others = _other_keys(host, setting.others)
        if setting.again:
            path = {"ControlPath": str(folder / "c")}
            first.enter_context(_opened_quickly(place, host, line, {**client, **path, "ControlMaster": "yes"}))
            client = {**client, **path}
        logins = []
        for run in range(runs):
            line.slow = True
            with Remote(host, line, options={**place.options, **client}, ssh=place.ssh, others=others) as clerk:
                logins.append(login(clerk, line, host))
                if run == runs - 1:
                    rest = _of_idling(clerk, line) if setting.idle else ""
                    rest += _of_typing(Clock(clerk, line)) if setting.typing else ""
                line.slow = False
    if setting.typing:
        with (
            place.host(database, REVIEWER, folder / REVIEWER, server, setting.kinds) as (host, line),
            _opened_quickly(place, host, line, client) as reviewer,
        ):
            line.slow = True
            took = paged(Clock(reviewer, line))
            rest += f" {_seconds(took.after)} {took.up:6,} {took.down:6,}"
            line.slow = False
    return _of_login(min(logins, key=lambda one: one.home)) + rest


def _other_keys(host: Host, count: int) -> Sequence[Path]:
    """New keys that may not sign in."""
    paths = [host.folder / f"other_{number}" for number in range(count)]
    for path in paths:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return paths


def _opened_quickly(place: Place, host: Host, line: Line, client: Mapping[str, str]) -> Remote:
    line.slow = False
    terminal = Remote(host, line, options={**place.options, **client}, ssh=place.ssh)
    login(terminal, line, host)
    return terminal


def _of_login(one: Login) -> str:
    return f"{one.shaken:7.2f} {one.shaken_up:6,} {one.shaken_down:6,} {one.home:7.2f} {one.up:6,} {one.down:6,}"


def _of_idling(clerk: Remote, line: Line) -> str:
    up, down = line.up.count, line.down.count
    clerk.rests(IDLE)
    return f"   idle for {IDLE:.0f} s: {line.up.count - up} up, {line.down.count - down} down"


def _of_typing(clock: Clock) -> str:
    clock.quickly("down", "enter", "ctrl+n")
    codes, text = typed(clock)
    echo, letters = clock.letters(ALONE)
    count, (median, worst) = len(ALONE), median_and_worst(echo)
    opinion = codes + text
    return (
        f" {median:6.2f} {worst:6.2f} {letters.up / count:5.0f} {letters.down / count:5.0f}"
        f" {_seconds(text.after)} {opinion.up:6,} {opinion.down:6,}"
    )


def _seconds(after: float | None) -> str:
    return f"{after:6.2f}" if after is not None else f">{MOST:5.0f}"


def main() -> int:
    made = parser(__doc__)
    made.add_argument("--only", default="", help="settings with this in their name")
    made.add_argument("--runs", type=int, default=3, help="logins, of which the quickest is shown")
    options = made.parse_args()
    place = place_of(options)
    if absent := missing(place.sshd, place.ssh):
        made.error(absent)
    print(place.words)
    print(f"{'':44}   sshd's own part of it  login to the home screen  a letter alone               60th letter"
          f"   an opinion   eight page-downs")  # fmt: skip
    print(f"{'':44}      s     up   down       s     up   down median  worst    up  down      s     up   down      s"
          f"     up   down")  # fmt: skip
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        for number, setting in enumerate(one for one in settings() if options.only in one.name):
            print(f"{setting.name:44}", end="", flush=True)
            print(_row(place, cluster, setting, Path(folder) / str(number), options.runs), flush=True)
    return 0


def _row(place: Place, cluster: Cluster, setting: Setting, folder: Path, runs: int) -> str:
    absent = unknown(place, setting.client)
    if absent and len(setting.client) == 1:
        return f"   {absent}"
    database = cluster.copy_of("demo", demo.build)
    try:
        return measured(place, database, setting, folder, runs)
    except RuntimeError:
        return "   not known to this sshd"
    finally:
        database.drop()


if __name__ == "__main__":
    sys.exit(main())
