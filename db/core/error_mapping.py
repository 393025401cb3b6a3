"""What PostgreSQL refuses, as `db.core.errors`: SQLSTATE, constraint name or our own code → one of the family."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg2

from db.core.errors import Closed, Conflict, DataError, Denied, Duplicate, Invalid, Postponed, Unreachable
from db.core.records import kinds
from db.core.records.kinds import Refusal
from db.rules.fold import nearest

# Raised by our own functions (db/schema/sql/functions/10_clock.sql).
_OURS: dict[str, type[DataError]] = {
    "LN001": Invalid,
    "LN002": Conflict,
    "LN003": Denied,
    "LN004": Duplicate,
    "LN005": Closed,
}

# Constraint → code, and the field where it has just one: those of what all kinds share. Each kind names its own
# (`db.core.records.kinds`). A constraint that nobody names is a fault of ours.
_CONSTRAINTS: dict[str, Refusal] = {
    "line_nfc": Refusal(Invalid, "text_not_nfc"),
    "line_clean": Refusal(Invalid, "text_forbidden"),
    "line_trimmed": Refusal(Invalid, "text_blank"),
    "long_text_nfc": Refusal(Invalid, "text_not_nfc"),
    "long_text_clean": Refusal(Invalid, "text_forbidden"),
    "long_text_trimmed": Refusal(Invalid, "text_blank"),
    "month_first_day": Refusal(Invalid, "bad_month", "month"),
    "word_nfc": Refusal(Invalid, "text_not_nfc"),
    "word_clean": Refusal(Invalid, "text_forbidden"),
    "allotment_once": Refusal(Duplicate, "allotted_already", "amounts"),
    "allotment_paper_number_check": Refusal(Invalid, "text_too_long", "paper_number"),
    "duty_kind_check": Refusal(Invalid, "bad_duty"),
    "duty_clerk": Refusal(Invalid, "bad_duty"),
    "duty_area": Refusal(Invalid, "bad_duty"),
    "duty_body": Refusal(Invalid, "bad_duty"),
    "duty_check": Refusal(Invalid, "bad_duty"),
    "staff_role_check": Refusal(Invalid, "bad_login", "login"),
}

# The server is there and says why it cannot do this now. Nothing was done; it is repeated.
_NOT_NOW: Mapping[str, str] = {
    "25006": "server_read_only",
    "40001": "server_busy",
    "40P01": "server_busy",
    "53100": "server_disk_full",
    "53200": "server_memory_full",
    "55P03": "server_busy",
    "57014": "server_busy",
    "58030": "server_disk_fault",
}

# The connection ended, or is about to, and nothing is known of the command. It is repeated.
_LOST = ("08", "25P03", "25P04", "53", "57P", "58")

# What of the server refuses a row of somebody else's; any other refusal (42501) is of a table, column or function.
_ROW_REFUSED = ("ExecWithCheckOptions", "check_enable_rls")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Errors of psycopg2 inside leave as `db.core.errors`."""
    try:
        yield
    except psycopg2.Error as error:
        raise of_driver(error) from error
    except ValueError as error:
        # psycopg2's own refusal of U+0000, which no text of PostgreSQL can hold
        if "NUL" not in str(error):
            raise
        raise Invalid("text_forbidden") from error


def of_driver(error: BaseException) -> DataError:
    """One error of psycopg2 as one of ours."""
    state: str = getattr(error, "pgcode", None) or ""
    diagnosis: Any = getattr(error, "diag", None)
    if state in _OURS:
        params = json.loads(diagnosis.message_detail or "{}")
        if "codes" in params:  # those in force: the sentence names the nearest, as the form's own does
            params["nearest"] = nearest(str(params["code"]), params.pop("codes"))
        return _OURS[state](diagnosis.message_primary, field=diagnosis.column_name or None, **params)
    constraint = getattr(diagnosis, "constraint_name", None)
    if constraint and (refused := _CONSTRAINTS.get(constraint) or kinds.refusal(constraint)):
        return refused.family(refused.code, field=refused.field)
    if state == "42501":
        return Denied("not_yours" if diagnosis.source_function in _ROW_REFUSED else "no_rights", detail=str(error))
    if state.startswith("22") and diagnosis is not None:
        return Invalid("bad_value", field=diagnosis.column_name or None, detail=str(error))
    if state in _NOT_NOW:
        return Postponed(_NOT_NOW[state], detail=str(error))
    if state.startswith(_LOST) or (not state and _of_the_line(error)):
        return Unreachable("server_lost", detail=str(error))
    return DataError("unexpected", detail=f"{state} {error}")


def _of_the_line(error: BaseException) -> bool:
    """Whether an error without SQLSTATE tells of the connection. A server that stops at once within a transaction is
    told by psycopg2 as a bare DatabaseError; the subclasses that are not named here are faults of ours."""
    line = psycopg2.OperationalError | psycopg2.InterfaceError
    return isinstance(error, line) or type(error) is psycopg2.DatabaseError
