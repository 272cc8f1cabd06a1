"""What knows workbooks and nothing of homework: looks, columns, and cells that hold text as text and never as a formula."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal

import xlsxwriter

from finadvies.exports.office import plain, short_name
from finadvies.exports.paper import Paper
from finadvies.locale import Texts

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

INK, INK_2, EDGE, RULE = "#1B242E", "#4A5664", "#76828E", "#D3D9DF"
ACCENT, ACCENT_WASH, CRIT, CRIT_WASH = "#0B5560", "#E7F1F2", "#96300F", "#FCF0EA"
DAY_FORMS: Final = {"nl": "[$-413]ddd dd-mm-yyyy", "en": "[$-809]ddd d mmm yyyy"}
"""With the day of the week; the code of the language, so that the reader's own settings do not change it."""
DAY_WIDTHS: Final = {"nl": 12.5, "en": 15.5}
EURO_FORMS: Final = {"nl": "[$€-413] #,##0", "en": "[$€-809] #,##0"}
"""The marks stand for those of the language: `€ 250.000` in a Dutch spreadsheet."""
MOST: Final = 16_000
"""Signs of one text; a cell holds twice that."""
WIDE: Final = 40
"""From so wide on a column holds a little more signs than its width says: letters are narrower than digits."""
LINE: Final = 15
HIGHEST: Final = 409
"""Points of a line, and of the highest row there can be."""
Kind = Literal["text", "middle", "day", "euro", "number"]
Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its heading, how wide, and how its cells look."""

    title: str
    width: float
    kind: Kind


class Book:
    """The workbook that is being written, with its looks."""

    def __init__(self, paper: Paper, texts: Texts) -> None:
        self.paper, self.texts = paper, texts
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.book.set_properties({"title": plain(paper.title), "created": datetime.combine(paper.stamp.day, time())})
        cell: dict[str, Any] = {"valign": "top", "font_color": INK, "bottom": 1, "bottom_color": RULE}
        day, euro = {"num_format": DAY_FORMS[texts.language], "align": "left"}, {"num_format": EURO_FORMS[texts.language]}
        looks: dict[Kind, dict[str, Any]] = {
            "text": {"text_wrap": True},
            "middle": {"align": "center"},
            "day": day,
            "euro": euro,
            "number": {"align": "right"},
        }
        self.looks: dict[Kind, Format] = {kind: self.book.add_format({**cell, **more}) for kind, more in looks.items()}
        total = {**cell, "bold": True, "top": 1, "top_color": EDGE, "bottom": 0}
        self.totals: dict[Kind, Format] = {kind: self.book.add_format({**total, **more}) for kind, more in looks.items()}
        head = {"bold": True, "valign": "top", "font_color": ACCENT, "bg_color": ACCENT_WASH, "bottom": 1, "bottom_color": ACCENT}
        sides: dict[Kind, dict[str, Any]] = {
            "middle": {"align": "center"},
            "euro": {"align": "right"},
            "number": {"align": "right"},
        }
        self.heads: dict[Kind, Format] = {
            kind: self.book.add_format({**head, "text_wrap": True, **sides.get(kind, {})}) for kind in looks
        }
        self.strong = self.book.add_format({**cell, "bold": True, "text_wrap": True})
        self.late = self.book.add_format({"bg_color": CRIT_WASH, "font_color": CRIT})
        self.note = self.book.add_format({"text_wrap": True, "valign": "top", "font_color": INK_2})

    def sheet(
        self, name: str, columns: Sequence[Column], frozen: tuple[int, int] = (1, 0), *, filtered: bool = False
    ) -> Worksheet:
        """A new sheet with its heading row, set up for A4.

        Args:
            name: key of its name.
            columns: all columns.
            frozen: rows and columns that stay in sight.
            filtered: whether the headings get buttons to filter by.
        """
        paper, texts = self.paper, self.texts
        sheet = self.book.add_worksheet(texts.say(f"office.{name}"))
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, short(column.title), self.heads[column.kind])
        # A filter puts its button at the foot of the heading: a line more keeps it off the words.
        sheet.set_row(0, height([column.title for column in columns], columns) + (LINE if filtered else 0))
        sheet.freeze_panes(*frozen)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.35, right=0.35, top=0.75, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        whose = short_name(paper.view.client).replace("&", "&&")
        sheet.set_header(f"&L{whose}&R{short_name(paper.title).replace('&', '&&')}")
        sheet.set_footer(f"&L{paper.day}&R{texts.say('office.page')} &P {texts.say('office.of')} &N")
        return sheet

    def write(self, sheet: Worksheet, row: int, place: int, value: Value, look: Format) -> None:
        """One cell, by what it holds; a text always as text."""
        if value is None or value == "":
            sheet.write_blank(row, place, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, place, short(value), look)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, datetime.combine(value, time()), look)
        else:
            sheet.write_number(row, place, value, look)

    def row(self, sheet: Worksheet, row: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
        """One row of cells, as high as its longest text: not every program sees to that itself."""
        sheet.set_row(row, height(values, columns))
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            self.write(sheet, row, place, value, self.looks[column.kind])

    def named(self, sheet: Worksheet, row: int, columns: Sequence[Column], pair: tuple[str, str]) -> None:
        """A row of two texts, the first of which is its name."""
        self.row(sheet, row, columns, pair)
        self.write(sheet, row, 0, pair[0], self.strong)

    def sentence(self, sheet: Worksheet, row: int, last: int, width: float, text: str) -> None:
        """A sentence under a table, over its whole width, with the height that it takes."""
        sheet.set_row(row, height([text], [Column("", width, "text")]))
        sheet.merge_range(row, 0, row, last, "", self.note)
        sheet.write_string(row, 0, short(text), self.note)


def height(values: Sequence[Value], columns: Sequence[Column]) -> float:
    """How high a row is, in points, so that its texts are seen whole."""
    lines = [
        len(textwrap.wrap(short(value), max(4, int(column.width * (1.05 if column.width >= WIDE else 1))))) or 1
        for value, column in zip(values, columns, strict=True)
        if isinstance(value, str) and value
    ]
    return min(HIGHEST, LINE * max(lines, default=1) + 3)


def short(text: str) -> str:
    """A text that fits in a cell."""
    told = plain(text)
    return told if len(told) <= MOST else f"{told[:MOST]} […]"
