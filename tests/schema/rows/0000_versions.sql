-- What the first release would have left behind. A later upgrade writes this row anew.
insert into app.installed (migration, rights, program) values (0, 'x', '0');
