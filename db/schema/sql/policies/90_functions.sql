-- What a person may call. Everything else of ours is callable by its owner alone.

grant usage on schema app, audit to langnghe_user;
grant execute on function app.now(), app.today(), app.local_date(timestamptz), app.my_id(), app.my_duties(),
    app.has_duty(text), app.write_scope(), app.review_scope(), app.accept_scope(), app.names_in(uuid), app.readers_of(uuid), app.duties_over(integer),
    app.is_administrator() to langnghe_user;
grant execute on function app.begin(uuid, text, uuid, text, integer) to langnghe_user;
grant execute on function app.programmes_of(integer[], integer, integer), app.programme_of(integer, integer),
    app.period_of(integer, date), app.reports_of(integer[], date, date), app.waiting(), app.people_of(uuid),
    app.had_part(uuid), app.open_petitions(integer, date), app.shared_out(integer, integer, text, date) to langnghe_user;
grant execute on function
    app.submit(uuid, text, uuid, integer), app.take_back(uuid, text, uuid, integer), app.undo_decision(uuid, text, uuid, integer),
    app.open_report(uuid, text, uuid),
    app.accept(uuid, text, uuid, integer), app.return_report(uuid, text, uuid, integer, text, date, uuid[], text),
    app.set_paper(uuid, text, uuid, integer, text, date, text), app.remove_opinion(uuid, text, uuid, integer),
    app.remove_report(uuid, text, uuid, integer, jsonb),
    app.reopen(uuid, text, uuid, integer, date, text, date, text),
    app.exempt(uuid, text, uuid, integer, text, date, date, text, text),
    app.allot(uuid, text, uuid, integer, text, text, date, text, date, integer[], integer[]),
    app.redact(uuid, text, uuid, text, uuid, text, text, text, boolean) to langnghe_user;
-- Each of these asks first whether the caller is an administrator.
grant execute on function
    app.staff_add(uuid, text, text, text), app.staff_password(uuid, text, text, text), app.staff_close(uuid, text, text),
    app.staff_suspend(uuid, text, text), app.staff_end_sessions(text, timestamptz),
    app.duty_give(uuid, text, text, text, integer, integer, integer, date, date),
    app.duty_close(uuid, text, text, integer, date) to langnghe_user;

grant usage on schema app to langnghe_staffer;
grant execute on function app.begin_once(uuid, text, uuid, text, integer), app.staff_record(text, text),
    app.staff_row(text), app.staff_mark_closed(text), app.staff_mark_password(text), app.staff_void(text, timestamptz),
    app.duty_record(text, text, integer, integer, integer, date, date), app.duty_end(text, integer, date), app.is_national(text),
    app.duty_given(text, text, integer, integer, integer),
    app.refuse(text, text, jsonb, text), app.is_administrator(), app.require_administrator() to langnghe_staffer;
