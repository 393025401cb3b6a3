"""`langnghe`: which command was asked for, and how every command ends.

0 done, 1 refused or failed with one clear sentence on stderr, 2 wrong usage. Only what a command needs is imported:
`--help` and `--version` draw nothing and know no database.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING

from tui.cli import session
from tui.wording import i18n
from tui.wording.i18n import N_, _

if TYPE_CHECKING:
    from tui.cli.usage import Commands, Parser

GROUPS = ("demo", "db", "places", "programme", "staff", "doctor")

DESCRIPTION = N_("Lắng Nghe: ghi và đọc ý kiến nhân dân hằng tháng. Không có lệnh nào thì mở chương trình.")
EPILOG = N_(
    "Kết nối: LANGNGHE_DSN (chuỗi kết nối của libpq), nếu không có thì PGSERVICE, PGHOST… như psql."
    " Thử ngay không cần máy chủ: langnghe demo."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; wrong usage ends in argparse's own way, with 2."""
    given = sys.argv[1:] if argv is None else list(argv)
    i18n.setup(i18n.asked_for(given))
    _speak_utf8()
    if given in ([], ["--plain-driver"]):  # nothing to be read here, so nobody waits for argparse
        return _end_well(partial(session.start, plain=bool(given)))
    arguments = parser().parse_args(given)
    return _end_well(partial(arguments.run, arguments))


def parser() -> Parser:
    """All commands with their options, in the chosen language."""
    from tui.cli.usage import Parser, Version

    top = Parser(prog="langnghe", description=_(DESCRIPTION), epilog=_(EPILOG))
    top.add_argument("--version", action=Version, help=_(N_("in số phiên bản rồi thoát")))
    session.add_driver(top)
    top.set_defaults(run=session.run)
    commands: Commands = top.add_subparsers(title=_(N_("lệnh")), metavar=_(N_("LỆNH")))
    for group in GROUPS:
        import_module(f"tui.cli.{group}").add(commands)
    return top


def _speak_utf8() -> None:
    """UTF-8 on the standard streams whatever the locale says, here without `tui.runtime.terminal` and all it needs."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _end_well(run: Callable[[], int]) -> int:
    """Run a command; whatever happens, at most one sentence is said and no traceback is shown."""
    _end_on_signals()
    try:
        code = run()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # who read our output has enough; Python would complain once more when it flushes at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  (whatever it was, it ends in a sentence and the log)
        from tui.cli.refusals import refused

        print(refused(error), file=sys.stderr)
        return 1


def _end_on_signals() -> None:
    """A signal ends the program in order, so that the demo's server is stopped by the last one out."""
    import signal

    def leave(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, leave)
