"""argparse in the program's language: its own words are translated as ours are."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

from tui.wording.i18n import LANGUAGES, N_, SOURCE, _

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"

# argparse's English → our Vietnamese, which is the message id; the catalogue leads back to English.
_WORDS = {
    "usage: ": N_("cách dùng: "),
    "options": N_("tùy chọn"),
    "positional arguments": N_("đối số"),
    "show this help message and exit": N_("in hướng dẫn này rồi thoát"),
    "%(prog)s: error: %(message)s\n": N_("%(prog)s: sai cách dùng: %(message)s\n"),
    "argument %(argument_name)s: %(message)s": N_("%(argument_name)s: %(message)s"),
    "the following arguments are required: %s": N_("còn thiếu: %s"),
    "one of the arguments %s is required": N_("cần một trong các tùy chọn: %s"),
    "not allowed with argument %s": N_("không dùng cùng với %s"),
    "unrecognized arguments: %s": N_("không hiểu: %s"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_("không có %(value)r (chọn trong: %(choices)s)"),
    "invalid %(type)s value: %(value)r": N_("%(value)r không đúng kiểu %(type)s"),
    "expected one argument": N_("cần một giá trị"),
    "expected at least one argument": N_("cần ít nhất một giá trị"),
    "expected at most one argument": N_("chỉ nhận một giá trị"),
    "ignored explicit argument %r": N_("không nhận giá trị %r"),
    "ambiguous option: %(option)s could match %(matches)s": N_("%(option)s chưa rõ là: %(matches)s"),
}


def _said(message: str) -> str:
    return _(_WORDS[message]) if message in _WORDS else message


def _formatter(prog: str) -> argparse.HelpFormatter:
    """argparse's own, as wide as the terminal. Left to find that out by itself, it reads all that shutil needs for
    archives, 4 ms of every start."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        columns = 0
    return argparse.HelpFormatter(prog, width=(columns if columns > 0 else 80) - 2)


class Parser(argparse.ArgumentParser):
    """A parser whose words are in the chosen language. Each takes --lang, which `i18n.asked_for` has read before."""

    def __init__(self, **how: Any) -> None:
        # argparse looks its words up under this name whenever it says something
        setattr(argparse, "_", _said)  # noqa: B010
        super().__init__(**how, allow_abbrev=False, formatter_class=_formatter)
        self.add_argument(
            "--lang", choices=LANGUAGES, default=SOURCE, help=_(N_("ngôn ngữ: vi (mặc định) hoặc en")),
        )  # fmt: skip

    def error(self, message: str) -> NoReturn:
        """What is wrong in one line, and how to read on."""
        hint = _(N_("Xem: {program} --help")).format(program=self.prog)
        self.exit(2, _said("%(prog)s: error: %(message)s\n") % {"prog": self.prog, "message": message} + hint + "\n")


class Version(argparse.Action):
    """--version, which asks for the number only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_values: object) -> None:
        from db.schema.versions import program_version

        print(f"langnghe {program_version()}")
        parser.exit()


def group(commands: Commands, name: str, help: str) -> Commands:
    """A command that has commands of its own: `langnghe db upgrade`."""
    parser = commands.add_parser(name, help=help, description=help)
    return parser.add_subparsers(title=_(N_("lệnh")), metavar=_(N_("LỆNH")), required=True)


def command(commands: Commands, name: str, help: str, **how: Any) -> Parser:
    """One command; `help` is its line in the list above it and the head of its own help."""
    return commands.add_parser(name, help=help, description=help, **how)


def takes_json(parser: Parser) -> None:
    """--json, for whatever prints a list."""
    parser.add_argument("--json", action="store_true", help=_(N_("in dạng JSON cho chương trình khác đọc")))


def day(text: str) -> dt.date:
    """A date as commands take it. Raises argparse's error with our words."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = _(N_("“{text}” không phải ngày dạng YYYY-MM-DD")).format(text=text)
        raise argparse.ArgumentTypeError(message) from None


def say(*lines: str) -> None:
    """Something for a person who waits, beside what the command prints."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)
