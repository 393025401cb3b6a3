"""The choice between two versions of a record, on the screen: digits choose, arrows move, Ctrl+Y saves the result: no
key that was typed ahead for a form decides between the two."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from db.core.records.base import Value
from tui.forms.conflict import Resolution
from tui.forms.entry import Reader
from tui.forms.palette import Palette
from tui.forms.rows import Row, fitted
from tui.shell import keys
from tui.widgets.drawn_rows import Drawn
from tui.wording.i18n import _


class ConflictView(Drawn, can_focus=True):
    """Shows a `Resolution`. Esc is left to the screen: nothing is lost, the record stays a draft."""

    DEFAULT_CSS = "ConflictView { width: 1fr; height: 1fr; }"

    class Resolved(Message):
        """Every field is decided and Ctrl+Y was pressed: `values` are to be saved against the stored version."""

        def __init__(self, view: ConflictView, values: dict[str, Value]) -> None:
            super().__init__()
            self.view, self.values = view, values

        @property
        def control(self) -> ConflictView:
            return self.view

    def __init__(
        self, resolution: Resolution, reader: Reader, *, palette: Palette | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.resolution, self.reader = resolution, reader
        palette = palette or Palette.from_environment()
        self._styles = {name: Style.parse(getattr(palette, name)) for name in palette.__slots__}
        self._rows: list[Row] = []

    def on_key(self, event: events.Key) -> None:
        resolution = self.resolution
        if event.key in ("1", "2"):
            resolution.take("mine" if event.key == "1" else "theirs")
        elif event.key in ("up", "down"):
            resolution.move(-1 if event.key == "up" else 1)
        elif event.key in keys.CONFIRM.keys and resolution.done:
            self.post_message(self.Resolved(self, resolution.values()))
        else:
            return
        event.stop()
        event.prevent_default()
        self._paint()

    def lay_out(self) -> None:
        self._paint()

    def _paint(self) -> None:
        """The rows around the field at hand."""
        width, height = self.size
        rows = self.resolution.rows(self.reader, width, _)
        ours = [index for index, (item, _row) in enumerate(rows) if item == self.resolution.at]
        top = max(0, min((ours[0] if ours else 0) - 1, len(rows) - height))
        self._rows = [fitted(list(row), width) for _item, row in rows[top : top + height]]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ()
        segments = [Segment(text, self._styles[style]) for text, style in row]
        return Strip(segments).adjust_cell_length(self.size.width)
