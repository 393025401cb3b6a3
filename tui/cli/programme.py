"""`langnghe programme load|check FILE`: a year's targets, who owes them, due dates and code lists out of a file."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import session
from tui.cli.as_json import print_json
from tui.cli.usage import Commands, Parser, command, group, say, takes_json
from tui.wording.i18n import N_, _, language

if TYPE_CHECKING:
    from db.programme.programme import Programme
    from db.programme.validation_errors import Fault


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "programme", _(N_("chương trình của năm: chỉ tiêu, thời hạn, danh mục")))
    load = command(own, "load", _(N_("nạp tệp chương trình (quản trị)")))
    _takes_file(load)
    load.set_defaults(run=run_load)
    said = N_("soát tệp chương trình: nêu tệp, dòng và lỗi, hoặc ai phải làm gì; không cần máy chủ")
    check = command(own, "check", _(said))
    _takes_file(check)
    takes_json(check)
    check.set_defaults(run=run_check)


def _takes_file(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar=_(N_("TỆP")), help=_(N_("tệp TOML, như db/programmes/2023.toml")))


def run_load(arguments: argparse.Namespace) -> int:
    """Load a programme file, all of it or nothing. Raises BadFile with every fault in it, and `db.core.errors`."""
    from db.programme import load
    from db.programme.programme import load as read

    read(arguments.file)  # what is wrong in it is said without a server
    with session.signed_in() as signed_in:
        programme = load.programme_file(signed_in, arguments.file)
    line = N_("Đã nạp chương trình năm {year}: {targets} chỉ tiêu, {lists} danh mục.")
    print(_(line).format(year=programme.year, targets=len(programme.targets), lists=len(programme.lists)))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print every fault of a file on stdout, 1 if there are any; of a sound file who owes what, a sentence each."""
    from db.programme.programme import load
    from db.programme.validation_errors import BadFile

    try:
        programme = load(arguments.file)
    except BadFile as error:
        return _print_faults(error.faults, as_json=arguments.json)
    _print_owing(programme, as_json=arguments.json)
    return 0


def _print_faults(faults: Sequence[Fault], *, as_json: bool) -> int:
    from tui.cli.refusals import fault_count, fault_line, fault_words

    if as_json:
        print_json([{"file": f.file, "line": f.line, "code": f.code, "message": fault_words(f)} for f in faults])
    else:
        for fault in faults:
            print(fault_line(fault))
    say(fault_count(len(faults)))
    return 1


def _print_owing(programme: Programme, *, as_json: bool) -> None:
    from db.programme.sentences import explained

    english = language() == "en"
    sentences = explained(programme, _, language())
    if as_json:
        print_json(
            [
                {"target": target.number, "code": target.code, "sentences": sentences[target.number]}
                for target in programme.targets
            ]
        )
        return
    for target in programme.targets:
        print(f"{target.number:>2}. {target.wording_en if english else target.wording}")
        for sentence in sentences[target.number]:
            print(f"    - {sentence}")
    print(_(N_("Tệp tốt.")))
