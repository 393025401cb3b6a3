"""The screens, one job each, by the name under which they open one another (`tui.registry`)."""

from __future__ import annotations

from tui.recording import kinds
from tui.registry import register, register_home

register(
    home="screens.home:Home",
    month="screens.month:Month",
    opinion="screens.opinion:OpinionForm",
    general="screens.general:GeneralForm",
    paper="screens.paper:PaperForm",
    pasted="screens.pasted:Pasted",
    conflict="screens.conflict:ConflictScreen",
    review="screens.review:Review",
    returning="screens.returning:Returning",
    reopening="screens.reopening:Reopening",
    exempting="screens.exempting:Exempting",
    redacting="screens.redacting:Redacting",
    matrix="screens.matrix:Matrix",
    year="screens.year:Year",
    reminder="screens.reminder:Reminder",
    history="screens.history:History",
    programme="screens.programme:ProgrammePage",
    accepted="screens.accepted:Accepted",
    accepted_report="screens.accepted_report:AcceptedReport",
)
register_home("db.queries.home:home")
kinds.register(
    opinion="tui.reports.writing:OPINIONS",
    general="tui.reports.writing:GENERALS",
    paper="tui.reports.writing:PAPERS",
)
