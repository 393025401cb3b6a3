"""The demo: invented people, texts and months over the real town of 2023 (design §7).

`build(dsn)` fills an empty database the same way each time. People act as themselves, under their own login, so that
authors, rights, triggers and the audit are what they are in an office.

    people.py   who they are            year.tsv    what became of each month's report
    texts.toml  what is said            story.py    both as dated steps, without a database
    deeds.py    a step as SQL           build.py    the database filled
"""

from __future__ import annotations

from db.demo.people import DEFAULT_LOGIN, LOGINS
from db.demo.town import build

__all__ = ["DEFAULT_LOGIN", "LOGINS", "build"]
