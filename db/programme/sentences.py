"""Say an owing rule in one sentence: "mỗi xã: MTTQ chủ trì, cùng các tổ chức, 1–2 cuộc mỗi năm, hạn …"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from db.programme.owing_rules import OwingRule
from db.programme.programme import Programme, Target
from db.rules.periods import format_date, number
from db.rules.words import N_

Translate = Callable[[str], str]

_LEVELS = MappingProxyType({"province": N_("tỉnh"), "town": N_("thị xã"), "commune": N_("xã")})
# Of whom or what there is one duty: with the place or the organisations it is looked for in.
_IN_AREAS = MappingProxyType(
    {
        "area": N_("mỗi {areas}"),
        "village": N_("mỗi thôn, tổ dân phố"),
        "post": N_("mỗi {posts} của {areas}"),
        "document": N_("mỗi văn bản phải triển khai, ở mỗi {areas}"),
        "campaign": N_("mỗi cuộc vận động, phong trào, ở mỗi {areas}"),
        "request": N_("mỗi yêu cầu gửi đến {areas}"),
    }
)
_OF_BODIES = MappingProxyType(
    {
        "organisation": "{bodies}",
        "post": N_("mỗi {posts} của {bodies}"),
        "document": N_("mỗi văn bản phải triển khai, ở {bodies}"),
        "campaign": N_("mỗi cuộc vận động, phong trào, ở {bodies}"),
        "request": N_("mỗi yêu cầu gửi đến {bodies}"),
    }
)
_PERIODS = MappingProxyType(
    {
        "year": N_("mỗi năm"),
        "quarter": N_("mỗi quý"),
        "month": N_("mỗi tháng"),
        "week": N_("mỗi tuần"),
    }
)
_CONDITIONS = MappingProxyType({"draft": N_("chỉ khi có dự thảo gửi đến hoặc được chọn")})
_UNITS = MappingProxyType(
    {
        "percent": N_("{amount} %"),
        "people": N_("{amount} người"),
        "units": N_("{amount} đơn vị"),
        "times": N_("{amount} cuộc"),
    }
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the rules of one programme in one language. `translate` gives a message of this module in it."""

    programme: Programme
    translate: Translate = str
    lang: str = "vi"

    def population(self, target: Target) -> str:
        """The sentence for a target that nobody owes."""
        said = N_("tính trên {bodies} được xếp loại, không phải việc riêng của tổ chức nào")
        return self._say(said, bodies=self._organisations(target.bodies, target.levels))

    def rule(self, target: Target, rule: OwingRule) -> str:
        """The sentence for one rule of a target."""
        parts = [self._lead(rule), self._together(rule), self._amount(target, rule), self._due(rule)]
        if rule.condition:
            parts.append(self.translate(_CONDITIONS[rule.condition]))
        if rule.joint:
            parts.append(self.translate(N_("làm chung thì tính cho từng nơi, từng người")))
        parts += self._dates(rule)
        return f"{self._subject(rule)}: {', '.join(part for part in parts if part)}"

    def _say(self, message: str, **words: str) -> str:
        return self.translate(message).format(**words)

    def _subject(self, rule: OwingRule) -> str:
        patterns = _OF_BODIES if rule.bodies else _IN_AREAS
        return self._say(
            patterns[rule.subject],
            areas=self._joined([self.translate(_LEVELS[level]) for level in rule.levels]),
            bodies=self._organisations(rule.bodies, rule.levels),
            posts=self._joined([self._post(code) for code in rule.posts]),
        )

    def _organisations(self, bodies: Sequence[str], levels: Sequence[str]) -> str:
        """`mỗi tổ chức cấp thị xã, xã` for all bodies, else their names with the levels."""
        at = self._joined([self.translate(_LEVELS[level]) for level in levels])
        if set(bodies) == {body.code for body in self.programme.bodies}:
            return self._say(N_("mỗi tổ chức cấp {levels}"), levels=at)
        return self._say(N_("{bodies} mỗi {levels}"), bodies=self._joined(self._named(bodies)), levels=at)

    def _named(self, codes: Sequence[str]) -> list[str]:
        return [getattr(body, self.lang) for body in self.programme.bodies if body.code in codes]

    def _post(self, code: str) -> str:
        return next(str(getattr(item, self.lang)) for item in self.programme.lists["posts"].items if item.code == code)

    def _joined(self, words: Sequence[str]) -> str:
        """`thị xã và xã`; `MTTQ, Hội Nông dân và Công đoàn`."""
        if len(words) < 2:
            return "".join(words)
        return self._say(N_("{words} và {last}"), words=", ".join(words[:-1]), last=words[-1])

    def _lead(self, rule: OwingRule) -> str:
        if not rule.responsible:
            return ""
        said = N_("{body} chủ trì") if rule.subject == "area" else N_("{body} chịu trách nhiệm")
        return self._say(said, body=self._named([rule.responsible])[0])

    def _together(self, rule: OwingRule) -> str:
        if not rule.credited:
            return ""
        if {*rule.credited, rule.responsible} == {body.code for body in self.programme.bodies}:
            return self.translate(N_("cùng các tổ chức"))
        return self._say(N_("cùng {bodies}"), bodies=self._joined(self._named(rule.credited)))

    def _amount(self, target: Target, rule: OwingRule) -> str:
        """How many and how often; of a measure with a floor alone, the floor and whether it is shared out."""
        measure = target.measure(rule.measure)
        if rule.period == "register":
            return self.translate(N_("ghi vào sổ, không đặt số lượng"))
        period = self.translate(_PERIODS[rule.period]) if rule.period in _PERIODS else ""
        amount = self._range(measure.floor or 0 if rule.least is None else rule.least, rule.most, rule)
        if rule.least is not None and measure.unit in ("times", "percent"):  # of a rate, the thing that it counts
            said = self._say(_UNITS["times"] if measure.unit == "times" else N_("{amount} lần"), amount=amount)
        else:
            shared = N_("phần được giao trong chỉ tiêu chung “{measure}” {amount}")
            message = shared if rule.source == "allotment" else N_("“{measure}” {amount}")
            amount = self._say(_UNITS[measure.unit], amount=amount)
            said = self._say(message, measure=getattr(measure, self.lang), amount=amount)
        return f"{said} {period}".rstrip()

    def _range(self, least: float, most: int | None, rule: OwingRule) -> str:
        """`ít nhất 1`, `1–2`; with a ceiling `1, nhiều nhất 2`."""
        low = number(least) if float(least).is_integer() else number(least, 1)
        if most is None:
            return self._say(N_("ít nhất {least}"), least=low)
        if rule.ceiling:
            return self._say(N_("từ {least} đến nhiều nhất {most}"), least=low, most=number(most))
        return f"{low}–{number(most)}"

    def _due(self, rule: OwingRule) -> str:
        if rule.period == "register":
            return ""
        due = self.programme.due_rules[rule.due]
        return self._say(N_("hạn {due}"), due=due.label_en if self.lang == "en" else due.label)

    def _dates(self, rule: OwingRule) -> list[str]:
        said = []
        if rule.opens != dt.date(self.programme.year, 1, 1):
            said.append(self._say(N_("từ {date}"), date=format_date(rule.opens)))
        if rule.closes is not None:
            said.append(self._say(N_("đến hết {date}"), date=format_date(rule.closes)))
        return said


def explained(programme: Programme, translate: Translate = str, lang: str = "vi") -> Mapping[int, tuple[str, ...]]:
    """Every target's number with its sentences: one for each owing rule, or the one of a target that nobody owes."""
    speaker = Speaker(programme, translate, lang)
    return {
        target.number: (speaker.population(target),)
        if target.population
        else tuple(speaker.rule(target, rule) for rule in target.owing)
        for target in programme.targets
    }
