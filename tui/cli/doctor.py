"""`langnghe doctor`: what is wrong with terminal, locale, connection, schema version and rights, and what to do."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.cli import session
from tui.cli.as_json import print_json
from tui.cli.doctor_diagnosis import Diagnosis
from tui.cli.usage import Commands, command, takes_json
from tui.wording.i18n import N_, _

if TYPE_CHECKING:
    from db.core.connect import Session


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "doctor", _(N_("xem cửa sổ, bảng mã, kết nối, dữ liệu và quyền có gì sai")))
    takes_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Look at everything. 1 if anything is wrong."""
    from db.rules.text import harmless
    from tui.cli import terminal_diagnosis as terminal

    diagnoses = [*terminal.diagnoses(), terminal.size(), terminal.locale(), _drafts(), *_server()]
    if arguments.json:
        print_json([asdict(diagnosis) for diagnosis in diagnoses])
    else:
        good, bad = _(N_("tốt")), _(N_("CHƯA ĐƯỢC"))
        width = max(len(diagnosis.what) for diagnosis in diagnoses)
        for diagnosis in diagnoses:
            # names and words of a server, which may be any
            print(harmless(f"{diagnosis.what:{width}}  {good if diagnosis.ok else bad}  {diagnosis.words}"))
    return 0 if all(diagnosis.ok for diagnosis in diagnoses) else 1


def _drafts() -> Diagnosis:
    from tui.drafts.store import state_folder
    from tui.wording.messages import sentence_of

    folder = state_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Diagnosis(_(N_("bản nháp")), False, f"{sentence_of('folder_not_writable', path=folder)} ({error})")
    return Diagnosis(_(N_("bản nháp")), True, str(folder))


def _server() -> Iterator[Diagnosis]:
    """Connection, schema, account: each only if the one before it is well."""
    from db.core.connect import Session, server_name
    from db.core.errors import DataError
    from tui.wording.messages import sentence

    what = _(N_("kết nối"))
    try:
        own = session.asking(Session)
    except DataError as error:
        detail = " ".join(str(error.params.get("detail", "")).split())
        advice = "" if session.dsn() or any(name.startswith("PG") for name in os.environ) else _(
            N_("Chưa đặt kết nối: đặt LANGNGHE_DSN, hoặc thử langnghe demo."))  # fmt: skip
        yield Diagnosis(what, False, " ".join(filter(None, [sentence(error), advice, detail and f"({detail})"])))
        return
    try:
        version = f"{own.server_version // 10000}.{own.server_version % 10000}"
        where = _(N_("{login} ở {server}, PostgreSQL {version}"))
        yield Diagnosis(what, True, where.format(login=own.login, server=server_name(session.dsn()), version=version))
        looks: tuple[Callable[[Session], Diagnosis], ...] = (_schema, _account)
        for look in looks:
            diagnosis = look(own)
            yield diagnosis
            if not diagnosis.ok:
                return
    finally:
        own.close()


def _schema(own: Session) -> Diagnosis:
    from db.core.errors import DataError
    from db.schema import versions
    from tui.wording.messages import sentence

    what = _(N_("dữ liệu"))
    try:
        versions.require(own)
    except DataError as error:
        return Diagnosis(what, False, sentence(error))
    return Diagnosis(
        what, True, _(N_("đúng bản của chương trình {version}")).format(version=versions.program_version())
    )


def _account(own: Session) -> Diagnosis:
    from db.core.errors import DataError
    from db.people import who
    from tui.wording.duty_wording import KINDS
    from tui.wording.messages import sentence

    what = _(N_("quyền"))
    try:
        person = who.whoami(own)
    except DataError as error:
        return Diagnosis(what, False, sentence(error))
    if not person.duties:
        return Diagnosis(
            what, False, _(N_("{name}: chưa có nhiệm vụ nào; hỏi người quản trị")).format(name=person.name)
        )
    kinds = dict.fromkeys(_(KINDS[duty.kind]) for duty in person.duties)
    return Diagnosis(what, True, f"{person.name}: {', '.join(kinds)}")
