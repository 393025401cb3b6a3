"""The one sentence with which a command ends that could not do what was asked; everything else is for the log."""

from __future__ import annotations

from db.core.errors import DataError
from db.programme.validation_errors import SENTENCES, BadFile, Fault
from tui.runtime import logs
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence, sentence_of


def refused(error: Exception) -> str:
    """What a person reads of an error. What PostgreSQL or Python said besides goes into the log."""
    if isinstance(error, BadFile):
        return "\n".join([*(fault_line(fault) for fault in error.faults), fault_count(len(error.faults))])
    if isinstance(error, DataError) and error.code != "unexpected":
        if "detail" in error.params:
            logs.record(str(error), error)
        return sentence(error)
    logs.record("a command failed", error)
    return sentence_of("command_failed", path=logs.path())


def fault_line(fault: Fault) -> str:
    """file:line: what is wrong."""
    return f"{fault.file}:{fault.line}: {fault_words(fault)}"


def fault_words(fault: Fault) -> str:
    """What is wrong in a data file, in the chosen language."""
    params = {name: _(value) if name == "wanted" else value for name, value in fault.params.items()}
    return _(SENTENCES[fault.code]).format(**params)


def fault_count(count: int) -> str:
    """The last line under a list of faults."""
    return _(N_("Tệp có {count} lỗi, chưa nạp gì.")).format(count=count)
