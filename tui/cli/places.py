"""`langnghe places load FILE`: areas, organisations, villages out of a data file."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli import session
from tui.cli.usage import Commands, command, group
from tui.wording.i18n import N_, _


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "places", _(N_("địa bàn và tổ chức")))
    load = command(own, "load", _(N_("nạp tệp địa bàn (quản trị); nạp lại thì đổi tên và ngày, không xóa gì")))
    load.add_argument("file", type=Path, metavar=_(N_("TỆP")), help=_(N_("tệp TOML, như db/places/duy-tien.toml")))
    load.set_defaults(run=run_load)


def run_load(arguments: argparse.Namespace) -> int:
    """Load a places file, all of it or nothing. Raises BadFile with every fault in it, and `db.core.errors`."""
    from db.programme import load
    from db.programme.places import load as read

    places = read(arguments.file)
    with session.signed_in() as signed_in:
        counts = load.places(signed_in, places)
    line = N_("Đã nạp: {area} địa bàn, {body} khối, {organisation} tổ chức, {village} thôn và tổ dân phố.")
    print(_(line).format(**counts))
    return 0
