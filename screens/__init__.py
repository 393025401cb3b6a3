"""The screens, one job each, by the name under which they open one another (`tui.shell.registry`)."""

from __future__ import annotations

from tui.editing import kinds
from tui.shell.registry import register, register_home

register(
    home="screens.home.home:Home",
    month="screens.monthly_report.month:Month",
    opinion="screens.monthly_report.opinion:OpinionForm",
    general="screens.monthly_report.general:GeneralForm",
    paper="screens.monthly_report.paper:PaperForm",
    pasted="screens.monthly_report.pasted:Pasted",
    conflict="screens.shared.conflict:ConflictScreen",
    review="screens.review.review:Review",
    returning="screens.review.returning:Returning",
    reopening="screens.review.reopening:Reopening",
    exempting="screens.review.exempting:Exempting",
    redacting="screens.review.redacting:Redacting",
    matrix="screens.overview.matrix:Matrix",
    year="screens.overview.year:Year",
    reminder="screens.overview.reminder:Reminder",
    history="screens.monthly_report.history:History",
    programme="screens.programme.programme:ProgrammePage",
    accepted="screens.review.accepted:Accepted",
    accepted_report="screens.review.accepted_report:AcceptedReport",
)
register_home("db.duties.monthly_report.home:home")
kinds.register(
    opinion="screens.monthly_report.report_parts:OPINIONS",
    general="screens.monthly_report.report_parts:GENERALS",
    paper="screens.monthly_report.report_parts:PAPERS",
)
