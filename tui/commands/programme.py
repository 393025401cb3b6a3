"""`langnghe programme load|check FILE`: a year's targets, due dates and code lists out of a data file."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.commands import session
from tui.commands.as_json import print_json
from tui.commands.usage import Commands, Parser, command, group, say, takes_json
from tui.i18n import N_, _


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "programme", _(N_("chương trình của năm: chỉ tiêu, thời hạn, danh mục")))
    load = command(own, "load", _(N_("nạp tệp chương trình (quản trị)")))
    _takes_file(load)
    load.set_defaults(run=run_load)
    check = command(own, "check", _(N_("soát tệp chương trình: nêu tệp, dòng và lỗi; không cần máy chủ")))
    _takes_file(check)
    takes_json(check)
    check.set_defaults(run=run_check)


def _takes_file(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar=_(N_("TỆP")), help=_(N_("tệp TOML, như db/programmes/2023.toml")))


def run_load(arguments: argparse.Namespace) -> int:
    """Load a programme file, all of it or nothing. Raises BadFile with every fault in it, and `db.errors`."""
    from db import load
    from db.rules.programme import load as read

    read(arguments.file)  # what is wrong in it is said without a server
    with session.signed_in() as signed_in:
        programme = load.programme_file(signed_in, arguments.file)
    line = N_("Đã nạp chương trình năm {year}: {targets} chỉ tiêu, {lists} danh mục.")
    print(_(line).format(year=programme.year, targets=len(programme.targets), lists=len(programme.lists)))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print every fault of a file on stdout. 1 if there are any."""
    from db.rules.faults import BadFile
    from db.rules.programme import load
    from tui.commands.refusals import fault_count, fault_line, fault_words

    try:
        load(arguments.file)
        faults = []
    except BadFile as error:
        faults = list(error.faults)
    if arguments.json:
        found = [{"file": f.file, "line": f.line, "code": f.code, "message": fault_words(f)} for f in faults]
        print_json(found)
    else:
        for fault in faults:
            print(fault_line(fault))
    if faults:
        say(fault_count(len(faults)))
        return 1
    if not arguments.json:
        print(_(N_("Tệp tốt.")))
    return 0
