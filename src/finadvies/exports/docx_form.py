"""The form of a Word file: page, language, styles, and what python-docx has no call for. Knows nothing of homework."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from finadvies.locale import Language

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import CharacterStyle, ParagraphStyle
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

TAGS: Final = {"nl": "nl-NL", "en": "en-GB"}
ACCENT, INK_2 = RGBColor(0x0B, 0x55, 0x60), RGBColor(0x4A, 0x56, 0x64)
FONT: Final = "Calibri"
TABLE: Final = "Grid Table Light"
"""What Word shows as Table Grid Light. It has this style itself; the template of the library is older than it."""
SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
LEFT_OVER: Final = ("thumbnail", "extended-properties", "customXml", "stylesWithEffects")
"""Parts of the template that say nothing of this document: a picture of an empty page, the program it was once made with."""


def bookish(document: Made, language: Language, title: str, day: date) -> None:
    """A4, the language, the looks of the styles of Word itself, and properties without clock or user."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(19), Mm(19)
    section.left_margin = section.right_margin = Mm(16)
    section.header_distance = section.footer_distance = Mm(9)
    _styles(document, TAGS[language])
    told = document.core_properties
    told.title, told.language, told.author, told.last_modified_by, told.comments = title, TAGS[language], "", "", ""
    told.created = told.modified = datetime.combine(day, time())
    told.revision = 1
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in LEFT_OVER]:
            del rels[key]


def _styles(document: Made, tag: str) -> None:
    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), tag)
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), tag)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    looks = (
        ("Normal", 10, 0, 3, None),
        ("Title", 21, 0, 4, ACCENT),
        ("Subtitle", 11, 0, 8, INK_2),
        ("Heading 1", 14, 16, 4, ACCENT),
        ("Heading 2", 11, 10, 3, ACCENT),
        ("List Bullet", 10, 0, 2, None),
        ("List Number", 10, 0, 2, None),
        ("Caption", 8, 10, 0, INK_2),
        ("Header", 8, 0, 0, INK_2),
        ("Footer", 8, 0, 0, INK_2),
    )
    for name, size, before, after, colour in looks:
        style: ParagraphStyle = styles[name]
        style.font.size, style.font.italic = Pt(size), None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
        if colour is not None:
            style.font.color.rgb = colour
    aside: CharacterStyle = styles["Subtle Emphasis"]
    aside.font.size, aside.font.italic, aside.font.color.rgb = Pt(8.5), None, INK_2
    normal: ParagraphStyle = styles["Normal"]
    normal.font.name = FONT
    caption: ParagraphStyle = styles["Caption"]
    caption.font.bold = False
    for spacing in list(styles["Subtitle"].element.rPr.iter(qn("w:spacing"))):
        spacing.getparent().remove(spacing)
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:styleId="TableGridLight"><w:name w:val="Grid Table Light"/>'
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
            "<w:tblPr><w:tblBorders>"
            + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>' for side in SIDES)
            + '</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
    )


def grid(document: Made, rows: int, widths: Sequence[float]) -> Table:
    """An empty table with columns of so many millimetres, which a long word does not widen."""
    table: Table = document.add_table(rows, len(widths), document.styles[TABLE])
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for place, width in enumerate(widths):
        table.columns[place].width = Mm(width)
        for cell in table.columns[place].cells:
            cell.width = Mm(width)
    return table


def gap(document: Made) -> None:
    """A little room below a table; without a paragraph between them two tables would become one."""
    form = document.add_paragraph().paragraph_format
    form.space_after, form.line_spacing = Pt(0), Pt(6)


def whole(row: _Row) -> None:
    """A row that no page splits."""
    _mark(row, "w:cantSplit")


def repeated(row: _Row) -> None:
    """A row that stands at the top of the table on every page."""
    _mark(row, "w:tblHeader")


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - the library has no call for it


def kept_together(rows: Iterable[_Row]) -> None:
    """Rows that stay on the page of the row after them."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def field(paragraph: Paragraph, name: str) -> None:
    """A field that the reader's program fills in: `PAGE`, `NUMPAGES`."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        element: BaseOxmlElement
        if kind == "":
            element = OxmlElement("w:instrText")
            element.text = f" {name} "
        elif kind == "1":
            run.text = kind
            continue
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - the library has no call for it
