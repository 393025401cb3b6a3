"""Characters that somebody forced into the tables past every check: each screen shows them, none lets them act."""

from __future__ import annotations

from pathlib import Path

from tests.drivers.person import Person
from tests.servers import Cluster
from tests.town import FARMERS_MOC_BAC, NEIGHBOUR, OCTOBER, TOWN, WOMEN_MOC_BAC, Town, build, petition

# The clipboard, the title, the answer-back and a reset; a C1 control; what turns writing round, what cannot be seen.
DRIVES = ("\x1b]52;c;bmdoZQ==\x07", "\x1b]0;nghe\x07", "\x1b[5n", "\x1bc", "\x9b2J", "\u202e", "\u200b", "\x08", "\t")
SHOWN, IN_A_FIELD = "␛]52;c;bmdoZQ==␇", "□]52;c;bmdoZQ==□"

_TEXTS = "('app.line'::regtype, 'app.long_text'::regtype, 'app.word'::regtype)"
_KEYS = ["code", "rule", "list", "due_rule"]  # what the program looks things up by

# As a superuser could with the checks and triggers set aside: before every text that people read, a drive.
_FORCED = f"""
alter domain app.line drop constraint line_clean;
alter domain app.word drop constraint word_clean;
alter domain app.long_text drop constraint long_text_clean;
do $$
declare
    item record;
    evil text := %(evil)s;
    in_json text := trim(both '"' from to_jsonb(evil)::text);
begin
    for item in select a.attrelid::regclass as place, a.attname as name from pg_attribute a
                join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'app'::regnamespace
                where a.atttypid in {_TEXTS} and a.attname <> all (%(keys)s) and c.relname <> 'setting' loop
        execute format('alter table %%s disable trigger user', item.place);
        execute format('update %%s set %%2$I = %%3$L || %%2$I', item.place, item.name, evil);
    end loop;
    alter table app.submission disable trigger user;
    alter table audit.entry disable trigger user;
    update app.submission set content = replace(content::text, 'Lo giá', in_json || 'Lo giá')::jsonb;
    update audit.entry set before = replace(before::text, 'Lo giá', in_json || 'Lo giá')::jsonb,
        after = replace(after::text, 'Lo giá', in_json || 'Lo giá')::jsonb;
end $$;
"""


def test_what_was_forced_into_the_tables_is_shown_and_drives_no_terminal(server18: Cluster, tmp_path: Path) -> None:
    copy = server18.copy_of("town", build)
    town = Town(copy)
    login = town.hire("both", ("clerk", FARMERS_MOC_BAC, None, None), ("reviewer", None, TOWN, None))
    town.opinion(town.report(login, kind="periodic", month=OCTOBER), login, **petition())
    sent = town.report(NEIGHBOUR, WOMEN_MOC_BAC, kind="periodic")
    item = town.opinion(sent, NEIGHBOUR, nature="3")
    town.send(sent, NEIGHBOUR)
    town.give_back(sent)
    town.rows("update app.opinion set nature = '2', text = 'Lo giá phân bón' where id = %s", (item,), NEIGHBOUR)
    town.send(sent, NEIGHBOUR)
    town.close()
    copy.rows(_FORCED, {"evil": "".join(DRIVES), "keys": _KEYS})
    with Person(dsn=copy.dsn(login), state=tmp_path) as person:
        person.sees("VIỆC CẦN LÀM", SHOWN)
        person.presses("7").sees("CHỜ NHẬN 1/1", "TÌNH HÌNH CHUNG", f"Trả lại 16/10, hẹn 20/10: {SHOWN}")
        person.presses("3").sees("LỊCH SỬ", SHOWN)
        person.presses("escape").sees("CHỜ NHẬN 1/1").presses("escape").sees("VIỆC CẦN LÀM")
        person.presses("1").sees("BÁO CÁO TÌNH HÌNH").sees_line("1  " + SHOWN)
        person.presses("enter").sees("Dự báo", IN_A_FIELD)
    for drive in (*DRIVES[:-2], "".join(DRIVES[-2:])):  # a single one of the last two is a motion of the driver's own
        assert drive.encode() not in person.heard, drive
    copy.drop()
