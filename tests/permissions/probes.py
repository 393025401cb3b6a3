"""What can be asked of a text without reading it: pairs of conditions, the first true of what it says, the second not.

The two of a pair are alike but for the words in them, so that whatever PostgreSQL shows differently tells of the text.
"""

from __future__ import annotations

import json
import re
from typing import Any

Pair = tuple[str, str]


def pairs(kind: str, column: str, value: Any) -> list[Pair]:
    """The conditions for a column of that kind (text, list or document) which says `value` in the hidden row."""
    if kind == "document":
        return _of_document(column, value)
    if kind == "list":
        return [*_of_list(column, value), *_of_text(f"{column}[1]", value[0])]
    return _of_text(column, str(value))


def failing(kind: str, column: str) -> list[str]:
    """Conditions that fail as soon as they are asked, with the text in what PostgreSQL says: the elements of an array
    are cast."""
    texts = f"{column}::text[]" if kind == "list" else f"array[{column}::text]::text[]"
    types = ("integer", "xid", "regclass", "date", "uuid", "boolean", "jsonb")
    conditions = [f"({texts})::{type}[] is null" for type in types]
    if kind == "document":
        conditions += [f"(array[{column}]::jsonb[])::{type}[] is null" for type in ("integer", "boolean", "numeric")]
        conditions += [f"((array[{column}]::jsonb[])::text[])::integer[] is null"]
    return conditions


def _in_a_case(c: str, yes: str, no: str) -> list[Pair]:
    return [(f"case {c} when {yes} then true else false end", f"case {c} when {no} then true else false end")]


def _of_text(c: str, value: str) -> list[Pair]:
    yes, no = _quoted(value), _quoted(_other(value))
    less, more, most = _quoted(value[:-1]), _quoted(value + "~"), _quoted(value + "~~")
    head = re.match(r"\w*", value)
    begin = head[0] if head else ""
    start, wrong = _quoted(begin), _quoted(_other(begin))
    pairs = [
        (f"{c} = {yes}", f"{c} = {no}"), (f"{c} <> {no}", f"{c} <> {yes}"),
        (f"{c} > {less}", f"{c} > {yes}"), (f"{c} >= {yes}", f"{c} >= {more}"),
        (f"{c} < {more}", f"{c} < {yes}"), (f"{c} <= {yes}", f"{c} <= {less}"),
        (f"{c} between {yes} and {more}", f"{c} between {more} and {most}"),
        (f"{c} in ({yes}, 'x')", f"{c} in ({no}, 'x')"), (f"{c} not in ({no}, 'x')", f"{c} not in ({yes}, 'x')"),
        (f"{c} = any (array[{yes}, 'x'])", f"{c} = any (array[{no}, 'x'])"),
        (f"greatest({c}, {more}) = {more}", f"greatest({c}, {less}) = {less}"),
        (f"least({c}, {less}) = {less}", f"least({c}, {more}) = {more}"),
        (f"({c}, 1) >= ({yes}, 1)", f"({c}, 1) >= ({more}, 1)"), (f"({c}, 1) = ({yes}, 1)", f"({c}, 1) = ({no}, 1)"),
        *_in_a_case(c, yes, no), *_in_a_case(f"row({c}::text)", f"row({yes}::text)", f"row({no}::text)"),
        *_in_a_case(f"array[{c}::text]", f"array[{yes}]", f"array[{no}]"),
        (f"nullif({c}, {yes}) is null", f"nullif({c}, {no}) is null"),
        (f"{c} is not distinct from {yes}", f"{c} is not distinct from {no}"),
        (f"coalesce({c}, '') = {yes}", f"coalesce({c}, '') = {no}"),
        (f"starts_with({c}, {start})", f"starts_with({c}, {wrong})"), (f"{c} ^@ {start}", f"{c} ^@ {wrong}"),
        (f"{c} ~>=~ {yes}", f"{c} ~>=~ {more}"), (f"{c} ~<~ {more}", f"{c} ~<~ {yes}"),
        (f'{c} collate "C" >= {yes}', f'{c} collate "C" >= {more}'),
        (f"md5({c}) = md5({yes})", f"md5({c}) = md5({no})"),
        (f"hashtext({c}) = hashtext({yes})", f"hashtext({c}) = hashtext({no})"),
        (f"length({c}) = {len(value)}", f"length({c}) = {len(value) + 1}"),
        (f"upper({c}) = upper({yes})", f"upper({c}) = upper({no})"), (f"{c} = (select {yes})", f"{c} = (select {no})"),
        (f"exists (select where {c} = {yes})", f"exists (select where {c} = {no})"),
        (f"(select max(t) from (values ({c}), ({less})) v(t)) = {yes}",
         f"(select max(t) from (values ({c}), ({more})) v(t)) = {yes}"),
    ]  # fmt: skip
    for operator in ("~", "~*"):
        pairs.append((f"{c} {operator} ('^' || {start})", f"{c} {operator} ('^' || {wrong})"))
    for word in ("like", "ilike"):
        pairs.append((f"{c} {word} {_quoted(begin + '%')}", f"{c} {word} {_quoted(_other(begin) + '%')}"))
    for type in ("name", "varchar", "bpchar"):
        pairs += [(f"{c}::{type} = {yes}::{type}", f"{c}::{type} = {no}::{type}"),
                  (f"{c}::{type} >= {yes}::{type}", f"{c}::{type} >= {_quoted('ỹ' + value)}::{type}")]  # fmt: skip
    return pairs


def _of_list(c: str, value: list[Any]) -> list[Pair]:
    yes = f"array[{', '.join(_quoted(str(word)) for word in value)}]"
    no = f"array[{', '.join(_quoted(_other(str(word))) for word in value)}]"
    joined = f"array_to_string({c}, ',')"
    pairs = [(f"{c}::text[] {operator} {yes}", f"{c}::text[] {operator} {no}") for operator in ("=", "&&", "@>")]
    pairs += _in_a_case(c, yes, no)
    return [*pairs, (f"{joined} >= {_quoted(str(value[0]))}", f"{joined} >= {_quoted('ỹ')}")]


def _of_document(c: str, value: Any) -> list[Pair]:
    key, inner = next(iter(value.items()))
    name, wrong = _quoted(key), _quoted(_other(key))
    whole, part, other = (_quoted(json.dumps(of)) for of in (value, inner, "z"))
    pairs = [
        (f"{c} ? {name}", f"{c} ? {wrong}"), (f"{c} = {whole}", f"{c} = {other}"),
        (f"{c} @> {whole}", f"{c} @> {other}"), (f"{c} >= {whole}", f"{c} >= 'true'"),
        (f"{c}::text >= '{{'", f"{c}::text >= '~'"), (f"{c} -> {name} = {part}", f"{c} -> {name} = {other}"),
        *_in_a_case(c, whole, other), *_in_a_case(f"array[{c}]", f"array[{whole}::jsonb]", f"array[{other}::jsonb]"),
    ]  # fmt: skip
    return [*pairs, *(_of_text(f"({c} ->> {name})", inner) if isinstance(inner, str) and inner else [])]


def _other(word: str) -> str:
    """Another word of the same length and the same kinds of characters: estimates of patterns look at these."""
    return "".join(map(_other_character, word))


def _other_character(character: str) -> str:
    if not character.isalnum():
        return character
    kinds = {1: "89" if character.isdigit() else "zy", 2: "ôâ", 3: "ỹỵ"}  # by their bytes
    one, other = kinds[len(character.encode())]
    return other if character == one else one


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
