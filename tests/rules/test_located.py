"""Lines of the values of a TOML file, whatever way it is written."""

from __future__ import annotations

import tomllib
from pathlib import Path

from db.programme.toml_positions import Lines
from db.programme.toml_positions import Path as Place

TEXT = '''\
title = "a = 1 # no comment" # a comment with ] and "
[table] # first
key = """
fake = 1
[[fake]]
"""
"quoted key" = 'x'
list = [
  1, # one
  { code = "a", more = [2,
    3] },
]
[[rows]]
name = "x"
inner.deep = { a = 1, b.c = 2 }
[[rows]]
name = 1979-05-27T07:32:00
  [[rows.sub]]
  n = 1
  [rows.sub.part]
  m = -1.5e3
'''


def every_path(value: object, path: Place = ()) -> list[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in items for found in every_path(item, (*path, key)))]


def test_each_value_is_found_on_its_line() -> None:
    lines = Lines(TEXT)
    expected: dict[Place, int] = {
        ("title",): 1,
        ("table",): 2,
        ("table", "key"): 3,
        ("table", "quoted key"): 7,
        ("table", "list", 0): 9,
        ("table", "list", 1, "code"): 10,
        ("table", "list", 1, "more", 1): 11,
        ("rows", 0, "inner", "deep", "b", "c"): 15,
        ("rows", 1): 16,
        ("rows", 1, "name"): 17,
        ("rows", 1, "sub", 0, "part", "m"): 21,
    }
    assert {path: lines.of(path) for path in expected} == expected


def test_what_is_not_there_is_found_at_what_is_around_it() -> None:
    assert Lines(TEXT).of(("rows", 1, "missing", "deeper")) == 16
    assert Lines(TEXT).of(("nowhere",)) == 1


def test_no_value_of_the_programme_is_overlooked() -> None:
    text = (Path(__file__).parents[2] / "db" / "programmes" / "2023.toml").read_text(encoding="utf-8")
    lines = Lines(text)
    for path in every_path(tomllib.loads(text)):
        shown = text.split("\n")[lines.of(path) - 1]
        assert path == () or isinstance(path[-1], int) or path[-1] in shown
