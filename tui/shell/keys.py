"""The one table of keys. Bindings, the bottom line and the help page of every screen are made from it.

A screen lists the commands it has (`commands = (OPEN, NEW.named(N_("thêm ý kiến")), BACK)`); pressing a key of a
command calls the screen's method `do_<id>`. A field that takes text keeps the keys it can use; a command gets what is
left.

The rule (design): no command is a bare letter, because an input method turns letters into others; none is a function
key or Alt, because terminals disagree on them; none needs a mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tui.wording.i18n import N_, _

#: Control keys that a terminal cannot tell from Tab, Enter, Backspace, Esc or the newline of a text.
AMBIGUOUS = frozenset({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+left_square_bracket"})

NAMES = {
    "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "escape": "Esc", "delete": "Delete",
    "backspace": "Backspace", "home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn",
    "question_mark": "?", "slash": "/", "ctrl+backslash": "Ctrl+\\",
    "up": N_("Mũi tên lên"), "down": N_("Mũi tên xuống"), "left": N_("Mũi tên trái"), "right": N_("Mũi tên phải"),
    "space": N_("Dấu cách"),
}  # fmt: skip


def allowed(key: str) -> bool:
    """Whether a command may have this key (Textual's name of it)."""
    last = key.rsplit("+", 1)[-1]
    if key in AMBIGUOUS or "alt+" in key or "meta+" in key or (last[:1] == "f" and last[1:].isdecimal()):
        return False
    return key.startswith("ctrl+") or not (len(key) == 1 and key.isalpha())


def name(key: str) -> str:
    """A key as people call it: `ctrl+s` is Ctrl+S, `space` is Dấu cách."""
    if key in NAMES:
        return _(NAMES[key])
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].capitalize()
    return key


class _Command(NamedTuple):
    id: str
    keys: tuple[str, ...]
    label: str
    help: str = ""
    in_line: bool = True


class Command(_Command):
    """Something a person can ask a screen to do.

    `keys` are Textual key names, the first is the one that is shown. `label` is the word of the bottom line, `help` the
    sentence of the help page; both are message ids. `in_line` puts it into the bottom line.
    """

    __slots__ = ()

    def __new__(cls, *given: Any, **named: Any) -> Command:
        made = super().__new__(cls, *given, **named)
        for key in made.keys:
            if not allowed(key):
                raise ValueError(f"{made.id}: no command may be on {key!r}")
        return made

    def named(self, label: str, help: str = "", *, id: str = "", in_line: bool | None = None) -> Command:
        """The same key with this screen's own word for it (and its own method, when `id` is given)."""
        return self._replace(
            id=id or self.id,
            label=label,
            help=help or self.help,
            in_line=self.in_line if in_line is None else in_line,
        )

    def hidden(self) -> Command:
        """The same, out of the bottom line (the help page has it)."""
        return self._replace(in_line=False)

    @property
    def shown(self) -> str:
        """`Ctrl+N thêm ý kiến`."""
        return f"{name(self.keys[0])} {_(self.label)}"


def digit(number: int, id: str, label: str, help: str = "", *, in_line: bool = True) -> Command:
    """A choice or a section that is reached by its number, 0 to 9."""
    return Command(id, (str(number),), label, help or label, in_line)


# fmt: off
OPEN = Command("open", ("enter",), N_("mở"), N_("Mở mục đang chọn."))
NEXT = Command("next", ("enter",), N_("ô sau"),
               N_("Sang ô sau (Ctrl+J xuống dòng trong ô nội dung). Ở ô cuối: lưu rồi mở mẫu trống."))
NEXT_ARTICLE = Command("next_article", ("tab",), N_("ô sau"),
                       N_("Sang ô sau; ở bài viết dài, Enter là xuống dòng."), False)
PREVIOUS = Command("previous", ("up", "shift+tab"), N_("ô trước"), N_("Về ô trước."), False)
DOWN = Command("down", ("down",), N_("ô sau"), N_("Sang ô sau."), False)
SAVE = Command("save", ("ctrl+s",), N_("lưu"), N_("Lưu. Mục còn thiếu vẫn lưu được, chỉ khi gửi mới cần đủ."))
NEW = Command("new", ("ctrl+n",), N_("lưu, thêm nữa"), N_("Lưu rồi mở một mẫu trống."))
LAST = Command("last", ("ctrl+d",), N_("như mục trước"), N_("Điền ô này như mục vừa ghi lần trước."))
SEND = Command("send", ("ctrl+t",), N_("gửi"), N_("Gửi báo cáo."))
REASON = Command("reason", ("ctrl+r",), N_("ghi lý do"), N_("Ghi lý do bỏ qua cảnh báo."))
TAKE_OVER = Command("take_over", ("ctrl+o",), N_("gõ tiếp ở đây"),
                    N_("Nhận mục mà phiên khác đang mở, để gõ tiếp ở đây."))
REMOVE = Command("remove", ("delete",), N_("bỏ"), N_("Bỏ mục đang chọn."))
SEARCH = Command("search", ("slash", "ctrl+f"), N_("tìm"), N_("Tìm trong danh sách."))
CODES = Command("codes", ("question_mark",), N_("xem mã"),
                N_("Hiện bảng mã của mẫu; danh mục nào dài thì hiện riêng, từng trang, gõ chữ để thu hẹp; rồi ẩn."))
CLEAR = Command("clear", ("ctrl+u",), N_("xóa ô"), N_("Xóa hết ô đang gõ; Ctrl+Z lấy lại."), False)
NEXT_PAGE = Command("next_page", ("space", "pagedown"), N_("trang sau"), N_("Sang trang sau."))
PREVIOUS_PAGE = Command("previous_page", ("pageup",), N_("trang trước"), N_("Về trang trước."), False)
BACK = Command("back", ("escape",), N_("về"), N_("Về màn hình trước. Những gì đang gõ được giữ ở bản nháp."))

HELP = Command("help", ("ctrl+g", "question_mark"), N_("trợ giúp"), N_("Trang này: mọi phím của màn hình."))
CONFIRM = Command("confirm", ("ctrl+y",), N_("đồng ý"),
                  N_("Đồng ý với câu hỏi ở dòng dưới: gửi, rút lại, bỏ, xóa. Không hỏi thì không làm gì."), False)
UNDO = Command("undo", ("ctrl+z",), N_("hoàn tác"),
               N_("Hoàn tác trong ô đang gõ. Không bao giờ dừng chương trình."), False)
COPY = Command("copy", ("ctrl+c",), N_("không làm gì"), N_("Không làm gì, để lỡ tay không mất gì."), False)
PASTE = Command("paste", ("ctrl+v",), N_("cách dán"),
                N_("Nhắc cách dán: dùng phím dán của cửa sổ, thường là Shift+Insert hoặc Ctrl+Shift+V."), False)
REDRAW = Command("redraw", ("ctrl+l",), N_("vẽ lại"), N_("Vẽ lại màn hình và tải lại dữ liệu."), False)
SUSPEND = Command("suspend", ("ctrl+backslash",), N_("ra dấu nhắc"),
                  N_("Ra dấu nhắc lệnh một lát, nếu chương trình được mở từ đó; gõ fg để trở lại."), False)
QUIT = Command("quit", ("ctrl+q",), N_("thoát"), N_("Thoát. Những gì đang gõ được giữ ở bản nháp."), False)
# fmt: on

#: The keys that work on every screen, in the order of the help page.
EVERYWHERE: tuple[Command, ...] = (HELP, CONFIRM, UNDO, COPY, PASTE, REDRAW, SUSPEND, QUIT)

#: Every command of the table, for whoever writes the guide or tests the rule.
TABLE: tuple[Command, ...] = (
    OPEN, NEXT, NEXT_ARTICLE, PREVIOUS, DOWN, SAVE, NEW, LAST, SEND, REASON, TAKE_OVER, REMOVE, SEARCH, CODES,
    CLEAR, NEXT_PAGE, PREVIOUS_PAGE, BACK, *EVERYWHERE,
)  # fmt: skip

SEPARATOR = " · "


def key_lines(commands: Iterable[Command], width: int) -> tuple[str, str]:
    """The bottom line, `Enter sửa · Ctrl+N thêm ý kiến · Ctrl+G trợ giúp`, and a line for those that found no room in
    it, each in at most `width` columns. Whole commands go, the last first; the way to the help page stays."""
    shown = [command.shown for command in commands if command.in_line and command.id != HELP.id]
    rest: list[str] = []
    while shown and len(SEPARATOR.join([*shown, HELP.shown])) > width:
        rest.insert(0, shown.pop())
    while len(SEPARATOR.join(rest)) > width:
        rest.pop()
    return SEPARATOR.join([*shown, HELP.shown]), SEPARATOR.join(rest)


def bottom_line(commands: Iterable[Command], width: int) -> str:
    """The bottom line alone."""
    return key_lines(commands, width)[0]


def help_rows(commands: Sequence[Command], without: Sequence[Command] = ()) -> list[tuple[str, str]]:
    """(keys, sentence) of each command, the screen's own first, then those that work everywhere, `without` some."""
    own = {command.id for command in (*commands, *without)}
    taken = {key for command in commands for key in command.keys}
    everywhere = [command for command in EVERYWHERE if command.id not in own]
    return [
        *((", ".join(map(name, command.keys)), _(command.help or command.label)) for command in commands),
        *(
            (", ".join(name(key) for key in command.keys if key not in taken), _(command.help or command.label))
            for command in everywhere
        ),
    ]
