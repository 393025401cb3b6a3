"""What a start does not read: nobody misses it, and an upgrade of Textual that needs more of it is told in words."""

from __future__ import annotations

import subprocess
import sys
import typing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tui import stand_ins
from tui.stand_ins import STAND_INS, StandIn

_ROOM = Path(__file__).parent.parent.parent

# In a process of its own: what is said of the stand-ins once all is read that the first screen needs.
_START = """
import sys
import screens
from tui import beginning, stand_ins

had, wanted = stand_ins.StandIn.__getattr__, []

def noticed(module, name):
    if not name.startswith("__"):
        wanted.append((module.__name__, name))
    return had(module, name)

stand_ins.StandIn.__getattr__ = noticed
beginning.hurry()
from tui.commands import session

session.read_first()
for module, name in wanted:
    print(f"{module}.{name} is wanted at every start: give it to STAND_INS of tui/stand_ins.py, or take {module} out")
for module in stand_ins.STAND_INS:
    if not wanted and not isinstance(sys.modules[module], stand_ins.StandIn):
        print(f"{module} is read at every start, though tui/stand_ins.py stands in for it")
if not isinstance(sys.modules["typing_extensions"], stand_ins.Typing):
    print("typing_extensions is read at every start: somebody takes a name from it that typing does not have")
for module in ("ssl", "_hashlib", "_ssl", "sqlite3", "textual.widgets._input", "peewee", "psycopg2.extras"):
    if sys.modules.get(module):
        print(f"{module} is read at every start, and the first screen does not need it")
"""


def test_a_start_reads_nothing_that_has_a_stand_in_and_misses_nothing_of_it() -> None:
    run = subprocess.run([sys.executable, "-c", _START], cwd=_ROOM, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize("module", STAND_INS)
def test_what_has_a_stand_in_is_there(module: str) -> None:
    real = import_module(module)
    assert [name for name in STAND_INS[module] if not hasattr(real, name)] == [], f"{module} has them no more"


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """A stand-in for a module that is read by nobody else meanwhile."""
    made = StandIn("difflib", ("get_close_matches", "Differ"))
    monkeypatch.setitem(sys.modules, "difflib", made)
    return made


def test_what_is_called_is_the_real_thing(standing: StandIn) -> None:
    from difflib import Differ, get_close_matches

    assert not isinstance(Differ, ModuleType) and type(standing) is StandIn
    assert get_close_matches("ab", ["abc", "xyz"]) == ["abc"]
    assert type(Differ()) is import_module("difflib").Differ
    assert Differ.compare is import_module("difflib").Differ.compare


def test_another_name_reads_the_real_module_which_stays(standing: StandIn) -> None:
    assert standing.SequenceMatcher is import_module("difflib").SequenceMatcher
    assert not isinstance(sys.modules["difflib"], StandIn)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = standing.no_such_name


def test_what_python_has_itself_is_taken_from_there_and_the_rest_from_the_real_module(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = stand_ins.Typing("typing_extensions", ())
    monkeypatch.setitem(sys.modules, "typing_extensions", made)
    assert made.TypedDict is typing.TypedDict and sys.modules["typing_extensions"] is made
    assert made.Doc is import_module("typing_extensions").Doc
    assert not isinstance(sys.modules["typing_extensions"], StandIn)


def test_a_class_that_was_made_from_a_stand_in_says_so_when_it_is_used(standing: StandIn) -> None:
    made = type("Made", (standing.Differ,), {})
    assert not hasattr(made, "compare")
    with pytest.raises(RuntimeError, match=r"Made is made from a stand-in: see tui/stand_ins\.py"):
        made()


def test_stand_ins_give_way_to_what_was_read_before_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    read, unread = "difflib", "platformdirs"
    there = import_module(read)
    monkeypatch.delitem(sys.modules, unread, raising=False)
    stand_ins.put()
    assert sys.modules[read] is there and isinstance(sys.modules[unread], StandIn)
    stand_ins.take_away()
    assert sys.modules[read] is there and unread not in sys.modules
    assert not isinstance(import_module(unread), StandIn)
