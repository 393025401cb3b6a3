"""The kinds of duties that a person may have, in words."""

from __future__ import annotations

from tui.wording.i18n import N_

KINDS = {
    "clerk": N_("cán bộ"),
    "reviewer": N_("người theo dõi, tổng hợp"),
    "decider": N_("người quyết định xếp loại"),
    "administrator": N_("quản trị"),
    "national": N_("đọc toàn quốc"),
}
