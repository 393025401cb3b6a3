"""`langnghe staff`: an administrator makes, changes and closes people."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import psycopg2
import pytest

from tests.commands.running import Ended, langnghe
from tests.drivers.person import Person
from tests.servers import Database


@pytest.fixture
def office(demo_database: Database) -> Database:
    """The demo's town, whose administrator is `quantri`."""
    return demo_database


def administrator(office: Database, *arguments: str, stdin: str = "") -> Ended:
    return langnghe("staff", *arguments, dsn=office.dsn("quantri"), stdin=stdin)


def person(office: Database, login: str) -> dict[str, object]:
    listed = administrator(office, "list", "--json").json
    return next(one for one in listed if one["login"] == login)


def test_a_clerk_is_made_with_login_and_duty_in_one_go(office: Database) -> None:
    login = office.cluster.new_login("nd-moi")
    ended = administrator(office, "add", login, "--name", "Đinh Thị Mới", "--clerk", "Hội Nông dân xã Mộc Nam")
    assert ended.code == 0 and login in ended.out
    assert office.value("select count(*) from app.my_duties()", login=login) == 1
    (duty,) = person(office, login)["duties"]  # type: ignore[misc]
    assert (duty["kind"], duty["from"]) == ("clerk", "2023-10-16")
    assert duty["organisation"] == "Hội Nông dân xã Mộc Nam"


def test_a_reviewer_of_one_body_with_dates(office: Database) -> None:
    login = office.cluster.new_login("nd-theodoi")
    administrator(
        office, "add", login, "--name", "Lại Thị Theo Dõi", "--reviewer", "349", "--body", "hnd",
        "--from", "2023-10-16", "--until", "2023-12-31",
    )  # fmt: skip
    scope = office.value("select cardinality(app.review_scope())", login=login)
    assert scope == office.value("select count(*) from app.organisation o join app.body b on b.id = o.body_id"
                                 " join app.area a on a.id = o.area_id where b.code = 'HND'"
                                 " and (a.id = 3 or a.parent_id = 3)")  # fmt: skip
    (duty,) = person(office, login)["duties"]  # type: ignore[misc]
    assert (duty["from"], duty["to"]) == ("2023-10-16", "2023-12-31")


def test_a_person_may_hold_several_duties(office: Database) -> None:
    login = office.cluster.new_login("nhieuviec")
    ended = administrator(
        office, "add", login, "--name", "Tống Nhiều Việc", "--clerk", "Hội CCB xã Mộc Bắc",
        "--clerk", "Hội Nông dân xã Mộc Bắc", "--decider", "thị xã Duy Tiên", "--administrator",
    )  # fmt: skip
    assert "4 nhiệm vụ" in ended.out
    assert office.value("select cardinality(app.write_scope())", login=login) == 2


def test_a_national_reader_gets_the_group_and_has_no_planned_end(office: Database) -> None:
    login = office.cluster.new_login("quocgia")
    refused = administrator(office, "add", login, "--name", "Chu Quốc Gia", "--national", "--until", "2024-01-01")
    assert "không có ngày kết thúc" in refused.sentence
    assert administrator(office, "add", login, "--name", "Chu Quốc Gia", "--national").code == 0
    assert office.value(f"select pg_has_role('{login}', 'langnghe_national', 'member')")


def test_nothing_is_made_when_a_duty_is_refused(office: Database) -> None:
    login = office.cluster.new_login("hong")
    ended = administrator(office, "add", login, "--name", "Không Thành", "--clerk", "Hội Không Có Thật")
    assert "Hội Không Có Thật" in ended.sentence
    assert office.rows("select 1 from pg_roles where rolname = %s", (login,)) == []
    assert office.rows("select 1 from app.staff where role = %s", (login,)) == []


@pytest.mark.parametrize("login", ["Nd-Hoa", "langnghe_owner2", "pg_x", "có dấu", "1so", "a"])
def test_a_login_that_cannot_be(office: Database, login: str) -> None:
    ended = administrator(office, "add", login, "--name", "Tên Sai")
    assert ended.code == 1 and ended.err.count("\n") == 1 and "Traceback" not in ended.err


def test_a_login_is_there_only_once(office: Database) -> None:
    assert "nd-mocbac" in administrator(office, "add", "nd-mocbac", "--name", "Ai Đó").sentence


def test_only_an_administrator_makes_people(office: Database) -> None:
    login = office.cluster.new_login("trom")
    ended = langnghe("staff", "add", login, "--name", "Kẻ Trộm", "--administrator", dsn=office.dsn("nd-mocbac"))
    assert "quản trị" in ended.sentence
    assert office.rows("select 1 from pg_roles where rolname = %s", (login,)) == []


def test_others_see_themselves_alone(office: Database) -> None:
    listed = langnghe("staff", "list", "--json", dsn=office.dsn("nd-mocbac")).json
    assert [one["login"] for one in listed] == ["nd-mocbac"]


def test_the_list_is_readable_and_its_json_has_a_fixed_shape(office: Database) -> None:
    lines = administrator(office, "list").out.splitlines()
    clerk = lines.index(next(line for line in lines if line.startswith("nd-mocbac ")))
    assert "cán bộ: Hội Nông dân xã Mộc Bắc" in lines[clerk + 1]
    one = person(office, "giamsat")
    assert set(one) == {"id", "login", "name", "closed", "duties"}
    (duty,) = one["duties"]  # type: ignore[misc]
    assert set(duty) == {"id", "kind", "organisation", "area", "body", "from", "to"}
    assert duty["area"] == "thị xã Duy Tiên"


def test_a_duty_is_given_and_ended(office: Database) -> None:
    login = office.cluster.new_login("doiviec")
    administrator(office, "add", login, "--name", "Khổng Đổi Việc")
    assert administrator(office, "duty", login, "--clerk", "MTTQ xã Mộc Bắc").code == 0
    (duty,) = person(office, login)["duties"]  # type: ignore[misc]
    assert office.value("select cardinality(app.write_scope())", login=login) == 1
    assert administrator(office, "duty", login, "--end", str(duty["id"])).code == 0
    assert office.value("select cardinality(app.write_scope())", login=login) == 0
    assert "999999" in administrator(office, "duty", login, "--end", "999999").sentence
    assert administrator(office, "duty", login).code == 2


def test_a_password_comes_by_a_pipe_and_is_kept_as_a_verifier(office: Database) -> None:
    login = office.cluster.new_login("matkhau")
    administrator(office, "add", login, "--name", "Chu Mật Khẩu")
    ended = administrator(office, "password", login, stdin="đường-liên-thôn-2023\n")
    assert ended.code == 0 and "2023" not in ended.out
    stored = office.value("select rolpassword from pg_authid where rolname = %s", (login,))
    assert stored.startswith("SCRAM-SHA-256$")
    assert "10" in administrator(office, "password", login, stdin="ngắn\n").sentence
    assert "không có tài khoản khongco" in administrator(office, "password", "khongco", stdin="x" * 12).sentence.lower()


def test_a_password_is_typed_twice_on_a_terminal_and_never_shown(office: Database, tmp_path: Path) -> None:
    login = office.cluster.new_login("gohailan")
    administrator(office, "add", login, "--name", "Chu Gõ Hai Lần")
    with Person(["staff", "password", login], dsn=office.dsn("quantri"), state=tmp_path) as typist:
        typist.sees(f"Mật khẩu mới của {login}:").writes("rat-bi-mat-2023\r").sees("Gõ lại:")
        arguments = Path(f"/proc/{typist.pid}/cmdline").read_text()
        typist.writes("rat-bi-mat-2023\r").sees("Đã đặt mật khẩu")
        assert typist.ended() and typist.status == 0
        assert "rat-bi-mat" not in typist.words + arguments
    with Person(["staff", "password", login], dsn=office.dsn("quantri"), state=tmp_path) as typist:
        typist.sees(f"Mật khẩu mới của {login}:").writes("rat-bi-mat-2023\r")
        typist.sees("Gõ lại:").writes("rat-bi-mat-2024\r").sees("không giống nhau")
        assert typist.ended() and typist.status == 1


def test_closing_ends_an_open_session_at_once_and_loses_no_history(office: Database) -> None:
    login = office.cluster.new_login("sapdong")
    administrator(office, "add", login, "--name", "Lương Sắp Đóng", "--clerk", "Hội Nông dân xã Mộc Bắc")
    open_session = office.connect(login)
    try:
        cursor = open_session.cursor()
        cursor.execute("insert into app.reflection (id, organisation_id, month, kind, general) values"
                       " (gen_random_uuid(), 132, '2023-10-01', 'adhoc', 'Viết trước khi thôi việc')")  # fmt: skip
        waiting = threading.Event()

        def closes() -> None:
            waiting.wait(20)
            assert administrator(office, "close", login).code == 0

        other = threading.Thread(target=closes)
        other.start()
        waiting.set()
        other.join()
        with pytest.raises(psycopg2.OperationalError):
            cursor.execute("select 1")
    finally:
        open_session.close()
    written = office.rows("select s.name from app.reflection r join app.staff s on s.id = r.created_by"
                          " where r.general = 'Viết trước khi thôi việc'")  # fmt: skip
    assert written == [{"name": "Lương Sắp Đóng"}]
    assert office.value("select count(*) from audit.entry where role = %s", (login,)) > 0
    assert person(office, login)["closed"]
    assert "đã đóng" in langnghe("staff", "list", dsn=office.dsn(login)).sentence


def test_nobody_closes_their_own_account(office: Database) -> None:
    assert administrator(office, "close", "quantri").code == 1


def test_no_name_can_drive_the_reader_s_terminal(office: Database) -> None:
    login = office.cluster.new_login("thoat")
    ended = administrator(office, "add", login, "--name", "Tên\x1b[2Jxấu")
    assert ended.code == 1 and "\x1b" not in ended.err
    assert json.dumps(administrator(office, "list", "--json").json).count("\\u001b") == 0


def test_a_name_that_was_forced_in_drives_no_terminal_through_the_json_either(office: Database) -> None:
    office.rows(
        "alter domain app.line drop constraint line_clean;"
        " update app.staff set name = %s where role = 'giamsat'", ("Tên\x9b2J\u202exấu\U000e0041",),
    )  # fmt: skip
    listed = administrator(office, "list", "--json")
    assert not {"\x9b", "\u202e", "\U000e0041"} & set(listed.out)
    assert person(office, "giamsat")["name"] == "Tên\x9b2J\u202exấu\U000e0041"
