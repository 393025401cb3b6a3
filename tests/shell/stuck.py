"""The same program with a fault: at Ctrl+T it is busy for ever."""

from __future__ import annotations

import sys

from tests.shell import program


def for_ever(_frame: program.Typing) -> None:
    while True:
        pass


if __name__ == "__main__":
    program.Typing.do_send = for_ever  # type: ignore[method-assign]
    sys.exit(program.main())
